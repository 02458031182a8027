"""Whether a paper was listed before, and since when a category is listed here."""

from collections.abc import Collection
from datetime import date

from sqlite_utils import Database as Connection

from storage.columns import list_column, text_column
from storage.file.database import Database

# Ids are given in the order of submission: what is above all ids of the first day on which a
# category had new papers was announced later than that. Ids of before 2007 name their archive
# first. https://info.arxiv.org/help/arxiv_identifier.html
#
# A paper can have been missed only where a day is: of the last thirty days there must be a
# weekday whose feed was not read. Without one, what a feed names as replaced is old.
_UNSEEN = """
    WITH RECURSIVE first AS (
        SELECT i.date AS day FROM listing_items AS i
        JOIN listings AS l ON l.category = i.category AND l.date = i.date AND l.sample = 0
        WHERE i.category = :category AND i.date != '' ORDER BY i.date LIMIT 1
    ), newest AS (
        SELECT max(paper_id) AS id FROM listing_items AS i
        WHERE i.category = :category AND paper_id GLOB '[0-9][0-9][0-9][0-9].*'
            AND i.date = (
                SELECT date FROM listing_items WHERE category = :category AND date != ''
                    AND coalesce(announce_type, '') NOT LIKE 'replace%' ORDER BY date LIMIT 1)
    ), days AS (
        SELECT max(first.day, date(:day, '-30 days')) AS day FROM first
        UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < date(:day, '-1 day')
    ), missed AS (
        SELECT 1 FROM days, first
        WHERE days.day > first.day AND days.day < :day
            AND strftime('%w', days.day) NOT IN ('0', '6')
            AND NOT EXISTS (
                SELECT 1 FROM listings AS l
                LEFT JOIN coverages AS c ON c.category = l.category AND c.date = l.date
                WHERE l.category = :category AND l.date = days.day
                    AND l.state IN ('fresh', 'empty', 'stale')
                    AND (c.category IS NULL OR l.state = 'stale'
                        OR (c.fed IS NOT NULL AND NOT c.half)))
        LIMIT 1
    )
    SELECT asked.value FROM json_each(:ids) AS asked, newest, missed
    WHERE asked.value > newest.id AND asked.value GLOB '[0-9][0-9][0-9][0-9].*'
        AND NOT EXISTS (
            SELECT 1 FROM listing_items AS i
            JOIN listings AS l ON l.category = i.category AND l.date = i.date AND l.sample = 0
            WHERE i.paper_id = asked.value AND i.date != '' AND i.date < :day)
"""


class SqlEarlierListings:
    """The EarlierListings over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unseen(self, ids: Collection[str], category: str, day: date) -> frozenset[str]:
        values = {
            "ids": list_column(sorted(ids)),
            "category": text_column(category),
            "day": day.isoformat(),
        }
        return await self._database.read(lambda db: _unseen(db, values))


def _unseen(db: Connection, values: dict[str, str]) -> frozenset[str]:
    return frozenset(id_ for (id_,) in db.execute(_UNSEEN, values).fetchall())
