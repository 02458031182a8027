"""Small writes that come at the same time share one transaction.

A transaction costs more than what the outbox writes in it, and a fan-out writes twice for each
message. Writes that come while one is under way wait for the next, all together.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database

Write = Callable[[Connection], object]


class Together:
    """For one event loop; each write is there when it was awaited, as with ``Database``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Write, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, fn: Write) -> None:
        """Run ``fn`` in a transaction, perhaps with others. Raises StoreUnusable, or what
        ``fn`` raises; what others write is kept then."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((fn, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting, []
                ends = await self._ends([fn for fn, _ in taken])
                for (_, kept), end in zip(taken, ends, strict=True):
                    _tell(kept, end)
        finally:
            self._writing = None

    async def _ends(self, writes: Sequence[Write]) -> Sequence[BaseException | None]:
        """What became of each write. Where they fail together, each is tried alone."""
        whole = self._database.write(partial(_all, writes))
        (error,) = await asyncio.gather(whole, return_exceptions=True)
        if error is None or len(writes) == 1:
            return [error] * len(writes)
        alone = (self._database.write(partial(_all, [fn])) for fn in writes)
        return await asyncio.gather(*alone, return_exceptions=True)


def _all(writes: Sequence[Write], db: Connection) -> None:
    for fn in writes:
        fn(db)


def _tell(kept: "asyncio.Future[None]", error: BaseException | None) -> None:
    if kept.done():
        # its caller was cancelled meanwhile
        return
    if error is None:
        kept.set_result(None)
    elif isinstance(error, asyncio.CancelledError):
        kept.cancel()
    else:
        kept.set_exception(error)
