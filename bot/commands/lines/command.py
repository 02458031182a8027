"""What a command is: one row of the table, what it is given, and the services it uses."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from bot.messages.blocks import Message
from bot.ports.changes import Changes
from bot.ports.channels import ChannelRepository, Membership
from bot.ports.chats import Briefs, Conversation, Extras, Hearing, Rights, RightWords, Threads
from bot.ports.deliveries import EditionRepository, Ledger, OwedPapers, Standings
from bot.ports.listings import AnnouncementRepository
from bot.ports.notes import NoteCount
from bot.ports.papers import PaperRepository
from bot.ports.people import ReadingList, VoteRepository
from bot.ports.readers import WaitingReaders
from bot.ports.sources import PaperLookup
from bot.translator import Translator, language_for, translator
from bot.values.channels import Channel, Schedule
from bot.values.deliveries import FirstBrief
from bot.values.model import Account

if TYPE_CHECKING:
    # what computes takes a second to load, and `check --live` comes every minute
    from bot.pipeline.parts import Pipeline
    from bot.pipeline.purse import Terms
    from bot.pipeline.reading.analysing import AnalysisDesk
    from bot.pipeline.reading.answering import Answering
    from bot.pipeline.reading.talks import Previews, Talks, Turns
    from bot.pipeline.reading.texts import FullTexts
    from bot.ports.model import UsageBooks


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a line comes from.

    ``channel`` and ``person`` are addresses. ``proven`` is what the platform said together
    with the line about this person owning this channel; None where it must be asked.
    ``language`` is the person's own (BCP 47), for channels that have set none. ``linked``
    is the channel whose posts are discussed here. ``within`` are further addresses that
    the operator may have allowed, such as a Discord server's. ``private``: nobody else
    reads the answer; ``alone``: nobody else reads the place. ``titled`` is what people
    call the place. ``tapped``: it was a button or a link, and not typed.
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
    tapped: bool = False


Further = Callable[[], Awaitable[None]]
"""Work that begins once an answer was sent, and tells what comes of it by itself. Does not hold
up the person's next line; what it raises is logged."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What is said to a line; ``done`` is False where what was asked for was not done. ``further``
    is work that goes on behind the answer."""

    message: Message
    done: bool = True
    further: Further | None = None


@dataclass(frozen=True, slots=True)
class Continued:
    """An answer of a command that goes on."""

    message: Message
    further: Further


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in place of an answer: nothing was done. Its buttons are lines that would do."""

    message: Message


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


@dataclass(frozen=True, slots=True)
class ChannelServices:
    """Channels, what was changed of them, and what their platforms say of them. ``new`` makes the
    channel of an address whose owner has set nothing yet. ``extras`` is what their platforms have
    for briefs. ``threads`` is None where no platform has any, ``hearing`` where everything that is
    said is said to the bot."""

    stored: ChannelRepository
    changes: Changes
    new: Callable[[str], Channel]
    rights: Rights
    right_words: RightWords
    membership: Membership
    extras: Extras
    threads: Threads | None = None
    hearing: Hearing | None = None


@dataclass(frozen=True, slots=True)
class DeliveryServices:
    """What channels were given, what became of it, and what is owed."""

    editions: EditionRepository
    ledger: Ledger
    standings: Standings
    owed: OwedPapers


@dataclass(frozen=True, slots=True)
class PeopleServices:
    """What people keep, what may be known of them, and what their questions cost."""

    votes: VoteRepository
    reading: ReadingList
    notes: NoteCount
    usage: "UsageBooks"


@dataclass(frozen=True, slots=True)
class ModelServices:
    """What people are told of a model that is used. ``why_not`` tells why it does not write for an
    account, and is None where it does. ``operator_chat`` is told what all cost. One that does not
    write (``writes``) only helps to choose."""

    name: str
    writes: bool
    why_not: Callable[[Account, str], Awaitable[str | None]]
    terms: "Terms"
    currency: str
    operator_chat: str


@dataclass(frozen=True, slots=True)
class ReadingServices:
    """Full texts, what is written from them, and who waits for it. ``waited_for`` counts the
    papers that each person waits for in this process."""

    texts: "FullTexts"
    desk: "AnalysisDesk"
    readers: WaitingReaders
    waited_for: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Coming:
    """When briefs come by themselves.

    ``next_brief`` tells from when on a channel that has come to a date may expect the next,
    ``next_regular`` when one comes that has had everything, ``first_brief`` what a new channel
    begins with at once: None where it is not stored yet. ``anew``: whether a channel that has come
    to a date begins so again after a pause.
    """

    next_brief: Callable[[Schedule, date | None, datetime], datetime | None]
    next_regular: Callable[[Schedule, datetime], datetime | None]
    first_brief: Callable[[Channel], Awaitable[FirstBrief | None]]
    anew: Callable[[Channel, date | None], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions about papers: who answers, how often one may ask, what chats spoke of and
    people were shown last."""

    answering: Callable[[], "Answering"]
    turns: "Turns"
    talks: "Talks"
    previews: "Previews"


@dataclass(frozen=True, slots=True)
class Services:
    """All that the commands work with.

    ``lookup`` is None where nothing is asked outside; with ``completing``, it also
    fills what a remembered paper lacks, else it is asked for unknown papers alone.
    ``coming`` is None in a trial: there, briefs come only when they are asked for, and ``regular``
    tells when the next would come, as ``Coming.next_regular`` does. ``model`` is
    None where none is used. ``remembered`` is for how long announcements are, and papers that
    nobody saved or voted on.
    ``samples`` are the sample announcement's briefs with texts as of a model; None for all others.
    ``reading`` is what is made of full texts; None where none can be had.
    """

    papers: PaperRepository
    announcements: AnnouncementRepository
    channels: ChannelServices
    deliveries: DeliveryServices
    people: PeopleServices
    briefs: Briefs
    pipeline: "Pipeline"
    lookup: PaperLookup | None
    completing: bool
    asking: Asking
    commands: Sequence["Command"]
    coming: Coming | None
    clock: Callable[[], datetime]
    remembered: timedelta
    regular: Callable[[Schedule, datetime], datetime | None] | None = None
    model: ModelServices | None = None
    samples: Briefs | None = None
    reading: ReadingServices | None = None

    def spoken(self, language: str | None) -> Translator:
        """A person's own language (BCP 47) where the bot speaks it, else that of a channel whose
        owner has set none."""
        return translator(language_for(language) or self.channels.new("").language)


@dataclass(frozen=True, slots=True)
class Argument:
    """What a command takes, for menus with fields: ``name`` is one word of small letters,
    ``summary`` a message id of at most 100 characters."""

    name: str
    summary: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``name`` is shown for what was typed so far, ``value`` is the whole argument then."""

    name: str
    value: str


Suggest = Callable[[str, str], Sequence[Suggestion]]
"""Called with what was typed of the argument, and the reader's language (BCP 47)."""


def no_suggestion(typed: str, language: str) -> Sequence[Suggestion]:
    return ()


Handler = Callable[[Request, Services], Awaitable[Message | Continued | Asked]]
CommandAudience = Literal["all", "owner", "reader"]


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table that feeds help, menus, completion and documentation.

    ``usage`` shows the arguments, ``summary`` is a message id of at most 100
    characters (Discord's limit for a description), ``completions`` are words that
    an argument may start with, ``suggest`` finds more by other names, such as categories by
    what they are about. ``changes_bare``: it changes something even without arguments, where
    others only show.
    """

    name: str
    usage: str
    summary: str
    handler: Handler
    who: CommandAudience = "all"
    argument: Argument | None = None
    changes_bare: bool = False
    examples: tuple[str, ...] = ()
    completions: Callable[[], Sequence[str]] = tuple
    suggest: Suggest = no_suggestion
