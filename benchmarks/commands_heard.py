"""Waits between a platform's library and its connection, as benchmarks/commands.py counts them."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from adapters.chat.pacing.pacer import Pacer, SendRequest
from adapters.discord_chat.connecting.library import AsyncWebhookAdapter, discord
from adapters.telegram_chat.connecting.http_request import AiohttpRequest

# what an analysis says and a card does not
ANALYSIS = "from the HTML of"
# what Discord is told where an answer comes later
_DEFERRED = (5, 6)
# seconds for which the request of this task was held by the pace
_HELD: ContextVar[float] = ContextVar("held", default=0.0)


@dataclass(slots=True)
class Waits:
    """Seconds from an update to its answer, by command; who waits is known by the chat."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    own: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: dict[str, deque[str]] = field(default_factory=dict)
    _reading: dict[str, deque[float]] = field(default_factory=dict)
    _came: dict[str, deque[float]] = field(default_factory=dict)

    def expect(self, asked: Mapping[str, Sequence[str]]) -> None:
        """These commands of each of these chats, in order."""
        self.seconds.clear()
        self.own.clear()
        self.held.clear()
        self.answered.clear()
        self._asked = {key: deque(commands) for key, commands in asked.items()}
        self._came = {key: deque() for key in asked}
        self._reading = {key: deque() for key in asked}

    def came(self, key: str) -> None:
        if key in self._came:
            self._came[key].append(time.perf_counter())

    def sent(self, key: str, text: str) -> None:
        """Only the first message of an answer counts, the analysis behind a card, and only what
        was asked for here."""
        if ANALYSIS in text:
            if self._reading.get(key):
                self._count("analysis", self._reading[key].popleft())
        elif self._came.get(key):
            came, command = self._came[key].popleft(), self._asked[key].popleft()
            if command == "paper":
                self._reading[key].append(came)
            self._count(command, came)
            self.own.append(self.seconds[command][-1] - _HELD.get())
        if not any(self._asked.values()) and not any(self._reading.values()):
            self.answered.set()

    def _count(self, what: str, came: float) -> None:
        self.seconds.setdefault(what, []).append(time.perf_counter() - came)


@contextmanager
def _at_telegram(waits: Waits) -> Iterator[None]:
    """Between the library and its HTTP client: updates come, messages go."""
    original = AiohttpRequest.do_request

    async def do_request(self: AiohttpRequest, url: str, **named: Any) -> tuple[int, bytes]:
        method = url.rpartition("/")[2]
        if method in ("sendMessage", "editMessageText"):
            given = named["request_data"].parameters
            waits.sent(str(given["chat_id"]), str(given["text"]))
        said = await original(self, url, **named)
        if method == "getUpdates":
            for update in json.loads(said[1]).get("result", ()):
                waits.came(str(update["message"]["chat"]["id"]))
        return said

    AiohttpRequest.do_request = do_request  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        AiohttpRequest.do_request = original  # type: ignore[method-assign]


@contextmanager
def _at_discord(waits: Waits) -> Iterator[None]:
    """Where the library hands events out, and where it takes answers to interactions."""
    dispatch, request = discord.Client.dispatch, AsyncWebhookAdapter.request
    numbers: dict[str, str] = {}

    def dispatched(self: discord.Client, event: str, /, *given: Any, **named: Any) -> None:
        if event == "given_interaction":
            # one at a time asks in a private chat
            numbers[given[0]["token"]] = str(given[0]["channel_id"])
            waits.came(numbers[given[0]["token"]])
        dispatch(self, event, *given, **named)

    def requested(self: AsyncWebhookAdapter, route: Any, *given: Any, **named: Any) -> Any:
        payload = named.get("payload") or {}
        if payload.get("type") not in _DEFERRED:
            waits.sent(numbers.get(route.webhook_token, ""), json.dumps(payload))
        return request(self, route, *given, **named)

    discord.Client.dispatch = dispatched  # type: ignore[method-assign]
    AsyncWebhookAdapter.request = requested  # type: ignore[method-assign]
    try:
        yield
    finally:
        discord.Client.dispatch = dispatch  # type: ignore[method-assign]
        AsyncWebhookAdapter.request = request  # type: ignore[method-assign]


@contextmanager
def at_pace(waits: Waits) -> Iterator[None]:
    """Where people's requests wait for the platform's pace."""
    original = Pacer.turn

    async def turn(self: Pacer, request: SendRequest, *given: Any, **named: Any) -> int:
        began = time.perf_counter()
        ticket = await original(self, request, *given, **named)
        if request.lane == "person":
            waits.held.append(time.perf_counter() - began)
            _HELD.set(waits.held[-1])
        return ticket

    Pacer.turn = turn  # type: ignore[method-assign]
    try:
        yield
    finally:
        Pacer.turn = original  # type: ignore[method-assign]


LISTENING = {"telegram": _at_telegram, "discord": _at_discord}
