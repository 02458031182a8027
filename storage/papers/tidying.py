"""Shelves written again in their order, with the rows of their papers, so that pages are full.

A shelf that was written again is longer or shorter than it was, and SQLite joins pages only where
they are nearly empty: after three years a quarter of the shelves' room was unused. Rows that
are taken out together and put back in order fill their pages to 95 %. A shelf in the form of an
earlier version comes back in that of this one, with the titles that still stand in rows.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlite_utils import Database as Connection

from storage.columns import list_column
from storage.file.database import Database
from storage.papers.chores import note_reached, reached
from storage.papers.shelves import Titles, as_of_now, numbers_on
from storage.papers.word_index import taken_over_until

# so many days take one round through all shelves
_DAYS = 16
# shelves in a transaction, which takes some ten milliseconds
_RUN = 16
_COUNT = "SELECT count(*) FROM shelves"
_NEXT = "SELECT shelf, texts FROM shelves WHERE shelf > ? ORDER BY shelf LIMIT ?"
_TAKE = "DELETE FROM shelves WHERE shelf BETWEEN ? AND ?"
_PUT = "INSERT INTO shelves (shelf, texts) VALUES (?, ?)"
# of papers whose texts do not stand by themselves: what an earlier version put there lacks what is
# taken from the row, and what comes there meanwhile has it
_TITLES = """
    SELECT number, title, updated FROM papers
    WHERE number BETWEEN ? AND ? AND (title != '' OR updated IS NOT NULL)
        AND number NOT IN (SELECT number FROM texts)
"""
_TITLES_MOVED = """
    UPDATE papers SET title = '', updated = NULL WHERE number IN (SELECT value FROM json_each(?))
"""
_PAPERS = "SELECT * FROM papers WHERE number BETWEEN ? AND ? ORDER BY number"
_TAKE_PAPERS = "DELETE FROM papers WHERE number BETWEEN ? AND ?"
_CHORE = "tidy shelves"
# below the number of any shelf
_BEGINNING = -1

_Row = tuple[int, bytes]
# a shelf, and whose titles came to it
_Anew = tuple[bytes, Collection[int]]


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
        rows, titles = await self._database.read(partial(_with_titles, self._run))
        anew = await asyncio.to_thread(_written_anew, rows, titles)
        return await self._database.write(partial(_tidied, self._run, anew))


def _count(db: Connection) -> int:
    return int(db.execute(_COUNT).fetchone()[0])


def _next(run: int, db: Connection) -> list[_Row]:
    last = reached(db, _CHORE)
    return db.execute(_NEXT, [_BEGINNING if last is None else last, run]).fetchall()


def _with_titles(run: int, db: Connection) -> tuple[list[_Row], Titles]:
    rows = _next(run, db)
    found = _in_each(_TITLES, rows, db)
    return rows, {number: (title, updated) for number, title, updated in found}


def _in_each(question: str, rows: Sequence[_Row], db: Connection) -> list[tuple[Any, ...]]:
    """What is found on each shelf, and nothing between them: thousands of papers may be there that
    are on none."""
    return [found for shelf, _ in rows for found in db.execute(question, _ends(shelf)).fetchall()]


def _ends(shelf: int) -> tuple[int, int]:
    """The number of its first paper and of its last."""
    numbers = numbers_on(shelf)
    return numbers[0], numbers[-1]


def _written_anew(rows: Sequence[_Row], titles: Titles) -> dict[bytes, _Anew]:
    return {
        column: as_of_now(column, {n: titles[n] for n in numbers_on(shelf) if n in titles})
        for shelf, column in rows
    }


def _tidied(run: int, anew: Mapping[bytes, _Anew], db: Connection) -> int:
    """How many were written again; after the last one the next are the first. What has changed
    meanwhile is not among those made ``anew``, and has the form of now."""
    rows = _next(run, db)
    if rows:
        db.execute(_TAKE, [rows[0][0], rows[-1][0]])
        written = [(shelf, *anew.get(column, (column, ()))) for shelf, column in rows]
        db.conn.executemany(_PUT, [(shelf, column) for shelf, column, _ in written])
        moved = [number for *_, numbers in written for number in numbers]
        _put_papers_in_order(db, rows, moved)
    note_reached(db, _CHORE, rows[-1][0] if len(rows) == run else _BEGINNING)
    return len(rows)


def _put_papers_in_order(db: Connection, on: Sequence[_Row], moved: Collection[int]) -> None:
    """The rows of papers on these shelves, without the titles of those that were ``moved``."""
    db.execute(_TITLES_MOVED, [list_column(moved)])
    # until all is taken over, a row may lack the day that its facts have, and these go with it
    if taken_over_until(db) is not None:
        return
    rows = _in_each(_PAPERS, on, db)
    # what refers to them is looked at when they are there again
    db.execute("PRAGMA defer_foreign_keys = on")
    db.conn.executemany(_TAKE_PAPERS, [_ends(shelf) for shelf, _ in on])
    if rows:
        places = ", ".join("?" * len(rows[0]))
        db.conn.executemany(f"INSERT INTO papers VALUES ({places})", rows)  # noqa: S608
