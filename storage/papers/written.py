"""What costly writers wrote, kept so that it is paid for once."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.writing import BriefKey, PaperBrief, TextSource
from storage.aged import without_aged
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database

# whoever opens the card of an older paper has it written anew
KEPT = timedelta(days=60)
_TEXTS = (
    "tldr",
    "motivation",
    "method",
    "result",
    "conclusion",
    "main_result",
    "title_translated",
)
_LISTS = ("shorter", "key_findings")
_GET = """
    SELECT asked.key AS place, brief, packed FROM json_each(?) AS asked JOIN paper_briefs
        ON paper_id = asked.value ->> 0 AND version = asked.value ->> 1
        AND language = asked.value ->> 2 AND writer = asked.value ->> 3
        AND writer_version = asked.value ->> 4
"""
_KEEP = """
    INSERT INTO paper_briefs
        (paper_id, version, language, writer, writer_version, brief, packed, made_at)
    VALUES (?, ?, ?, ?, ?, '', ?, ?)
    ON CONFLICT DO UPDATE SET brief = '', packed = excluded.packed, made_at = excluded.made_at
"""


class SqlWrittenPapers:
    """Implements ``bot.ports.writing.WrittenPapers`` over SQLite.

    A paper without a version is never kept: its next text would have the same key, and get
    the words that were written for this one.
    """

    def __init__(self, database: Database, kept: timedelta = KEPT) -> None:
        self._database = database
        self._kept = kept

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        return await self._database.read(lambda db: _get(db, keys))

    async def keep(self, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
        await self._database.write(lambda db: _keep(db, briefs, made_at))

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than ``kept``; how many rows."""
        return await without_aged("paper_briefs", now - self._kept, self._database)


def _get(db: Connection, keys: Sequence[BriefKey]) -> dict[BriefKey, PaperBrief]:
    found = db.execute(_GET, [list_column(map(astuple, keys))]).fetchall()
    return {keys[place]: _brief_from(brief or _opened(packed)) for place, brief, packed in found}


def _keep(db: Connection, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
    moment = moment_column(made_at)
    db.conn.executemany(
        _KEEP,
        [
            (
                text_column(key.paper_id),
                key.version,
                text_column(key.language),
                text_column(key.writer),
                text_column(key.writer_version),
                _brief_column(brief),
                moment,
            )
            for key, brief in briefs.items()
            if key.version is not None
        ],
    )


def _opened(packed: bytes) -> str:
    """Raises ValueError for what was not packed here."""
    try:
        return zlib.decompress(packed).decode()
    except zlib.error as error:
        raise ValueError(f"a brief that cannot be opened: {error}") from error


def _brief_column(brief: PaperBrief) -> bytes:
    parts: dict[str, Any] = {name: getattr(brief, name) for name in _TEXTS}
    parts.update({name: getattr(brief, name) for name in _LISTS})
    parts["sources"] = {part: asdict(source) for part, source in brief.sources.items()}
    parts["reasons"] = dict(brief.reasons)
    parts["planted"] = brief.planted
    # most parts of most briefs are empty, and their names alone take a quarter of the room
    parts = {name: part for name, part in parts.items() if part or part == ""}
    told = text_column(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))
    return zlib.compress(told.encode())


def _brief_from(column: str) -> PaperBrief:
    parts: dict[str, Any] = json.loads(column)
    # empty parts are left out
    said: dict[str, Any] = {name: parts.get(name) for name in _TEXTS}
    said.update({name: tuple(parts.get(name, ())) for name in _LISTS})
    return PaperBrief(
        **said,
        planted=parts.get("planted", False),
        sources={part: TextSource(**source) for part, source in parts.get("sources", {}).items()},
        reasons=parts.get("reasons", {}),
    )
