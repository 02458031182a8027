"""Small writes that come at the same time share one transaction, and small reads one read.

A transaction costs more than what the outbox writes in it, and a fan-out writes twice for each
message. What comes while one is under way waits for the next, all together. Where that happens
much is being written, and the next waits a moment for more: a transaction costs its thread, and
the one that waits for it, as much as ten writes. Rows of one kind share a statement as well: each
that is run alone gives the interpreter to the other thread and waits until it comes back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable

# Seconds for which a write waits for others where many come in bulk: more than so many in a span of
# so many seconds. At a platform's own pace fewer do, and nobody waits; nor for people's writes.
_COMPANY = 0.012
_FEW, _SPAN = 8, 0.025
Asked = TypeVar("Asked")
Told = TypeVar("Told")
Write = Callable[[Connection], object]
Row = Sequence[str | int | None]
"""What is written at one place."""
RowWriter = Callable[[Connection, Sequence[Row]], object]
Asking = tuple[RowWriter, Row] | tuple[None, Write]
WriteOne = Callable[[Callable[[Connection], None]], Awaitable[None]]
Values = Mapping[str, str]
ReadOne = Callable[[Callable[[Connection], Values]], Awaitable[Values]]


class ReadAll(Protocol):
    """Values by key, of the keys that are there."""

    def __call__(self, db: Connection, /, keys: Sequence[str]) -> Values: ...


class _Gathered(Generic[Asked, Told]):
    """Calls of one event loop, done by ``work`` together, which gives an answer or an error for
    each and raises nothing itself. ``company``: seconds for which the first waits for others
    where many come in bulk."""

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Awaitable[Sequence[Told | BaseException]]],
        company: float = 0.0,
    ) -> None:
        self._work = work
        self._company = company
        self._waiting: list[tuple[Asked, asyncio.Future[Told]]] = []
        self._working: asyncio.Task[None] | None = None
        # how many came in bulk since then, and in the span before
        self._since = 0.0
        self._came = self._came_before = 0

    def ask(self, what: Asked, *, bulk: bool = False) -> "asyncio.Future[Told]":
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Told] = loop.create_future()
        self._waiting.append((what, told))
        now = loop.time()
        if now - self._since >= _SPAN:
            self._came_before = self._came if now - self._since < 2 * _SPAN else 0
            self._since, self._came = now, 0
        self._came += bulk
        if self._working is None:
            self._working = loop.create_task(self._go_on())
        return told

    async def drained(self) -> None:
        """Until nothing waits any more."""
        while self._working is not None:
            await asyncio.wait([self._working])

    async def _go_on(self) -> None:
        try:
            while self._waiting:
                if self._company and max(self._came, self._came_before) > _FEW:
                    await asyncio.sleep(self._company)
                taken, self._waiting = self._waiting, []
                ends = await self._work([what for what, _ in taken])
                for (_, told), end in zip(taken, ends, strict=True):
                    _tell(told, end)
        finally:
            self._working = None


class Together:
    """For one event loop; each write is there when it was awaited, as with ``Database``, whose
    ``write`` it goes through."""

    def __init__(self, write: WriteOne) -> None:
        self._write_one = write
        self._writes: _Gathered[Asking, None] = _Gathered(self._ends, _COMPANY)

    def write(self, fn: Write) -> Awaitable[None]:
        """Run ``fn`` in a transaction, perhaps with others, whether it is awaited or not. Raises
        StoreUnusable, or what ``fn`` raises; what others write is kept then."""
        return self._writes.ask((None, fn))

    def row(self, writer: RowWriter, row: Row, *, bulk: bool = False) -> Awaitable[None]:
        """The same for one row; ``writer`` gets all of the transaction. In one, rows of different
        writers may change places, but not with what :meth:`write` runs. ``bulk``: where many of
        these come, all wait a moment for company."""
        return self._writes.ask((writer, row), bulk=bulk)

    async def drained(self) -> None:
        """Until all that was given to write is there, also where nobody waits for it."""
        await self._writes.drained()

    async def _ends(self, writes: Sequence[Asking]) -> Sequence[BaseException | None]:
        """What became of each write. Where one of them fails, each is tried alone; where the store
        does, that is so for all."""
        whole = self._write_one(partial(_all, writes))
        (error,) = await asyncio.gather(whole, return_exceptions=True)
        of_all = isinstance(error, StoreUnusable) and error.fault != "other"
        if error is None or len(writes) == 1 or of_all:
            return [error] * len(writes)
        alone = (self._write_one(partial(_all, [each])) for each in writes)
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


def _all(writes: Sequence[Asking], db: Connection) -> None:
    rows: dict[RowWriter, list[Row]] = {}
    for each in writes:
        if each[0] is None:
            _write_rows(rows, db)
            each[1](db)
        else:
            rows.setdefault(each[0], []).append(each[1])
    _write_rows(rows, db)


def _write_rows(rows: dict[RowWriter, list[Row]], db: Connection) -> None:
    for writer, of_one_kind in rows.items():
        writer(db, of_one_kind)
    rows.clear()


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
