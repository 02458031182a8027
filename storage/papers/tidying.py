"""Shelves written again in their order, so that the pages of the file are full.

A shelf that was written again is longer or shorter than it was, and SQLite joins pages only where
they are nearly empty: after three years a quarter of the shelves' room was unused. Rows that
are taken out together and put back in order fill their pages to 95 %.
"""

from datetime import datetime
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.chores import note_reached, reached

# so many days take one round through all shelves
_DAYS = 16
# shelves in a transaction, which takes some milliseconds
_RUN = 32
_COUNT = "SELECT count(*) FROM shelves"
_NEXT = "SELECT shelf, texts FROM shelves WHERE shelf > ? ORDER BY shelf LIMIT ?"
_TAKE = "DELETE FROM shelves WHERE shelf BETWEEN ? AND ?"
_PUT = "INSERT INTO shelves (shelf, texts) VALUES (?, ?)"
_CHORE = "tidy shelves"
# below the number of any shelf
_BEGINNING = -1


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
    last = reached(db, _CHORE)
    rows = db.execute(_NEXT, [_BEGINNING if last is None else last, run]).fetchall()
    if rows:
        db.execute(_TAKE, [rows[0][0], rows[-1][0]])
        db.conn.executemany(_PUT, rows)
    note_reached(db, _CHORE, rows[-1][0] if len(rows) == run else _BEGINNING)
    return len(rows)
