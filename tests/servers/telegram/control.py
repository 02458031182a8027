"""The side door of a server that runs in a process of its own: ``POST /control/<verb>``.

The body is a JSON object of the verb's arguments, the answer ``{"ok": true, "result": ...}``
or a 400 with ``{"ok": false, "error": sentence}``. Chats, people and messages are ids.

person, chat, topic, link, says, edits, taps, forges, shares_chat, adds_bot, removes_bot, promotes,
demotes, restricts, blocks, unblocks, migrates: as the server's methods.
fail (method, fault by its name, times, chat, retry_after, seconds), recover, limits (as
:class:`Limits`, or ``off``), recording (whole), privacy (on), messages (chat, thread),
history (chat), calls (method), answers, counts (by_chat), violations, commands (person, chat).
"""

import json
from collections.abc import Callable
from dataclasses import asdict

from aiohttp import web

from tests.servers.telegram.chats import Chat, Member, Message, Person, Topic
from tests.servers.telegram.errors import ApiError, Json
from tests.servers.telegram.faults import Fault
from tests.servers.telegram.flood import Limits
from tests.servers.telegram.recording import Answer
from tests.servers.telegram.server import TelegramServer


class Control:
    def __init__(self, server: TelegramServer) -> None:
        self._server = server
        people = server.people
        plain: tuple[Callable[..., object], ...] = (
            *(server.person, server.topic, server.link, server.recover, server.recording),
            *(server.privacy, people.shares_chat, people.adds_bot, people.removes_bot),
            *(people.promotes, people.demotes, people.restricts, people.blocks),
            *(people.unblocks, people.migrates),
        )
        self._verbs: dict[str, Callable[..., object]] = {verb.__name__: verb for verb in plain}
        self._verbs |= self._own()
        server.side_door = self.handle

    def _own(self) -> dict[str, Callable[..., object]]:
        server = self._server
        return {
            "chat": self._chat,
            "says": self._says,
            "edits": self._edits,
            "taps": self._taps,
            "forges": self._forges,
            "fail": self._fail,
            "limits": self._limits,
            "messages": self._messages,
            "history": lambda chat: [described(each) for each in server.history(chat)],
            "calls": self._calls,
            "answers": lambda: [described(answer) for answer in server.queries.values()],
            "counts": self._counts,
            "violations": lambda: server.violations,
            "commands": self._commands,
        }

    async def handle(self, request: web.BaseRequest) -> web.Response:
        verb = request.path.removeprefix("/control/")
        if verb not in self._verbs:
            return _said(404, {"ok": False, "error": f"no such verb: {verb}"})
        try:
            given: Json = json.loads(await request.read() or b"{}")
            result = self._verbs[verb](**given)
        except (ApiError, KeyError, TypeError, ValueError) as error:
            return _said(400, {"ok": False, "error": f"{type(error).__name__}: {error}"})
        return _said(200, {"ok": True, "result": described(result)})

    def _message(self, chat: int, message: int) -> Message:
        return self._server.world.chat_of(chat).messages[message]

    def _chat(self, members: dict[str, str] | None = None, **more: object) -> Chat:
        # an object's names are texts
        inside = {int(person): status for person, status in (members or {}).items()}
        make: Callable[..., Chat] = self._server.chat
        return make(members=inside, **more)

    def _says(
        self, person: int | None, chat: int, text: str, *, reply_to: int = 0, **more: object
    ) -> Message:
        answered = self._message(chat, reply_to) if reply_to else None
        says: Callable[..., Message] = self._server.says
        return says(person, chat, text, reply_to=answered, **more)

    def _edits(self, chat: int, message: int, text: str) -> None:
        self._server.edits(self._message(chat, message), text)

    def _forges(
        self, person: int, chat: int, message: int, data: str, *, accessible: bool = True
    ) -> Answer:
        shown = self._message(chat, message)
        return self._server.forges(person, shown, data, accessible=accessible)

    def _taps(self, person: int, chat: int, message: int, label: str) -> Answer:
        return self._server.taps(person, self._message(chat, message), label)

    def _fail(self, method: str, fault: str, **more: object) -> None:
        fail: Callable[..., None] = self._server.fail_next
        fail(method, Fault[fault.upper()], **more)

    def _limits(self, *, off: bool = False, **limits: float) -> None:
        self._server.limits(None if off else Limits(**limits))

    def _messages(self, chat: int, thread: int | None = None) -> list[object]:
        return [described(message) for message in self._server.messages(chat, thread)]

    def _calls(self, method: str = "") -> list[Json]:
        found = self._server.called(method) if method else self._server.calls
        return [
            {"method": c.method, "at": c.at, "status": c.status, "error": c.error}
            | {"params": {n: v for n, v in c.params.items() if not isinstance(v, tuple)}}
            for c in found
        ]

    def _counts(self, *, by_chat: bool = False) -> Json:
        log, flood = self._server.log, self._server.flood
        found: Json = {
            "methods": dict(log.counts),
            "messages": sum(log.sent.values()),
            "chats": len(log.sent),
            "most_in_a_chat": max(log.sent.values(), default=0),
            "first_sent": log.first_sent,
            "last_sent": log.last_sent,
            "refused": flood.total_refused,
            "early": flood.early,
            "violations": len(log.violations),
        }
        return found | {"by_chat": dict(log.sent)} if by_chat else found

    def _commands(self, person: int, chat: int) -> list[Json]:
        world = self._server.world
        return self._server.menus.seen_by(world.person_of(person), world.chat_of(chat))


def described(value: object) -> object:
    """A value of the server as JSON."""
    match value:
        case Message():
            return _message(value)
        case Person() | Chat():
            return value.as_json()
        case Topic() | Member():
            return asdict(value)
        case Answer():
            told = {"id": value.id, "data": value.data, "answer": value.answer, "url": value.url}
            return told | {"message": described(value.message)}
    return value


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "chat": message.chat.id,
        "sender": message.sender.id if message.sender else None,
        "text": message.text,
        "entities": list(message.entities),
        "markup": message.markup,
        "labels": message.labels,
        "thread": message.thread,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "silent": message.silent,
        "edits": [edit.text for edit in message.edits],
        "deleted": message.deleted,
        "asked": message.asked,
        "extra": message.extra,
        "at": message.at,
    }


def _said(status: int, body: Json) -> web.Response:
    return web.json_response(body, status=status)
