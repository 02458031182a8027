"""What SQLite and the operating system report, as one error that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreUnusable

_NOT_WRITABLE = (
    "cannot be opened or written; check that its folder exists, is writable, "
    "and belongs to the account that runs the bot"
)
_LOCKED = "is locked by another program; stop the other one (a second bot?) and try again"
_FULL = "cannot grow, because the disk is full; free some space and try again"
_DAMAGED = (
    "is damaged or not a database; put a backup in its place, "
    "or move it away to begin with an empty one"
)
_DISK = "cannot be read or written, because the disk fails; check the disk"

_CLAUSES = {
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FORMAT: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
}


@contextmanager
def told_as_store_failures(path: Path) -> Iterator[None]:
    """Raise StoreUnusable for every sqlite3.Error and OSError inside the block."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnusable(f"The database {path} {_clause(error)}.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreUnusable(f"The database {path} {_NOT_WRITABLE} ({reason}).") from error


def _clause(error: sqlite3.Error) -> str:
    # the low byte of an extended code is the primary one: https://sqlite.org/rescode.html;
    # errors of Python's own module (a closed connection) carry no code
    code: int | None = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _CLAUSES.get(code & 0xFF)
    return known or f"refused the work ({error}); this is a defect, please report it"
