"""What a command is: one row of the table, what it is given, and the desk it works at."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from bot.messages.blocks import Message
from bot.models import Channel, Schedule
from bot.ports.chats import Briefs, Conversation, Rights
from bot.ports.delivering import Ledger, Membership
from bot.ports.shelves import (
    AnnouncementShelf,
    ChannelShelf,
    EditionShelf,
    NoteCount,
    PaperShelf,
    ReadingList,
    VoteShelf,
)
from bot.ports.sources import PaperLookup, PaperWriter, Scorer
from bot.translator import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a line comes from.

    ``channel`` and ``person`` are addresses. ``proven`` is what the platform said together
    with the line about this person owning this channel; None where it must be asked.
    ``language`` is the person's own (BCP 47), for channels that have set none. ``linked``
    is the channel whose posts are discussed here. ``within`` are further addresses that
    the operator may have allowed, such as a Discord server's. ``private``: nobody else
    reads the answer; ``alone``: nobody else reads the place. ``titled`` is what people
    call the place.
    """

    channel: str
    person: str
    proven: bool | None = None
    language: str | None = None
    linked: str | None = None
    within: tuple[str, ...] = ()
    private: bool = False
    alone: bool = False
    titled: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a line; ``done`` is False where what was asked for was not done."""

    message: Message
    done: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """One command line, read. ``arguments`` is what follows the name, cleaned and bounded.

    ``channel`` is the one that is spoken of, which may be another than that of ``origin``.
    """

    channel: Channel
    person: str
    name: str
    arguments: str
    say: Translator
    conversation: Conversation
    origin: Origin


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the commands work with.

    ``lookup`` is None where nothing is asked outside; with ``completing``, it also
    fills what a remembered paper lacks, else it is asked for unknown papers alone.
    ``serving`` is False where briefs do not come by themselves (a trial). ``membership``
    is None where no platform can close a channel to us. ``next_brief`` tells from when on
    a channel that has come to a date may expect the next; None where nothing comes by itself.
    """

    papers: PaperShelf
    announcements: AnnouncementShelf
    channels: ChannelShelf
    editions: EditionShelf
    ledger: Ledger
    briefs: Briefs
    rights: Rights
    scorer: Scorer
    writer: PaperWriter
    lookup: PaperLookup | None
    completing: bool
    new_channel: Callable[[str], Channel]
    translate: Callable[[str], Translator]
    commands: Sequence["Command"]
    votes: VoteShelf
    reading: ReadingList
    notes: NoteCount
    serving: bool = False
    membership: Membership | None = None
    clock: Callable[[], datetime] = _now
    next_brief: Callable[[Schedule, date | None, datetime], datetime | None] | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """What a command takes, for menus with fields: ``name`` is one word of small letters,
    ``summary`` a message id of at most 100 characters."""

    name: str
    summary: str
    required: bool = False


Handler = Callable[[Request, Desk], Awaitable[Message]]
Who = Literal["all", "owner", "reader"]


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table that feeds help, menus, completion and documentation.

    ``usage`` shows the arguments, ``summary`` is a message id of at most 100
    characters (Discord's limit for a description), ``completions`` are words that
    an argument may start with. ``changes_bare``: it changes something even without
    arguments, where others only show.
    """

    name: str
    usage: str
    summary: str
    handler: Handler
    who: Who = "all"
    argument: Argument | None = None
    changes_bare: bool = False
    examples: tuple[str, ...] = ()
    completions: Callable[[], Sequence[str]] = tuple
