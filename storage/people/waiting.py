"""Who waits for an analysis: a note each, so that it goes with its channel and its person."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database as Connection

from bot.values.readers import WaitingReader
from storage.file.database import Database
from storage.people.notes import SqlNotes

WAITING = "waiting:"
_ALL = """
    SELECT value, kept_at FROM notes WHERE substr(key, 1, length(:begins)) = :begins
    ORDER BY kept_at, key
"""


class SqlWaitingReaders:
    """Implements ``bot.ports.readers.WaitingReaders``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes = SqlNotes(database)

    async def note(self, reader: WaitingReader) -> None:
        value = json.dumps(
            [
                reader.channel,
                reader.person,
                reader.paper_id,
                reader.version,
                reader.language,
                reader.aside,
            ]
        )
        about = {reader.channel, reader.person}
        await self._notes.keep(_key(reader), value, reader.asked_at, *about)

    async def served(self, reader: WaitingReader) -> None:
        await self._notes.drop(_key(reader))

    async def all(self) -> Sequence[WaitingReader]:
        return [_reader(*row) for row in await self._database.read(_rows)]


def _rows(db: Connection) -> list[tuple[str, str]]:
    return list(db.execute(_ALL, {"begins": WAITING}).fetchall())


def _reader(value: str, kept_at: str) -> WaitingReader:
    channel, person, paper_id, version, language, aside = json.loads(value)
    asked_at = datetime.fromisoformat(kept_at)
    return WaitingReader(channel, person, paper_id, version, language, aside, asked_at)


def _key(reader: WaitingReader) -> str:
    return f"{WAITING}{reader.channel} {reader.person} {reader.paper_id} {reader.language}"
