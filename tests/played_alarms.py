"""A clock that only the test moves, with alarms that ring as it moves on."""

import asyncio
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class PlayedAlarm:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class PlayedAlarms:
    """``armed`` is set as soon as somebody waits for a later moment."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.armed = asyncio.Event()
        self._order = count()
        self._alarms: list[tuple[float, int, PlayedAlarm]] = []

    def clock(self) -> float:
        return self.now

    def ring(self, seconds: float, call: Callable[[], None]) -> PlayedAlarm:
        alarm = PlayedAlarm(call)
        heappush(self._alarms, (self.now + seconds, next(self._order), alarm))
        self.armed.set()
        return alarm

    async def advance(self, seconds: float) -> None:
        end = self.now + seconds
        await settle()
        while self._alarms and self._alarms[0][0] <= end:
            at, _, alarm = heappop(self._alarms)
            if alarm.call is not None:
                self.now = max(self.now, at)
                alarm.call()
                await settle()
        self.now = end


async def settle() -> None:
    """Everybody who can go on has gone on."""
    for _ in range(10):
        await asyncio.sleep(0)
