"""Listings day by day, as the service looks at them: states, batches, what came late.

The tables are those of :mod:`storage.papers.announcements`, which fills them. Only real
listings with a category and a date are seen here: a sample, a search answer or a
file without a date is no announcement that a channel waits for.

A paper comes back in the version that was listed. Where that text was never seen
(a source that names no version; a database from before earlier texts were kept)
it comes back whole in the newest version: text and version always belong together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot.ports.listings import DayStates
from bot.values.listings import ListedPaper, Listing, ListingState, UnreadableItem
from bot.values.papers import Paper
from storage.columns import announce_type_from, list_column
from storage.file.database import Database, QueryKind
from storage.papers.joined import papers_from
from storage.papers.listed import last_number
from storage.papers.papers import earlier_from
from storage.papers.settling import holes_in

_REAL = """
    SELECT category, date, state FROM listings
    WHERE category IN (SELECT value FROM json_each(:categories))
        AND date BETWEEN :first AND :last AND sample = 0
"""
_OF_DAYS = """
    JOIN listings AS l ON l.category = i.category AND l.date = i.date AND l.sample = 0
    WHERE i.category IN (SELECT value FROM json_each(:categories))
        AND i.date BETWEEN :first AND :last
"""
# Searched by number, as only a few are newer than the one asked for. The + keeps SQLite from
# using the index over categories and dates, with which it would read a year.
_AFTER = """
    JOIN listings AS l ON l.category = i.category AND l.date = i.date AND l.sample = 0
    WHERE i.number > :after AND +i.date BETWEEN :first AND :last
        AND +i.category IN (SELECT value FROM json_each(:categories))
"""
_NEWEST = """
    SELECT papers.*, i.number AS item, i.category AS listed_in, i.date AS listed_on,
        i.announce_type, i.derived, l.state
    FROM listing_items AS i JOIN papers ON papers.id = i.paper_id {which}
    ORDER BY i.date, i.category, i.position
"""
_OUTLINES = """
    SELECT i.category, i.date, i.paper_id, i.version, i.announce_type, i.derived
    FROM listing_items AS i {which} ORDER BY i.date, i.category, i.position
"""
_EARLIER = """
    SELECT e.*, i.number AS item FROM listing_items AS i
    JOIN earlier_versions AS e ON e.id = i.paper_id AND e.version = i.version {which}
"""
_UNREADABLE = """
    SELECT i.* FROM unreadable_items AS i {which} ORDER BY i.date, i.category, i.position
"""
_DAWN = date.min.isoformat()
_Key = tuple[str, str]


@dataclass
class _Draft:
    state: ListingState
    items: list[ListedPaper] = field(default_factory=list)
    unreadable: list[UnreadableItem] = field(default_factory=list)


class SqlListingRepository:
    """The ListingRepository over SQLite.

    Read ``last_number`` for a cursor before reading the items: what is stored between the two
    then counts as late, and is not lost.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self, since: date, categories: Sequence[str]) -> Mapping[date, DayStates]:
        """Oldest date first."""
        asked = _asked(since, date.max, categories)
        return await self._database.read(lambda db: _days(db, asked))

    async def between(
        self, first: date, last: date, categories: Sequence[str], *, outlines: bool = False
    ) -> Sequence[Listing]:
        """Oldest date first, and on a date in the order asked; those without items too."""
        asked = _asked(first, last, categories)
        lane: QueryKind = "short" if outlines else "days"
        return await self._database.read(lambda db: _between(db, asked, categories, outlines), lane)

    async def late(self, until: date, after: int, categories: Sequence[str]) -> Sequence[Listing]:
        """In the order of ``between``; only listings with such an item, and only those
        items. Unreadable entries have no numbers and are never late."""
        asked = _asked(None, until, categories) | {"after": after}
        return await self._database.read(lambda db: _late(db, asked, categories))

    async def last_number(self) -> int:
        return await self._database.read(last_number)


def _asked(first: date | None, last: date, categories: Sequence[str]) -> dict[str, Any]:
    return {
        "first": first.isoformat() if first else _DAWN,
        "last": last.isoformat(),
        "categories": list_column(name for name in categories if name),
    }


def _days(db: Connection, asked: dict[str, Any]) -> dict[date, DayStates]:
    days: dict[date, dict[str, ListingState]] = {}
    for category, day, state in db.execute(_REAL + "ORDER BY date, category", asked).fetchall():
        days.setdefault(date.fromisoformat(day), {})[category] = ListingState(state)
    return dict(days)


def _between(
    db: Connection, asked: dict[str, Any], categories: Sequence[str], outlines: bool
) -> tuple[Listing, ...]:
    rows = db.execute(_REAL, asked).fetchall()
    drafts = {(category, day): _Draft(ListingState(state)) for category, day, state in rows}
    if outlines:
        _add_outlines(db, asked, drafts)
    else:
        _add_items(db, _OF_DAYS, asked, drafts)
    for row in db.query(_UNREADABLE.format(which=_OF_DAYS), asked):
        item = UnreadableItem(row["key"], row["why"], announce_type_from(row["announce_type"]))
        drafts[row["category"], row["date"]].unreadable.append(item)
    return _listings(drafts, categories, holes_in(db, asked["first"], asked["last"]))


def _late(db: Connection, asked: dict[str, Any], categories: Sequence[str]) -> tuple[Listing, ...]:
    drafts: dict[_Key, _Draft] = {}
    _add_items(db, _AFTER, asked, drafts)
    return _listings(drafts, categories, holes_in(db, asked["first"], asked["last"]))


def _add_items(
    db: Connection, which: str, asked: dict[str, Any], drafts: dict[_Key, _Draft]
) -> None:
    replaced = db.query(_EARLIER.format(which=which), asked)
    earlier = {row["item"]: earlier_from(row) for row in replaced}
    rows = list(db.query(_NEWEST.format(which=which), asked))
    for row, newest in zip(rows, papers_from(db, rows), strict=True):
        key = (row["listed_in"], row["listed_on"])
        if key not in drafts:
            drafts[key] = _Draft(ListingState(row["state"]))
        paper = earlier.get(row["item"], newest)
        listed = ListedPaper(paper, announce_type_from(row["announce_type"]), bool(row["derived"]))
        drafts[key].items.append(listed)


def _add_outlines(db: Connection, asked: dict[str, Any], drafts: Mapping[_Key, _Draft]) -> None:
    found = db.execute(_OUTLINES.format(which=_OF_DAYS), asked)
    for category, day, id_, version, kind, derived in found.fetchall():
        paper = Paper(id=id_, version=version, title="", abstract="", authors=(), categories=())
        listed = ListedPaper(paper, announce_type_from(kind), bool(derived))
        drafts[category, day].items.append(listed)


def _listings(
    drafts: Mapping[_Key, _Draft], categories: Iterable[str], holes: Collection[_Key]
) -> tuple[Listing, ...]:
    places = {name: place for place, name in enumerate(dict.fromkeys(categories))}
    return tuple(
        Listing(
            category=category,
            date=date.fromisoformat(day),
            items=tuple(drafts[category, day].items),
            unreadable=tuple(drafts[category, day].unreadable),
            state=drafts[category, day].state,
            incomplete=drafts[category, day].state is ListingState.TRUNCATED
            or (category, day) in holes,
        )
        for category, day in sorted(drafts, key=lambda key: (key[1], places[key[0]]))
    )
