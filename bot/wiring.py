"""The one place that builds everything. Only the command line and tests import it."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from adapters.arxiv_site.gate import Priority
from adapters.arxiv_site.lookup import ArxivLookup
from adapters.rights import RightsByPlatform
from adapters.terminal_chat.rights import TerminalRights
from adapters.terminal_chat.sender import TerminalSender
from bot.commands.lines.command import Desk
from bot.commands.lines.guests import Guests
from bot.commands.lines.reception import Reception
from bot.commands.table import COMMANDS
from bot.editorial.announcement import merge
from bot.editorial.choosing.lexical import LexicalScorer
from bot.editorial.choosing.liked import liking_in
from bot.editorial.summary.executive import ExtractiveSummary
from bot.editorial.writing.extract import ExtractiveWriter
from bot.messages.brief import brief_message
from bot.messages.plain import plain
from bot.models import Channel, Edition, Listing
from bot.ports.delivering import Alarm, Membership, Sender
from bot.settings import Settings
from bot.translator import Translator, translator
from bot.wiring_arxiv import Arxiv, arxiv
from bot.wiring_platforms import NOTED_FOR, ChatPlatform, chat_platforms
from scheduler.alarms import Alarms
from scheduler.clocks import machine
from scheduler.courier import Consequences, Courier
from scheduler.doorkeeper import Doorkeeper
from scheduler.edition import Newsroom
from scheduler.expecting import next_brief
from scheduler.press import Press, Shelves
from scheduler.service import Service
from scheduler.sharing.remembering_scorer import RememberingScorer
from scheduler.sharing.remembering_writer import RememberingWriter
from scheduler.stored_briefs import Bring, StoredBriefs
from scheduler.sweeping import Sweeping
from scheduler.watching.watch import Watch
from storage.channels import SqlChannelShelf
from storage.editions import SqlEditionShelf
from storage.file.database import Database
from storage.file.lock import DataFolderLock
from storage.ledger import SqlLedger
from storage.membership import SqlMembership
from storage.notes import SqlNotes
from storage.outbox import SqlOutbox
from storage.papers.announcements import SqlAnnouncementShelf
from storage.papers.brief_memo import SqlBriefMemo
from storage.papers.listings import SqlListingShelf
from storage.papers.papers import SqlPaperShelf
from storage.reading import SqlReadingList, SqlVoteShelf

DATABASE = "paperbrief.sqlite"


def newsroom(
    lookup: ArxivLookup | None,
    memo: SqlBriefMemo | None = None,
    clock: Callable[[], datetime] = machine,
) -> Newsroom:
    """Who chooses and writes, on embedded parts."""
    return Newsroom(
        scorer=LexicalScorer(),
        writer=ExtractiveWriter(),
        summaries=ExtractiveSummary(translator),
        translate=translator,
        clock=clock,
        memo=memo,
        lookup=lookup,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """One terminal session: the commands' desk over a data folder."""

    desk: Desk
    room: Newsroom


@asynccontextmanager
async def session(
    settings: Settings,
    folder: Path,
    current: Sequence[Listing],
    categories: Sequence[str],
    lookup: ArxivLookup | None,
    bring: Bring | None,
) -> AsyncIterator[Session]:
    """Open the data folder and lay the desk; ``current`` is what this session speaks of,
    ``categories`` are those of a channel that has chosen none.

    ``bring`` fetches categories that are not in it; without it, the session is of a
    saved announcement, and ``lookup`` only answers for papers that are not there.
    """
    room = newsroom(lookup if bring else None)
    async with Database(folder / DATABASE) as database:
        shelf = SqlAnnouncementShelf(database)
        papers = SqlPaperShelf(database)
        await shelf.keep(current)
        yield Session(
            Desk(
                papers=papers,
                announcements=shelf,
                channels=SqlChannelShelf(database),
                editions=SqlEditionShelf(database),
                ledger=SqlLedger(database),
                briefs=StoredBriefs(shelf, papers, room, current, bring),
                rights=TerminalRights(),
                scorer=room.scorer,
                writer=room.writer,
                lookup=lookup,
                completing=bring is not None,
                new_channel=partial(new_channel, settings, categories),
                translate=translator,
                commands=COMMANDS,
                votes=SqlVoteShelf(database),
                reading=SqlReadingList(database),
                notes=SqlNotes(database),
                clock=machine,
            ),
            room,
        )


@asynccontextmanager
async def channel_shelf(settings: Settings) -> AsyncIterator[SqlChannelShelf]:
    """The service's channels; a running service sees changes at its next tick."""
    async with Database(settings.data / DATABASE) as database:
        yield SqlChannelShelf(database)


@dataclass(frozen=True, slots=True)
class Office:
    """The service's parts over one data folder."""

    channels: SqlChannelShelf
    announcements: SqlAnnouncementShelf
    listings: SqlListingShelf
    ledger: SqlLedger
    outbox: SqlOutbox
    watch: Watch
    press: Press
    courier: Courier
    service: Service


@asynccontextmanager
async def office(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Office]:
    """Open the data folder for work on it: one watch, one press, one courier.

    Raises StoreUnusable where another process has the folder.
    """
    async with AsyncExitStack() as stack:
        # makes the folder too, and says what is wrong with it
        stack.enter_context(DataFolderLock(settings.data))
        database = await stack.enter_async_context(Database(settings.data / DATABASE))
        outside = await stack.enter_async_context(
            arxiv(settings, first_word=settings.arxiv_timeout, priority=Priority.POLLING)
        )
        channels, ledger = SqlChannelShelf(database), SqlLedger(database)
        announcements, listings = SqlAnnouncementShelf(database), SqlListingShelf(database)
        outbox = SqlOutbox(database)
        notes = SqlNotes(database)
        chats = await stack.enter_async_context(chat_platforms(settings, notes, clock))
        room = replace(
            newsroom(outside.lookup, SqlBriefMemo(database), clock),
            likes=partial(liking_in, votes=SqlVoteShelf(database), papers=SqlPaperShelf(database)),
        )
        watch = Watch(outside.feed, outside.harvest, announcements, listings)
        forms = {name: chat.form for name, chat in chats.items()}
        press = Press(
            Shelves(channels, listings, ledger),
            room,
            lambda channel: forms.get(channel.partition(":")[0], plain_form),
        )
        messengers = {name: chat.messenger for name, chat in chats.items()}
        senders: dict[str, Sender] = {
            "terminal": TerminalSender(settings.data),
            **{name: chat.sender for name, chat in chats.items()},
        }
        alarm = Alarms(settings.operator_chat, messengers, notes, clock)
        doorkeeper = Doorkeeper(SqlMembership(database), messengers, translator, clock)
        courier = Courier(
            outbox,
            senders,
            clock,
            Consequences(
                moved=doorkeeper.moved, gone=doorkeeper.gone, defect=partial(_defect, alarm)
            ),
        )
        desk = _service_desk(settings, database, room, outside, chats, doorkeeper, clock)
        reception = Reception(desk, Guests(frozenset(settings.allowed)))
        platforms = [chat.serve(reception, doorkeeper, alarm) for chat in chats.values()]
        service = Service(
            watch,
            press,
            courier,
            channels,
            ledger,
            clock,
            settings.tick,
            alarm,
            Sweeping(notes, NOTED_FOR),
            platforms,
        )
        yield Office(
            channels, announcements, listings, ledger, outbox, watch, press, courier, service
        )


def _service_desk(
    settings: Settings,
    database: Database,
    room: Newsroom,
    outside: Arxiv,
    chats: Mapping[str, ChatPlatform],
    membership: Membership,
    clock: Callable[[], datetime],
) -> Desk:
    """The desk that people on chat platforms talk with."""
    announcements, papers = SqlAnnouncementShelf(database), SqlPaperShelf(database)
    return Desk(
        papers=papers,
        announcements=announcements,
        channels=SqlChannelShelf(database),
        editions=SqlEditionShelf(database),
        ledger=SqlLedger(database),
        briefs=StoredBriefs(announcements, papers, room, prepared=gc.freeze),
        rights=RightsByPlatform({name: chat.rights for name, chat in chats.items()}),
        scorer=RememberingScorer(room.scorer),
        writer=RememberingWriter(room.writer),
        lookup=outside.asked,
        completing=True,
        new_channel=partial(new_channel, settings, ()),
        translate=translator,
        commands=COMMANDS,
        serving=True,
        membership=membership,
        votes=SqlVoteShelf(database),
        reading=SqlReadingList(database),
        notes=SqlNotes(database),
        clock=clock,
        next_brief=next_brief,
    )


async def _defect(alarm: Alarm, channel: str, why: str) -> None:
    await alarm.ring(
        "rendering", f"The brief for {channel} was refused and went out as plain text: {why}"
    )


def plain_form(edition: Edition, say: Translator) -> tuple[str, ...]:
    """The terminal platform's form: one part of plain text."""
    return (plain(brief_message(edition, say)),)


def new_channel(settings: Settings, categories: Sequence[str], address: str) -> Channel:
    """A channel whose owner has set nothing yet."""
    return Channel(
        address=address,
        language=settings.language,
        top=settings.top,
        categories=tuple(categories) or settings.categories,
    )


def categories_of(listings: Sequence[Listing]) -> tuple[str, ...]:
    """A saved announcement brings its own categories: of its feeds, or of its papers."""
    named = dict.fromkeys(one.category for one in listings if one.category)
    return tuple(named) or tuple(merge(listings, ()).categories)
