"""One SQLite file: one thread that writes, a few that read.

Work is handed over as a closure over a connection; what the closure returns
are values, never rows or cursors, since both belong to the thread. The file
is opened by the first piece of work and stays open until ``close``.
"""

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Literal, Self, TypeVar, get_args

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.failures import (
    HOW_TO_RESTORE,
    damaged,
    fault_of,
    free_beside,
    is_meaningless,
    told_as_store_failures,
)
from storage.file.files import identity_of, room_needed
from storage.file.migrating import is_current, refuse_newer
from storage.file.opening import immediate, opened_for_writing
from storage.file.reading import opened_as_it_stands, opened_for_reading
from storage.file.soundness import is_sound, refuse_damaged
from storage.file.together import Together

T = TypeVar("T")
# in the data folder
DATABASE = "paperbrief.sqlite"
# how long to look through the whole file when an error makes us doubt it
_LOOK = 20.0
# errors from reading a row that is not as it was written
_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
# where the disk takes nothing more
_TAKES_NOTHING = ("full", "rights", "disk")
_INTERRUPTED = sqlite3.SQLITE_INTERRUPT
QueryKind = Literal["short", "all", "days", "search"]
"""What is read together: questions about single things and about all channels at once, whole
announcements, searches.

Each has a thread and a connection of its own and waits for its like alone: a day is read in 30 ms,
a slow search takes longer, and a person who opens a paper is not to feel it.
"""


class Database:
    """The store, shared by all repositories.

    ``path`` is made, with its folders, where it is missing: 0600 in 0700.
    ``busy_timeout``, in seconds, is how long another program's lock is waited for. With
    ``only_reads``, a file on a disk that takes nothing more is read as it is. Who ``holds_folder``
    alone may bring a file of the version before up to date while a service runs: it is the service.
    All methods raise StoreUnusable where the file cannot be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        busy_timeout: float = 5.0,
        only_reads: bool = False,
        holds_folder: bool = False,
    ) -> None:
        self.path = path
        self._only_reads = only_reads
        self._holds_folder = holds_folder
        self._is_as_it_was = False
        self._busy_timeout = busy_timeout
        self._writing = ThreadPoolExecutor(1, "store-writer")
        self._reading = {
            lane: ThreadPoolExecutor(1, f"store-reader-{lane}") for lane in get_args(QueryKind)
        }
        self._writer: Connection | None = None
        self._readers: dict[QueryKind, Connection] = {}
        self._file: tuple[int, int] | None = None
        self._closing = False
        self._closed = False
        # what is written at leisure, while it is
        self._at_leisure: Connection | None = None
        self._interrupting = Lock()
        # for all who write little and often
        self.together = Together(self.write)

    async def __aenter__(self) -> Self:
        await self._in(self._writing, self._open)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """Run ``fn`` in one transaction: all of it is kept, or, if it raises, nothing."""
        return await self._in(self._writing, partial(self._write, fn))

    async def write_at_leisure(self, fn: Callable[[Connection], T]) -> T:
        """As :meth:`write`, for what takes long and may be done another time: whoever no longer
        waits for it interrupts it, and so does :meth:`close`."""
        try:
            return await self._in(self._writing, partial(self._leisurely, fn))
        except asyncio.CancelledError:
            self._interrupt()
            raise

    @property
    def is_at_leisure(self) -> bool:
        """Whether writers wait for what takes long."""
        return self._at_leisure is not None

    async def read(self, fn: Callable[[Connection], T], lane: QueryKind = "short") -> T:
        """Run ``fn`` on one snapshot, which holds every write that was awaited before."""
        if self._writer is None and not self._is_as_it_was:
            # only the writer can make the file and bring it up to date
            await self._in(self._writing, self._open)
        return await self._in(self._reading[lane], partial(self._read, fn, lane))

    async def trial(self) -> None:
        """Try what is needed to go on, and undo it: take room on the disk, read on each thread."""
        await self._in(self._writing, self._try)
        for lane in get_args(QueryKind):
            await self.read(
                lambda db: db.execute("SELECT 1 FROM channels LIMIT 1").fetchone(), lane
            )

    async def examine(self, seconds: float) -> bool:
        """Look through the whole file beside all other work; whether that was done within so many
        seconds. Raises StoreUnusable for what it finds."""
        cancelled = Event()
        look = partial(refuse_damaged, self.path, seconds, is_given_up=cancelled.is_set)
        try:
            return await asyncio.to_thread(look)
        finally:
            # the thread does not notice a cancellation, and the program waits for it at its end
            cancelled.set()

    async def close(self) -> None:
        """Finish what was handed over and close the file. A second call does nothing."""
        if self._closing:
            return
        self._closing = True
        self._interrupt()
        await self.together.drained()
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

    def _interrupt(self) -> None:
        with self._interrupting:
            if self._at_leisure is not None:
                self._at_leisure.conn.interrupt()

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise self._was_closed()
        return await self._submit(pool, work)

    def _was_closed(self) -> StoreUnusable:
        return StoreUnusable(f"The database {self.path} was closed; start the program again.")

    def _submit(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(pool, partial(self._translated, work))

    def _translated(self, work: Callable[[], T]) -> T:
        with told_as_store_failures(self.path):
            return work()

    def _write(self, fn: Callable[[Connection], T]) -> T:
        writer = self._open_writer()
        with self._doubted(), immediate(writer) as db:
            self._refuse_another_file()
            return fn(db)

    def _leisurely(self, fn: Callable[[Connection], T]) -> T:
        writer = self._open_writer()
        with self._interrupting:
            if self._closing:
                raise self._was_closed()
            self._at_leisure = writer
        try:
            return self._write(fn)
        finally:
            with self._interrupting:
                self._at_leisure = None

    def _read(self, fn: Callable[[Connection], T], lane: QueryKind) -> T:
        self._refuse_another_file()
        if lane not in self._readers:
            opened = opened_as_it_stands if self._is_as_it_was else opened_for_reading
            reader = opened(self.path, self._busy_timeout)
            self._readers[lane] = Connection(reader, execute_plugins=False)
        with self._doubted(), self._readers[lane].atomic() as db:
            return fn(db)

    def _open(self) -> None:
        try:
            with told_as_store_failures(self.path):
                self._open_writer()
        except StoreUnusable as error:
            if not self._only_reads or error.fault not in _TAKES_NOTHING:
                raise
            with closing(opened_as_it_stands(self.path, self._busy_timeout)) as conn:
                found = Connection(conn, execute_plugins=False)
                refuse_newer(found, self.path)
                if not is_current(found):
                    # its tables have to be changed first
                    raise
            self._file = identity_of(self.path)
            self._is_as_it_was = True

    def _open_writer(self) -> Connection:
        if self._writer is None:
            with self._doubted():
                self._writer = opened_for_writing(
                    self.path, self._busy_timeout, holds_folder=self._holds_folder
                )
            self._file = identity_of(self.path)
        return self._writer

    def _refuse_another_file(self) -> None:
        """What is written to a file that was moved away is lost at the next start."""
        if self._file != identity_of(self.path):
            raise StoreUnusable(
                f"The database {self.path} was taken away or replaced while the bot was running. "
                f"Move it back; or {HOW_TO_RESTORE}.",
                fault="missing",
            )

    @contextmanager
    def _doubted(self) -> Iterator[None]:
        """An error that none of our statements should cause may be the file's fault: look."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == _INTERRUPTED:
                raise self._was_closed() from error
            if fault_of(error) is None and not self._is_ours(error):
                raise damaged(self.path, str(error)) from error
            raise
        except _UNREADABLE as error:
            if not self._is_sound():
                raise damaged(self.path, f"it holds {type(error).__name__}") from error
            raise

    def _is_ours(self, error: sqlite3.Error) -> bool:
        """Whether the statement was wrong, and not the file."""
        expected = isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError)
        return (expected or is_meaningless(error)) and self._is_sound()

    def _is_sound(self) -> bool:
        return is_sound(self.path, _LOOK)

    def _try(self) -> None:
        # the log may have room of its own from before the disk was full
        free, needed = free_beside(self.path), room_needed(self.path)
        if free is not None and free < needed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with immediate(self._open_writer()) as db:
            self._refuse_another_file()
            # more than SQLite keeps in memory, so that it must go to the disk
            db.execute("CREATE TABLE room (filled BLOB) STRICT")
            db.execute("INSERT INTO room VALUES (zeroblob(?))", [needed])
            db.rollback()

    def _close_reader(self, lane: QueryKind) -> None:
        if lane in self._readers:
            self._readers[lane].close()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
