"""One request to arXiv at a time, for everything that asks.

arXiv's terms: one request every three seconds and one connection, over feeds,
OAI-PMH and search API together; https://info.arxiv.org/help/api/tou.html
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import IntEnum
from itertools import count


class Priority(IntEnum):
    """The smaller goes first."""

    PERSON = 0
    POLLING = 1


class ArxivGate:
    """Lets one caller through at a time, and keeps ``interval`` seconds from the end
    of one turn to the start of the next.

    People go before polling, even those who came while a polling caller was
    already waiting for the interval to pass; within a priority, first come, first
    served. A caller that is cancelled while waiting leaves no trace. For one event
    loop. ``clock`` is in seconds and never goes back; where time is played, ``speed`` of
    arXiv's seconds pass in one of its own.
    """

    def __init__(
        self,
        interval: float = 3.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        speed: float = 1.0,
    ) -> None:
        self.interval = interval
        self.speed = speed
        self._clock = clock
        self._sleep = sleep
        self._tickets = count()
        self._waiting: list[tuple[Priority, int]] = []
        self._busy = False
        self._ready_at = clock()
        self._held_until = clock()
        self._changed = asyncio.Event()

    @property
    def held_for(self) -> float:
        """For how many seconds of arXiv's it wants to be left alone."""
        return self.wait * self.speed

    @property
    def wait(self) -> float:
        """The same in seconds of the clock."""
        return max(0.0, self._held_until - self._clock())

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long (``Retry-After``); never shortens a longer hold."""
        self._held_until = max(self._held_until, self._clock() + seconds / self.speed)

    @asynccontextmanager
    async def turn(self, priority: Priority) -> AsyncIterator[None]:
        """Wait for a turn, and have the gate alone inside the block."""
        await self._enter((priority, next(self._tickets)))
        try:
            yield
        finally:
            self._busy = False
            self._ready_at = self._clock() + self.interval / self.speed
            self._wake()

    async def _enter(self, ticket: tuple[Priority, int]) -> None:
        self._waiting.append(ticket)
        try:
            while not self._may_go(ticket):
                await self._wait(ticket)
            self._busy = True
        finally:
            self._waiting.remove(ticket)
            self._wake()

    def _may_go(self, ticket: tuple[Priority, int]) -> bool:
        return self._is_next(ticket) and self._delay() <= 0

    def _is_next(self, ticket: tuple[Priority, int]) -> bool:
        return not self._busy and min(self._waiting) == ticket

    def _delay(self) -> float:
        return max(self._ready_at, self._held_until) - self._clock()

    async def _wait(self, ticket: tuple[Priority, int]) -> None:
        """Until something may have changed; the caller looks again.

        Only the next caller sleeps. One that comes before it meanwhile sleeps as well, and goes
        first.
        """
        if self._is_next(ticket):
            await self._sleep(self._delay())
        else:
            await self._changed.wait()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
