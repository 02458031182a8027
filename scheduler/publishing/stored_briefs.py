"""Briefs on demand, from what is stored: the scheduler's side of the port ``Briefs``."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.pipeline.parts import Pipeline
from bot.ports.papers import PaperRepository
from bot.values.announcements import Announcement
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.listings import Listing
from bot.values.papers import Paper
from bot.values.topics import Selection
from scheduler.publishing.day_type import day_type
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.stored_days import DayRepository, StoredDays

if TYPE_CHECKING:
    from scheduler.edition import Day

Bring = Callable[[Sequence[str]], Awaitable[Sequence[Listing]]]
"""Fetches the newest listings of categories that were not brought in yet."""


class StoredBriefs:
    """Implements ``bot.ports.chats.Briefs``.

    Without ``current`` it is the running service's: what is stored, prepared once for all
    who ask (:mod:`scheduler.publishing.stored_days`), for as many at once as there are.

    ``current`` are the listings of a session (a saved or sample announcement): they
    are then the newest, whatever the store holds.
    """

    def __init__(
        self,
        repository: DayRepository,
        papers: PaperRepository,
        pipeline: Pipeline,
        current: Sequence[Listing] = (),
        bring: Bring | None = None,
        first_seen: FirstSeen | None = None,
    ) -> None:
        self._papers = papers
        self._pipeline = pipeline
        self._stored = StoredDays(repository, pipeline, first_seen)
        self._current = tuple(current)
        self._bring = bring
        self._day_of_current: Day | None = None

    async def brief(self, channel: Channel, day: date | None, person: str = "") -> Edition | None:
        prepared = await self._day(channel, day, complete=True)
        if prepared is None:
            return None
        edition = await prepared.edition(channel, person=person)
        if filled := _filled(edition):
            # so that a card shows what the look-up filled in
            await self._papers.keep(filled)
        return edition

    async def announcement(self, channel: Channel, day: date | None) -> Announcement | None:
        prepared = await self._day(channel, day)
        return await prepared.announcement(channel.asked) if prepared else None

    async def selection(self, channel: Channel, person: str = "") -> Selection | None:
        prepared = await self._day(channel, None, complete=True)
        return await prepared.select(channel, person=person) if prepared else None

    async def _day(
        self, channel: Channel, day: date | None, *, complete: bool = False
    ) -> "Day | None":
        listings = await self._listings(channel, day, complete=complete)
        if not listings:
            # "" stands for listings without a category: a search answer, JSON lines
            return await self._stored.day(day, (*channel.asked, ""))
        if self._day_of_current is None or self._day_of_current.listings != listings:
            self._day_of_current = (await day_type())(listings, self._pipeline)
        return self._day_of_current

    async def _listings(
        self, channel: Channel, day: date | None, *, complete: bool
    ) -> tuple[Listing, ...]:
        """The session's own; none where the store answers."""
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
        return tuple(name for name in channel.asked if name not in have)


def _filled(edition: Edition) -> list[Paper]:
    """The shown papers of which more is known than was announced."""
    announced = set(map(id, edition.announcement.papers))
    return [entry.paper for entry in edition.papers if id(entry.announced) not in announced]
