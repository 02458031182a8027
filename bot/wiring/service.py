"""The running service, put together. Only the command line and tests import it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from adapters import platforms
from adapters.arxiv_site.gate import Priority
from adapters.chat.platform import ConnectedPlatform, Surroundings
from adapters.terminal_chat.sender import plain_form
from bot.commands.analyses.ahead import AnalysesAhead
from bot.commands.analyses.resuming import resume
from bot.commands.lines.allow_list import AllowList
from bot.commands.lines.request_handler import RequestHandler
from bot.commands.posted import PostedLinks
from bot.measures import MODEL_TEXTS
from bot.pipeline.parts import Pipeline
from bot.settings import Settings
from bot.translator import translator
from bot.wiring.after_start import load_the_rest
from bot.wiring.arxiv_source import arxiv
from bot.wiring.choosing import chosen_by
from bot.wiring.delivering import delivery_worker
from bot.wiring.errands import errands
from bot.wiring.health import Health
from bot.wiring.memory import share_one_heap
from bot.wiring.model import written_by
from bot.wiring.opened import Opened, messengers_of
from bot.wiring.pipeline import shared
from bot.wiring.platforms import chat_platforms
from bot.wiring.scoring import scorer
from bot.wiring.services import reading_of, receiving, services_of, tell
from bot.wiring.spending import purse_over, refusal_of, spending_of
from bot.wiring.sweeping import sweeping
from scheduler.delivering.chores import UndoneChores
from scheduler.delivering.membership import MembershipService
from scheduler.delivering.outages import Outages
from scheduler.delivering.readmission import Readmission
from scheduler.delivering.worker import DeliveryWorker
from scheduler.operating.alarms import Alarms
from scheduler.operating.store_trouble import StoreTrouble
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.owing import Owing
from scheduler.publishing.publications import PublisherRepositories
from scheduler.publishing.publisher import Publisher
from scheduler.service import Service
from scheduler.timing.clocks import speed_of
from scheduler.watching.rounds import WatchRepositories
from scheduler.watching.watch import Watch
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlClosures, SqlMembership
from storage.deliveries.backlog import SqlBacklog
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.deliveries.owed import SqlOwedPapers
from storage.file.database import DATABASE, Database
from storage.file.lock import DataFolderLock
from storage.file.metered import MeteredDatabase
from storage.file.shrinking import Shrinking
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.earlier import SqlEarlierListings
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.settling import SqlCoverageRepository
from storage.people.notes import SqlNotes


@dataclass(frozen=True, slots=True)
class Runtime:
    """The service's parts over one data folder."""

    channels: SqlChannelRepository
    listings: SqlListingRepository
    ledger: SqlLedger
    outbox: SqlOutbox
    membership: SqlMembership
    watch: Watch
    publisher: Publisher
    delivery_worker: DeliveryWorker
    service: Service
    port: Callable[[], AbstractAsyncContextManager[int | None]]

    async def waiting(self) -> Sequence[str]:
        """Channels for which something waits, but for those that are closed to us."""
        addresses = await self.outbox.waiting()
        return [each for each in addresses if await self.membership.closure(each) is None]


@asynccontextmanager
async def runtime(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Runtime]:
    """Open the data folder for work on it: one watch, one publisher, one delivery worker.

    Raises StoreUnusable where another process has the folder.
    """
    folder = settings.storage.data
    share_one_heap()
    async with AsyncExitStack() as stack:
        # makes the folder too, and says what is wrong with it
        stack.enter_context(DataFolderLock(folder))
        health = Health(settings)
        database = await stack.enter_async_context(MeteredDatabase(folder / DATABASE, health.meter))
        outside = await stack.enter_async_context(
            arxiv(
                settings,
                first_word=settings.arxiv.timeout,
                priority=Priority.POLLING,
                pulse=health.pulse,
                meter=health.meter,
                speed=speed_of(clock),
            )
        )
        surroundings = Surroundings(SqlNotes(database), clock, folder)
        chats = await stack.enter_async_context(chat_platforms(settings, surroundings))
        alarms = _alarms(settings, chats, database, clock)
        opened = Opened(settings, clock, health, database, outside, chats, alarms)
        yield _runtime(await _with_model(opened, stack), stack)


def _runtime(opened: Opened, stack: AsyncExitStack) -> Runtime:
    settings, clock, health = opened.settings, opened.clock, opened.health
    database, messengers = opened.database, opened.messengers
    channels, ledger = SqlChannelRepository(database), SqlLedger(database)
    outbox, notes = SqlOutbox(database), SqlNotes(database)
    alarms, spending = opened.alarms, opened.spending
    pipeline = shared(opened.outside.lookup, database, clock, scorer(settings.encoder))
    models = opened.models
    pipeline = chosen_by(
        models.language,
        models.embedding,
        replace(pipeline, shut_since=models.shut_since),
        settings.choosing,
        database,
        health.meter,
        refusal_of(spending) if spending else None,
    )
    note = partial(health.meter.count, MODEL_TEXTS)
    pipeline = written_by(models.language, pipeline, database, note)
    watch = _watch(opened)
    ahead = AnalysesAhead()
    publisher = _publisher(opened, channels, pipeline, ahead)
    alarm = Outages(health.seen(alarms), SqlBacklog(database), notes, clock, platforms.title_of)
    membership = MembershipService(SqlMembership(database), messengers, translator, clock)
    # one for both who use it, so that what fails is told once
    shrinking = Shrinking(database)
    undone = UndoneChores(channels, notes, messengers, alarm, translator, clock)
    worker = delivery_worker(
        outbox, opened.chats, settings, clock, health, alarm, membership, undone
    )
    services = replace(
        services_of(opened, pipeline, membership, watch), model=spending.told if spending else None
    )
    allowed = AllowList(frozenset(settings.people.allowed))
    handler = RequestHandler(services, allowed, PostedLinks(clock).cards)
    stack.push_async_callback(pipeline.memo.close)
    stack.push_async_callback(handler.close)
    service = Service(
        watch,
        publisher,
        worker,
        channels,
        ledger,
        clock,
        settings.scheduler.tick,
        alarm,
        sweeping(settings, database, undone, shrinking),
        receiving(opened, handler, membership, alarm),
        store=StoreTrouble(alarm, database),
        pulse=health.pulse,
        monitor=health.monitor(database, messengers, clock),
        remind=alarms.remind,
        readmit=Readmission(SqlClosures(database), services.channels.rights, membership, clock).ask,
        resume=partial(resume, services, partial(tell, messengers)),
        ahead=partial(
            ahead.run,
            services,
            reading_of(opened, pipeline, opened.outside.ahead),
            publisher.idle,
        ),
        load=partial(load_the_rest, handler.idle),
        errands=errands(opened, worker, shrinking),
    )
    return Runtime(
        channels,
        SqlListingRepository(database),
        ledger,
        outbox,
        SqlMembership(database),
        watch,
        publisher,
        worker,
        service,
        partial(health.port, database, clock),
    )


def _alarms(
    settings: Settings,
    chats: Mapping[str, ConnectedPlatform],
    database: Database,
    clock: Callable[[], datetime],
) -> Alarms:
    return Alarms(settings.people.operator_chat, messengers_of(chats), SqlNotes(database), clock)


async def _with_model(opened: Opened, stack: AsyncExitStack) -> Opened:
    """As it was where no model is used."""
    settings, database = opened.settings, opened.database
    if not settings.models:
        return opened
    # loaded where there is a model
    from adapters.openai_model.opening import opened as opened_models

    purse = purse_over(database, settings, opened.clock, opened.chats)
    spending = spending_of(purse, settings, opened.health.seen(opened.alarms), opened.health.meter)
    models = await stack.enter_async_context(
        opened_models(
            settings.model,
            spending.purse,
            SqlNotes(database),
            opened.clock,
            watcher=spending.purse.address,
        )
    )
    return replace(opened, models=models, spending=spending)


def _watch(opened: Opened) -> Watch:
    announcements = SqlAnnouncementRepository(opened.database)
    listings = SqlListingRepository(opened.database)
    coverage = SqlCoverageRepository(opened.database)
    return Watch(
        opened.outside.feed,
        opened.outside.harvest,
        WatchRepositories(announcements, listings, coverage),
    )


def _publisher(
    opened: Opened, channels: SqlChannelRepository, pipeline: Pipeline, ahead: AnalysesAhead
) -> Publisher:
    database = opened.database
    forms = {name: chat.form for name, chat in opened.chats.items()}
    repositories = PublisherRepositories(
        channels,
        SqlListingRepository(database),
        SqlLedger(database),
        Owing(SqlOwedPapers(database), SqlPaperRepository(database), pipeline),
        FirstSeen(SqlEarlierListings(database)),
    )
    return Publisher(
        repositories,
        pipeline,
        lambda channel: forms.get(channel.partition(":")[0], plain_form),
        opened.health.pulse,
        ahead.published,
        platforms.lacking,
    )
