"""A copy of the database while another process may be writing to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from bot.errors import StoreUnusable, UsageError
from storage.file.failures import HOW_TO_RESTORE, told_as_store_failures
from storage.file.reading import opened_as_it_stands

# what the name of a copy ends in until it is whole
UNFINISHED = ".unfinished"
_COPY = "unfinished copy"
_OWNER_ONLY = 0o600
# seconds
_BUSY = 5.0


def backup(database_path: Path, target: Path) -> None:
    """Copy one consistent state into the new file ``target`` (mode 0600). Blocks.

    The copy is one file, complete and checked once it bears its name; a backup that
    was killed leaves ``target`` empty. Raises UsageError where ``target`` exists, and
    StoreUnusable where there is no database or either cannot be read or written.
    """
    if not database_path.is_file():
        raise StoreUnusable(f"There is no database at {database_path}; nothing was copied.")
    with _unfinished(target) as unfinished, closing(_source(database_path)) as source:
        with told_as_store_failures(unfinished, _COPY):
            copy = sqlite3.connect(unfinished)
        with closing(copy):
            _fill(copy, source, unfinished)
            _check(copy, database_path)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A private file to fill, which takes the place of ``target`` at the end of the block."""
    unfinished = target.with_name(target.name + UNFINISHED)
    with ExitStack() as undo:
        with told_as_store_failures(target, "copy"):
            _make_new(target)
            undo.callback(partial(target.unlink, missing_ok=True))
            unfinished.unlink(missing_ok=True)
            _make_new(unfinished)
            undo.callback(partial(unfinished.unlink, missing_ok=True))
        yield unfinished
        with told_as_store_failures(target, "copy"):
            _to_disk(unfinished)
            unfinished.replace(target)
        undo.pop_all()


def _make_new(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    except FileExistsError as error:
        raise UsageError(f"{path} exists already; name a file that does not.") from error


def _source(path: Path) -> sqlite3.Connection:
    with told_as_store_failures(path):
        return opened_as_it_stands(path, _BUSY)


def _fill(copy: sqlite3.Connection, source: sqlite3.Connection, unfinished: Path) -> None:
    with told_as_store_failures(unfinished, _COPY):
        # all pages at once: one read transaction, for which no writer has to wait
        source.backup(copy)
        # without WAL the copy is a single file wherever it is carried
        copy.execute("PRAGMA journal_mode = delete")


def _check(copy: sqlite3.Connection, database_path: Path) -> None:
    with told_as_store_failures(database_path):
        found = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise StoreUnusable(
            f"The database {database_path} is damaged, and a copy of it would be; "
            f"{HOW_TO_RESTORE}.",
            fault="damaged",
        )


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
