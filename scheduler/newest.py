"""Bringing in the newest announcement: feed by feed, then the archive's own record. In order:

::

    feeds of the categories | all empty? harvest the last working day

One category that cannot be had does not take the others down.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from bot.errors import PaperbriefError, SourceRefused
from bot.models import Listing, ListingState
from bot.ports import AnnouncementSource

log = logging.getLogger(__name__)

Report = Callable[[str, int, int], None]
"""Told before each category: its name, how many are done, how many there are."""

# a long weekend with a holiday on each side
_DAYS_BACK = 3


class Harvest(Protocol):
    """The archive's record of a day, for days whose feed is gone."""

    async def listing(self, category: str, day: date) -> Listing:
        """Everything of the category changed on ``day`` or later. Raises as a source does."""
        ...


async def newest_announcement(
    source: AnnouncementSource,
    harvest: Harvest | None,
    categories: Sequence[str],
    today: date,
    report: Report,
) -> tuple[Listing, ...]:
    """The newest listings of the categories; ``today`` is the date in New York.

    Raises what the first category raised where none can be had. A category that
    fails beside others is a listing of state "unreachable".
    """
    listings = await _each(categories, source.listing, report)
    if harvest is None or any(one.state is not ListingState.EMPTY for one in listings):
        return listings
    for day in working_days(today):
        log.info("feeds_empty", extra={"harvest": day.isoformat()})
        harvested = await _each(categories, partial(_harvested, harvest, day), report)
        if any(one.items for one in harvested):
            return harvested
    return listings


async def _harvested(harvest: Harvest, day: date, category: str) -> Listing:
    return await harvest.listing(category, day)


async def _each(
    categories: Sequence[str], listing: Callable[[str], Awaitable[Listing]], report: Report
) -> tuple[Listing, ...]:
    found: list[Listing] = []
    for done, category in enumerate(categories):
        report(category, done, len(categories))
        try:
            found.append(await listing(category))
        except SourceRefused:
            raise
        except PaperbriefError as error:
            if not found:
                # nothing came yet: the host itself is out of reach, so do not wait again
                raise
            log.warning("listing_failed", extra={"category": category, "why": str(error)})
            found.append(Listing(category=category, date=None, state=ListingState.UNREACHABLE))
    return tuple(found)


def working_days(today: date) -> tuple[date, ...]:
    """The last weekdays, ``today`` first where it is one: no announcement has a weekend's date."""
    days = (today - timedelta(days=back) for back in range(_DAYS_BACK + 4))
    return tuple(day for day in days if day.weekday() < 5)[:_DAYS_BACK]
