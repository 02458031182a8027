"""One pass's questions to arXiv: answers are stored, failures are written down."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.errors import SourceRefused, SourceUnreachable, SourceUnreadable
from bot.ports.coverage import CoverageRepository
from bot.ports.listings import AnnouncementRepository, ListingRepository
from bot.values.coverage import BegunHarvest, CategoryDate, Coverage
from bot.values.listings import Listing, ListingState

log = logging.getLogger(__name__)
T = TypeVar("T")

# After so many questions in a row without an answer a host is left alone until the next pass.
# Each is tried several times, so that of five one is answered even where a third of all tries
# fail.
_GIVE_UP = 5
# how long a category that arXiv refused is not asked for again
_REFUSED_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class WatchRepositories:
    """The part of the store that the watch needs."""

    announcements: AnnouncementRepository
    listings: ListingRepository
    coverages: CoverageRepository


@dataclass(slots=True)
class Round:
    """What one pass knows. ``states`` and ``coverages`` are kept equal to the store's; ``begun``
    are records of which more pages are to come."""

    now: datetime
    repositories: WatchRepositories
    states: dict[CategoryDate, ListingState] = field(default_factory=dict)
    coverages: dict[CategoryDate, Coverage] = field(default_factory=dict)
    begun: dict[str, BegunHarvest] = field(default_factory=dict)
    failed: dict[CategoryDate, str] = field(default_factory=dict)
    added: int = 0
    holes: dict[CategoryDate, Coverage] = field(default_factory=dict)
    # of the coverages those that arXiv would not speak of: few, where there are thousands
    _refused: dict[CategoryDate, datetime] = field(default_factory=dict)
    _silent: int = 0

    async def recall(self, categories: Sequence[str], since: date) -> None:
        """Read from the store what is known since the date ``since``."""
        for day, states in (await self.repositories.listings.days(since, categories)).items():
            self.states |= {(name, day): states[name] for name in categories if name in states}
        found = await self.repositories.coverages.coverages(since, categories)
        self.coverages = {one.place: one for one in found}
        self._refused = {one.place: one.refused_at for one in found if one.refused_at}
        self.begun = dict(await self.repositories.coverages.begun(categories))

    def turn_to_another_host(self) -> None:
        self._silent = 0

    def refused_until(self, category: str) -> datetime | None:
        """When arXiv may be asked for the category again; None: now.

        A clock that was set back does not prolong it.
        """
        refused = (at for (name, _), at in self._refused.items() if name == category)
        since = max(refused, default=None)
        if since is None or not timedelta() <= self.now - since < _REFUSED_FOR:
            return None
        return since + _REFUSED_FOR

    async def ask(self, place: CategoryDate, question: Callable[[], Awaitable[T]]) -> T | None:
        """The answer; None where there is none: its state and the reason are written down then."""
        if self.refused_until(place[0]) is not None:
            return None
        if self._silent >= _GIVE_UP:
            await self._failed(place, "arXiv is out of reach.")
            return None
        try:
            found = await question()
        except SourceUnreachable as error:
            self._silent += 1
            await self._failed(place, str(error))
        except SourceUnreadable as error:
            self._silent = 0
            await self._failed(place, str(error))
        except SourceRefused as error:
            self._silent = 0
            is_news = not any(name == place[0] for name, _ in self._refused)
            await self._failed(place, str(error), logging.WARNING if is_news else logging.DEBUG)
            await self.update_coverage(place, refused_at=self.now)
        else:
            self._silent = 0
            await self._lift(place[0])
            return found
        return None

    async def _lift(self, category: str) -> None:
        for place in [place for place in self._refused if place[0] == category]:
            await self.update_coverage(place, refused_at=None)

    async def _failed(self, place: CategoryDate, why: str, level: int = logging.WARNING) -> None:
        name, day = place
        log.log(level, "not_had", extra={"category": name, "day": day.isoformat(), "why": why})
        self.failed[place] = why
        await self.note_unreachable(place)

    async def note_unreachable(self, place: CategoryDate) -> None:
        if place not in self.states:
            name, day = place
            await self.keep([Listing(category=name, date=day, state=ListingState.UNREACHABLE)])

    async def keep(self, listings: Sequence[Listing], added: int = 0) -> None:
        """Store ``listings`` with their states; UNREACHABLE does not replace another state."""
        if not listings:
            return
        await self.repositories.announcements.keep(listings)
        self.added += added
        for one in listings:
            if one.category and one.date:
                place = one.category, one.date
                if one.state is ListingState.UNREACHABLE:
                    self.states.setdefault(place, one.state)
                else:
                    self.states[place] = one.state

    def coverage(self, place: CategoryDate) -> Coverage:
        return self.coverages.get(place) or Coverage(category=place[0], date=place[1])

    async def update_coverage(self, place: CategoryDate, **changes: Any) -> Coverage:
        """Store what has changed in the coverage of a category and date."""
        known = self.coverage(place)
        new = replace(known, **changes)
        if new != known or place not in self.coverages:
            self.coverages[place] = new
            self._refused.pop(place, None)
            if new.refused_at is not None:
                self._refused[place] = new.refused_at
            await self.repositories.coverages.keep([new])
        return new

    async def stored(
        self, category: str, first: date, last: date, *, outlines: bool = False
    ) -> Sequence[Listing]:
        """The category's listings of these dates, newest first."""
        listings = self.repositories.listings
        found = await listings.between(first, last, [category], outlines=outlines)
        dated = [(one.date, one) for one in found if one.date and one.category == category]
        return [one for _, one in sorted(dated, key=lambda pair: pair[0], reverse=True)]
