"""What platforms say of channels by themselves: moved, closed to us, open again.

A chat's address stands for its threads as well: ``telegram:-100/7`` goes where
``telegram:-100`` goes.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database as Connection

from bot.values.channels import Channel
from bot.values.deliveries import Closure
from storage.channels.channels import channel_in
from storage.channels.moving import move
from storage.columns import moment_column, text_column
from storage.file.database import Database
from storage.model.usage import move_calls
from storage.people.notes import move_notes

_ITS_OWN = """
    SELECT address FROM channels
    WHERE address = :chat OR substr(address, 1, length(:chat) + 1) = :chat || '/'
    ORDER BY address
"""
_CLOSE = """
    INSERT INTO suspensions (channel, why, since) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET why = excluded.why
"""
_CLOSED_ON = """
    SELECT channel FROM suspensions JOIN channels ON address = channel
    WHERE subscribed AND substr(channel, 1, length(?1)) = ?1 ORDER BY channel
"""


class SqlMembership:
    """The Membership over SQLite. Each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def moved(self, old: str, new: str) -> bool:
        return await self._database.write(lambda db: _moved(db, old, new))

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        return await self._database.write(lambda db: _closed(db, address, why, now))

    async def opened(self, address: str) -> bool:
        return await self._database.write(lambda db: _opened(db, address))

    async def closure(self, address: str) -> Closure | None:
        found = await self._database.read(
            lambda db: db.execute(
                "SELECT why, since FROM suspensions WHERE channel = ?", [text_column(address)]
            ).fetchone()
        )
        return None if found is None else Closure(str(found[0]), datetime.fromisoformat(found[1]))


class SqlClosures:
    """The Closures over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def on(self, platform: str) -> Sequence[str]:
        return await self._database.read(
            lambda db: [
                str(address) for (address,) in db.execute(_CLOSED_ON, [f"{platform}:"]).fetchall()
            ]
        )


def _addresses(db: Connection, chat: str) -> list[str]:
    return [row[0] for row in db.execute(_ITS_OWN, {"chat": text_column(chat)}).fetchall()]


def _moved(db: Connection, old: str, new: str) -> bool:
    moves = [move(db, each, new + each[len(old) :]) for each in _addresses(db, old)]
    # there may be notes on a chat in which nobody has set anything, and people may have asked there
    move_notes(db, old, new)
    move_calls(db, old, new)
    return any(moves)


def _closed(db: Connection, chat: str, why: str, now: datetime) -> tuple[Channel, ...]:
    newly = []
    for address in _addresses(db, chat):
        before = db.execute("SELECT 1 FROM suspensions WHERE channel = ?", [address]).fetchone()
        db.execute(_CLOSE, [address, text_column(why), moment_column(now)])
        if before is None and (channel := channel_in(db, address)) is not None:
            newly.append(channel)
    return tuple(newly)


def _opened(db: Connection, chat: str) -> bool:
    lifted = [
        db.execute("DELETE FROM suspensions WHERE channel = ?", [address]).rowcount
        for address in _addresses(db, chat)
    ]
    return any(lifted)
