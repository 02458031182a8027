"""What a channel would be sent now, whatever its schedule: assembled, and not stored."""

from dataclasses import replace
from datetime import datetime

from bot.pipeline.parts import Pipeline
from bot.values.channels import Channel, active
from bot.values.deliveries import Progress
from bot.values.editions import Edition
from scheduler.publishing.lanes import HORIZON
from scheduler.publishing.preparing import PreparedDays
from scheduler.publishing.publications import Publications, PublisherRepositories, Waiting
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import Due, decide


def _nothing_rendered(*about: object) -> tuple[str, ...]:
    return ()


class Previews:
    """Over the same store and pipeline as the publisher, and by the same rules."""

    def __init__(self, repositories: PublisherRepositories, pipeline: Pipeline) -> None:
        self._repositories = repositories
        self._pipeline = pipeline
        self._publications = Publications(
            repositories, pipeline, lambda _: _nothing_rendered, lambda _: {}
        )

    async def due(self, channel: Channel, now: datetime) -> Due | None:
        """What would go out, were ``now`` a slot of the channel's; None for nothing."""
        known = await self._repositories.ledger.progress([channel.address])
        states = await self._repositories.listings.days(newest_date(now) - HORIZON, channel.asked)
        asked = replace(active(channel), sooner=now)
        return decide(asked, known.get(channel.address), states, channel.asked, now)

    async def edition(self, channel: Channel, now: datetime) -> Edition | None:
        """The next brief; None where nothing is stored that the channel has not had."""
        due = await self.due(channel, now)
        if due is None or not due.batches:
            return None
        known = await self._repositories.ledger.progress([channel.address])
        progress = known.get(channel.address) or Progress(channel=channel.address)
        stored = self._repositories
        days = PreparedDays(stored.listings, stored.first_seen, self._pipeline, channel.asked)
        await stored.owing.look([channel.address])
        batch = due.batches[0]
        prepared = await days.of(batch, progress, channel.asked)
        waiting = Waiting(channel, due, progress)
        made = await self._publications.brief(waiting, batch, prepared, now, None)
        return made.edition
