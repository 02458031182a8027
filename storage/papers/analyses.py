"""Deep analyses, kept for all who ask and for restarts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.analyses import Analysis, AnalysisKey, Claim, ResultTable
from bot.values.full_texts import Defect, Figure, Place
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database

# a model's analysis is paid for; nobody asks for one after so long
KEPT = timedelta(days=400)
_GET = """
    SELECT asked.key AS place, analysis FROM json_each(?) AS asked JOIN analyses
        ON paper_id = asked.value ->> 0 AND version = asked.value ->> 1
        AND language = asked.value ->> 2 AND writer = asked.value ->> 3
        AND writer_version = asked.value ->> 4 AND made_from = asked.value ->> 5
"""
_NEWEST = """
    SELECT analysis FROM analyses WHERE paper_id = ? AND language = ?
    ORDER BY version DESC, made_at DESC LIMIT 1
"""
_KEEP = """
    INSERT INTO analyses
        (paper_id, version, language, writer, writer_version, made_from, analysis, made_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET analysis = excluded.analysis, made_at = excluded.made_at
"""

_AGED = "DELETE FROM analyses WHERE made_at < ?"


class SqlAnalyses:
    """Implements ``bot.ports.analyses.AnalysisRepository`` over SQLite.

    One without a version is never kept: the next text would have the same key.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, keys: Sequence[AnalysisKey]) -> Mapping[AnalysisKey, Analysis]:
        return await self._database.read(lambda db: _get(db, keys))

    async def newest(self, paper_id: str, language: str) -> Analysis | None:
        return await self._database.read(lambda db: _newest(db, paper_id, language))

    async def keep(self, key: AnalysisKey, analysis: Analysis, made_at: datetime) -> None:
        if key.version is not None:
            await self._database.write(lambda db: _keep(db, key, analysis, made_at))

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`; how many rows."""
        before = moment_column(now - KEPT)
        return await self._database.write(
            lambda db: int(db.conn.execute(_AGED, (before,)).rowcount)
        )


def _get(db: Connection, keys: Sequence[AnalysisKey]) -> dict[AnalysisKey, Analysis]:
    found = db.execute(_GET, [list_column(map(astuple, keys))]).fetchall()
    return {keys[place]: _analysis_from(column) for place, column in found}


def _newest(db: Connection, paper_id: str, language: str) -> Analysis | None:
    row = db.execute(_NEWEST, [text_column(paper_id), text_column(language)]).fetchone()
    return _analysis_from(row[0]) if row else None


def _keep(db: Connection, key: AnalysisKey, analysis: Analysis, made_at: datetime) -> None:
    texts = [key.language, key.writer, key.writer_version, key.made_from]
    db.execute(
        _KEEP,
        [
            text_column(key.paper_id),
            key.version,
            *map(text_column, texts),
            _column(analysis),
            moment_column(made_at),
        ],
    )


def _column(analysis: Analysis) -> str:
    parts = {**asdict(analysis), "made_on": analysis.made_on.isoformat()}
    return text_column(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))


def _analysis_from(column: str) -> Analysis:
    raw: dict[str, Any] = json.loads(column)
    read: dict[str, Any] = {
        "made_on": date.fromisoformat(raw["made_on"]),
        "glance": {part: _claim(one) for part, one in raw["glance"].items()},
        "parts": {part: _claims(several) for part, several in raw["parts"].items()},
        "table": _table(raw["table"]),
        "figure": _figure(raw["figure"]),
        "defects": tuple(Defect(**one) for one in raw["defects"]),
        "changed": _claims(raw["changed"]),
    }
    return Analysis(**{**raw, **read})


def _claims(raw: Sequence[Mapping[str, Any]]) -> tuple[Claim, ...]:
    return tuple(map(_claim, raw))


def _claim(raw: Mapping[str, Any]) -> Claim:
    return Claim(**{**raw, "places": tuple(Place(**one) for one in raw["places"])})


def _table(raw: Mapping[str, Any] | None) -> ResultTable | None:
    if raw is None:
        return None
    return ResultTable(raw["caption"], tuple(map(tuple, raw["rows"])), Place(**raw["place"]))


def _figure(raw: Mapping[str, Any] | None) -> Figure | None:
    if raw is None:
        return None
    box = None if raw["box"] is None else tuple(raw["box"])
    return Figure(**{**raw, "box": box})
