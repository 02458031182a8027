"""Topics put into English: few, and asked for each day."""

from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from bot.values.judging import TopicKey
from storage.aged import without_aged
from storage.columns import moment_column, text_column
from storage.file.database import Database

# one that is used still is put into English anew by then, in one small call
KEPT = timedelta(days=400)
_GET = "SELECT english FROM english_topics WHERE text = ? AND translator = ?"
_KEEP = """
    INSERT INTO english_topics (text, translator, english, made_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET english = excluded.english, made_at = excluded.made_at
"""


class SqlEnglishTopics:
    """Implements ``bot.ports.judging.KeptTopics`` over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: TopicKey) -> str | None:
        return await self._database.read(lambda db: _get(db, key))

    async def keep(self, key: TopicKey, english: str, made_at: datetime) -> None:
        row = (
            text_column(key.text),
            text_column(key.translator),
            text_column(english),
            moment_column(made_at),
        )
        await self._database.write(lambda db: _keep(db, row))

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`; how many rows."""
        return await without_aged("english_topics", now - KEPT, self._database)


def _get(db: Connection, key: TopicKey) -> str | None:
    found = db.execute(_GET, (text_column(key.text), text_column(key.translator))).fetchone()
    return None if found is None else str(found[0])


def _keep(db: Connection, row: tuple[str, ...]) -> None:
    db.conn.execute(_KEEP, row)
