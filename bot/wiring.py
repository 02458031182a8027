"""The one place that builds everything. Only the command line and tests import it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import httpx

from adapters.arxiv_feed import ArxivFeed
from adapters.arxiv_gate import ArxivGate, Priority
from adapters.arxiv_harvest import ArxivHarvest
from adapters.arxiv_http import ArxivHttp, Limits, user_agent
from adapters.arxiv_lookup import ArxivLookup
from adapters.terminal_chat import TerminalRights
from bot.cli.settings import Settings
from bot.commands.command import Desk
from bot.commands.table import COMMANDS
from bot.editorial.extract import ExtractiveWriter
from bot.editorial.lexical import LexicalScorer
from bot.editorial.summary import ExtractiveSummary
from bot.models import Channel, Listing
from bot.translator import translator
from scheduler.edition import Newsroom
from scheduler.stored_briefs import Bring, StoredBriefs
from storage.announcements import SqlAnnouncementShelf
from storage.channels import SqlChannelShelf
from storage.database import Database
from storage.editions import SqlEditionShelf
from storage.papers import SqlPaperShelf

# a person waits for a look-up; the first word from arXiv decides whether it is there at all
PATIENCE = 8.0
DATABASE = "paperbrief.sqlite"


@dataclass(frozen=True, slots=True)
class Arxiv:
    """Everything that talks with arXiv, behind one gate."""

    feed: ArxivFeed
    harvest: ArxivHarvest
    lookup: ArxivLookup


@asynccontextmanager
async def arxiv(settings: Settings, *, patience: float = PATIENCE) -> AsyncIterator[Arxiv]:
    """arXiv's feeds, records and look-ups; ``patience`` in seconds bounds each question."""
    gate = ArxivGate(settings.arxiv_interval)
    agent = user_agent(_version(), settings.contact)
    limits = Limits(
        connect=min(5.0, settings.arxiv_timeout),
        read=min(15.0, settings.arxiv_timeout),
        total=settings.arxiv_timeout,
        patience=patience,
    )
    async with httpx.AsyncClient() as client:
        http = ArxivHttp(client, gate, user_agent=agent, limits=limits, priority=Priority.PERSON)
        lookup = ArxivLookup(gate, base=settings.arxiv_api_base, user_agent=agent, limits=limits)
        try:
            yield Arxiv(
                ArxivFeed(http, base=settings.arxiv_rss_base),
                ArxivHarvest(http, base=settings.arxiv_oai_base),
                lookup,
            )
        finally:
            lookup.close()


def newsroom(lookup: ArxivLookup | None) -> Newsroom:
    """Who chooses and writes, on embedded parts."""
    return Newsroom(
        scorer=LexicalScorer(),
        writer=ExtractiveWriter(),
        summaries=ExtractiveSummary(translator),
        translate=translator,
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
    lookup: ArxivLookup | None,
    bring: Bring | None,
) -> AsyncIterator[Session]:
    """Open the data folder and lay the desk; ``current`` is what this session speaks of."""
    room = newsroom(lookup)
    async with Database(folder / DATABASE) as database:
        shelf = SqlAnnouncementShelf(database)
        papers = SqlPaperShelf(database)
        await papers.keep([item.paper for listing in current for item in listing.items])
        yield Session(
            Desk(
                papers=papers,
                announcements=shelf,
                channels=SqlChannelShelf(database),
                editions=SqlEditionShelf(database),
                briefs=StoredBriefs(shelf, room, current, bring),
                rights=TerminalRights(),
                scorer=room.scorer,
                writer=room.writer,
                lookup=lookup,
                new_channel=partial(new_channel, settings, _categories_of(current)),
                translate=translator,
                commands=COMMANDS,
            ),
            room,
        )


def new_channel(settings: Settings, categories: Sequence[str], address: str) -> Channel:
    """A channel whose owner has set nothing yet."""
    return Channel(
        address=address,
        language=settings.language,
        top=settings.top,
        categories=tuple(categories) or settings.categories,
    )


def _categories_of(listings: Sequence[Listing]) -> tuple[str, ...]:
    """A saved announcement brings its own categories."""
    return tuple(dict.fromkeys(one.category for one in listings if one.category))


def _version() -> str:
    """From a checkout there is no installed distribution to ask."""
    try:
        return version("paperbrief")
    except PackageNotFoundError:
        return "0.1.0"
