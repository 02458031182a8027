"""Listings of long ago, taken away with the papers that no later one has, a little at a time.

What people saved or voted on stays for good; what a channel was shown stays known as shown, so that
nothing comes twice.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlite_utils import Database as Connection

from storage.columns import list_column
from storage.file.database import Database
from storage.papers.compacting import forget_words
from storage.papers.forgetting import NOT_KEPT, not_shown
from storage.papers.joined import drop_texts, papers_from
from storage.papers.listed import drop_papers
from storage.papers.papers import words_of
from storage.papers.shelves import shelf_of
from storage.papers.word_index import taken_over_until

_NEXT_LISTING = "SELECT category, date FROM listings WHERE date != '' AND date < ? LIMIT 1"
# with its items, by the references
_NO_LISTING = "DELETE FROM listings WHERE category = ? AND date = ?"
_ITS_PAPERS = """
    SELECT papers.number FROM listing_items AS i JOIN papers ON papers.id = i.paper_id
    WHERE i.category = ? AND i.date = ? ORDER BY papers.number
"""
_LAST_HERE = f"""
    {NOT_KEPT} AND NOT EXISTS (SELECT 1 FROM listing_items AS i WHERE i.paper_id = papers.id
            AND NOT (i.category = :category AND i.date = :date))
        AND id NOT IN (SELECT paper_id FROM owed_papers)
        AND id NOT IN (SELECT paper_id FROM owed_updates)
"""  # noqa: S608
_FROM_TABLES = (
    "DELETE FROM earlier_versions WHERE id = ?",
    "DELETE FROM papers WHERE id = ?",
)
# category and date
_Key = tuple[str, str]


class AgedListings:
    """``kept`` from the day of the listing. ``keep_shown``: papers that a channel was shown stay
    as well."""

    def __init__(self, database: Database, kept: timedelta, *, keep_shown: bool = False) -> None:
        self._database = database
        self._kept = kept
        self._keep_shown = keep_shown

    async def sweep(self, now: datetime) -> int:
        """How many listings and papers were taken away."""
        before = now.date() - self._kept
        gone = 0
        while listing := await self._database.read(partial(_next_listing, before)):
            gone += 1 + await self._without_its_papers(listing)
            await self._database.write(partial(_take_listing, listing))
        return gone

    async def _without_its_papers(self, listing: _Key) -> int:
        gone = 0
        for numbers in await self._database.read(partial(_by_shelf, listing)):
            some = numbers
            if self._keep_shown:
                some = await self._database.read(partial(not_shown, numbers), "days")
            gone += await self._database.write(partial(_take_papers, listing, some))
        return gone


def _next_listing(before: date, db: Connection) -> _Key | None:
    # what was not taken over yet is looked at once it was
    if taken_over_until(db) is not None:
        return None
    found: _Key | None = db.execute(_NEXT_LISTING, [before.isoformat()]).fetchone()
    return found


def _by_shelf(listing: _Key, db: Connection) -> Sequence[Sequence[int]]:
    """Numbers of its papers: a shelf is opened and written once."""
    found: dict[int, list[int]] = {}
    for (number,) in db.execute(_ITS_PAPERS, listing).fetchall():
        found.setdefault(shelf_of(number), []).append(number)
    return list(found.values())


def _take_papers(listing: _Key, numbers: Sequence[int], db: Connection) -> int:
    category, day = listing
    asked = {"numbers": list_column(numbers), "category": category, "date": day}
    rows = list(db.query(_LAST_HERE, asked))
    papers = papers_from(db, rows)
    words = {row["number"]: words_of(paper) for row, paper in zip(rows, papers, strict=True)}
    forget_words(db, words)
    drop_texts(db, list(words))
    drop_papers(db, [row["id"] for row in rows])
    for statement in _FROM_TABLES:
        db.conn.executemany(statement, [(row["id"],) for row in rows])
    return len(rows)


def _take_listing(listing: _Key, db: Connection) -> None:
    db.execute(_NO_LISTING, listing)
