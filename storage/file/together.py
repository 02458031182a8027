"""Small writes that come at the same time share one transaction, and small reads one read.

A transaction costs more than what the outbox writes in it, and a fan-out writes twice for each
message. What comes while one is under way waits for the next, all together.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from sqlite_utils import Database as Connection

Write = Callable[[Connection], object]
T = TypeVar("T")
WriteOne = Callable[[Callable[[Connection], None]], Awaitable[None]]
Values = Mapping[str, str]
ReadOne = Callable[[Callable[[Connection], Values]], Awaitable[Values]]


class ReadAll(Protocol):
    """Values by key, of the keys that are there."""

    def __call__(self, db: Connection, /, keys: Sequence[str]) -> Values: ...


class Together:
    """For one event loop; each write is there when it was awaited, as with ``Database``, whose
    ``write`` it goes through."""

    def __init__(self, write: WriteOne) -> None:
        self._write_one = write
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
        whole = self._write_one(partial(_all, writes))
        (error,) = await asyncio.gather(whole, return_exceptions=True)
        if error is None or len(writes) == 1:
            return [error] * len(writes)
        alone = (self._write_one(partial(_all, [fn])) for fn in writes)
        return await asyncio.gather(*alone, return_exceptions=True)


class LookedUp:
    """Values by key, for one event loop; ``look`` gives those that are there. Each holds every
    write that was awaited before it was asked for. ``read`` is that of a ``Database``."""

    def __init__(self, read: ReadOne, look: ReadAll) -> None:
        self._read = read
        self._look = look
        self._waiting: list[tuple[str, asyncio.Future[str | None]]] = []
        self._reading: asyncio.Task[None] | None = None

    async def get(self, key: str) -> str | None:
        """Raises StoreUnusable."""
        found: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, found))
        if self._reading is None:
            self._reading = asyncio.create_task(self._look_up())
        return await found

    async def _look_up(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting, []
                keys = [key for key, _ in taken]
                (read,) = await asyncio.gather(
                    self._read(partial(self._look, keys=keys)),
                    return_exceptions=True,
                )
                for key, found in taken:
                    if isinstance(read, BaseException):
                        _tell(found, read)
                    elif not found.done():
                        found.set_result(read.get(key))
        finally:
            self._reading = None


def _all(writes: Sequence[Write], db: Connection) -> None:
    for fn in writes:
        fn(db)


def _tell(kept: "asyncio.Future[T | None]", error: BaseException | None) -> None:
    if kept.done():
        # its caller was cancelled meanwhile
        return
    if error is None:
        kept.set_result(None)
    elif isinstance(error, asyncio.CancelledError):
        kept.cancel()
    else:
        kept.set_exception(error)
