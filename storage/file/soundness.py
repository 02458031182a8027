"""Whether a database is whole: its pages, and the tables that it should have."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.failures import damaged, fault_of, told_as_store_failures
from storage.file.migrating import migrate

# steps of SQLite's virtual machine between two looks at the time
_OFTEN: Final = 10_000


def _never() -> bool:
    return False


def refuse_damaged(
    path: Path,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    is_given_up: Callable[[], bool] = _never,
) -> bool:
    """Raise StoreUnusable where ``PRAGMA quick_check`` finds damage, or where a table, a view or
    a trigger is missing.

    Reads the whole file, in a connection of its own; whether it got through in that many
    seconds, and before it was given up. Blocks.
    """
    with told_as_store_failures(path), closing(_opened(path)) as conn:
        end = clock() + seconds
        conn.set_progress_handler(lambda: is_given_up() or clock() > end, _OFTEN)
        try:
            found = conn.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return False
            if fault_of(error) is None:
                raise damaged(path, str(error)) from error
            raise
        if found != ("ok",):
            raise damaged(path, _short(found))
        expected = _kinds_in_a_new_one()
        if lacking := expected.keys() - _kinds(conn).keys():
            name = min(lacking)
            raise damaged(path, f"it lacks the {expected[name]} {name}")
    return True


def is_sound(path: Path, seconds: float) -> bool:
    """The same as an answer; True also where there was not enough time."""
    try:
        refuse_damaged(path, seconds)
    except StoreUnusable as error:
        return error.fault != "damaged"
    return True


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)


def _kinds(conn: sqlite3.Connection) -> dict[str, str]:
    """Tables, views and triggers by their names. A table of an earlier version may have the name of
    a view of this one."""
    return dict(
        conn.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"
        ).fetchall()
    )


def _kinds_in_a_new_one() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as conn:
        db = Connection(conn, strict=True, execute_plugins=False)
        migrate(db)
        return _kinds(conn)


def _short(found: object) -> str:
    match found:
        case (str(said),):
            return " ".join(said.split())[:100]
    return "the check found nothing"
