"""A backup put in the place of the database, whole or not at all. Nothing is deleted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.backup import backup
from storage.file.failures import is_meaningless, told_as_store_failures
from storage.file.mark import keep_mark
from storage.file.migrating import refuse_newer, refuse_unknown

_CHANNELS = "SELECT count(*) FROM channels"
_MADE = ("SELECT max(made_at) FROM editions", "SELECT max(created_at) FROM deliveries")
_TOLD = "SELECT key, value, kept_at FROM notes WHERE substr(key, 1, 6) = 'alarm:'"


def restore(source: Path, database_path: Path, now: datetime) -> Path | None:
    """Put a checked copy of ``source`` in place; where the earlier database lies then, None
    where there was none.

    The caller holds the data folder's lock. Raises StoreUnusable, and has changed nothing,
    where ``source`` is no whole database of this version or an earlier one, or has no room.
    """
    with _told_of_backup(source, database_path):
        _refuse_useless(source, database_path)
    with told_as_store_failures(database_path):
        copy = database_path.with_name(database_path.name + ".restored")
        copy.unlink(missing_ok=True)
    with _told_of_backup(source, database_path):
        backup(source, copy)
    with told_as_store_failures(database_path):
        _take_over(copy, database_path)
        earlier = _set_aside(database_path, now)
        copy.replace(database_path)
        keep_mark(database_path)
    return earlier


@contextmanager
def _told_of_backup(source: Path, database_path: Path) -> Iterator[None]:
    """The error for a damaged database advises to restore a backup. Here the backup is what is
    damaged, so the advice is replaced."""
    try:
        yield
    except StoreUnusable as error:
        if error.fault != "damaged":
            raise
        kept = (
            "the database in the data folder was left as it was"
            if database_path.exists()
            else "nothing was changed"
        )
        raise StoreUnusable(
            f"{source} is not a backup: it is damaged, or no database of Paperbrief's; {kept}.",
            fault="damaged",
        ) from error


def contents(path: Path) -> tuple[int, datetime | None]:
    """Of a database, perhaps of an earlier version: how many channels it holds, and when its
    newest edition or delivery was made (aware), None where there is none. Raises StoreUnusable."""
    with (
        told_as_store_failures(path),
        closing(sqlite3.connect(_reading(path), uri=True)) as conn,
    ):
        made = [_only(conn, question) for question in _MADE]
        newest = max((datetime.fromisoformat(str(at)) for at in made if at), default=None)
        return int(str(_only(conn, _CHANNELS) or 0)), newest


def _only(conn: sqlite3.Connection, question: str) -> object:
    """The value, or None where an earlier version has no such table or column."""
    try:
        return conn.execute(question).fetchone()[0]
    except sqlite3.OperationalError as error:
        if is_meaningless(error):
            return None
        raise


def _refuse_useless(source: Path, database_path: Path) -> None:
    if not source.is_file():
        raise StoreUnusable(f"There is no backup at {source}; nothing was changed.")
    if database_path.exists() and source.samefile(database_path):
        raise StoreUnusable(f"{source} is the database itself; name a backup of it.")
    with (
        told_as_store_failures(source, "backup"),
        closing(sqlite3.connect(_reading(source), uri=True)) as conn,
    ):
        db = Connection(conn, execute_plugins=False)
        refuse_unknown(db, source)
        refuse_newer(db, source)


def _take_over(copy: Path, database_path: Path) -> None:
    """Keep the notes on what the operator was told: they are true of today, not of the backup's
    day, and lead to an all-clear. Where the earlier database is too damaged to read, none are
    kept."""
    told: list[tuple[str, str, str]] = []
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(_reading(database_path), uri=True)) as old,
    ):
        told = old.execute(_TOLD).fetchall()
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(copy)) as new, new:
        # a backup from before there were notes has no table for them
        new.execute("DELETE FROM notes WHERE substr(key, 1, 6) = 'alarm:'")
        new.executemany("INSERT INTO notes (key, value, kept_at) VALUES (?, ?, ?)", told)


def _reading(path: Path) -> str:
    return path.resolve().as_uri() + "?mode=ro"


def _set_aside(path: Path, now: datetime) -> Path | None:
    aside = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    moved = [left.replace(aside.with_name(aside.name + end)) for left, end in _lying(path)]
    return aside if moved else None


def _lying(path: Path) -> Iterator[tuple[Path, str]]:
    for end in ("", "-wal", "-shm"):
        if (left := path.with_name(path.name + end)).exists():
            yield left, end
