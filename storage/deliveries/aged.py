"""Briefs of long ago: how each was delivered is forgotten, that its papers were shown is not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlite_utils import Database as Connection

from storage.channels.editions import NEWEST_SEEN
from storage.columns import list_column, moment_column
from storage.file.database import Database

# editions, with their papers, deliveries and parts: others write in between
_EDITIONS = 100
# The newest that people can see stays: numbers in a reply mean its papers. It is looked for once
# for each channel, as one that was shown nothing for years has hundreds.
_AGED = f"""
    WITH aged AS MATERIALIZED (
        SELECT id, channel FROM editions AS e WHERE made_at < ?
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE edition = e.id AND state = 'pending')
    ), newest AS MATERIALIZED (
        SELECT channel, ({NEWEST_SEEN.format(channel="those.channel")}) AS id
        FROM (SELECT DISTINCT channel FROM aged) AS those
    )
    SELECT aged.id FROM aged JOIN newest USING (channel)
    WHERE aged.id IS NOT newest.id ORDER BY aged.id
"""  # noqa: S608
_TAKE = "DELETE FROM editions WHERE id IN (SELECT value FROM json_each(?))"


class AgedBriefs:
    """``kept`` from the day on which they were made."""

    def __init__(self, database: Database, kept: timedelta) -> None:
        self._database = database
        self._kept = kept

    async def sweep(self, now: datetime) -> int:
        """How many editions were taken away."""
        before = moment_column(now - self._kept)
        aged = await self._database.read(partial(_aged, before), "all")
        gone = 0
        for first in range(0, len(aged), _EDITIONS):
            gone += await self._database.write(partial(_take, aged[first : first + _EDITIONS]))
        return gone


def _aged(before: str, db: Connection) -> Sequence[int]:
    return [edition for (edition,) in db.execute(_AGED, [before]).fetchall()]


def _take(editions: Sequence[int], db: Connection) -> int:
    return int(db.conn.execute(_TAKE, (list_column(editions),)).rowcount)
