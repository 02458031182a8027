"""Summaries of days that costly writers wrote, kept so that they are paid for once."""

import json
from dataclasses import asdict, astuple
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.writing import ReadInFull, Summary, SummaryKey, SummaryPoint, TextSource
from storage.aged import without_aged
from storage.columns import moment_column, text_column
from storage.file.database import Database

# nobody asks for the brief of a day after so long
KEPT = timedelta(days=60)
_POINTS = ("themes", "stands_out", "emerging", "disagreements")
_GET = """
    SELECT summary FROM summaries
    WHERE digest = ? AND language = ? AND writer = ? AND writer_version = ?
"""
_KEEP = """
    INSERT INTO summaries (digest, language, writer, writer_version, summary, made_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET summary = excluded.summary, made_at = excluded.made_at
"""


class SqlWrittenSummaries:
    """Implements ``bot.ports.writing.WrittenSummaries`` over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: SummaryKey) -> Summary | None:
        return await self._database.read(lambda db: _get(db, key))

    async def keep(self, key: SummaryKey, summary: Summary, made_at: datetime) -> None:
        await self._database.write(lambda db: _keep(db, key, summary, made_at))

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`; how many rows."""
        return await without_aged("summaries", now - KEPT, self._database)


def _get(db: Connection, key: SummaryKey) -> Summary | None:
    row = db.execute(_GET, list(map(text_column, astuple(key)))).fetchone()
    return _summary_from(row[0]) if row else None


def _keep(db: Connection, key: SummaryKey, summary: Summary, made_at: datetime) -> None:
    column = text_column(json.dumps(asdict(summary), ensure_ascii=False, separators=(",", ":")))
    db.execute(_KEEP, [*map(text_column, astuple(key)), column, moment_column(made_at)])


def _summary_from(column: str) -> Summary:
    parts: dict[str, Any] = json.loads(column)
    points = {name: tuple(map(_point, parts[name])) for name in _POINTS}
    return Summary(
        **points,
        overview=tuple(parts["overview"]),
        read_in_full=tuple(ReadInFull(**each) for each in parts["read_in_full"]),
        source=TextSource(**parts["source"]),
        why=parts["why"],
    )


def _point(parts: dict[str, Any]) -> SummaryPoint:
    return SummaryPoint(parts["text"], tuple(parts["papers"]), parts["name"])
