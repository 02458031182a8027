"""What the next pass over arXiv has to look at, as the channels need it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import Ledger
from bot.values.channels import Channel
from bot.values.deliveries import Progress
from scheduler.publishing.lanes import HORIZON
from scheduler.timing.calendar import announcement_dates, feed_time, newest_date
from scheduler.watching.freshness import HAD
from scheduler.watching.polling import PassReport, polled_date


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """What a watch has to look at."""

    categories: tuple[str, ...]
    since: date | None


async def round_of(
    channels: ChannelRepository, ledger: Ledger, now: datetime, last: PassReport | None = None
) -> WatchOrder:
    """The categories of all active channels, and the oldest date that one of them waits for.

    ``last`` is the report of the pass before, None where there was none.
    """
    active = [one for one in await channels.every() if one.active]
    progress = await ledger.progress([one.address for one in active])
    newest = newest_date(now)
    oldest = newest - HORIZON
    # thousands of channels have come as far as a few dates
    covered = {one.covered for one in progress.values() if one.covered is not None}
    waited = [next(announcement_dates(max(day, oldest), newest), None) for day in covered]
    new = [one for one in active if not _has_begun(progress.get(one.address))]
    if new and polled_date(now) is None:
        # the first brief has the newest announcement, whose feed is gone by now
        waited.append(newest)
    if any(_has_nothing(one, newest, last) for one in new):
        # on a holiday, or while the feed is late, it begins with the announcement before
        waited.append(newest_date(feed_time(newest) - timedelta(minutes=1)))
    categories = dict.fromkeys(name for one in active for name in one.asked)
    return WatchOrder(tuple(categories), min(filter(None, waited), default=None))


def _has_begun(progress: Progress | None) -> bool:
    return progress is not None and progress.covered is not None


def _has_nothing(channel: Channel, newest: date, last: PassReport | None) -> bool:
    """Whether the last pass saw that a channel's categories have no papers on the newest date."""
    if last is None or last.day != newest:
        return False
    states = {last.states.get(name) for name in channel.asked}
    return None not in states and states.isdisjoint(HAD)


def asks_for_more(look: WatchOrder, last: WatchOrder | None) -> bool:
    if last is None or look.categories != last.categories:
        return True
    return look.since is not None and (last.since is None or look.since < last.since)
