"""Editions: which paper a channel was shown under which number."""

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database as Connection

from bot.values.editions import Edition
from storage.columns import list_column, optional_moment_column, paper_column, text_column
from storage.file.database import Database

# Numbers are those of the newest brief that people can see: one that was sent, or may have been.
NEWEST_SEEN = """
    SELECT id FROM editions AS seen WHERE seen.channel = {channel}
        AND EXISTS (SELECT 1 FROM edition_papers WHERE edition = seen.id)
        AND NOT EXISTS (
            SELECT 1 FROM deliveries WHERE edition = seen.id AND NOT EXISTS (
                SELECT 1 FROM parts WHERE delivery = deliveries.id AND chore = ''
                    AND (state IN ('sent', 'unknown') OR attempts > 0)))
    ORDER BY id DESC LIMIT 1
"""
_NUMBERS = f"""
    SELECT number, paper_id FROM edition_papers
    WHERE edition = ({NEWEST_SEEN.format(channel="?")}) ORDER BY number
"""  # noqa: S608


class SqlEditionRepository:
    """The EditionRepository over SQLite. What was shown once is never shown again, also when its
    edition was forgotten (:mod:`storage.deliveries.aged`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, edition: Edition) -> None:
        await self._database.write(lambda db: keep_edition(db, edition))

    async def numbers(self, address: str) -> Mapping[int, str]:
        return await self._database.read(
            lambda db: dict(db.execute(_NUMBERS, [text_column(address)]).fetchall())
        )


def keep_edition(db: Connection, edition: Edition, made_at: datetime | None = None) -> int:
    """Store it inside a transaction of the caller's; the edition's number. Its token is drawn
    here.

    ``dates`` and ``made_from`` name the listings: their dates and their categories.
    """
    announcement = edition.announcement
    ((row,),) = db.execute(
        "INSERT INTO editions (channel, dates, made_from, made_at, announced, matched) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        [
            text_column(edition.channel),
            list_column(day.isoformat() for day in announcement.dates),
            list_column(announcement.categories),
            optional_moment_column(made_at),
            announcement.counts.total,
            edition.matched,
        ],
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO numbered_papers (edition, number, paper, version) VALUES (?, ?, ?, ?)",
        [
            (row, shown.number, paper_column(shown.paper.id), shown.paper.version)
            for shown in edition.numbered
        ],
    )
    return int(row)
