"""What a new channel begins with, as far as it is stored already: for the answer to /subscribe."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports.listings import ListingRepository
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import FirstBrief
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import BEGINS_WITHIN, decide


@dataclass(frozen=True, slots=True)
class Beginnings:
    """``looked``: what arXiv was asked about, as the publisher is told it; see decide()."""

    listings: ListingRepository
    clock: Callable[[], datetime]
    looked: Callable[[], Collection[CategoryDate]]

    async def of(self, channel: Channel) -> FirstBrief | None:
        """None where nothing is stored that could be sent now."""
        now, asked = self.clock(), channel.asked
        days = await self.listings.days(newest_date(now) - BEGINS_WITHIN, tuple(asked))
        new = replace(channel, subscribed=True, opens=None)
        due = decide(new, None, days, asked, now, self.looked())
        if due is None or not due.batches or not due.batches[0].dates:
            return None
        return FirstBrief(due.batches[0].dates[-1], due.covers)
