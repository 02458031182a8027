"""Full texts that were read, compressed, for a limited time and within a limited size."""

import asyncio
import zlib
from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from bot.values.full_text_forms import full_text_bytes, full_text_from
from bot.values.full_texts import FullText
from storage.columns import moment_column, text_column
from storage.file.database import Database

_GET = """
    SELECT version, text FROM full_texts WHERE paper_id = :paper_id
        AND version = coalesce(:version, version) ORDER BY version DESC LIMIT 1
"""
# used: a count that only grows; the text that was asked for last has the highest
_NEXT = "(SELECT coalesce(max(used), 0) + 1 FROM full_texts)"
_USED = f"UPDATE full_texts SET used = {_NEXT} WHERE paper_id = ? AND version = ?"  # noqa: S608
_KEEP = f"""
    INSERT INTO full_texts (paper_id, version, text, size, read_at, used)
    VALUES (?, ?, ?, ?, ?, {_NEXT})
    ON CONFLICT DO UPDATE SET text = excluded.text, size = excluded.size,
        read_at = excluded.read_at, used = excluded.used
"""  # noqa: S608
_OVER = """
    DELETE FROM full_texts WHERE rowid IN (
        SELECT row FROM (
            SELECT rowid AS row, sum(size) OVER (ORDER BY used DESC) AS so_far FROM full_texts
        ) WHERE so_far > ?)
"""
_AGED = "DELETE FROM full_texts WHERE read_at < ?"


class SqlFullTexts:
    """Implements ``bot.ports.full_texts.FullTextRepository`` over SQLite.

    ``kept`` is how old a text may become, ``room`` the bytes of all. A text without a version is
    never kept: the next version of its paper would have the same key.
    """

    def __init__(self, database: Database, *, kept: timedelta, room: int) -> None:
        self._database = database
        self._kept = kept
        self._room = room

    async def get(self, paper_id: str, version: int | None) -> FullText | None:
        asked = {"paper_id": text_column(paper_id), "version": version}
        row = await self._database.read(lambda db: db.execute(_GET, asked).fetchone())
        if row is None:
            return None
        found = (asked["paper_id"], row[0])
        await self._database.write(lambda db: db.conn.execute(_USED, found).rowcount)
        # some milliseconds, in which others want the event loop
        return await asyncio.to_thread(lambda: full_text_from(zlib.decompress(row[1])))

    async def keep(self, text: FullText, read_at: datetime) -> None:
        if text.version is None:
            return
        packed = await asyncio.to_thread(lambda: zlib.compress(full_text_bytes(text), 6))
        row = (text_column(text.paper_id), text.version, packed, len(packed))
        await self._database.write(lambda db: _kept(db, (*row, moment_column(read_at)), self._room))

    async def sweep(self, now: datetime) -> int:
        """Delete what has aged; how many."""
        before = moment_column(now - self._kept)
        return await self._database.write(
            lambda db: int(db.conn.execute(_AGED, (before,)).rowcount)
        )


def _kept(db: Connection, row: tuple[object, ...], room: int) -> None:
    db.conn.execute(_KEEP, row)
    db.conn.execute(_OVER, (room,))
