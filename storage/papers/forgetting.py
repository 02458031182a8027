"""What nobody will ask for any more of papers, taken away a little at a time.

Each sweep keeps to a limit of days and does its work in transactions of some milliseconds.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from sqlite_utils import Database as Connection

from storage.columns import list_column
from storage.file.database import Database
from storage.papers.chores import note_reached, reached
from storage.papers.compacting import forget_words
from storage.papers.joined import papers_from
from storage.papers.papers import words_of
from storage.papers.shelves import put_on_shelves
from storage.papers.shown import shown_anywhere
from storage.papers.texts import is_new, put_texts, texts_of
from storage.papers.word_index import index, taken_over_until

_VERSIONS = 200
_NEXT_VERSIONS = "SELECT rowid FROM earlier_versions WHERE rowid > ? ORDER BY rowid LIMIT ?"
# it is given back for a listing that names it, and for nothing else
_AGED_VERSIONS = """
    DELETE FROM earlier_versions WHERE rowid > ? AND rowid <= ? AND NOT EXISTS (
        SELECT 1 FROM listing_items AS i WHERE i.paper_id = earlier_versions.id
            AND i.version = earlier_versions.version AND i.date >= ?)
"""
_PAPERS = 64
# The last paper that a listing from before the limit has: what came before it is as old, unless the
# days were read out of order. Five days are looked at: earlier ones were among these before.
_LAST_AGED = """
    SELECT max(papers.number) FROM listings AS l
        CROSS JOIN listing_items AS i ON i.category = l.category AND i.date = l.date
        JOIN papers ON papers.id = i.paper_id
    WHERE l.sample = 0 AND l.date < :limit AND i.announce_type NOT LIKE 'replace%'
        AND l.date IN (
            SELECT DISTINCT date FROM listings WHERE sample = 0 AND date != '' AND date < :limit
            ORDER BY date DESC LIMIT 5)
"""
# The first paper that came with a listing of later: what came after it, by /paper or with a day
# that was read late, may be young. A replacement, or a paper that an earlier listing has, tells
# nothing of it.
_FIRST_YOUNG = """
    SELECT number FROM papers WHERE number > ? AND number <= ? AND sample = 0
        AND EXISTS (SELECT 1 FROM listing_items AS i WHERE i.paper_id = papers.id
            AND i.date >= ? AND coalesce(i.announce_type, '') NOT LIKE 'replace%')
        AND NOT EXISTS (SELECT 1 FROM listing_items AS i WHERE i.paper_id = papers.id
            AND i.date != '' AND i.date < ?)
    ORDER BY number LIMIT 1
"""
# papers of these numbers that nobody saved or voted on
NOT_KEPT: Final = """
    SELECT * FROM papers WHERE number IN (SELECT value FROM json_each(:numbers)) AND sample = 0
        AND id NOT IN (SELECT paper_id FROM saved) AND id NOT IN (SELECT paper_id FROM votes)
"""
# and no listing has since the limit, a replacement either
_UNASKED = f"""
    {NOT_KEPT} AND NOT EXISTS (
        SELECT 1 FROM listing_items AS i WHERE i.paper_id = papers.id AND i.date >= :limit)
"""  # noqa: S608
_IDS = "SELECT id, number FROM papers WHERE number IN (SELECT value FROM json_each(?))"
_CHORE = "forget abstracts"


class Forgetting:
    """How many days each is kept: ``versions`` of papers that were replaced, after the listing
    that has them; ``abstracts`` of papers that no channel was shown and nobody saved or
    voted on."""

    def __init__(self, database: Database, *, versions: int, abstracts: int) -> None:
        self._database = database
        self._versions = timedelta(days=versions)
        self._abstracts = timedelta(days=abstracts)

    async def sweep(self, now: datetime) -> int:
        """How many versions and abstracts were forgotten."""
        today = now.date()
        gone = await self._without_versions(today - self._versions)
        return gone + await self._without_abstracts(today - self._abstracts)

    async def _without_versions(self, before: date) -> int:
        gone, last = 0, 0
        while numbers := await self._database.read(partial(_next_versions, last)):
            span = (last, numbers[-1])
            gone += await self._database.write(partial(_take_versions, span, before))
            last = numbers[-1]
        return gone

    async def _without_abstracts(self, before: date) -> int:
        """Of each paper once: whether it was shown by then does not change."""
        until, end = await self._database.read(partial(_aged_papers, before), "days")
        gone = 0
        while until < end:
            span = range(until + 1, min(until + _PAPERS, end) + 1)
            # each channel is asked, which takes too long for the thread that writes
            some = await self._database.read(partial(not_shown, span), "days")
            gone += await self._database.write(partial(_take_abstracts, some, before))
            until = span[-1]
            await self._database.write(partial(note_reached, chore=_CHORE, until=until))
        return gone


def not_shown(numbers: Sequence[int], db: Connection) -> Sequence[int]:
    """Those of these papers that no channel was shown."""
    found = dict(db.execute(_IDS, [list_column(numbers)]).fetchall())
    shown = shown_anywhere(db, found)
    return [number for id_, number in found.items() if id_ not in shown]


def _next_versions(last: int, db: Connection) -> Sequence[int]:
    return [number for (number,) in db.execute(_NEXT_VERSIONS, [last, _VERSIONS]).fetchall()]


def _take_versions(span: tuple[int, int], before: date, db: Connection) -> int:
    return int(db.conn.execute(_AGED_VERSIONS, (*span, before.isoformat())).rowcount)


def _aged_papers(before: date, db: Connection) -> tuple[int, int]:
    """After which number, and up to which, papers are to be looked at."""
    until = reached(db, _CHORE) or 0
    # what was not taken over yet is looked at once it was
    if taken_over_until(db) is not None:
        return until, until
    limit = before.isoformat()
    last_aged = int(db.execute(_LAST_AGED, {"limit": limit}).fetchone()[0] or 0)
    young = db.execute(_FIRST_YOUNG, [until, last_aged, limit, limit]).fetchone()
    return until, int(young[0]) - 1 if young else last_aged


def _take_abstracts(numbers: Sequence[int], before: date, db: Connection) -> int:
    """Of those that nobody asked for."""
    rows = list(db.query(_UNASKED, {"numbers": list_column(numbers), "limit": before.isoformat()}))
    known = zip(rows, papers_from(db, rows), strict=True)
    found = {row["number"]: paper for row, paper in known if paper.abstract}
    forget_words(db, {number: words_of(paper) for number, paper in found.items()})
    found = {number: replace(paper, abstract="") for number, paper in found.items()}
    index(db, {number: words_of(paper) for number, paper in found.items()})
    texts = {number: texts_of(paper) for number, paper in found.items()}
    new = is_new(db, list(texts))
    put_texts(db, {number: each for number, each in texts.items() if number in new})
    put_on_shelves(db, {number: each for number, each in texts.items() if number not in new})
    return len(found)
