"""Turns at one address: so many calls at a time, and those that a brief waits for last go first.

A brief is chosen before it is written, and what is not judged in time is chosen without it. So
questions for choosing leave every fourth turn to texts, which also overtake them.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.values.model import Purpose

_CHOOSING = frozenset[Purpose]({"topic", "embed", "score"})


class Turns:
    """Given in the order of asking, among those that are alike."""

    def __init__(self, at_once: int) -> None:
        self._most = {True: max(1, at_once - at_once // 4), False: at_once}
        # by whether they are for choosing
        self._taken = {True: 0, False: 0}
        self._waiting = {True: deque[asyncio.Future[None]](), False: deque[asyncio.Future[None]]()}

    @asynccontextmanager
    async def turn(self, purpose: Purpose, seconds: float) -> AsyncIterator[None]:
        """Raises TimeoutError where none comes within so many seconds."""
        is_choosing = purpose in _CHOOSING
        async with asyncio.timeout(seconds):
            await self._take(is_choosing)
        try:
            yield
        finally:
            self._give_back(is_choosing)

    async def _take(self, is_choosing: bool) -> None:
        if self._has_room(is_choosing) and not self._waiting[is_choosing]:
            self._taken[is_choosing] += 1
            return
        coming: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[is_choosing].append(coming)
        try:
            await coming
        except asyncio.CancelledError:
            # one that was given is given on; the others are passed over
            if not coming.cancelled():
                self._give_back(is_choosing)
            raise

    def _give_back(self, is_choosing: bool) -> None:
        self._taken[is_choosing] -= 1
        for each in (False, True):
            while self._waiting[each] and self._has_room(each):
                coming = self._waiting[each].popleft()
                if not coming.done():
                    self._taken[each] += 1
                    coming.set_result(None)

    def _has_room(self, is_choosing: bool) -> bool:
        all_taken = sum(self._taken.values())
        return all_taken < self._most[False] and (
            not is_choosing or self._taken[True] < self._most[True]
        )
