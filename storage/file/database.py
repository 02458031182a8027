"""One SQLite file: one thread that writes, a few that read.

Work is handed over as a closure over a connection; what the closure returns
are values, never rows or cursors, since both belong to the thread. The file
is opened by the first piece of work and stays open until ``close``.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal, Self, TypeVar, get_args

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.failures import told_as_store_failures
from storage.file.files import make_private
from storage.steps.schema import is_current, migrate, refuse_newer

T = TypeVar("T")
Lane = Literal["short", "all", "days", "search"]
"""What is read together: questions about single things and about all channels at once, whole
announcements, searches.

Each has a thread and a connection of its own and waits for its like alone: a search for
common words takes half a second, and a person who opens a paper is not to feel it.
"""


class Database:
    """The store, for as many shelves as there are.

    ``path`` is made, with its folders, where it is missing: 0600 in 0700.
    ``busy_timeout``, in seconds, is how long another program's lock is waited for.
    All methods raise StoreUnusable where the file cannot be used.
    """

    def __init__(self, path: Path, *, busy_timeout: float = 5.0) -> None:
        self.path = path
        self._busy_timeout = busy_timeout
        self._writing = ThreadPoolExecutor(1, "store-writer")
        self._reading = {
            lane: ThreadPoolExecutor(1, f"store-reader-{lane}") for lane in get_args(Lane)
        }
        self._writer: Connection | None = None
        self._readers: dict[Lane, Connection] = {}
        self._closed = False

    async def __aenter__(self) -> Self:
        await self._in(self._writing, self._open_writer)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """Run ``fn`` in one transaction: all of it is kept, or, if it raises, nothing."""
        return await self._in(self._writing, partial(self._write, fn))

    async def read(self, fn: Callable[[Connection], T], lane: Lane = "short") -> T:
        """Run ``fn`` on one snapshot, which holds every write that was awaited before."""
        if lane not in self._readers:
            # only the writer can make the file and bring it up to date
            await self._in(self._writing, self._open_writer)
        return await self._in(self._reading[lane], partial(self._read, fn, lane))

    async def close(self) -> None:
        """Finish what was handed over and close the file. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        closing = [
            self._submit(pool, partial(self._close_reader, lane))
            for lane, pool in self._reading.items()
        ]
        try:
            await asyncio.gather(*closing)
        finally:
            # the writer goes last: the last connection folds the WAL into the file
            await asyncio.wait(closing)
            await self._submit(self._writing, self._close_writer)
            for pool in (*self._reading.values(), self._writing):
                pool.shutdown(wait=False)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise StoreUnusable(f"The database {self.path} was closed; start the program again.")
        return await self._submit(pool, work)

    def _submit(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(pool, partial(self._translated, work))

    def _translated(self, work: Callable[[], T]) -> T:
        with told_as_store_failures(self.path):
            return work()

    def _write(self, fn: Callable[[Connection], T]) -> T:
        with _immediate(self._open_writer()) as db:
            return fn(db)

    def _read(self, fn: Callable[[Connection], T], lane: Lane) -> T:
        if lane not in self._readers:
            self._readers[lane] = _read_only(self.path, self._busy_timeout)
        with self._readers[lane].atomic() as db:
            return fn(db)

    def _open_writer(self) -> Connection:
        if self._writer is None:
            self._writer = _read_write(self.path, self._busy_timeout)
        return self._writer

    def _close_reader(self, lane: Lane) -> None:
        if lane in self._readers:
            self._readers[lane].close()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()


@contextmanager
def _immediate(db: Connection) -> Iterator[Connection]:
    # a deferred transaction that reads first cannot wait for its turn to write:
    # it fails at once, whatever the timeout (https://sqlite.org/lang_transaction.html)
    db.execute("BEGIN IMMEDIATE")
    with ExitStack() as undo:
        undo.callback(db.rollback)
        yield db
        db.commit()
        undo.pop_all()


def _read_write(path: Path, busy_timeout: float) -> Connection:
    make_private(path)
    with ExitStack() as undo:
        conn = sqlite3.connect(path, timeout=busy_timeout)
        undo.callback(conn.close)
        db = Connection(conn, strict=True, execute_plugins=False)
        db.execute("PRAGMA foreign_keys = on")
        db.execute("PRAGMA synchronous = normal")
        refuse_newer(db, path)
        db.enable_wal()
        if not is_current(db):  # another program may be writing: ask for a turn only at need
            with _immediate(db):
                migrate(db)
        undo.pop_all()
    return db


def _read_only(path: Path, busy_timeout: float) -> Connection:
    address = path.resolve().as_uri() + "?mode=ro"
    conn = sqlite3.connect(address, uri=True, timeout=busy_timeout)
    return Connection(conn, execute_plugins=False)
