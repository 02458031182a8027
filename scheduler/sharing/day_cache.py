"""Prepared days, kept while they hold, for all who ask the running service.

::

    revision of the store | which announcement | its listings | SharedDay

A question costs a look at the store's revision; the rest is done again only where something
changed: new items, a category brought in later, a state, details of a paper. Nothing here
decides; :class:`scheduler.edition.Day` is the day itself.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.models import Listing
from bot.ports.shelves import AnnouncementShelf
from scheduler.edition import Newsroom
from scheduler.sharing.shared_day import RememberedDetails, SharedDay
from scheduler.sharing.shared_scoring import Preparing
from scheduler.sharing.shared_work import Rounds, SharedQuestion, SharedWork

Place = tuple[str, bool]
"""One stored announcement: the date by which it is found, and whether it is a sample."""

# the newest announcement, the one before it (for channels in whose categories arXiv announced
# nothing today), and one that somebody asks for by its date
MOST_DAYS = 3
# which announcement holds for a set of categories
_MOST_PLACES = 2_000


def nothing() -> None:
    """Nothing else is to be done when a day is prepared."""


class DayShelf(AnnouncementShelf, Protocol):
    """The shelf of announcements, with what it takes to know that a day still holds."""

    async def revision(self) -> int:
        """Another one after every change of a listing or of a paper."""
        ...

    async def place(self, day: date | None, categories: Sequence[str]) -> Place | None:
        """The announcement that ``on`` takes its listings from; None where it has none."""
        ...

    async def whole(self, place: Place) -> Sequence[Listing]:
        """All listings of an announcement, one a category."""
        ...


class DayCache:
    """The days of one store, for one event loop.

    ``prepared`` is called, in a thread, whenever a day has been indexed.
    """

    def __init__(
        self,
        shelf: DayShelf,
        room: Newsroom,
        most: int = MOST_DAYS,
        prepared: Callable[[], None] = nothing,
    ) -> None:
        self._shelf = shelf
        self._room = room
        self._revision = SharedQuestion(shelf.revision)
        self._places: SharedWork[tuple[int, date | None, tuple[str, ...]], Place | None]
        self._places = SharedWork(_MOST_PLACES)
        self._days: SharedWork[Place, _Kept] = SharedWork(most)
        self._reading = asyncio.Lock()
        self._preparing = Preparing(room.scorer, asyncio.Lock(), Rounds(), prepared)

    async def day(self, day: date | None, categories: Sequence[str]) -> SharedDay | None:
        """The announcement of a date (None: the newest) that any of these categories has.

        It holds whatever was stored before the call.
        """
        revision, asked = await self._revision.answer(), tuple(categories)
        place = await self._places.of((revision, day, asked), lambda: self._shelf.place(day, asked))
        return await self._at(place, revision) if place else None

    async def _at(self, place: Place, revision: int) -> SharedDay:
        kept = self._days.kept(place)
        if kept is None or kept.revision != revision:
            return await self._refreshed(place)
        return kept.day

    async def _refreshed(self, place: Place) -> SharedDay:
        async with self._reading:
            # who waited for another's reading may find in it all that was stored since
            revision = await self._revision.answer()
            kept = self._days.kept(place)
            if kept is not None and kept.revision == revision:
                return kept.day
            listings = tuple(await self._shelf.whole(place))
            day = self._prepared(listings, kept.day if kept else None)
            self._days.keep(place, _Kept(revision, day))
            return day

    def _prepared(self, listings: tuple[Listing, ...], before: SharedDay | None) -> SharedDay:
        """``before`` is the day as it was known until now: what still holds of it stays."""
        if before is not None and before.listings == listings:
            return before
        room = before.room if before else _with_remembered_details(self._room)
        return SharedDay(listings, room, self._preparing, before)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A day, and the store's revision that it is known to hold."""

    revision: int
    day: SharedDay


def _with_remembered_details(room: Newsroom) -> Newsroom:
    return room if room.lookup is None else replace(room, lookup=RememberedDetails(room.lookup))
