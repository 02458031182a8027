"""A connection that only reads, on a disk that takes nothing more as well."""

import sqlite3
from pathlib import Path

# what SQLite answers where it cannot keep a file beside the database: on a disk that is read-only,
# and on one that is full
_NO_FILE_BESIDE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_SHMSIZE)
_OTHERS = ("-wal", "-journal")


def opened_for_reading(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """Sees what others write. Raises sqlite3.Error."""
    return _tried(_address(path), busy_timeout)


def opened_as_it_stands(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """For one look; raises sqlite3.Error.

    SQLite keeps a file of its own beside a database with a log (https://sqlite.org/wal.html). Where
    it cannot, on a full or read-only disk, nobody writes either: if nothing was left to be done,
    the file is read as it stands.
    """
    try:
        return opened_for_reading(path, busy_timeout)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _NO_FILE_BESIDE or _is_unfinished(path):
            raise
        return _tried(f"{_address(path)}&immutable=1", busy_timeout)


def _address(path: Path) -> str:
    return path.resolve().as_uri() + "?mode=ro"


def _tried(address: str, busy_timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=busy_timeout)
    try:
        # a fault shows at the first reading
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_unfinished(path: Path) -> bool:
    """Whether a part of what was written lies outside of the file, or is to be taken back."""
    others = (path.with_name(path.name + each) for each in _OTHERS)
    return any(each.exists() and each.stat().st_size > 0 for each in others)
