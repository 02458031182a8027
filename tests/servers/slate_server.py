"""Slate, a small chat service that exists in this suite alone: rooms, messages with keys.

Everything is JSON over HTTP, with the bot's token as a bearer:

- ``GET /me``: the bot
- ``GET /events?after=N``: what happened since event N; waits a second for it
- ``GET /rooms/ID``: ``kind`` ("private", "group", "channel"), ``title``, ``owner``,
  ``members``; 403 where the bot is not in it, 404 for a room that there never was
- ``POST /rooms/ID/messages``: ``text`` of at most 2,000 letters, ``keys`` (at most 40, with
  ``label`` and ``data`` of at most 48 letters), ``only`` one person may see it, ``once``: the
  same again is answered with the first; gives ``id``
- ``PUT /messages/ID``: ``text`` and ``keys`` anew
- ``PUT /commands``: the list that people see

A person's private room has the person's number. 429 names ``retry_after`` seconds.
"""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import web

TOKEN = "the-suites-own-slate-token"
LONGEST, KEYS, DATA = 2_000, 40, 48
# seconds
_POLL, _PAUSE = 1.0, 30


@dataclass
class Room:
    id: int
    kind: str
    title: str
    owner: int
    members: set[int]
    bot_in: bool = True
    slow: bool = False


@dataclass
class SlateMessage:
    id: int
    room: int
    text: str
    keys: list[dict[str, str]]
    only: int | None = None
    edits: int = 0


@dataclass
class SlateServer:
    """``violations`` are requests that a strict service would not take."""

    rooms: dict[int, Room] = field(default_factory=dict)
    messages: list[SlateMessage] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    commands: list[dict[str, str]] = field(default_factory=list)
    token: str = TOKEN
    _events: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[str, SlateMessage] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._let_in])
        app.router.add_get("/me", self._me)
        app.router.add_get("/events", self._tell)
        app.router.add_get("/rooms/{room}", self._room)
        app.router.add_post("/rooms/{room}/messages", self._post)
        app.router.add_put("/messages/{message}", self._edit)
        app.router.add_put("/commands", self._list)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    # what people do

    def opens(self, room: Room) -> Room:
        self.rooms[room.id] = room
        return room

    def says(self, person: int, room: Room, text: str) -> None:
        self._happens(kind="said", room=room, person=person, text=text)

    def taps(self, person: int, message: SlateMessage, label: str) -> None:
        data = next(key["data"] for key in message.keys if key["label"] == label)
        room = self.rooms[message.room]
        self._happens(kind="tapped", room=room, person=person, text=data, message=message.id)

    def puts_out(self, room: Room) -> None:
        room.bot_in = False
        self._happens(kind="put out", room=room, person=room.owner)

    def lets_in(self, room: Room) -> None:
        room.bot_in = True
        self._happens(kind="let in", room=room, person=room.owner)

    def standing(self, room: Room) -> list[SlateMessage]:
        return [each for each in self.messages if each.room == room.id]

    def _happens(self, *, kind: str, room: Room, person: int, **more: Any) -> None:
        about = {"room": room.id, "in": room.kind, "title": room.title, "person": person}
        self._events.append({"number": len(self._events) + 1, "kind": kind, **about, **more})
        self._news.set()
        self._news = asyncio.Event()

    # what the bot asks

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"why": "who are you?"}, status=401)
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _me(self, _: web.Request) -> web.Response:
        return web.json_response({"name": "paperbrief"})

    async def _tell(self, request: web.Request) -> web.Response:
        after, news = int(request.query["after"]), self._news
        if after >= len(self._events):
            await asyncio.wait({asyncio.create_task(news.wait())}, timeout=_POLL)
        return web.json_response(self._events[after:])

    async def _room(self, request: web.Request) -> web.Response:
        room = self._open(request)
        if isinstance(room, web.Response):
            return room
        told = {"kind": room.kind, "title": room.title, "owner": room.owner}
        return web.json_response(told | {"members": sorted(room.members)})

    async def _post(self, request: web.Request) -> web.Response:
        room, body = self._open(request), await request.json()
        if isinstance(room, web.Response):
            return room
        if room.slow:
            return web.json_response({"retry_after": _PAUSE}, status=429)
        if (refused := self._refused(body)) is not None:
            return refused
        message = self._known.get(body.get("once") or "")
        if message is None:
            number = next(self._numbers)
            message = SlateMessage(number, room.id, body["text"], body["keys"], body.get("only"))
            self.messages.append(message)
            if body.get("once"):
                self._known[body["once"]] = message
        return web.json_response({"id": message.id})

    async def _edit(self, request: web.Request) -> web.Response:
        body, number = await request.json(), int(request.match_info["message"])
        message = next((each for each in self.messages if each.id == number), None)
        if message is None:
            return web.json_response({"why": "no such message"}, status=404)
        if (refused := self._refused(body)) is not None:
            return refused
        message.text, message.keys = body["text"], body["keys"]
        message.edits += 1
        return web.json_response({"id": message.id})

    async def _list(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        return web.json_response({})

    def _open(self, request: web.Request) -> Room | web.Response:
        room = self.rooms.get(int(request.match_info["room"]))
        if room is None:
            return web.json_response({"why": "there is no such room"}, status=404)
        return room if room.bot_in else web.json_response({"why": "you are out"}, status=403)

    def _refused(self, body: dict[str, Any]) -> web.Response | None:
        keys = body["keys"]
        wrong = not body["text"] or len(body["text"]) > LONGEST or len(keys) > KEYS
        if wrong or any(len(key["data"]) > DATA for key in keys):
            self.violations.append(f"refused: {body}")
            return web.json_response({"why": "that is no message"}, status=400)
        return None
