"""Briefs of long ago: how each was delivered is forgotten, that its papers were shown is not."""

from datetime import datetime, timedelta
from functools import partial

from sqlite_utils import Database as Connection

from storage.channels.editions import NEWEST_SEEN
from storage.columns import moment_column
from storage.file.database import Database

# editions, with their papers, deliveries and parts: others write in between
_EDITIONS = 100
# The newest that people can see stays: numbers in a reply mean its papers.
_AGED = f"""
    DELETE FROM editions WHERE id IN (
        SELECT id FROM editions AS e WHERE made_at < ?
            AND id < ({NEWEST_SEEN.format(channel="e.channel")})
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE edition = e.id AND state = 'pending')
        ORDER BY id LIMIT ?)
"""  # noqa: S608


class AgedBriefs:
    """``kept`` from the day on which they were made."""

    def __init__(self, database: Database, kept: timedelta) -> None:
        self._database = database
        self._kept = kept

    async def sweep(self, now: datetime) -> int:
        """How many editions were taken away."""
        take = partial(_take, moment_column(now - self._kept))
        gone, taken = 0, _EDITIONS
        while taken == _EDITIONS:
            taken = await self._database.write(take)
            gone += taken
        return gone


def _take(before: str, db: Connection) -> int:
    return int(db.conn.execute(_AGED, (before, _EDITIONS)).rowcount)
