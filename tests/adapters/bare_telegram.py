"""A Bot API server that gives no field that it can leave out, and knows few methods.

Written from https://core.telegram.org/bots/api alone, beside the suite's strict server: it
stands for the emulators that others write.
"""

import asyncio
import json
from collections.abc import Iterable
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.patience import PATIENCE

Json = dict[str, Any]
_OBJECTS = ("entities", "reply_markup", "reply_parameters")


class BareTelegram:
    """``chats`` and ``statuses`` are what getChat and getChatMember know. ``waits``: whether
    getUpdates waits; ``missing`` are methods that it says 404 to; ``sent`` is the result of
    sendMessage, None for a message without a date."""

    token = "4242:bare"

    def __init__(
        self, *, waits: bool = False, missing: Iterable[str] = (), sent: object = None
    ) -> None:
        self.waits = waits
        self.missing = {"setMyCommands", "setMyDescription", *missing}
        self.sent = sent
        self.chats: list[Json] = []
        self.statuses: dict[tuple[int, int], str] = {}
        self.calls: list[tuple[str, Json]] = []
        self.polls = 0
        self._updates: list[Json] = []
        self._next = 1
        self._served: TestServer | None = None
        self._told = asyncio.Condition()

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._called)
        self._served = TestServer(application, host="127.0.0.1")
        await self._served.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._served is not None
        await self._served.close()

    @property
    def base(self) -> str:
        assert self._served is not None
        return str(self._served.make_url("")).rstrip("/")

    def happens(self, *updates: Json) -> None:
        for update in updates:
            self._updates.append({"update_id": self._next, **update})
            self._next += 1

    def forget(self) -> None:
        """As after a restart: the numbers of updates begin anew."""
        self._updates, self._next = [], 1

    def says(self, text: str, chat: int = 77, person: int = 77) -> None:
        """In a message without entities, dates and kinds."""
        told = {"message_id": 0, "chat": {"id": chat}, "from": {"id": person}, "text": text}
        self.happens({"message": told})

    def texts(self, chat: int = 77) -> list[str]:
        """Answers: on a busy machine the bot asks for a moment first."""
        methods = ("sendMessage", "editMessageText")
        return [
            call["text"]
            for name, call in self.calls
            if name in methods and int(call["chat_id"]) == chat and call["text"] != "One moment …"
        ]

    async def told(self, count: int, chat: int = 77) -> str:
        """The text there with that number, from 1."""
        async with asyncio.timeout(PATIENCE), self._told:
            await self._told.wait_for(lambda: len(self.texts(chat)) >= count)
        return self.texts(chat)[count - 1]

    async def says_at_last(self, words: str, chat: int = 77) -> None:
        """Until a text there has these words."""
        async with asyncio.timeout(PATIENCE), self._told:
            await self._told.wait_for(lambda: any(words in text for text in self.texts(chat)))

    async def _called(self, request: web.Request) -> web.Response:
        asked = await _parameters(request)
        name = request.match_info["method"]
        if name in self.missing:
            return _said({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        if name == "getUpdates":
            return _said({"ok": True, "result": await self._waiting(asked)})
        self.calls.append((name, asked))
        async with self._told:
            self._told.notify_all()
        answer = self._answer(name, asked)
        if answer is None:
            return _said({"ok": False, "error_code": 400, "description": "Bad Request"}, 400)
        return _said({"ok": True, "result": answer})

    async def _waiting(self, asked: Json) -> list[Json]:
        self.polls += 1
        offset = int(asked.get("offset", 0))
        self._updates = [each for each in self._updates if each["update_id"] >= offset]
        if self.waits and not self._updates:
            await asyncio.sleep(0.1)
        return self._updates

    def _answer(self, name: str, asked: Json) -> object:
        match name:
            case "getMe":
                return {"id": 4242, "first_name": "Bare", "username": "bare_bot"}
            case "sendMessage":
                told = {"message_id": len(self.calls), "chat": {"id": int(asked["chat_id"])}}
                return told if self.sent is None else self.sent
            case "getChat":
                known = (str(asked["chat_id"]), "@" + str(asked["chat_id"]).removeprefix("@"))
                found = (
                    each
                    for each in self.chats
                    if str(each["id"]) in known or f"@{each.get('username')}" in known
                )
                return next(found, None)
            case "getChatMember":
                who = (int(asked["chat_id"]), int(asked["user_id"]))
                return {"status": self.statuses.get(who, "member")}
            case _:
                return True


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        given: Json = await request.json()
    else:
        given = dict(await request.post())
    given = {**request.query, **given}
    for name in _OBJECTS:
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given


def _said(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
