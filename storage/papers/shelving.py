"""Texts that are not new any more are compressed, then go to shelves, a few at a time."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.shelves import numbers_on, put_on_shelves, shelf_of
from storage.papers.texts import packed_at, unpacked

# papers of which the texts stand by themselves: those of a week and more
NEW = 8_192
# and of which they are not compressed: those of a day and more
TODAY = 2_048
_AT_ONCE = 200
_OLDEST = "SELECT number FROM texts WHERE put <= ? ORDER BY put LIMIT 1"
_NEIGHBOURS = "SELECT number, texts FROM texts WHERE number BETWEEN ? AND ?"
_GONE = "DELETE FROM texts WHERE number BETWEEN ? AND ? AND put <= ?"


class Shelving:
    """``new`` is how many papers are kept out of it, those that were stored last."""

    def __init__(self, database: Database, new: int = NEW) -> None:
        self._database = database
        self._new = new

    async def sweep(self, now: datetime) -> int:
        """Shelve what is not new; how many papers."""
        today = await self._database.read(partial(_until, min(TODAY, self._new)))
        while await self._database.write(partial(packed_at, until=today, count=_AT_ONCE)):
            pass
        shelved = moved = 0
        until = await self._database.read(partial(_until, self._new))
        while moved := await self._database.write(partial(_shelve, until)):
            shelved += moved
        return shelved


def _until(new: int, db: Connection) -> int:
    """Which of them was put there as the last that is not new any more."""
    row = db.execute("SELECT put FROM texts ORDER BY put DESC LIMIT 1 OFFSET ?", [new]).fetchone()
    return int(row[0]) if row else 0


def _shelve(until: int, db: Connection) -> int:
    """The oldest, and what stands on the same shelf. What is new there is put on it too, for the
    day on which it is not: most texts are the same then, and the shelf is written once."""
    oldest = db.execute(_OLDEST, [until]).fetchone()
    if oldest is None:
        return 0
    places = numbers_on(shelf_of(oldest[0]))
    ends = (places[0], places[-1])
    rows: Mapping[int, bytes] = dict(db.execute(_NEIGHBOURS, ends).fetchall())
    put_on_shelves(db, dict(zip(rows, unpacked(rows.values()), strict=True)))
    return int(db.conn.execute(_GONE, (*ends, until)).rowcount)
