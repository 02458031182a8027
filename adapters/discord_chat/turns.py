"""Lines of one person in one place go one after the other, all others side by side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Who = tuple[int, int]


class Turns:
    """What a person does quickly, one after the other, is done in that order."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._last: dict[Who, asyncio.Event] = {}

    @asynccontextmanager
    async def after(self, who: Who, told: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """When the ones before are done; ``told`` is called after seconds of patience."""
        before, mine = self._last.get(who), asyncio.Event()
        self._last[who] = mine
        try:
            if before is not None:
                await self._waited(before, told)
            yield
        finally:
            mine.set()
            if self._last.get(who) is mine:
                del self._last[who]

    async def _waited(self, before: asyncio.Event, told: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await before.wait()
        except TimeoutError:
            await told()
            await before.wait()
