"""Long work on the store, done in short steps beside all other work."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

Step = Callable[[], Awaitable[bool]]
"""Does a little; whether there is more to do."""

# After each step the store is left to others for so many times as long as the step took.
_REST = 2.0
# seconds; a worker that gives no sign of life for a few minutes counts as hanging
_RUN = 60.0


async def _rested(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


class Easing:
    """Goes through ``works``, one after another, until each has nothing left to do.

    A run begins no step after a minute; the next one goes on. ``clock`` and what ``rest`` waits
    for, unless it is stopped, are in seconds.
    """

    def __init__(
        self,
        *works: Step,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[asyncio.Event, float], Awaitable[None]] = _rested,
    ) -> None:
        self._left = list(works)
        self._clock = clock
        self._rest = rest

    async def run(self, stop: asyncio.Event) -> None:
        until = self._clock() + _RUN
        while self._left and not stop.is_set() and self._clock() < until:
            await self._step(stop, until)

    async def _step(self, stop: asyncio.Event, until: float) -> None:
        began = self._clock()
        if not await self._left[0]():
            del self._left[0]
        now = self._clock()
        # after a long step the run ends without a rest: the wait for the next is one
        await self._rest(stop, min(_REST * (now - began), max(until - now, 0.0)))
