"""What people on chat platforms ask of a running service."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from adapters import platforms
from adapters.chat.extras import ExtrasByPlatform
from adapters.chat.hearing import HearingByPlatform
from adapters.chat.right_words import RightWordsByPlatform
from adapters.chat.rights import RightsByPlatform
from adapters.chat.threads import ThreadsByPlatform
from adapters.paper_files.fetching import ArxivFiles
from bot.commands.lines.command import ChannelServices, Coming, ReadingServices, Services
from bot.commands.lines.measured import measured
from bot.commands.lines.request_handler import RequestHandler
from bot.commands.table import COMMANDS, in_any_language
from bot.measures import MODEL_TEXTS
from bot.messages.blocks import Message
from bot.pipeline.parts import Pipeline
from bot.ports.channels import Membership
from bot.ports.chats import Platform
from bot.ports.sending import Messenger
from bot.wiring.analysing import analysis_desk
from bot.wiring.asking import asking_over
from bot.wiring.commands import delivery_services, new_channel, people_services
from bot.wiring.opened import Opened
from bot.wiring.reading import full_texts
from bot.wiring.spending import refusal_of
from scheduler.delivering.membership import MembershipService
from scheduler.delivering.outages import Outages
from scheduler.platforms import receiver
from scheduler.publishing.beginning import Beginnings
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.stored_briefs import StoredBriefs
from scheduler.timing.expecting import next_brief, next_regular
from scheduler.watching.watch import Watch
from storage.channels.changes import SqlChanges
from storage.channels.channels import SqlChannelRepository
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.earlier import SqlEarlierListings
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.people.waiting import SqlWaitingReaders


def services_of(
    opened: Opened, pipeline: Pipeline, membership: Membership, watch: Watch
) -> Services:
    """What people on chat platforms ask."""
    database, clock = opened.database, opened.clock
    announcements, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
    first_seen = FirstSeen(SqlEarlierListings(database))
    reading = reading_of(opened, pipeline, opened.outside.files)
    rights = {name: chat.rights for name, chat in opened.chats.items() if chat.rights}
    threads = {name: chat.threads for name, chat in opened.chats.items() if chat.threads}
    named = {name: chat.named for name, chat in opened.chats.items()}
    lacking = {name: chat.lacking for name, chat in opened.chats.items()}
    hearing = {name: chat.hearing for name, chat in opened.chats.items() if chat.hearing}
    beginnings = Beginnings(SqlListingRepository(database), clock, lambda: watch.looked)
    return Services(
        papers=papers,
        announcements=announcements,
        channels=ChannelServices(
            SqlChannelRepository(database),
            SqlChanges(database),
            partial(new_channel, opened.settings, ()),
            RightsByPlatform(rights),
            RightWordsByPlatform(platforms.right_sentences, lacking),
            membership,
            ExtrasByPlatform(platforms.lacking, named),
            ThreadsByPlatform(threads),
            HearingByPlatform(hearing),
        ),
        deliveries=delivery_services(database),
        people=people_services(database),
        briefs=StoredBriefs(announcements, papers, pipeline, first_seen=first_seen),
        pipeline=pipeline,
        lookup=opened.outside.asked,
        completing=True,
        commands=measured(
            in_any_language(COMMANDS) if pipeline.writer.costly else COMMANDS,
            opened.health.meter,
            time.perf_counter,
        ),
        coming=Coming(next_brief, next_regular, beginnings.of, beginnings.anew),
        clock=clock,
        remembered=timedelta(days=opened.settings.storage.listings),
        reading=reading,
        asking=asking_over(reading.texts.of, pipeline),
    )


def reading_of(opened: Opened, pipeline: Pipeline, files: ArxivFiles) -> ReadingServices:
    database, clock = opened.database, opened.clock
    return ReadingServices(
        full_texts(files, opened.settings, database, pipeline.memo, clock),
        analysis_desk(
            opened.models.language,
            clock,
            database,
            partial(opened.health.meter.count, MODEL_TEXTS),
            refusal_of(opened.spending) if opened.spending else None,
            pipeline.memo,
        ),
        SqlWaitingReaders(database),
    )


async def tell(messengers: Mapping[str, Messenger], address: str, said: Message) -> bool:
    messenger = messengers.get(address.partition(":")[0])
    return messenger is not None and await messenger.tell(address, said)


def receiving(
    opened: Opened, handler: RequestHandler, membership: MembershipService, alarm: Outages
) -> Sequence[Platform]:
    pulse = opened.health.pulse
    return [
        chat.serve(handler, membership, alarm, partial(pulse.beat, receiver(name)))
        for name, chat in opened.chats.items()
        if chat.serve
    ]
