"""Listings: what was announced in which category on which date.

A listing is stored by category and date. A listing without a category has "" there, which is
asked for like any other. A listing without a date counts as of the latest date that is stored
when it comes (while there is none, it is found only when no date is asked for); a newer
announcement leaves it behind.

Sample listings stand in until there are real ones: an answer holds either samples or real
listings, and real ones whenever there are any.
"""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.values.listings import (
    AnnouncementKey,
    ListedPaper,
    Listing,
    ListingState,
    UnreadableItem,
)
from storage.columns import announce_type_from, date_from, list_column, text_column
from storage.file.database import Database
from storage.papers.joined import papers_from
from storage.papers.listed import drop_items, keep_items
from storage.papers.merging import merged_listing
from storage.papers.papers import keep_papers, revise, revision
from storage.papers.settling import holes_in

_KEEP_STATE = """
    INSERT INTO listings (category, date, counts_on, state, sample, number)
    VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM listings))
    ON CONFLICT (category, date) DO UPDATE SET state = excluded.state
"""
# a feed names no day of submission
_LISTED = """
    UPDATE papers SET listed = :day WHERE id IN (
        SELECT paper_id FROM listing_items WHERE category = :category AND date = :day
            AND announce_type NOT LIKE 'replace%')
        AND published IS NULL AND (listed IS NULL OR listed > :day)
"""
_CHOOSE = """
    SELECT counts_on, sample FROM listings
    WHERE category IN (SELECT value FROM json_each(:categories))
        AND (:day IS NULL OR counts_on = :day)
    ORDER BY sample, state IN ('fresh', 'truncated') DESC, counts_on DESC LIMIT 1
"""
# those with a date come first
_OF_PLACE = """
    SELECT category, date FROM listings WHERE counts_on = :counts_on AND sample = :sample
        AND (:categories IS NULL OR category IN (SELECT value FROM json_each(:categories)))
    ORDER BY date DESC, category
"""


class SqlAnnouncementRepository:
    """The AnnouncementRepository over SQLite. Papers come back in their newest version."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, listings: Sequence[Listing]) -> None:
        """Store all in one transaction, merged with what was there
        (:func:`storage.papers.merging.merged_listing`)."""
        await self._database.write(lambda db: _keep_all(db, listings))

    async def on(self, day: date | None, categories: Sequence[str]) -> Sequence[Listing]:
        """One listing a category, in the order asked; categories without one are absent."""
        return await self._database.read(lambda db: _on(db, day, categories), "days")

    async def revision(self) -> int:
        """Changes, to a number not used before, with every change of a listing or a paper."""
        return await self._database.read(revision)

    async def place(self, day: date | None, categories: Sequence[str]) -> AnnouncementKey | None:
        """The announcement that :meth:`on` would take its listings from."""
        return await self._database.read(lambda db: _place(db, day, list_column(categories)))

    async def whole(self, place: AnnouncementKey) -> Sequence[Listing]:
        """All listings of an announcement, as :meth:`on` gives those of some categories."""
        return await self._database.read(lambda db: tuple(_at(db, place).values()), "days")

    async def dates(self, limit: int) -> Sequence[date]:
        return await self._database.read(lambda db: _dates(db, limit))


def _keep_all(db: Connection, listings: Sequence[Listing]) -> None:
    # dated ones first, as the others count as of the latest date
    for listing in sorted(listings, key=lambda listing: listing.date is None):
        _keep(db, listing)


def _keep(db: Connection, listing: Listing) -> None:
    key = _key(listing)
    known = _stored(db, *key)
    merged = merged_listing(known, listing)
    if merged is known:
        return
    keep_papers(db, [item.paper for item in listing.items], announced=known is None)
    if merged is listing:
        db.execute("DELETE FROM listings WHERE category = ? AND date = ?", key)
    _keep_state(db, key, merged)
    _forget_replaced(db, key, known, merged)
    _keep_items(db, key, merged, listing)
    if listing.date:
        db.execute(_LISTED, {"category": key[0], "day": key[1]})
    _keep_unreadable(db, key, merged.unreadable)
    if known is None or merged is listing or _outline(merged) != _outline(known):
        revise(db)


def _forget_replaced(
    db: Connection, key: tuple[str, str], known: Listing | None, merged: Listing
) -> None:
    """A paper that was taken for a replacement and is new after all gets a new number. So it
    counts as late for channels that had the date already, and is not lost."""
    now = {item.paper.id: item.announce_type for item in merged.items}
    upgraded = [
        item.paper.id
        for item in (known.items if known else ())
        if item.announce_type
        and item.announce_type.is_replacement
        and (kind := now.get(item.paper.id))
        and not kind.is_replacement
    ]
    drop_items(db, *key, upgraded)


def _outline(listing: Listing) -> tuple[object, ...]:
    """The listing without its papers' texts, which are stored and compared by themselves."""
    items = [(item.paper.id, item.announce_type) for item in listing.items]
    return listing.state, items, listing.unreadable


def _key(listing: Listing) -> tuple[str, str]:
    return listing.category or "", listing.date.isoformat() if listing.date else ""


def _keep_state(db: Connection, key: tuple[str, str], listing: Listing) -> None:
    counts_on = key[1] or _latest(db, listing.sample)
    db.execute(_KEEP_STATE, [*key, counts_on, listing.state, int(listing.sample)])


def _latest(db: Connection, sample: bool) -> str:
    newest = db.execute("SELECT max(date) FROM listings WHERE sample = ?", [int(sample)])
    return str(newest.fetchone()[0] or "")


def _keep_items(db: Connection, key: tuple[str, str], merged: Listing, new: Listing) -> None:
    # an item that the new listing lacks keeps the version in which it was listed
    versions = {item.paper.id: item.paper.version for item in new.items}
    ids = [item.paper.id for item in merged.items]
    keep_items(
        db,
        *key,
        [
            (
                text_column(id_),
                versions.get(id_),
                item.announce_type,
                int(item.derived),
                position,
            )
            for position, (id_, item) in enumerate(zip(ids, merged.items, strict=True))
        ],
    )


def _keep_unreadable(db: Connection, key: tuple[str, str], items: Sequence[UnreadableItem]) -> None:
    db.execute("DELETE FROM unreadable_items WHERE category = ? AND date = ?", key)
    db.conn.executemany(
        "INSERT INTO unreadable_items (category, date, position, key, why, announce_type) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (*key, position, text_column(item.key), text_column(item.why), item.announce_type)
            for position, item in enumerate(items)
        ],
    )


def _on(db: Connection, day: date | None, categories: Sequence[str]) -> tuple[Listing, ...]:
    asked = list_column(categories)
    place = _place(db, day, asked)
    found = _at(db, place, asked) if place else {}
    return tuple(found[name] for name in dict.fromkeys(categories) if name in found)


def _place(db: Connection, day: date | None, asked: str) -> AnnouncementKey | None:
    day_key = day.isoformat() if day else None
    chosen = db.execute(_CHOOSE, {"categories": asked, "day": day_key}).fetchone()
    return None if chosen is None else (chosen[0], bool(chosen[1]))


def _at(db: Connection, place: AnnouncementKey, asked: str | None = None) -> dict[str, Listing]:
    """By category, of those ``asked`` for (a column's text) or of all."""
    counts_on, sample = place
    keys = db.execute(
        _OF_PLACE, {"counts_on": counts_on, "sample": int(sample), "categories": asked}
    ).fetchall()
    found: dict[str, Listing] = {}
    for category, date_key in keys:
        stored = _stored(db, category, date_key)
        if stored is not None:
            found[category] = merged_listing(found.get(category), stored)
    return found


def _stored(db: Connection, category: str, day: str) -> Listing | None:
    key = [category, day]
    rows = list(db.query("SELECT * FROM listings WHERE category = ? AND date = ?", key))
    if not rows:
        return None
    items = list(
        db.query(
            "SELECT papers.*, announce_type, derived FROM listing_items "
            "JOIN papers ON papers.id = paper_id WHERE category = ? AND date = ? ORDER BY position",
            key,
        )
    )
    unreadable = db.query(
        "SELECT * FROM unreadable_items WHERE category = ? AND date = ? ORDER BY position", key
    )
    return Listing(
        category=category or None,
        date=date_from(day),
        items=tuple(
            ListedPaper(paper, announce_type_from(row["announce_type"]), bool(row["derived"]))
            for row, paper in zip(items, papers_from(db, items), strict=True)
        ),
        unreadable=tuple(
            UnreadableItem(row["key"], row["why"], announce_type_from(row["announce_type"]))
            for row in unreadable
        ),
        state=ListingState(rows[0]["state"]),
        sample=bool(rows[0]["sample"]),
        incomplete=rows[0]["state"] == ListingState.TRUNCATED
        or (category, day) in holes_in(db, day, day),
    )


def _dates(db: Connection, limit: int) -> tuple[date, ...]:
    rows = db.execute(
        "SELECT DISTINCT date FROM listings WHERE date != '' "
        "AND sample = (SELECT min(sample) FROM listings WHERE date != '') "
        "AND state IN ('fresh', 'truncated') "
        "ORDER BY date DESC LIMIT ?",
        [max(limit, 0)],
    ).fetchall()
    return tuple(date.fromisoformat(day) for (day,) in rows)
