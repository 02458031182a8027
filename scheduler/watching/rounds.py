"""One round of questions to arXiv: answers are kept, failures are written down."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.errors import SourceRefused, SourceUnreachable, SourceUnreadable
from bot.models import Listing, ListingState
from bot.ports.shelves import AnnouncementShelf, ListingShelf
from scheduler.watching.polling import Place

log = logging.getLogger(__name__)

# so many questions in a row without an answer, and a host is left alone
_GIVE_UP = 2
# what arXiv refuses is not asked for again before
_REFUSED_FOR = timedelta(hours=6)


class Refusals:
    """The categories that arXiv refused, since when."""

    def __init__(self) -> None:
        self._since: dict[str, datetime] = {}

    def add(self, category: str, now: datetime) -> bool:
        """False where it was known: it need not be told again."""
        is_news = category not in self._since
        self._since[category] = now
        return is_news

    def lift(self, category: str) -> None:
        self._since.pop(category, None)

    def until(self, category: str, now: datetime) -> datetime | None:
        """When it may be asked again; None for now. A clock that went back holds nobody."""
        since = self._since.get(category)
        if since is None or not timedelta() <= now - since < _REFUSED_FOR:
            return None
        return since + _REFUSED_FOR


@dataclass(slots=True)
class Round:
    """What is known in one pass. ``states`` are those of the store, kept in step with it."""

    now: datetime
    announcements: AnnouncementShelf
    listings: ListingShelf
    refusals: Refusals
    states: dict[Place, ListingState] = field(default_factory=dict)
    failed: dict[Place, str] = field(default_factory=dict)
    added: int = 0
    _silent: int = 0

    async def recall(self, categories: Sequence[str], since: date) -> None:
        """Read the states from ``since`` on."""
        for day, states in (await self.listings.days(since, categories)).items():
            self.states |= {(name, day): states[name] for name in categories if name in states}

    def turn_to_another_host(self) -> None:
        self._silent = 0

    async def ask(self, place: Place, question: Callable[[], Awaitable[Listing]]) -> Listing | None:
        """The answer; None where there is none, with its state and reason written down."""
        if self.refusals.until(place[0], self.now) is not None:
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
            is_news = self.refusals.add(place[0], self.now)
            await self._failed(place, str(error), logging.WARNING if is_news else logging.DEBUG)
        else:
            self._silent = 0
            self.refusals.lift(place[0])
            return found
        return None

    async def _failed(self, place: Place, why: str, level: int = logging.WARNING) -> None:
        name, day = place
        log.log(level, "not_had", extra={"category": name, "day": day.isoformat(), "why": why})
        self.failed[place] = why
        if place not in self.states:
            await self.keep([Listing(category=name, date=day, state=ListingState.UNREACHABLE)])

    async def keep(self, listings: Sequence[Listing], added: int = 0) -> None:
        if not listings:
            return
        await self.announcements.keep(listings)
        self.added += added
        for one in listings:
            if one.category and one.date:
                self.states[one.category, one.date] = one.state

    async def stored(self, category: str, first: date, last: date) -> Sequence[Listing]:
        """The category's listings of these dates, newest first."""
        found = await self.listings.between(first, last, [category])
        dated = [(one.date, one) for one in found if one.date and one.category == category]
        return [one for _, one in sorted(dated, key=lambda pair: pair[0], reverse=True)]
