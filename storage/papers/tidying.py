"""Shelves written again in their order, so that the pages of the file are full.

A shelf that was written again is longer or shorter than it was, and SQLite joins pages only where
they are nearly empty: after three years a quarter of the shelves' room was unused. Rows that
are taken out together and put back in order fill their pages to 95 %. A shelf in the form of an
earlier version comes back in that of this one.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.chores import note_reached, reached
from storage.papers.shelves import as_of_now

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

_Row = tuple[int, bytes]


class Tidying:
    """``run`` is how many shelves are written at once."""

    def __init__(self, database: Database, run: int = _RUN) -> None:
        self._database = database
        self._run = run

    async def sweep(self, now: datetime) -> int:
        """Go on where the last sweep ended; no row is gone by it."""
        left = -(-await self._database.read(_count) // _DAYS)
        while left > 0 and (written := await self._tidied()):
            left -= written
        return 0

    async def _tidied(self) -> int:
        # 6 ms for each that is written in another form, during which nobody waits
        rows = await self._database.read(partial(_next, self._run))
        anew = await asyncio.to_thread(_written_anew, rows)
        return await self._database.write(partial(_tidied, self._run, anew))


def _count(db: Connection) -> int:
    return int(db.execute(_COUNT).fetchone()[0])


def _next(run: int, db: Connection) -> list[_Row]:
    last = reached(db, _CHORE)
    return db.execute(_NEXT, [_BEGINNING if last is None else last, run]).fetchall()


def _written_anew(rows: list[_Row]) -> dict[bytes, bytes]:
    return {column: as_of_now(column) for _, column in rows}


def _tidied(run: int, anew: Mapping[bytes, bytes], db: Connection) -> int:
    """How many were written again; after the last one the next are the first. What has changed
    meanwhile is not among those made ``anew``, and has the form of now."""
    rows = _next(run, db)
    if rows:
        db.execute(_TAKE, [rows[0][0], rows[-1][0]])
        db.conn.executemany(_PUT, [(shelf, anew.get(column, column)) for shelf, column in rows])
    note_reached(db, _CHORE, rows[-1][0] if len(rows) == run else _BEGINNING)
    return len(rows)
