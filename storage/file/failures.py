"""What SQLite and the operating system report, as one error that says what to do."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreFault, StoreUnusable

HOW_TO_RESTORE = (
    "stop the bot, put the newest backup in its place with `python -m bot restore FILE`, "
    "and start again"
)
_CLAUSES: dict[StoreFault, str] = {
    "rights": "cannot be opened or written; check that its folder exists, is writable, "
    "and belongs to the account that runs the bot",
    "locked": "is locked by another program; stop the other one (a second bot?) and try again",
    "full": "cannot grow, because the disk is full; make room",
    "damaged": f"is damaged or not a database; {HOW_TO_RESTORE}",
    "disk": "cannot be read or written, because the disk fails; check the disk. If the file has "
    f"suffered: {HOW_TO_RESTORE}",
}
_FAULTS: dict[int, StoreFault] = {
    sqlite3.SQLITE_PERM: "rights",
    sqlite3.SQLITE_READONLY: "rights",
    sqlite3.SQLITE_CANTOPEN: "rights",
    sqlite3.SQLITE_AUTH: "rights",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_FORMAT: "damaged",
    sqlite3.SQLITE_MISMATCH: "damaged",
    sqlite3.SQLITE_IOERR: "disk",
}
_OF_THE_SYSTEM: dict[int | None, StoreFault] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "disk",
}
# what SQLite says of a statement that is wrong: our defect, if the tables are whole
_MEANINGLESS = ("no such", "syntax error", "has no column", "ambiguous", "values for", "misuse")
# with fewer bytes free, a failure of the disk means that it is full
_NO_ROOM = 1 << 20


@contextmanager
def told_as_store_failures(path: Path, noun: str = "database") -> Iterator[None]:
    """Raise StoreUnusable for every sqlite3.Error and OSError inside the block. ``noun`` says what
    lies at ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(path, error, noun) from error
    except OSError as error:
        fault = fault_of_system(error)
        reason = error.strerror or type(error).__name__
        raise StoreUnusable(
            f"The {noun} {path} {_CLAUSES[fault]} ({reason}).", fault=fault
        ) from error


def damaged(path: Path, how: str) -> StoreUnusable:
    """``how`` is a clause: what was found."""
    return StoreUnusable(
        f"The database {path} is damaged ({how}); {HOW_TO_RESTORE}.", fault="damaged"
    )


def fault_of_system(error: OSError) -> StoreFault:
    return _OF_THE_SYSTEM.get(error.errno, "rights")


def fault_of(error: sqlite3.Error) -> StoreFault | None:
    """None for an error that the statement's sense or the file's content may have caused."""
    # the low byte of an extended code is the primary one: https://sqlite.org/rescode.html;
    # errors of Python's own module (a closed connection) carry no code
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "damaged" if str(error).startswith("Could not decode") else None
    return _FAULTS.get(code & 0xFF)


def is_meaningless(error: sqlite3.Error) -> bool:
    return any(words in str(error) for words in _MEANINGLESS)


def _told(path: Path, error: sqlite3.Error, noun: str) -> StoreUnusable:
    fault = fault_of(error)
    if fault == "disk" and (free := free_beside(path)) is not None and free < _NO_ROOM:
        fault = "full"
    if fault is None:
        return StoreUnusable(
            f"The {noun} {path} refused the work ({error}); this is a defect, please report it."
        )
    return StoreUnusable(f"The {noun} {path} {_CLAUSES[fault]}{_room(path, fault)}.", fault=fault)


def _room(path: Path, fault: StoreFault) -> str:
    free = free_beside(path) if fault == "full" else None
    return "" if free is None else f" ({free >> 20} MiB are free)"


def free_beside(path: Path) -> int | None:
    """Bytes that are free where the file lies; None where nobody can tell."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
