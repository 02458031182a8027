"""What an operator works with at the shell, beside a running service or without one."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.pipeline.parts import Pipeline
from bot.settings import Settings
from bot.values.channel_records import ChannelCondition
from bot.values.channels import Channel
from bot.wiring.model import terminals
from bot.wiring.pipeline import shared
from bot.wiring.scoring import scorer
from scheduler.operating.conditions import conditions
from scheduler.publishing.beginning import Beginnings
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.lanes import HORIZON
from scheduler.publishing.owing import Owing
from scheduler.publishing.previews import Previews
from scheduler.publishing.publications import PublisherRepositories
from scheduler.timing.calendar import newest_date
from scheduler.timing.clocks import machine
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlMembership
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.owed import SqlOwedPapers
from storage.deliveries.records import SqlChannelRecords
from storage.file.database import DATABASE, Database
from storage.papers.earlier import SqlEarlierListings
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.people.notices import SqlNotices


@dataclass(frozen=True, slots=True)
class Office:
    """The store, as an operator looks at channels."""

    settings: Settings
    database: Database
    channels: SqlChannelRepository
    ledger: SqlLedger
    membership: SqlMembership
    records: SqlChannelRecords
    notices: SqlNotices

    async def conditions(self, now: datetime) -> Sequence[ChannelCondition]:
        """Of all channels, those in trouble first."""
        records = await self.records.every()
        asked = tuple(dict.fromkeys(name for one in records for name in one.channel.asked))
        listings = SqlListingRepository(self.database)
        days = await listings.days(newest_date(now) - HORIZON, asked)
        return conditions(records, days, now)

    async def anew(self, channel: Channel, now: datetime) -> bool:
        """Whether it begins with the newest announcement when it goes on after a pause."""
        progress = (await self.ledger.progress([channel.address])).get(channel.address)
        listings = SqlListingRepository(self.database)
        # nobody tells here what arXiv was asked about
        beginnings = Beginnings(listings, lambda: now, lambda: None)
        return await beginnings.anew(channel, progress.covered if progress else None)

    @asynccontextmanager
    async def previews(self) -> AsyncIterator[Previews]:
        """With the model that the settings name, if any."""
        pipeline = shared(None, self.database, machine, scorer(self.settings.encoder))
        place = self.settings.storage.data / DATABASE
        async with terminals(pipeline, self.settings, place, self.database) as pipeline:
            try:
                yield Previews(self._repositories(pipeline), pipeline)
            finally:
                await pipeline.memo.close()

    def _repositories(self, pipeline: Pipeline) -> PublisherRepositories:
        owed, papers = SqlOwedPapers(self.database), SqlPaperRepository(self.database)
        return PublisherRepositories(
            self.channels,
            SqlListingRepository(self.database),
            self.ledger,
            Owing(owed, papers, pipeline),
            FirstSeen(SqlEarlierListings(self.database)),
        )


@asynccontextmanager
async def office(settings: Settings, *, only_reads: bool = False) -> AsyncIterator[Office]:
    """Open the data folder beside whoever works on it; a running service sees changes at its
    next tick. ``only_reads``: on a disk that takes nothing more it is read as it is."""
    place = settings.storage.data / DATABASE
    async with Database(place, only_reads=only_reads) as database:
        yield Office(
            settings,
            database,
            SqlChannelRepository(database),
            SqlLedger(database),
            SqlMembership(database),
            SqlChannelRecords(database),
            SqlNotices(database),
        )
