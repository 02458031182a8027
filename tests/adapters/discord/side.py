"""The Discord adapter's parts over the suite's server and a real store, for its tests."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.places import Places
from adapters.discord_chat.repeating.begun import Tries
from adapters.discord_chat.repeating.earlier import Earlier
from adapters.discord_chat.repeating.history import History
from adapters.discord_chat.repeating.posts import Posts
from adapters.discord_chat.repeating.repeats import Repeats
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.letters import form, words_in
from adapters.discord_chat.sending.posting import Posting
from adapters.discord_chat.sending.sender import DiscordSender
from adapters.discord_chat.sending.threads import DiscordThreads
from bot.messages.blocks import (
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    message,
    paragraph,
    spans,
)
from bot.translator import translator
from bot.values.deliveries import Letter
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.servers.discord_server import Channel, DiscordServer

TITLE = "arXiv brief · Robotics · Fri 13 Feb 2026"


@dataclass(frozen=True)
class Side:
    connection: DiscordConnection
    notes: SqlNotes
    places: Places
    posting: Posting
    rights: DiscordRights
    sender: DiscordSender
    threads: DiscordThreads


@asynccontextmanager
async def side(
    server: DiscordServer,
    folder: Path,
    *,
    token: str | None = None,
    base: str | None = None,
    per_second: int = 0,
    most_invalid: int = 9_000,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Side]:
    """As the wiring puts it together; what is noted outlives one of them."""
    connection = DiscordConnection(
        token or server.token, base or server.base, per_second, most_invalid=most_invalid
    )

    async with Database(folder / "notes.sqlite") as database:
        notes = SqlNotes(database)
        places = Places(connection, notes, clock)
        posting = Posting(connection, notes, clock)
        rights = DiscordRights(connection, places, clock)
        repeats = Repeats(
            Tries(notes, clock),
            Earlier(History(connection, rights, clock), Posts(connection, clock)),
            clock,
        )
        sender = DiscordSender(connection, posting, places, rights, repeats, clock)
        try:
            threads = DiscordThreads(posting, places, rights, clock)
            yield Side(connection, notes, places, posting, rights, sender, threads)
        finally:
            await connection.close()


def brief(entries: int = 1, words: int = 40) -> Message:
    """A title, a list with as many entries of so many words, and one button."""
    items = tuple(
        Item((spans(f"Paper {number}"), spans(f"word{number} " * words)), f"{number}")
        for number in range(1, entries + 1)
    )
    return message(
        Heading(spans(TITLE), level=1),
        paragraph("What today was about."),
        ItemList(items),
        Buttons(((Button("All titles", command="/brief titles"),),)),
    )


def letters(channel: Channel | int, made: Message | None = None, edition: int = 7) -> list[Letter]:
    """Without receipts, which come while they are sent."""
    number = channel if isinstance(channel, int) else channel.id
    payloads = form(made or brief(), words_in(translator("en")))
    return [
        Letter(channel=f"discord:{number}", payload=payload, key=f"{edition}.{place}")
        for place, payload in enumerate(payloads)
    ]
