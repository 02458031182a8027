"""What the server saw: requests, refusals, pings, and what a well-behaved bot does not do."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from tests.patience import PATIENCE
from tests.servers.discord.rules.refusals import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One request: ``route`` with its parameters' names, ``began`` in the server's seconds.

    ``status`` is 0 where no whole answer was given.
    """

    method: str
    route: str
    path: str
    status: int
    began: float
    body: Json | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """A mention that notified somebody: "everyone", "user 1", "role 1" or "reply 1"."""

    channel: int
    message: int
    whom: str


@dataclass(slots=True)
class Records:
    """With ``keep`` "counts" neither calls nor messages are kept, only their number.

    ``wanted`` are those whom the bot is to ping; everybody else is a violation.
    ``channels`` counts the bot's messages by channel; sent times are the server's seconds.
    """

    keep: Literal["all", "counts"] = "all"
    calls: list[Call] = field(default_factory=list)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    sent: int = 0
    channels: Counter[int] = field(default_factory=Counter)
    first_sent: float | None = None
    last_sent: float | None = None
    pings: list[Ping] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    too_many: int = 0
    invalid: int = 0
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, call: Call) -> None:
        """Count a request; 401, 403 and 429 are the invalid ones."""
        self.counts[call.route, call.status] += 1
        self.too_many += call.status == 429
        self.invalid += call.status in (401, 403, 429)
        if self.keep == "all":
            self.calls.append(call)
        self.changed()

    def note_sent(self, channel: int, now: float) -> None:
        self.sent += 1
        self.channels[channel] += 1
        self.first_sent = now if self.first_sent is None else self.first_sent
        self.last_sent = now

    def changed(self) -> None:
        self._change.set()

    async def settled(self, predicate: Callable[[], object], within: float = PATIENCE) -> None:
        """Wait until it holds; asked again after each thing that happens here.

        Raises TimeoutError after so many seconds.
        """
        async with asyncio.timeout(within):
            while not predicate():
                self._change.clear()
                # what is asked may lie outside of the server: look again now and then
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await self._change.wait()
