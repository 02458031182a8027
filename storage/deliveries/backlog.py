"""How many briefs wait on a platform, and what became of those that waited."""

from datetime import datetime

from sqlite_utils import Database as Connection

from bot.values.deliveries import Became, Waiting
from storage.columns import moment_column, moment_from
from storage.file.database import Database

_ON = """
    substr(channel, 1, length(:platform)) = :platform
        AND NOT EXISTS (SELECT 1 FROM suspensions WHERE channel = deliveries.channel)
"""
_HANGING = """
    EXISTS (SELECT 1 FROM parts WHERE delivery = deliveries.id AND doubts > 0
        AND parts.state IN ('pending', 'in_flight'))
"""
_WAITING = f"""
    SELECT count(*), min(created_at) FROM deliveries
    WHERE state = 'pending' AND {_ON} AND NOT {_HANGING}
"""  # noqa: S608
_BECAME = f"""
    SELECT
        coalesce(sum(state = 'delivered'), 0),
        coalesce(sum(state = 'undelivered'), 0),
        coalesce(sum(state = 'refused'), 0),
        coalesce(sum(state = 'pending'), 0),
        coalesce(sum(state = 'pending' AND {_HANGING}), 0),
        coalesce(sum(EXISTS (
            SELECT 1 FROM parts WHERE delivery = deliveries.id AND perhaps_twice)), 0)
    FROM deliveries
    WHERE {_ON} AND created_at <= :until AND (state = 'pending' OR finished_at >= :since)
"""  # noqa: S608


class SqlBacklog:
    """The Backlog over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting_on(self, platform: str) -> Waiting:
        return await self._database.read(lambda db: _waiting(db, f"{platform}:"), "all")

    async def became(self, platform: str, since: datetime, until: datetime) -> Became:
        values = {
            "platform": f"{platform}:",
            "since": moment_column(since),
            "until": moment_column(until),
        }
        return await self._database.read(lambda db: _became(db, values), "all")


def _waiting(db: Connection, platform: str) -> Waiting:
    ((count, since),) = db.execute(_WAITING, {"platform": platform}).fetchall()
    return Waiting(count, moment_from(since))


def _became(db: Connection, values: dict[str, str]) -> Became:
    (row,) = db.execute(_BECAME, values).fetchall()
    delivered, undelivered, refused, waiting, hanging, twice = row
    return Became(
        delivered=delivered,
        undelivered=undelivered,
        refused=refused,
        waiting=waiting,
        hanging=hanging,
        perhaps_twice=twice,
    )
