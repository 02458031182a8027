"""A terminal session: the commands over a data folder of its own."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from adapters import platforms
from adapters.chat.extras import ExtrasByPlatform
from adapters.chat.right_words import RightWordsByPlatform
from adapters.paper_files.fetching import ArxivFiles
from adapters.sample_texts import SampleTexts
from adapters.terminal_chat.record import TerminalRights
from bot.commands.lines.command import ChannelServices, ReadingServices, Services
from bot.commands.table import COMMANDS, in_any_language
from bot.editorial.announcement import merge
from bot.pipeline.parts import Pipeline
from bot.ports.sources import PaperLookup
from bot.settings import Settings
from bot.values.listings import Listing
from bot.wiring.analysing import analysis_desk
from bot.wiring.asking import asking_over
from bot.wiring.commands import delivery_services, new_channel, people_services
from bot.wiring.model import terminals, written_by
from bot.wiring.pipeline import embedded
from bot.wiring.reading import full_texts
from bot.wiring.scoring import scorer
from bot.wiring.spending import purse_over, told_of
from scheduler.publishing.stored_briefs import Bring, StoredBriefs
from scheduler.timing.clocks import machine
from scheduler.timing.expecting import next_regular
from storage.channels.changes import SqlChanges
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlMembership
from storage.file.database import DATABASE, Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.written import SqlWrittenPapers
from storage.people.waiting import SqlWaitingReaders


@asynccontextmanager
async def session(
    settings: Settings,
    folder: Path,
    current: Sequence[Listing],
    categories: Sequence[str],
    lookup: PaperLookup | None,
    bring: Bring | None,
    files: ArxivFiles | None = None,
) -> AsyncIterator[Services]:
    """Open the data folder; ``current`` is what this session speaks of, ``categories`` are
    those of a channel that has chosen none.

    ``bring`` fetches categories that are not in it; without it, the session is of a
    saved announcement, and ``lookup`` only answers for papers that are not there. Without
    ``files``, there are no full texts.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(folder / DATABASE))
        announcements, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
        pipeline = embedded(
            lookup if bring else None,
            SqlWrittenPapers(database),
            scorer=scorer(settings.encoder),
        )
        pipeline = await stack.enter_async_context(
            terminals(pipeline, settings, folder / DATABASE, database)
        )
        stack.push_async_callback(pipeline.memo.close)
        await announcements.keep(current)
        desk = analysis_desk(
            pipeline.language,
            machine,
            database if pipeline.language else None,
            refusal=pipeline.refusal,
            memo=pipeline.memo,
        )
        texts = full_texts(files, settings, database, pipeline.memo, machine)
        yield Services(
            papers=papers,
            announcements=announcements,
            channels=ChannelServices(
                SqlChannelRepository(database),
                SqlChanges(database),
                partial(new_channel, settings, categories),
                TerminalRights(),
                RightWordsByPlatform(platforms.right_sentences, {}),
                SqlMembership(database),
                ExtrasByPlatform(platforms.lacking, {}),
            ),
            deliveries=delivery_services(database),
            people=people_services(database),
            briefs=StoredBriefs(announcements, papers, pipeline, current, bring),
            pipeline=pipeline,
            lookup=lookup,
            completing=bring is not None,
            commands=in_any_language(COMMANDS) if pipeline.writer.costly else COMMANDS,
            coming=None,
            regular=next_regular,
            clock=machine,
            remembered=timedelta(days=settings.storage.listings),
            model=told_of(purse_over(database, settings, machine), settings)
            if settings.models
            else None,
            samples=_samples(pipeline, announcements, papers, current),
            reading=ReadingServices(texts, desk, SqlWaitingReaders(database)),
            asking=asking_over(texts.of, pipeline),
        )


def _samples(
    pipeline: Pipeline,
    announcements: SqlAnnouncementRepository,
    papers: SqlPaperRepository,
    current: Sequence[Listing],
) -> StoredBriefs | None:
    """Where no model writes, and the papers are those of which texts ship."""
    if pipeline.writer.costly or not any(one.sample for one in current):
        return None
    # they are read anew each time: another version of the bot may have others
    with_texts = written_by(SampleTexts(), replace(pipeline, stored=None))
    return StoredBriefs(announcements, papers, with_texts, current)


def categories_of(listings: Sequence[Listing]) -> tuple[str, ...]:
    """A saved announcement brings its own categories: of its feeds, or of its papers."""
    named = dict.fromkeys(one.category for one in listings if one.category)
    return tuple(named) or tuple(merge(listings, ()).categories)
