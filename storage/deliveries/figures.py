"""Figures of the whole store, for the operator's metrics: a few cheap questions at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database as Connection

from storage.columns import moment_column
from storage.file.database import Database

# How far back ends are counted, and for how long a category is listed after it was last asked
# for.
_ENDED_WITHIN = timedelta(days=1)
_ASKED_WITHIN = timedelta(days=14)

# uses the index of what waits, which is small
_WAITING = """
    SELECT substr(channel, 1, instr(channel, ':') - 1) AS platform,
        count(*), sum(due_at <= :now), min(created_at)
    FROM deliveries WHERE state = 'pending' GROUP BY platform
"""
_ENDED = """
    SELECT substr(channel, 1, instr(channel, ':') - 1) AS platform, state, count(*)
    FROM deliveries WHERE finished_at > :since GROUP BY platform, state
"""
# uses the index of days
_STATES = """
    SELECT category, state, max(counts_on) FROM listings
    WHERE counts_on >= :day AND category != '' AND NOT sample GROUP BY category
"""
_NEWEST = """
    SELECT category, max(counts_on) FROM listings
    WHERE counts_on >= :day AND category != '' AND NOT sample
        AND state IN ('fresh', 'truncated') GROUP BY category
"""


@dataclass(frozen=True, slots=True)
class WaitingFigures:
    """Briefs of one platform that wait, how many of them are due, and since when the oldest
    waits."""

    briefs: int
    due: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """By platform, by platform and state, by category."""

    waiting: Mapping[str, WaitingFigures]
    ended: Mapping[tuple[str, str], int]
    states: Mapping[str, str]
    newest: Mapping[str, date]


class SqlFigures:
    """Over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def at(self, now: datetime) -> Figures:
        """``now`` (aware) decides what is due and what is recent."""
        return await self._database.read(lambda db: _figures(db, now), "all")


def _figures(db: Connection, now: datetime) -> Figures:
    values = {
        "now": moment_column(now),
        "since": moment_column(now - _ENDED_WITHIN),
        "day": (now - _ASKED_WITHIN).date().isoformat(),
    }
    return Figures(
        waiting={
            platform: WaitingFigures(briefs, due, datetime.fromisoformat(since))
            for platform, briefs, due, since in db.execute(_WAITING, values).fetchall()
        },
        ended={
            (platform, state): briefs
            for platform, state, briefs in db.execute(_ENDED, values).fetchall()
        },
        states={category: state for category, state, _ in db.execute(_STATES, values).fetchall()},
        newest={
            category: date.fromisoformat(day)
            for category, day in db.execute(_NEWEST, values).fetchall()
        },
    )
