"""A backup was put in the database's place: nothing of the earlier one may mix with it.

``backup`` writes copies without a write-ahead log (journal mode "delete"), and a database that
was used here is in WAL mode. So a copy that was put back is recognised when it is opened.
"""

import os
from pathlib import Path

from sqlite_utils import Database as Connection

# https://sqlite.org/fileformat2.html#file_format_version_numbers
_VERSIONS, _WITHOUT_LOG = slice(18, 20), b"\x01\x01"
_RAISE = """
    INSERT INTO sqlite_sequence (name, seq)
    SELECT :table, :least WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)
"""


def set_foreign_log_aside(path: Path) -> None:
    """Move ``-wal`` and ``-shm`` of an earlier database away: SQLite would play the log into
    the copy (https://sqlite.org/howtocorrupt.html). Raises OSError."""
    log = path.with_name(path.name + "-wal")
    # checked in this order, since SQLite marks the database before it begins to use a log
    if not (log.exists() and log.stat().st_size) or not _is_without_log(path):
        return
    for suffix in ("-wal", "-shm"):
        left = path.with_name(path.name + suffix)
        if left.exists():
            left.replace(left.with_name(left.name + ".earlier"))


def _is_without_log(path: Path) -> bool:
    # The file is never closed: closing any descriptor of a database drops all locks that this
    # process holds on it, and another part of the process may have some.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    return os.read(descriptor, _VERSIONS.stop)[_VERSIONS] == _WITHOUT_LOG


def raise_numbers(db: Connection, least: int) -> None:
    """Inside a transaction: editions and deliveries are numbered from ``least`` on, a moment in
    seconds, so that none of the numbers that were given since the backup is given again."""
    for table in ("editions", "deliveries"):
        names = {"table": table, "least": least}
        db.execute(_RAISE, names)
        db.execute("UPDATE sqlite_sequence SET seq = max(seq, :least) WHERE name = :table", names)
