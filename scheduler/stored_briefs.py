"""Briefs on demand, from what is stored: the scheduler's side of the port ``Briefs``."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.models import Announcement, Channel, Edition, Listing, Paper, Selection
from bot.ports.shelves import PaperShelf
from scheduler.edition import Day, Newsroom, asked_categories
from scheduler.sharing.day_cache import DayCache, DayShelf, nothing
from scheduler.sharing.shared_day import SharedDay

Bring = Callable[[Sequence[str]], Awaitable[Sequence[Listing]]]
"""Fetches the newest listings of categories that were not brought in yet."""


class StoredBriefs:
    """Implements ``bot.ports.chats.Briefs``.

    Without ``current`` it is the running service's: what is stored, prepared once for all
    who ask (:mod:`scheduler.sharing.day_cache`), for as many at once as there are.

    Whenever a day was prepared, ``prepared`` is called in the thread that did it. The service
    gives ``gc.freeze``: a day has a hundred thousand objects that stay until the next, and the
    collector, going through them, would hold up the loop for a tenth of a second.

    ``current`` are the listings of a session (a saved or sample announcement): they
    are then the newest, whatever the store holds.
    """

    def __init__(
        self,
        shelf: DayShelf,
        papers: PaperShelf,
        room: Newsroom,
        current: Sequence[Listing] = (),
        bring: Bring | None = None,
        prepared: Callable[[], None] = nothing,
    ) -> None:
        self._papers = papers
        self._room = room
        self._stored = DayCache(shelf, room, prepared=prepared)
        self._current = tuple(current)
        self._bring = bring
        self._prepared: tuple[tuple[Listing, ...], Day] | None = None

    async def brief(self, channel: Channel, day: date | None) -> Edition | None:
        prepared = await self._day(channel, day, complete=True)
        if prepared is None:
            return None
        edition = await prepared.edition(channel)
        if filled := _filled(edition):
            # a card will show what the look-up filled in
            await self._papers.keep(filled)
        return edition

    async def announcement(self, channel: Channel, day: date | None) -> Announcement | None:
        prepared, asked = await self._day(channel, day), asked_categories(channel)
        if isinstance(prepared, SharedDay):
            return await prepared.merged(asked)
        return prepared.announcement(asked) if prepared else None

    async def selection(self, channel: Channel) -> Selection | None:
        prepared = await self._day(channel, None, complete=True)
        return await prepared.select(channel) if prepared else None

    async def _day(
        self, channel: Channel, day: date | None, *, complete: bool = False
    ) -> Day | None:
        listings = await self._listings(channel, day, complete=complete)
        if not listings:
            # "" are listings tied to no category: a search answer, JSON lines
            return await self._stored.day(day, (*asked_categories(channel), ""))
        if self._prepared is None or self._prepared[0] != listings:
            self._prepared = (listings, Day(listings, self._room))
        return self._prepared[1]

    async def _listings(
        self, channel: Channel, day: date | None, *, complete: bool
    ) -> tuple[Listing, ...]:
        """The session's own; none where the store is to answer."""
        if not self._current:
            return ()
        if day is not None:
            return tuple(one for one in self._current if one.date == day)
        missing = self._missing(channel)
        if complete and missing and self._bring is not None:
            self._current = (*self._current, *await self._bring(missing))
        return self._current

    def _missing(self, channel: Channel) -> tuple[str, ...]:
        if any(one.category is None for one in self._current):
            return ()
        have = {one.category for one in self._current}
        return tuple(name for name in asked_categories(channel) if name not in have)


def _filled(edition: Edition) -> list[Paper]:
    """The shown papers that have more to say than in the announcement."""
    announced = set(map(id, edition.announcement.papers))
    return [entry.paper for entry in edition.papers if id(entry.announced) not in announced]
