"""What a new channel begins with, as far as it is stored already, and whether one that went on
after a pause begins anew."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.ports.listings import ListingRepository
from bot.values.channels import Channel, Schedule
from bot.values.coverage import CategoryDate
from bot.values.deliveries import FirstBrief
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import BEGINS_WITHIN, decide
from scheduler.timing.expecting import next_brief


@dataclass(frozen=True, slots=True)
class Beginnings:
    """``looked``: what arXiv was asked about, as the publisher is told it; see decide()."""

    listings: ListingRepository
    clock: Callable[[], datetime]
    looked: Callable[[], Collection[CategoryDate] | None]

    async def of(self, channel: Channel) -> FirstBrief | None:
        """None where nothing is stored that could be sent now."""
        now, asked = self.clock(), channel.asked
        days = await self.listings.days(newest_date(now) - BEGINS_WITHIN, tuple(asked))
        new = replace(channel, subscribed=True, opens=None)
        due = decide(new, None, days, asked, now, self.looked())
        if due is None or not due.batches or not due.batches[0].dates:
            return None
        return FirstBrief(due.batches[0].dates[-1], due.covers)

    async def anew(self, channel: Channel, covered: date | None) -> bool:
        """Whether a channel that goes on after a pause begins with the newest announcement, as
        :func:`begins_anew` has it."""
        return begins_anew(channel.schedule, covered, await self.of(channel), self.clock())


def begins_anew(
    schedule: Schedule, covered: date | None, first: FirstBrief | None, now: datetime
) -> bool:
    """Whether what a channel missed in a pause is forgotten: only where it missed something and
    begins with what it was not briefed on yet.

    ``covered`` as Progress says; ``first`` is what it would begin with, None where nothing is
    stored. Where it goes on instead, it gets what it missed as its schedule says.
    """
    if covered is None:
        return True
    due = next_brief(schedule, covered, now)
    if due is None or due > now:
        return False
    # nothing that is older would be begun with
    return covered < newest_date(now) - BEGINS_WITHIN or (first is not None and first.day > covered)
