"""A file of an earlier version made small, while the bot serves from it.

::

    listings             | 500 items at a time: the numbers of listing and paper
    papers, oldest first | 32 at a time: texts to a shelf, words to a volume
                         | the old index, at once | nothing left: done

A paper is in one form or in the other, in one transaction: a kill costs nothing but the step that
it hit. Whoever reads finds either. The room that this leaves in the file is given back by
:mod:`storage.file.shrinking`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.file.migrating import left_as_it_is
from storage.papers.chores import end_chore, note_reached
from storage.papers.listed import copied_until, copy_some
from storage.papers.shelves import numbers_on, put_on_shelves, shelf_of
from storage.papers.shelving import NEW
from storage.papers.texts import packed, put_texts, texts_in
from storage.papers.word_index import TAKE_OVER, Words, index, taken_over_until

_NEXT = """
    SELECT *, CASE WHEN published IS NULL THEN (
        SELECT min(date) FROM listing_items WHERE paper_id = papers.id AND date != ''
            AND announce_type NOT LIKE 'replace%') END AS first_listed
    FROM papers WHERE number > ? AND number < ? ORDER BY number
"""
# Deleted and written again, so that the pages of 32 long rows are free for other texts: rows that
# only become shorter keep their pages to themselves.
_GONE = "DELETE FROM papers WHERE number > ? AND number < ?"
_AGAIN = """
    INSERT INTO papers (number, id, version, title, abstract, authors, author_names, categories,
        published, updated, sample, listed)
    VALUES (:number, :id, :version, :title, '', '', '', :categories, :published, :updated, :sample,
        :first_listed)
"""
# as step 042 makes them in a new file; until then rows are long, and searches need the others
_SMALLER_INDEXES = (
    "DROP INDEX papers_by_facts",
    # gone already where listings are told by numbers
    "DROP INDEX IF EXISTS listing_items_by_date",
)
# The index of before, emptied by FTS5 itself first: DROP alone goes through all its rows. Both in
# one transaction, since SQLite 3.44 and later take a half-empty index for a damaged file
# (https://sqlite.org/releaselog/3_44_0.html: integrity checks look into virtual tables).
_WITHOUT_INDEX = (
    "INSERT INTO papers_fts (papers_fts) VALUES ('delete-all')",
    "DROP TABLE papers_fts",
)


class TakingOver:
    """Moves what an earlier version stored into the form of this one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def step(self) -> bool:
        """Take over a little; whether there may be more."""
        return await self._database.write(_step)


def _step(db: Connection) -> bool:
    copied = copied_until(db)
    if copied is not None:
        copy_some(db, copied)
        return True
    until = taken_over_until(db)
    if until is None:
        return _without_index(db)
    end = numbers_on(shelf_of(until + 1)).stop
    rows = list(db.query(_NEXT, [until, end]))
    old = [row for row in rows if texts_in(row) is not None]
    _take_over(old, db)
    # what refers to them is looked at when they are there again
    db.execute("PRAGMA defer_foreign_keys = on")
    db.execute(_GONE, [until, end])
    for row in old:
        row.update(title="", updated=None)
    db.conn.executemany(_AGAIN, rows)
    if rows or db.execute("SELECT 1 FROM papers WHERE number >= ? LIMIT 1", [end]).fetchone():
        note_reached(db, TAKE_OVER, end - 1)
    else:
        for statement in _SMALLER_INDEXES:
            db.execute(statement)
        end_chore(db, TAKE_OVER)
    return True


def _take_over(rows: Sequence[Mapping[str, Any]], db: Connection) -> None:
    found = {row["number"]: texts for row in rows if (texts := texts_in(row)) is not None}
    newest = int(db.execute("SELECT max(number) FROM papers").fetchone()[0])
    put_on_shelves(db, {n: each for n, each in found.items() if n <= newest - NEW})
    put_texts(db, {n: each for n, each in found.items() if n > newest - NEW}, packed)
    index(
        db,
        {row["number"]: Words(row["abstract"], row["title"], row["author_names"]) for row in rows},
    )


def _without_index(db: Connection) -> bool:
    """A second for 200 MB."""
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'papers_fts'").fetchone():
        with left_as_it_is(db):
            for statement in _WITHOUT_INDEX:
                db.execute(statement)
    return False
