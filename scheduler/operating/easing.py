"""Long work on the store, done in short steps beside all other work."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Step = Callable[[], Awaitable[bool]]
"""Does a little; whether there is more to do."""

# After each step the store is left to others for so many times as long as the step took.
_REST = 2.0


class Easing:
    """Goes through ``works``, one after another, until each has nothing left to do."""

    def __init__(self, *works: Step) -> None:
        self._left = list(works)

    async def run(self, stop: asyncio.Event) -> None:
        while self._left and not stop.is_set():
            loop = asyncio.get_running_loop()
            began = loop.time()
            if not await self._left[0]():
                del self._left[0]
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _REST * (loop.time() - began))
