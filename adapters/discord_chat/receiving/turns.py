"""Lines of one person in one place go one after the other, all others side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

Who = tuple[int, int]
Done = asyncio.Future[None]


class Turn:
    """One place in a person's line. ``before`` is done when all earlier ones are."""

    def __init__(self, before: Done | None, patience: float) -> None:
        self._before = before
        self._patience = patience

    async def reached(self, told: Callable[[], Awaitable[None]], most: float) -> bool:
        """Wait for those before; ``told`` is called after seconds of patience. False where
        ``most`` seconds were not enough."""
        if self._before is None:
            return True
        done, _ = await asyncio.wait({self._before}, timeout=self._patience)
        if not done:
            await told()
            done, _ = await asyncio.wait({self._before}, timeout=most)
        return bool(done)


class Turns:
    """What a person does quickly, one after the other, is done in that order."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._last: dict[Who, Done] = {}

    @contextmanager
    def enter(self, who: Who) -> Iterator[Turn]:
        """Take a place, at once; who does not wait for it holds up nobody behind."""
        before = self._last.get(who)
        mine: Done = asyncio.get_running_loop().create_future()
        self._last[who] = mine
        try:
            yield Turn(before, self._patience)
        finally:
            if before is None or before.done():
                self._leave(who, mine)
            else:
                before.add_done_callback(lambda _: self._leave(who, mine))

    def _leave(self, who: Who, mine: Done) -> None:
        mine.set_result(None)
        if self._last.get(who) is mine:
            del self._last[who]
