"""What ``account`` reads: listings, what each channel looked at, what it was sent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlite_utils import Database as Connection

from bot.accounting import KEPT, Announced, ChannelBook, ListedItem, Made, Step
from bot.values.listings import AnnounceType
from storage.columns import date_from, days_from, words_from
from storage.file.database import Database
from storage.papers.settling import coverage_in

_ANNOUNCED = """
    SELECT category, date, state,
        (SELECT count(*) FROM listing_items AS i WHERE i.category = l.category
            AND i.date = l.date) AS stored,
        (SELECT count(*) FROM unreadable_items AS u WHERE u.category = l.category
            AND u.date = l.date) AS unreadable
    FROM listings AS l
    WHERE sample = 0 AND category != '' AND date >= :since
        AND (:category IS NULL OR category = :category)
    ORDER BY date, category
"""
_ITEMS = """
    SELECT i.* FROM listing_items AS i
    JOIN listings AS l ON l.category = i.category AND l.date = i.date AND l.sample = 0
    WHERE i.category != '' AND i.date >= :since
        AND (:category IS NULL OR i.category = :category)
        AND (:paper IS NULL OR i.paper_id = :paper)
    ORDER BY i.date, i.number
"""
_CHANNELS = """
    SELECT address, subscribed AND NOT paused AS subscribed, (
        SELECT json_group_array(name) FROM (
            SELECT value AS name FROM json_each(channels.categories)
            UNION SELECT value FROM topics, json_each(topics.categories)
            WHERE channel = address)
    ) AS asked, EXISTS (SELECT 1 FROM suspensions WHERE channel = address) AS closed,
        (SELECT begun FROM progress WHERE channel = address) AS begun
    FROM channels ORDER BY address
"""
_NEWEST = """
    SELECT max(date) FROM listings WHERE sample = 0 AND state IN ('fresh', 'truncated')
        AND category IN (SELECT value FROM json_each(?))
"""
# Editions made on request have no delivery, and show nothing to the channel. (LIMIT keeps what is
# selected apart from what is made of it: in a file of an earlier version edition_papers has two
# tables, and SQLite reads all of both for an aggregate.)
_EDITIONS = """
    SELECT editions.id, dates, deliveries.state,
        (SELECT json_group_array(paper_id) FROM (
            SELECT paper_id FROM edition_papers WHERE edition = editions.id LIMIT -1)) AS papers,
        (SELECT json_group_array(paper_id) FROM (
            SELECT paper_id FROM edition_papers WHERE edition = editions.id
            AND EXISTS (SELECT 1 FROM parts WHERE delivery = deliveries.id AND state = 'refused'
                AND CASE WHEN parts.papers IS NULL THEN number = 0 ELSE EXISTS (
                    SELECT 1 FROM json_each(parts.papers) WHERE value = paper_id) END)
            LIMIT -1)) AS refused
    FROM editions JOIN deliveries ON deliveries.edition = editions.id
    WHERE editions.channel = ?
"""


# rows, or channels, that one transaction takes away: others write in between
_ROWS, _CHANNELS_AT_ONCE = 500, 20
# of the steps up to a date the last one stays: what comes next begins where it ended
_ENDED = """
    SELECT channel, max(number) FROM steps WHERE covered < ? GROUP BY channel HAVING count(*) > 1
"""
_AGED_STEPS = "DELETE FROM steps WHERE channel = ? AND number < ?"
# a listing that is known to have a hole says so for good
_AGED_COVERAGES = """
    DELETE FROM coverages WHERE (category, date) IN (
        SELECT category, date FROM coverages WHERE date < :before AND NOT hole LIMIT :most)
"""
_AGED_HARVESTS = """
    DELETE FROM harvests WHERE category IN (
        SELECT category FROM harvests WHERE last < :before LIMIT :most)
"""


class SqlAccount:
    """What is stored since a date, read whole, one channel after another."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def announced(self, since: date, category: str | None = None) -> Sequence[Announced]:
        asked = {"since": since.isoformat(), "category": category}
        return await self._database.read(lambda db: _announced(db, asked), "all")

    async def items(
        self, since: date, category: str | None = None, paper: str | None = None
    ) -> Sequence[ListedItem]:
        """In the order of their dates."""
        asked = {"since": since.isoformat(), "category": category, "paper": paper}
        return await self._database.read(
            lambda db: tuple(_item_from(row) for row in db.query(_ITEMS, asked)), "all"
        )

    async def channels(self) -> Sequence[ChannelBook]:
        """Those that get briefs, or did."""
        return await self._database.read(_channels, "all")

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`, a little at a time; how many rows."""
        before = now.date() - KEPT
        ended = await self._database.read(
            lambda db: db.execute(_ENDED, [before.isoformat()]).fetchall(), "all"
        )
        gone = 0
        for first in range(0, len(ended), _CHANNELS_AT_ONCE):
            several = ended[first : first + _CHANNELS_AT_ONCE]
            gone += await self._database.write(partial(_without_steps, several))
        for aged in (_AGED_COVERAGES, _AGED_HARVESTS):
            taken = _ROWS
            while taken == _ROWS:
                taken = await self._database.write(partial(_without_rows, aged, before))
                gone += taken
        return gone


def _without_steps(ended: Sequence[tuple[str, int]], db: Connection) -> int:
    return int(db.conn.executemany(_AGED_STEPS, ended).rowcount)


def _without_rows(sql: str, before: date, db: Connection) -> int:
    return int(db.execute(sql, {"before": before.isoformat(), "most": _ROWS}).rowcount)


def _announced(db: Connection, asked: dict[str, Any]) -> tuple[Announced, ...]:
    known = {one.place: one for one in coverage_in(db, asked["since"])}
    return tuple(
        Announced(
            category=row["category"],
            date=(day := date.fromisoformat(row["date"])),
            state=row["state"],
            stored=row["stored"],
            unreadable=row["unreadable"],
            coverage=known.get((row["category"], day)),
        )
        for row in db.query(_ANNOUNCED, asked)
    )


def _item_from(row: Mapping[str, Any]) -> ListedItem:
    kind = row["announce_type"]
    return ListedItem(
        paper=row["paper_id"],
        category=row["category"],
        date=date.fromisoformat(row["date"]),
        number=row["number"],
        announce_type=AnnounceType(kind) if kind else None,
        derived=bool(row["derived"]),
    )


def _channels(db: Connection) -> tuple[ChannelBook, ...]:
    found = [_book(db, row) for row in db.query(_CHANNELS)]
    return tuple(book for book in found if book.subscribed or book.steps)


def _book(db: Connection, row: Mapping[str, Any]) -> ChannelBook:
    key = [row["address"]]
    shown = db.execute("SELECT paper_id, shown_on FROM shown WHERE channel = ?", key).fetchall()
    owed = db.execute(
        "SELECT paper_id FROM owed_papers WHERE channel = ? AND brought_by IS NULL", key
    ).fetchall()
    ((newest,),) = db.execute(_NEWEST, [row["asked"]]).fetchall()
    steps = db.query("SELECT * FROM steps WHERE channel = ? ORDER BY number", key)
    return ChannelBook(
        address=row["address"],
        asked=frozenset(words_from(row["asked"])),
        subscribed=bool(row["subscribed"]),
        closed=bool(row["closed"]),
        steps=tuple(_step_from(step) for step in steps),
        editions={one["id"]: _made_from(one) for one in db.query(_EDITIONS, key)},
        shown={paper: date.fromisoformat(day) for paper, day in shown},
        owed=frozenset(paper for (paper,) in owed),
        begun=days_from(row["begun"]),
        newest=date_from(newest),
    )


def _step_from(row: Mapping[str, Any]) -> Step:
    return Step(
        covered_before=date_from(row["covered_before"]),
        cursor_before=row["cursor_before"],
        covered=date_from(row["covered"]),
        cursor=row["cursor"],
        asked=frozenset(words_from(row["asked"])),
        edition=row["edition"],
    )


def _made_from(row: Mapping[str, Any]) -> Made:
    return Made(
        dates=tuple(date.fromisoformat(day) for day in words_from(row["dates"])),
        delivery=row["state"],
        papers=frozenset(words_from(row["papers"])),
        refused=frozenset(words_from(row["refused"])),
    )
