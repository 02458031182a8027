"""Small writes that come at the same time share one transaction, and small reads one read.

A transaction costs more than what the outbox writes in it, and a fan-out writes twice for each
message. What comes while one is under way waits for the next, all together. Where that happens
much is being written, and the next waits a moment for more: a transaction costs its thread, and
the one that waits for it, as much as ten writes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable

# seconds for which writes in a row wait for others
_COMPANY = 0.004
# where no more than so many shared the one before, as at a platform's own pace, nobody waits
_FEW = 4
Asked = TypeVar("Asked")
Told = TypeVar("Told")
Write = Callable[[Connection], object]
WriteOne = Callable[[Callable[[Connection], None]], Awaitable[None]]
Values = Mapping[str, str]
ReadOne = Callable[[Callable[[Connection], Values]], Awaitable[Values]]


class ReadAll(Protocol):
    """Values by key, of the keys that are there."""

    def __call__(self, db: Connection, /, keys: Sequence[str]) -> Values: ...


class _Gathered(Generic[Asked, Told]):
    """Calls of one event loop, done by ``work`` together, which gives an answer or an error for
    each and raises nothing itself. ``company``: seconds between one time and the next, where some
    already wait for that."""

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Awaitable[Sequence[Told | BaseException]]],
        company: float = 0.0,
    ) -> None:
        self._work = work
        self._company = company
        self._waiting: list[tuple[Asked, asyncio.Future[Told]]] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, what: Asked) -> Told:
        told: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting.append((what, told))
        if self._working is None:
            self._working = asyncio.create_task(self._go_on())
        return await told

    async def drained(self) -> None:
        """Until nothing waits any more."""
        while self._working is not None:
            await asyncio.wait([self._working])

    async def _go_on(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting, []
                ends = await self._work([what for what, _ in taken])
                for (_, told), end in zip(taken, ends, strict=True):
                    _tell(told, end)
                if self._company and self._waiting and len(taken) > _FEW:
                    await asyncio.sleep(self._company)
        finally:
            self._working = None


class Together:
    """For one event loop; each write is there when it was awaited, as with ``Database``, whose
    ``write`` it goes through."""

    def __init__(self, write: WriteOne) -> None:
        self._write_one = write
        self._writes: _Gathered[Write, None] = _Gathered(self._ends, _COMPANY)

    async def write(self, fn: Write) -> None:
        """Run ``fn`` in a transaction, perhaps with others. Raises StoreUnusable, or what
        ``fn`` raises; what others write is kept then."""
        await self._writes.ask(fn)

    async def drained(self) -> None:
        """Until all that was given to :meth:`write` is there, also where nobody waits for it."""
        await self._writes.drained()

    async def _ends(self, writes: Sequence[Write]) -> Sequence[BaseException | None]:
        """What became of each write. Where one of them fails, each is tried alone; where the store
        does, that is so for all."""
        whole = self._write_one(partial(_all, writes))
        (error,) = await asyncio.gather(whole, return_exceptions=True)
        of_all = isinstance(error, StoreUnusable) and error.fault != "other"
        if error is None or len(writes) == 1 or of_all:
            return [error] * len(writes)
        alone = (self._write_one(partial(_all, [fn])) for fn in writes)
        return await asyncio.gather(*alone, return_exceptions=True)


class LookedUp:
    """Values by key, for one event loop; ``look`` gives those that are there. Each holds every
    write that was awaited before it was asked for. ``read`` is that of a ``Database``."""

    def __init__(self, read: ReadOne, look: ReadAll) -> None:
        self._read = read
        self._look = look
        self._keys: _Gathered[str, str | None] = _Gathered(self._found)

    async def get(self, key: str) -> str | None:
        """Raises StoreUnusable."""
        return await self._keys.ask(key)

    async def _found(self, keys: Sequence[str]) -> Sequence[str | BaseException | None]:
        read = self._read(partial(self._look, keys=keys))
        (values,) = await asyncio.gather(read, return_exceptions=True)
        if isinstance(values, BaseException):
            return [values] * len(keys)
        return [values.get(key) for key in keys]


def _all(writes: Sequence[Write], db: Connection) -> None:
    for fn in writes:
        fn(db)


def _tell(told: "asyncio.Future[Told]", end: Told | BaseException) -> None:
    if told.done():
        # its caller was cancelled meanwhile
        return
    if isinstance(end, asyncio.CancelledError):
        told.cancel()
    elif isinstance(end, BaseException):
        told.set_exception(end)
    else:
        told.set_result(end)
