"""A connection that only reads, on a disk that takes nothing more as well."""

import sqlite3
from pathlib import Path


def opened_for_reading(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """Raises sqlite3.Error.

    SQLite keeps a file of its own beside a database with a log (https://sqlite.org/wal.html). Where
    it cannot, on a full or read-only disk, nobody writes either: without a log the file is read as
    it stands.
    """
    address = path.resolve().as_uri() + "?mode=ro"
    try:
        return _tried(address, busy_timeout)
    except sqlite3.OperationalError:
        if _has_log(path):
            raise
        return _tried(f"{address}&immutable=1", busy_timeout)


def _tried(address: str, busy_timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=busy_timeout)
    try:
        # a fault shows at the first reading
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
