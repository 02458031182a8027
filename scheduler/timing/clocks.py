"""Clocks: the machine's, one that stands at a given moment, one that runs faster; waiting on
them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
Pause = Callable[[float, asyncio.Event], Awaitable[None]]
"""Waits so many seconds of a clock, or until the event is set."""


def machine() -> datetime:
    return datetime.now(UTC)


def standing(moment: datetime) -> Clock:
    return lambda: moment


class Rehearsal:
    """Begins at ``start`` and runs ``speed`` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._began = time.monotonic()
        self.speed = speed

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self.speed)


def rehearsal(start: datetime, speed: float) -> Clock:
    return Rehearsal(start, speed)


def speed_of(clock: Clock) -> float:
    """How many of the clock's seconds pass in one of the machine's; 1 for a clock that stands
    still."""
    speed: float = getattr(clock, "speed", 1.0)
    return speed


def pauses_on(clock: Clock) -> Pause:
    """How to wait on a clock: its own seconds where it has a ``speed``, else the machine's."""
    speed = speed_of(clock)

    async def pause(seconds: float, stop: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(seconds / speed):
                await stop.wait()
        except TimeoutError:
            return

    return pause
