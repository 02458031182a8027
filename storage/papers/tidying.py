"""Shelves written again in their order, so that the pages of the file are full.

A shelf that was written again is longer or shorter than it was, and SQLite joins pages only where
they are nearly empty: after three years a quarter of the shelves' room was unused. Rows that
are taken out together and put back in order fill their pages to 95 %.
"""

from datetime import datetime
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database

# so many days take one round through all shelves
_DAYS = 16
# shelves in a transaction, which takes some milliseconds
_RUN = 32
_COUNT = "SELECT count(*) FROM shelves"
_NEXT = "SELECT shelf, texts FROM shelves WHERE shelf > ? ORDER BY shelf LIMIT ?"
_TAKE = "DELETE FROM shelves WHERE shelf BETWEEN ? AND ?"
_PUT = "INSERT INTO shelves (shelf, texts) VALUES (?, ?)"
_CHORE = "tidy shelves"
_LOOKED_AT = "SELECT until FROM chores WHERE chore = ?"
_NOTE = """
    INSERT INTO chores (chore, until) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET until = excluded.until
"""


class Tidying:
    """``run`` is how many shelves are written at once."""

    def __init__(self, database: Database, run: int = _RUN) -> None:
        self._database = database
        self._run = run

    async def sweep(self, now: datetime) -> int:
        """Go on where the last sweep ended; no row is gone by it."""
        left = -(-await self._database.read(_count) // _DAYS)
        while left > 0 and (written := await self._database.write(partial(_tidied, self._run))):
            left -= written
        return 0


def _count(db: Connection) -> int:
    return int(db.execute(_COUNT).fetchone()[0])


def _tidied(run: int, db: Connection) -> int:
    """How many were written again; after the last one the next are the first."""
    row = db.execute(_LOOKED_AT, [_CHORE]).fetchone()
    rows = db.execute(_NEXT, [row[0] if row else -1, run]).fetchall()
    if rows:
        db.execute(_TAKE, [rows[0][0], rows[-1][0]])
        db.conn.executemany(_PUT, rows)
    db.execute(_NOTE, [_CHORE, rows[-1][0] if len(rows) == run else -1])
    return len(rows)
