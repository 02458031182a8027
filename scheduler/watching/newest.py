"""Bringing in the newest announcement: feed by feed, then the archive's own record. In order:

::

    feeds of the categories | none has papers? harvest the last working days

A category that cannot be had does not affect the others.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from bot.errors import PaperbriefError, SourceUnreachable
from bot.ports.sources import AnnouncementSource
from bot.values.listings import Listing, ListingState

Report = Callable[[str, int, int], None]
"""Called before each category with its name, how many are done, how many there are."""

# a long weekend with a holiday on each side
_DAYS_BACK = 3


class Harvest(Protocol):
    """The archive's record of a day, for days whose feed is gone."""

    async def listing(self, category: str, day: date) -> Listing:
        """Everything of the category that is dated ``day``. Raises as a source does."""
        ...


@dataclass(frozen=True, slots=True)
class Brought:
    """``problems`` has a sentence for each category that could not be had."""

    listings: tuple[Listing, ...]
    problems: tuple[str, ...] = ()


async def newest_announcement(
    source: AnnouncementSource,
    harvest: Harvest | None,
    categories: Sequence[str],
    today: date,
    report: Report,
) -> Brought:
    """The newest listings of the categories; ``today`` is the date in New York.

    A category that fails is a listing of state "unreachable". Raises the first error
    where none could be had, and at once where arXiv itself is out of reach.
    """
    brought = await _each(categories, source.listing, report)
    states = {one.state for one in brought.listings}
    if harvest is None or _has_papers(brought) or ListingState.EMPTY not in states:
        return brought
    for day in working_days(today):
        try:
            harvested = await _each(categories, partial(_harvested, harvest, day), report)
        except PaperbriefError as error:
            return Brought(brought.listings, (*brought.problems, str(error)))
        if _has_papers(harvested):
            return harvested
    return brought


def _has_papers(brought: Brought) -> bool:
    return any(one.items or one.unreadable for one in brought.listings)


async def _harvested(harvest: Harvest, day: date, category: str) -> Listing:
    return await harvest.listing(category, day)


async def _each(
    categories: Sequence[str], listing: Callable[[str], Awaitable[Listing]], report: Report
) -> Brought:
    found: list[Listing] = []
    errors: list[PaperbriefError] = []
    for done, category in enumerate(categories):
        report(category, done, len(categories))
        try:
            found.append(await listing(category))
        except PaperbriefError as error:
            if not found and isinstance(error, SourceUnreachable):
                # at the first question the host itself is out of reach: do not wait again for the
                # others
                raise
            errors.append(error)
            found.append(Listing(category=category, date=None, state=ListingState.UNREACHABLE))
    if errors and len(errors) == len(categories):
        raise errors[0]
    return Brought(tuple(found), tuple(map(str, errors)))


def working_days(today: date) -> tuple[date, ...]:
    """The last weekdays, ``today`` first where it is one: no announcement has a weekend's date."""
    days = (today - timedelta(days=back) for back in range(_DAYS_BACK + 4))
    return tuple(day for day in days if day.weekday() < 5)[:_DAYS_BACK]
