"""Days of one store, kept while they are up to date, for all who ask the running service.

::

    revision of the store | which announcement | its listings | Day

A question costs a look at the store's revision. The rest is done again only where something
changed: new items, a category brought in later, a state, details of a paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.ports.listings import AnnouncementRepository
from bot.values.listings import AnnouncementKey, Listing
from scheduler.publishing.day_type import day_type
from scheduler.publishing.first_seen import FirstSeen

if TYPE_CHECKING:
    from scheduler.edition import Day


class DayRepository(AnnouncementRepository, Protocol):
    """The announcements, and what tells whether a day is still up to date."""

    async def revision(self) -> int:
        """Another one after every change of a listing or of a paper."""
        ...

    async def place(self, day: date | None, categories: Sequence[str]) -> AnnouncementKey | None:
        """The announcement that ``on`` takes its listings from; None where it has none."""
        ...

    async def whole(self, place: AnnouncementKey) -> Sequence[Listing]:
        """All listings of an announcement, one a category."""
        ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """A day, and the latest revision of the store with which it agrees."""

    revision: int
    day: "Day"


# the newest announcement, the one before it (for channels in whose categories arXiv announced
# nothing today), and one that somebody asks for by its date
MOST_DAYS = 3
_DAYS: Kind[_Kept] = Kind(MOST_DAYS)
# which announcement holds for a set of categories
_PLACES: Kind[AnnouncementKey | None] = Kind(2_000)


class StoredDays:
    """For one event loop. ``first_seen`` looks for papers that were revised before they were
    seen, as the publisher does."""

    def __init__(
        self, repository: DayRepository, pipeline: Pipeline, first_seen: FirstSeen | None
    ) -> None:
        self._repository = repository
        self._pipeline = pipeline
        self._first_seen = first_seen
        self._memo = Memo(pipeline.memo.rounds)

    async def day(self, day: date | None, categories: Sequence[str]) -> "Day | None":
        """The announcement of a date (None: the newest) that any of these categories has.

        It holds whatever was stored before the call.
        """
        revision, asked = await self._revision(), tuple(categories)
        place = await self._memo.once(
            _PLACES, (revision, day, asked), lambda: self._repository.place(day, asked)
        )
        if place is None:
            return None
        kept = self._memo.kept(_DAYS, place)
        if kept is not None and kept.revision == revision:
            return kept.day
        return await self._memo.anew(place, lambda: self._read(place))

    async def _revision(self) -> int:
        return await self._memo.anew("revision", self._repository.revision)

    async def _read(self, place: AnnouncementKey) -> "Day":
        # another caller's reading may hold all that was stored meanwhile
        revision, kept = await self._revision(), self._memo.kept(_DAYS, place)
        if kept is not None and kept.revision == revision:
            return kept.day
        listings = tuple(await self._repository.whole(place))
        if self._first_seen is not None:
            listings = await self._first_seen.among(listings)
        same = kept is not None and kept.day.listings == listings
        day = kept.day if kept is not None and same else await self._day(listings)
        self._memo.keep(_DAYS, place, _Kept(revision, day))
        return day

    async def _day(self, listings: tuple[Listing, ...]) -> "Day":
        day = await day_type()
        # loaded with it
        from bot.pipeline.scoring import scoring_over

        papers = {item.paper.id: item.paper for one in listings for item in one.items}
        scoring = scoring_over(list(papers.values()), self._pipeline, ahead=True)
        return day(listings, self._pipeline, scoring, _in_asked_order)


def _in_asked_order(listings: Sequence[Listing], asked: Sequence[str]) -> Sequence[Listing]:
    """ "" are listings tied to no category: a search answer, JSON lines."""
    by_category = {one.category or "": one for one in listings}
    names = dict.fromkeys((*asked, ""))
    return [by_category[name] for name in names if name in by_category]
