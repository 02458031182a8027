"""What was used up, by day, channel and kind of thing."""

from collections.abc import Mapping
from datetime import date

from storage.columns import text_column
from storage.file.database import Database

_ADD = """
    INSERT INTO usage (day, channel, kind, units) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET units = units + excluded.units
"""
_OF = """
    SELECT kind, sum(units) FROM usage WHERE day >= :since
        AND (:channel IS NULL OR channel = :channel) GROUP BY kind
"""


class SqlUsage:
    """Units by kind ("input tokens", "requests"); the callers agree on kinds and days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, day: date, channel: str | None, kind: str, units: int) -> None:
        """None is work that no single channel caused. Adds up: not idempotent."""
        values = [day.isoformat(), text_column(channel or ""), text_column(kind), units]
        await self._database.write(lambda db: db.execute(_ADD, values))

    async def of(self, channel: str | None, since: date) -> Mapping[str, int]:
        """What a channel used from a day on; for None what everybody did, shared work too."""
        asked = {
            "since": since.isoformat(),
            "channel": None if channel is None else text_column(channel),
        }
        return await self._database.read(lambda db: dict(db.execute(_OF, asked).fetchall()))
