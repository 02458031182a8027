"""What earlier announcements were about: titles by category and date, without any abstract."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.values.listings import DayTitles, ListedTitle, ListingState
from storage.file.database import Database
from storage.papers.joined import outlines_from
from storage.papers.settling import holes_in

_DATES = """
    SELECT date, state FROM listings
    WHERE category = ? AND date BETWEEN ? AND ? AND sample = 0 ORDER BY date
"""
_TITLES = """
    SELECT i.date, papers.*
    FROM listing_items AS i JOIN papers ON papers.id = i.paper_id
    WHERE i.category = ? AND i.date BETWEEN ? AND ?
        AND coalesce(i.announce_type, '') NOT LIKE 'replace%'
    ORDER BY i.date, i.position
"""
# an old feed and an empty one both say that there was nothing new
_WHOLE = (ListingState.FRESH, ListingState.EMPTY, ListingState.STALE)


class SqlPastTitles:
    """The PastTitles over SQLite: one query for the dates, one for the titles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def titles(self, category: str, first: date, last: date) -> Sequence[DayTitles]:
        return await self._database.read(lambda db: _titles(db, category, first, last), "days")


def _titles(db: Connection, category: str, first: date, last: date) -> tuple[DayTitles, ...]:
    span = (first.isoformat(), last.isoformat())
    found: dict[str, list[ListedTitle]] = {}
    rows = list(db.query(_TITLES, (category, *span)))
    for row, one in zip(rows, outlines_from(db, rows), strict=True):
        listed = ListedTitle(one.id, one.title, tuple(one.categories))
        found.setdefault(row["date"], []).append(listed)
    holes = holes_in(db, *span)
    return tuple(
        DayTitles(
            date.fromisoformat(day),
            state in _WHOLE and (category, day) not in holes,
            tuple(found.get(day, ())),
        )
        for day, state in db.execute(_DATES, (category, *span)).fetchall()
    )
