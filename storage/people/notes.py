"""Small facts that must outlast a restart, and whom they are about."""

from collections.abc import Awaitable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database
from storage.file.together import LookedUp, Row

# bound one by one: as JSON a text would end at a NUL
_KEEP = """
    INSERT INTO notes (key, value, kept_at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at
"""
_ABOUT_NOBODY = """
    DELETE FROM note_subjects WHERE key IN (SELECT value FROM json_each(?))
"""
_KEEP_ABOUT = "INSERT INTO note_subjects (key, about) VALUES (?, ?)"
_VALUES = "SELECT key, value FROM notes WHERE key IN (SELECT value FROM json_each(?))"
_ABOUT = "SELECT key FROM note_subjects WHERE about = ?"
_COUNT = "SELECT count(*) FROM note_subjects WHERE about = ?"
_FORGET = f"DELETE FROM notes WHERE key IN ({_ABOUT})"  # noqa: S608
# a chat's address stands for its threads too
_ITS_OWN = "(about = :old OR substr(about, 1, length(:old) + 1) = :old || '/')"
_MOVE = f"""
    INSERT OR IGNORE INTO note_subjects (key, about)
    SELECT key, :new || substr(about, length(:old) + 1) FROM note_subjects WHERE {_ITS_OWN}
"""  # noqa: S608


class SqlNotes:
    """The Notes over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # a fan-out notes a message before and after it is sent
        self._together = database.together
        # and looks up several for each
        self._looked_up = LookedUp(database.read, _values)

    async def get(self, key: str) -> str | None:
        return await self._looked_up.get(text_column(key))

    async def several(self, keys: Collection[str]) -> Mapping[str, str]:
        asked = [text_column(key) for key in keys]
        return await self._database.read(lambda db: _values(db, asked))

    def keep(self, key: str, value: str, now: datetime, *about: str) -> Awaitable[None]:
        return self._together.row(_keep, _row(key, value, now, about))

    async def drop(self, key: str) -> None:
        row = [text_column(key)]
        await self._together.write(lambda db: db.execute("DELETE FROM notes WHERE key = ?", row))

    async def sweep(self, prefix: str, older_than: timedelta, now: datetime) -> int:
        """Delete what was stored under keys of one beginning longer ago than that."""
        row = [text_column(prefix), text_column(prefix), moment_column(now - older_than)]
        return await self._database.write(
            lambda db: (
                db.execute(
                    "DELETE FROM notes WHERE substr(key, 1, length(?)) = ? AND kept_at < ?", row
                ).rowcount
            )
        )

    async def count(self, about: str) -> int:
        ((count,),) = await self._database.read(
            lambda db: db.execute(_COUNT, [text_column(about)]).fetchall()
        )
        return int(count)


def _values(db: Connection, keys: Sequence[str]) -> Mapping[str, str]:
    return dict(db.execute(_VALUES, [list_column(keys)]))


def _row(key: str, value: str, now: datetime, about: Iterable[str]) -> Row:
    """Key, value and moment; then addresses."""
    return text_column(key), text_column(value), moment_column(now), *map(text_column, {*about})


def _keep(db: Connection, rows: Sequence[Row]) -> None:
    """The last of each key stays."""
    kept = {row[0]: row for row in rows}
    db.conn.executemany(_KEEP, [row[:3] for row in kept.values()])
    db.execute(_ABOUT_NOBODY, [list_column(kept)])
    about = [(key, address) for key, row in kept.items() for address in row[3:]]
    db.conn.executemany(_KEEP_ABOUT, about)


def keep_note(db: Connection, key: str, value: str, now: datetime, *about: str) -> None:
    """The same as ``SqlNotes.keep``, inside a transaction of the caller's."""
    _keep(db, [_row(key, value, now, about)])


def forget_notes(db: Connection, about: str) -> int:
    """Inside a transaction of the caller's; how many there were. Notes that are about others as
    well go too, since they name this one."""
    return db.execute(_FORGET, [text_column(about)]).rowcount


def move_notes(db: Connection, old: str, new: str) -> None:
    """Inside a transaction of the caller's: notes on a chat or its threads are now about the new
    one. Their keys stay: what is asked of the new chat is noted anew."""
    names = {"old": text_column(old), "new": text_column(new)}
    db.execute(_MOVE, names)
    db.execute(f"DELETE FROM note_subjects WHERE {_ITS_OWN}", names)  # noqa: S608
