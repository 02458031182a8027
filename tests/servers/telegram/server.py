"""The Bot API on loopback: strict where Telegram is, and failing on purpose.

::

    async with TelegramServer() as server:
        ada = server.person(7, "Ada", "de")
        bot = ExtBot(server.token, base_url=f"{server.base}/bot")
        server.says(ada, ada, "/start")
        await server.settled(lambda: server.messages(ada))
        server.taps(ada, server.messages(ada)[0], "Topics")
        server.fail_next("sendMessage", Fault.RESET_AFTER)
        server.limits(Limits())
    assert not server.violations
"""

import asyncio
import inspect
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Self

from aiohttp import web

from tests.servers.telegram.asking import Asking
from tests.servers.telegram.chats import Chat, Member, Message, Person
from tests.servers.telegram.errors import ApiError, Json, too_many
from tests.servers.telegram.faults import (
    UNHANDLED,
    Fault,
    FaultPlan,
    Planned,
    after_handling,
    hold,
    without_handling,
)
from tests.servers.telegram.flood import Flood, Limits
from tests.servers.telegram.menus import Menus
from tests.servers.telegram.params import decoded
from tests.servers.telegram.people import People
from tests.servers.telegram.recording import Answer, Call, Record
from tests.servers.telegram.sending import Sending
from tests.servers.telegram.updates import Updates
from tests.servers.telegram.wire import answer, form_of, request_of
from tests.servers.telegram.world import World

TOKEN = "4321:the-suites-own-telegram-token-000000"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
# these count towards the flood limits
_LIMITED = frozenset(
    {"sendmessage", "senddocument", "sendphoto", "editmessagetext", "editmessagereplymarkup"}
)
SideDoor = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_UNAUTHORIZED = ApiError(401, "Unauthorized")
_NOT_FOUND = ApiError(404, "Not Found")


class TelegramServer:
    """``limits`` None: none are kept. ``open_world``: unknown positive ids are private chats
    that were started, negative ones groups with the bot as administrator. ``record`` False:
    calls and messages are only counted. ``callback_s``: how long a callback query may be
    answered; ``webhook_retry_s``: the pause after a webhook's failure."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "paperbrief_bot",
        port: int = 0,
        limits: Limits | None = None,
        open_world: bool = False,
        record: bool = True,
        callback_s: float = 15.0,
        webhook_retry_s: float = 0.05,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.base = ""
        number = int(token.partition(":")[0]) if _TOKEN.fullmatch(token) else 1
        self.bot = Person(number, "Paperbrief", username=username, is_bot=True)
        self.log = Record()
        self.world = World(self.bot, now=now, open_world=open_world)
        self.flood = Flood(limits)
        self.queries: dict[str, Answer] = {}
        self.side_door: SideDoor | None = None
        self._port = port
        self._plan = FaultPlan()
        self.updates = Updates(retry_s=webhook_retry_s, call=self._perform)
        self.people = People(self.world, self.queries, self._told, time.monotonic)
        self._sending = Sending(self.world, self.log, self.people.heard)
        self.menus = Menus(self.world)
        asking = Asking(
            self.world,
            self.queries,
            query_s=callback_s,
            left=self._left,
            privacy=lambda: self.people.privacy,
        )
        self._methods = self._table(asking)
        self.recording(whole=record)
        self._say_aloud()

    def _table(self, asking: Asking) -> Mapping[str, Callable[[Json], object]]:
        named = self._sending.methods() | asking.methods() | self.menus.methods()
        named |= {
            "getUpdates": self.updates.get,
            "setWebhook": self.updates.set_webhook,
            "deleteWebhook": self.updates.delete_webhook,
            "getWebhookInfo": lambda _: self.updates.webhook_info(),
            "close": lambda _: True,
            "logOut": lambda _: True,
        }
        return {name.lower(): method for name, method in named.items()}

    def _say_aloud(self) -> None:
        """What tests call most, without the room that it lives in."""
        world, people = self.world, self.people
        self.person, self.chat, self.topic, self.link = (
            world.person,
            world.chat,
            world.topic,
            world.link,
        )
        self.says, self.edits, self.taps = people.says, people.edits, people.taps
        self.forges = people.forges
        self.files = self._sending.files
        self.shares_chat, self.migrates = people.shares_chat, people.migrates
        self.adds_bot, self.removes_bot = people.adds_bot, people.removes_bot
        self.promotes, self.demotes = people.promotes, people.demotes
        self.restricts, self.sets_member = people.restricts, people.sets_member
        self.blocks, self.unblocks = people.blocks, people.unblocks
        self.settled = self.log.settled

    # what happened

    @property
    def calls(self) -> list[Call]:
        return self.log.calls

    @property
    def violations(self) -> list[str]:
        """What Telegram would have dropped or mended in silence."""
        return self.log.violations

    def called(self, method: str) -> list[Call]:
        return [call for call in self.log.calls if call.method.lower() == method.lower()]

    def messages(self, chat: Chat | Person | int, thread: int | None = None) -> list[Message]:
        """The bot's messages that stand in this chat (or topic), in order, as they are now."""
        return [
            message
            for message in self.history(chat)
            if message.sender is self.bot
            and not message.deleted
            and thread in (None, message.thread)
        ]

    def history(self, chat: Chat | Person | int) -> list[Message]:
        """Everybody's messages, the deleted ones too."""
        found = self.world.chats.get(chat if isinstance(chat, int) else chat.id)
        return list(found.messages.values()) if found else []

    # how it goes

    def recording(self, *, whole: bool) -> None:
        """Keep every call and message, or only count them."""
        self.log.whole = self.world.recording = whole

    def privacy(self, *, on: bool) -> None:
        """Whether the bot in groups hears only what is meant for it."""
        self.people.privacy = on

    def limits(self, limits: Limits | None) -> None:
        self.flood.set(limits)

    def fail_next(
        self,
        method: str,
        fault: Fault,
        *,
        times: int | None = 1,
        chat: int | None = None,
        retry_after: int = 3,
        seconds: float = 1.0,
    ) -> None:
        """``method`` may be "any"; ``times`` None lasts until :meth:`recover`."""
        self._plan.add(Planned(method.lower(), fault, chat, times, retry_after, seconds))

    def recover(self) -> None:
        """Nothing that was planned goes wrong any more."""
        self._plan.clear()

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.down()
        await self.updates.close()

    async def up(self) -> None:
        """Listen; after :meth:`down`, on the same port and with the same world."""
        self._closing = asyncio.Event()
        server = web.Server(self._serve, request_factory=request_of, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, self._port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{self._port}"

    async def down(self) -> None:
        """Connections are refused from now on."""
        self._closing.set()
        self.updates.interrupt()
        await self._runner.cleanup()

    def _told(self, kind: str, body: Json) -> None:
        self.updates.add(kind, body)
        self.log.changed()

    def _left(self, chat: Chat) -> None:
        self.people.sets_bot(self.bot, chat, Member("left"))

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.side_door and request.path.startswith("/control/"):
            return await self.side_door(request)
        if request.path.startswith("/file/bot"):
            return self._file(request.path)
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if not request.path.startswith("/bot") or not _TOKEN.fullmatch(token):
            return answer(_NOT_FOUND.code, _NOT_FOUND.body)
        if token != self.token:
            return answer(_UNAUTHORIZED.code, _UNAUTHORIZED.body)
        return await self._served(request, method)

    def _file(self, path: str) -> web.Response:
        known = self._sending.files
        name = path.removeprefix(f"/file/bot{self.token}/documents/")
        return web.Response(body=known[name]) if name in known else web.Response(status=404)

    async def _served(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        call = self.log.begin(method, decoded(await form_of(request)))
        planned = self._plan.take(method.lower(), call.params.get("chat_id"))
        if planned and planned.fault in UNHANDLED:
            return await self._refuse(request, planned, call)
        if planned:
            await hold(planned, self._closing)
        good = await self._answered(call)
        if planned:
            return await after_handling(request, planned, good, self._closing)
        return good

    async def _refuse(
        self, request: web.BaseRequest, planned: Planned, call: Call
    ) -> web.StreamResponse:
        call.error = planned.fault.value
        if planned.fault is Fault.TOO_MANY:
            call.status = 429
            wanted = call.params.get("chat_id")
            chat = wanted if isinstance(wanted, int) else None
            self.flood.refuse(chat, planned.retry_after, time.monotonic())
        self.log.changed()
        return await without_handling(request, planned, self._closing)

    async def _answered(self, call: Call) -> web.Response:
        try:
            body: Json = {"ok": True, "result": await self._perform(call.method, call.params)}
            call.status = 200
        except ApiError as refusal:
            body = refusal.body
            call.status, call.error = refusal.code, refusal.description
        self.log.changed()
        return answer(call.status, body)

    async def _perform(self, method: str, params: Json) -> object:
        name = method.lower()
        perform = self._methods.get(name)
        if perform is None:
            self.log.violations.append(f"there is no method {method!r} here")
            raise _NOT_FOUND
        if name in _LIMITED:
            self._keep_limits(params.get("chat_id"))
        result = perform(params)
        return await result if inspect.isawaitable(result) else result

    def _keep_limits(self, wanted: object) -> None:
        chat = self.world.find(wanted)
        wait = self.flood.ask(chat.id, chat.type == "private", time.monotonic())
        if wait:
            raise too_many(wait)
