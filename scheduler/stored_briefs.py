"""Briefs on demand, from what is stored: the scheduler's side of the port ``Briefs``."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.models import Announcement, Channel, Edition, Listing, Selection
from bot.ports import AnnouncementShelf, PaperShelf
from scheduler.edition import Day, Newsroom, asked_categories

Bring = Callable[[Sequence[str]], Awaitable[Sequence[Listing]]]
"""Fetches the newest listings of categories that were not brought in yet."""


class StoredBriefs:
    """Implements ``bot.ports.Briefs``.

    ``current`` are the listings of a session (a saved or sample announcement): they
    are then the newest, whatever the store holds.
    """

    def __init__(
        self,
        shelf: AnnouncementShelf,
        papers: PaperShelf,
        room: Newsroom,
        current: Sequence[Listing] = (),
        bring: Bring | None = None,
    ) -> None:
        self._shelf = shelf
        self._papers = papers
        self._room = room
        self._current = tuple(current)
        self._bring = bring
        self._prepared: tuple[tuple[Listing, ...], Day] | None = None

    async def brief(self, channel: Channel, day: date | None) -> Edition | None:
        prepared = await self._day(channel, day, complete=True)
        if prepared is None:
            return None
        edition = await prepared.edition(channel)
        # the look-up may have filled in what a card will show
        await self._papers.keep([entry.paper for entry in edition.papers])
        return edition

    async def announcement(self, channel: Channel, day: date | None) -> Announcement | None:
        prepared = await self._day(channel, day)
        return prepared.announcement(asked_categories(channel)) if prepared else None

    async def selection(self, channel: Channel) -> Selection | None:
        prepared = await self._day(channel, None, complete=True)
        return await prepared.select(channel) if prepared else None

    async def _day(
        self, channel: Channel, day: date | None, *, complete: bool = False
    ) -> Day | None:
        listings = await self._listings(channel, day, complete=complete)
        if not listings:
            return None
        if self._prepared is None or self._prepared[0] != listings:
            self._prepared = (listings, Day(listings, self._room))
        return self._prepared[1]

    async def _listings(
        self, channel: Channel, day: date | None, *, complete: bool
    ) -> tuple[Listing, ...]:
        if day is not None:
            current = tuple(one for one in self._current if one.date == day)
            return current or tuple(await self._shelf.on(day, asked_categories(channel)))
        if not self._current:
            # "" are listings tied to no category: a search answer, JSON lines
            return tuple(await self._shelf.on(None, (*asked_categories(channel), "")))
        missing = self._missing(channel)
        if complete and missing and self._bring is not None:
            self._current = (*self._current, *await self._bring(missing))
        return self._current

    def _missing(self, channel: Channel) -> tuple[str, ...]:
        if any(one.category is None for one in self._current):
            return ()
        have = {one.category for one in self._current}
        return tuple(name for name in asked_categories(channel) if name not in have)
