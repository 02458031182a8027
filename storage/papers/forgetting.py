"""What nobody will ask for any more of papers and listings, taken away a little at a time.

Each sweep keeps to a limit of days and does its work in transactions of some milliseconds.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.papers import words_of
from storage.papers.shelves import (
    is_new,
    papers_from,
    put_on_shelves,
    put_texts,
    texts_of,
)
from storage.papers.word_index import index, taken_over_until, unindex

_LISTINGS = 5
_AGED_LISTINGS = """
    DELETE FROM listings WHERE (category, date) IN (
        SELECT category, date FROM listings WHERE date != '' AND date < ? LIMIT ?)
"""
_VERSIONS = 200
_NEXT_VERSIONS = "SELECT rowid FROM earlier_versions WHERE rowid > ? ORDER BY rowid LIMIT ?"
# it is given back for a listing that names it, and for nothing else
_AGED_VERSIONS = """
    DELETE FROM earlier_versions WHERE rowid > ? AND rowid <= ? AND NOT EXISTS (
        SELECT 1 FROM listing_items AS i WHERE i.paper_id = earlier_versions.id
            AND i.version = earlier_versions.version AND i.date >= ?)
"""
_PAPERS = 64
# The first paper that was announced on the first day that is young enough: numbers are given as
# papers come, so those below it are older.
_FIRST_YOUNG = """
    SELECT min(papers.number) FROM papers JOIN listing_items AS i ON i.paper_id = papers.id
    WHERE i.date = (SELECT min(date) FROM listings WHERE date >= ? AND sample = 0
            AND state IN ('fresh', 'truncated'))
        AND i.announce_type NOT LIKE 'replace%'
"""
_UNSHOWN = """
    SELECT papers.* FROM papers
    WHERE number > ? AND number <= ? AND sample = 0 AND NOT EXISTS (
        SELECT 1 FROM channels JOIN shown ON shown.channel = channels.address
            AND shown.paper_id = papers.id)
"""
_FORGOTTEN = """
    INSERT INTO chores (chore, until) VALUES ('forget abstracts', ?)
    ON CONFLICT DO UPDATE SET until = excluded.until
"""


class Forgetting:
    """How many days each is kept: ``versions`` of papers that were replaced, after the listing
    that has them; ``listings``; ``abstracts`` of papers that no channel was shown."""

    def __init__(self, database: Database, *, versions: int, listings: int, abstracts: int) -> None:
        self._database = database
        self._versions = timedelta(days=versions)
        self._listings = timedelta(days=listings)
        self._abstracts = timedelta(days=abstracts)

    async def sweep(self, now: datetime) -> int:
        """How many versions, listings and abstracts were forgotten."""
        today = now.date()
        gone = await self._without_versions(today - self._versions)
        # before the listings, which tell how old a paper is
        gone += await self._without_abstracts(today - self._abstracts)
        return gone + await self._without_listings(today - self._listings)

    async def _without_listings(self, before: date) -> int:
        gone, taken = 0, _LISTINGS
        while taken == _LISTINGS:
            taken = await self._database.write(partial(_take_listings, before))
            gone += taken
        return gone

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
            span = (until, min(until + _PAPERS, end))
            gone += await self._database.write(partial(_take_abstracts, span))
            until = span[1]
        return gone


def _take_listings(before: date, db: Connection) -> int:
    """With their items, by the references."""
    return int(db.conn.execute(_AGED_LISTINGS, (before.isoformat(), _LISTINGS)).rowcount)


def _next_versions(last: int, db: Connection) -> Sequence[int]:
    return [number for (number,) in db.execute(_NEXT_VERSIONS, [last, _VERSIONS]).fetchall()]


def _take_versions(span: tuple[int, int], before: date, db: Connection) -> int:
    return int(db.conn.execute(_AGED_VERSIONS, (*span, before.isoformat())).rowcount)


def _aged_papers(before: date, db: Connection) -> tuple[int, int]:
    """After which number, and up to which, papers are to be looked at."""
    row = db.execute("SELECT until FROM chores WHERE chore = 'forget abstracts'").fetchone()
    first_young = db.execute(_FIRST_YOUNG, [before.isoformat()]).fetchone()[0]
    until = int(row[0]) if row else 0
    # what was not taken over yet is looked at once it was
    if first_young is None or taken_over_until(db) is not None:
        return until, until
    return until, int(first_young) - 1


def _take_abstracts(span: tuple[int, int], db: Connection) -> int:
    rows = list(db.query(_UNSHOWN, span))
    known = zip(rows, papers_from(db, rows), strict=True)
    found = {row["number"]: paper for row, paper in known if paper.abstract}
    unindex(db, {number: words_of(paper) for number, paper in found.items()})
    found = {number: replace(paper, abstract="") for number, paper in found.items()}
    index(db, {number: words_of(paper) for number, paper in found.items()})
    texts = {number: texts_of(paper) for number, paper in found.items()}
    new = is_new(db, list(texts))
    put_texts(db, {number: each for number, each in texts.items() if number in new})
    put_on_shelves(db, {number: each for number, each in texts.items() if number not in new})
    db.execute(_FORGOTTEN, [span[1]])
    return len(found)
