"""The Telegram adapter's parts over the suite's server and a real store, for its tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.chat.pacing.pacer import RateLimits
from adapters.telegram_chat.answering.prompts import Prompts
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.sending.posting import Posting
from adapters.telegram_chat.sending.sender import TelegramSender
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.servers.telegram_server import TelegramServer


class Clock:
    """Moved by the test."""

    def __init__(self) -> None:
        self.now = datetime(2026, 2, 13, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Side:
    connection: TelegramConnection
    clock: Clock
    notes: SqlNotes
    places: Places
    posting: Posting
    prompts: Prompts
    rights: TelegramRights
    sender: TelegramSender


@asynccontextmanager
async def side(
    server: TelegramServer,
    folder: Path,
    *,
    token: str | None = None,
    base: str | None = None,
    limits: RateLimits | None = None,
) -> AsyncIterator[Side]:
    """As the wiring puts it together; what is noted outlives one of them."""
    clock = Clock()
    connection = TelegramConnection(
        token or server.token, base or server.base, limits or RateLimits()
    )
    async with Database(folder / "notes.sqlite") as database:
        notes = SqlNotes(database)
        places = Places(connection, notes, clock)
        posting = Posting(connection, places, notes, clock)
        try:
            yield Side(
                connection,
                clock,
                notes,
                places,
                posting,
                Prompts(connection, notes, clock),
                TelegramRights(connection, places, clock),
                TelegramSender(connection, posting, places.names),
            )
        finally:
            await connection.close()
