"""Which papers a listing has, and how a file of an earlier version comes to tell it by numbers.

``listed_papers`` has the numbers of listings and papers; ``listing_items`` is the same by category,
date and id, for whoever reads. In a file of an earlier version ``listing_items`` is a table, which
is read and written as before; what is written to it goes to both. The rest is copied bit by
bit (:mod:`storage.papers.taking_over`), then a view takes its place.
"""

from collections.abc import Collection, Sequence

from sqlite_utils import Database as Connection

from storage.columns import list_column, text_column
from storage.file.migrating import tell_listings_by_numbers
from storage.papers.chores import end_chore, note_reached, reached

# paper, version, announce_type, derived, position
Item = tuple[str, int | None, str | None, int, int]

_AGAIN = """
    DO UPDATE SET position = excluded.position,
        announce_type = excluded.announce_type, derived = excluded.derived,
        version = coalesce(excluded.version, version)
"""
_KEEP = f"""
    INSERT INTO listed_papers (listing, paper, version, announce_type, derived, position)
    VALUES (?, (SELECT number FROM papers WHERE id = ?), ?, ?, ?, ?)
    ON CONFLICT (listing, paper) {_AGAIN}
"""  # noqa: S608
_KEEP_BEFORE = f"""
    INSERT INTO listing_items
        (category, date, paper_id, version, announce_type, derived, position)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (category, date, paper_id) {_AGAIN}
"""  # noqa: S608
_LISTING = "SELECT number FROM listings WHERE category = ? AND date = ?"
_NUMBERS = "SELECT number FROM papers WHERE id IN (SELECT value FROM json_each(?))"
_COPY = """
    INSERT OR IGNORE INTO listed_papers
        (number, listing, paper, version, announce_type, position, derived)
    SELECT i.number, l.number, papers.number, i.version, i.announce_type, i.position, i.derived
    FROM listing_items AS i
        JOIN listings AS l ON l.category = i.category AND l.date = i.date
        JOIN papers ON papers.id = i.paper_id
    WHERE i.number > ? AND i.number <= ?
"""
# rows in a transaction
_AT_ONCE = 500
_NEXT = f"""
    SELECT max(number) FROM (
        SELECT number FROM listing_items WHERE number > ? ORDER BY number LIMIT {_AT_ONCE})
"""  # noqa: S608
_CHORE = "listings by numbers"


def copied_until(db: Connection) -> int | None:
    """The number of the last item that was copied; None where there is no table of before."""
    return reached(db, _CHORE)


def last_number(db: Connection) -> int:
    table = "listed_papers" if copied_until(db) is None else "listing_items"
    return int(db.execute(f"SELECT max(number) FROM {table}").fetchone()[0] or 0)  # noqa: S608


def keep_items(db: Connection, category: str, day: str, items: Sequence[Item]) -> None:
    """The listing and its papers are stored. What it has of them already is written over, but for
    a version that is not told."""
    if copied_until(db) is not None:
        db.conn.executemany(_KEEP_BEFORE, [(category, day, *each) for each in items])
        return
    number = int(db.execute(_LISTING, [category, day]).fetchone()[0])
    db.conn.executemany(_KEEP, [(number, *each) for each in items])


def drop_items(db: Connection, category: str, day: str, ids: Collection[str]) -> None:
    asked = list_column(map(text_column, ids))
    if copied_until(db) is not None:
        sql = (
            "DELETE FROM listing_items WHERE category = ? AND date = ? "
            "AND paper_id IN (SELECT value FROM json_each(?))"
        )
    else:
        sql = f"DELETE FROM listed_papers WHERE listing = ({_LISTING}) AND paper IN ({_NUMBERS})"  # noqa: S608
    db.execute(sql, [category, day, asked])


def drop_papers(db: Connection, ids: Collection[str]) -> None:
    """Out of all listings."""
    asked = list_column(map(text_column, ids))
    if copied_until(db) is not None:
        sql = "DELETE FROM listing_items WHERE paper_id IN (SELECT value FROM json_each(?))"
    else:
        sql = f"DELETE FROM listed_papers WHERE paper IN ({_NUMBERS})"  # noqa: S608
    db.execute(sql, [asked])


def copy_some(db: Connection, until: int) -> None:
    """A few more, after that one."""
    (end,) = db.execute(_NEXT, [until]).fetchone()
    if end is None:
        tell_listings_by_numbers(db)
        end_chore(db, _CHORE)
        return
    db.execute(_COPY, [until, end])
    note_reached(db, _CHORE, end)
