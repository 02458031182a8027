"""Small things that adapters must know after a restart."""

from datetime import datetime, timedelta

from storage.columns import moment_column, text_column
from storage.file.database import Database

_KEEP = """
    INSERT INTO notes (key, value, kept_at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at
"""


class SqlNotes:
    """The Notes over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        found = await self._database.read(
            lambda db: db.execute(
                "SELECT value FROM notes WHERE key = ?", [text_column(key)]
            ).fetchone()
        )
        return None if found is None else str(found[0])

    async def keep(self, key: str, value: str, now: datetime) -> None:
        row = [text_column(key), text_column(value), moment_column(now)]
        await self._database.write(lambda db: db.execute(_KEEP, row))

    async def drop(self, key: str) -> None:
        row = [text_column(key)]
        await self._database.write(lambda db: db.execute("DELETE FROM notes WHERE key = ?", row))

    async def sweep(self, prefix: str, older_than: timedelta, now: datetime) -> int:
        """Forget what was kept under keys of one beginning longer ago than that."""
        row = [text_column(prefix), text_column(prefix), moment_column(now - older_than)]
        return await self._database.write(
            lambda db: (
                db.execute(
                    "DELETE FROM notes WHERE substr(key, 1, length(?)) = ? AND kept_at < ?", row
                ).rowcount
            )
        )
