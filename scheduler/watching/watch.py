"""Watching arXiv: one pass after another, until every category's day is known. In order:

::

    feeds of the day       | judge    | keep
    records of missed days | sift     | keep
    records of the day     | compare  | keep what its feeds lack

A pass does and does not decide: what an answer means is in freshness.py and records.py beside
this file, when to ask in polling.py. What arXiv does not give is a state and a reason in the
report, never an exception.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from bot.models import Listing, ListingState
from bot.ports.shelves import AnnouncementShelf, ListingShelf
from bot.ports.sources import AnnouncementSource
from scheduler.calendar import announcement_dates, newest_date
from scheduler.watching.freshness import judge
from scheduler.watching.newest import Harvest
from scheduler.watching.polling import PassReport, Place, check_time, is_settled, polled_date
from scheduler.watching.records import WINDOW, missed_on, missing_from
from scheduler.watching.rounds import Refusals, Round

log = logging.getLogger(__name__)

# a stale batch is at most that old: a long weekend between two holidays
_LOOK_BACK = timedelta(days=10)


class Watch:
    """Brings announcements in. One pass at a time.

    ``source`` and ``harvest`` should let people's look-ups go first. Which records
    were read is remembered for the life of the object: after a restart they are
    compared once more, which changes nothing.
    """

    def __init__(
        self,
        source: AnnouncementSource,
        harvest: Harvest,
        announcements: AnnouncementShelf,
        listings: ListingShelf,
    ) -> None:
        self._source = source
        self._harvest = harvest
        self._announcements = announcements
        self._listings = listings
        self._refusals = Refusals()
        self._compared: set[Place] = set()
        self._caught: set[Place] = set()
        self._looked: set[Place] = set()

    async def pass_(
        self, now: datetime, categories: Sequence[str], since: date | None = None
    ) -> PassReport:
        """One look at everything that is not settled at ``now`` (aware).

        ``categories`` are canonical names. ``since`` is the oldest date that a
        channel still waits for: dates from there on that were missed are taken from
        the records. Without it, nothing older than today's feed is asked for.
        """
        return await self._pass(now, categories, since, newest_date(now))

    @property
    def looked(self) -> Collection[Place]:
        """What arXiv was asked about in this life, whatever came of it, but for what the
        pass that goes on comes to yet."""
        return self._looked

    async def catch_up(
        self, categories: Sequence[str], first: date, last: date, now: datetime
    ) -> PassReport:
        """Bring in the announcement dates from ``first`` to ``last`` that are not fresh
        yet, were they looked at before or not; today's from its feed."""
        for day in _dates(first, last):
            self._caught.difference_update((name, day) for name in categories)
        return await self._pass(now, categories, first, min(last, newest_date(now)))

    async def _pass(
        self, now: datetime, categories: Sequence[str], since: date | None, until: date
    ) -> PassReport:
        day, polled = newest_date(now), polled_date(now)
        this = Round(now, self._announcements, self._listings, self._refusals)
        await this.recall(categories, min(since or day, day))
        missed = [one for one in _dates(since or day, until) if since and one != polled]
        places = {(name, one) for one in (*missed, day, polled or day) for name in categories}
        self._looked -= places
        if polled and polled <= until:
            await self._poll(this, categories, polled)
        await self._catch(this, categories, missed)
        if day <= until:
            await self._compare(this, categories, day, missed)
        self._looked |= places
        return self._report(this, categories, missed)

    async def _poll(self, this: Round, categories: Sequence[str], day: date) -> None:
        for name in categories:
            place = name, day
            state = this.states.get(place)
            if not (is_settled(state, day, this.now) or state is ListingState.TRUNCATED):
                found = await this.ask(place, partial(self._source.listing, name))
                if found is not None:
                    await _keep_judged(this, place, found)
            self._looked.add(place)

    async def _catch(self, this: Round, categories: Sequence[str], days: Sequence[date]) -> None:
        """Dates whose feed is gone, the newest first."""
        this.turn_to_another_host()
        for place in [(name, day) for day in reversed(days) for name in categories]:
            if self._is_missed(this, place):
                found = await this.ask(place, partial(self._harvest.listing, *place))
                if found is not None:
                    await _keep_records(this, place, found)
                    self._caught.add(place)
                    self._compared.add(place)
            self._looked.add(place)

    async def _compare(
        self, this: Round, categories: Sequence[str], day: date, missed: Sequence[date]
    ) -> None:
        """A cut feed at once, the others when it is time; without an answer only a cut one
        is compared again."""
        this.turn_to_another_host()
        for place in [(name, day) for name in categories]:
            at = self._check_at(this, place, missed)
            if at is None or at > this.now:
                continue
            found = await this.ask(place, partial(self._harvest.listing, *place))
            if found is not None:
                await _keep_records(this, place, found)
            if this.states.get(place) is not ListingState.TRUNCATED or (found and found.items):
                self._compared.add(place)

    def _is_missed(self, this: Round, place: Place) -> bool:
        return this.states.get(place) is not ListingState.FRESH and place not in self._caught

    def _check_at(self, this: Round, place: Place, missed: Sequence[date]) -> datetime | None:
        """When the records of a day are to be compared with its feed, None for never."""
        state, day = this.states.get(place), place[1]
        is_asked_anyway = day in missed and self._is_missed(this, place)
        if state is None or place in self._compared or is_asked_anyway:
            return None
        if state is ListingState.TRUNCATED:
            return this.now
        return check_time(day, [one for (_, on), one in this.states.items() if on == day])

    def _report(self, this: Round, categories: Sequence[str], missed: Sequence[date]) -> PassReport:
        day, polled = newest_date(this.now), polled_date(this.now)
        refused = {name: at for name in categories if (at := this.refusals.until(name, this.now))}
        asked = [name for name in categories if name not in refused]
        waiting = [
            (name, on) for on in missed for name in asked if self._is_missed(this, (name, on))
        ]
        waiting += [
            (name, polled) for name in asked if polled and self._waits(this, (name, polled))
        ]
        checks = [at for name in asked if (at := self._check_at(this, (name, day), missed))]
        return PassReport(
            day=day,
            states={name: state for (name, on), state in this.states.items() if on == day},
            waiting=tuple(waiting),
            check_at=min([*checks, *refused.values()], default=None),
            failed=this.failed,
            added=this.added,
        )

    def _waits(self, this: Round, place: Place) -> bool:
        state = this.states.get(place)
        if state is ListingState.TRUNCATED:
            return place not in self._compared
        return not is_settled(state, place[1], this.now)


async def _keep_judged(this: Round, place: Place, found: Listing) -> None:
    name, day = place
    judged = judge(found, day, await this.stored(name, day - _LOOK_BACK, day + _LOOK_BACK))
    known = this.states.get(place)
    news = [one for one in judged.keep if one.items or one.unreadable or one.state is not known]
    await this.keep(news, judged.added)
    said = {"category": name, "day": day.isoformat(), "state": judged.state}
    log.info("feed_read", extra=said | {"entries": len(found.items), "added": judged.added})


async def _keep_records(this: Round, place: Place, found: Listing) -> None:
    name, day = place
    earlier = await this.stored(name, day - WINDOW, day)
    state = this.states.get(place)
    sift = missed_on if state in (None, ListingState.UNREACHABLE) else missing_from
    news = sift(found, day, earlier)
    if news is not None:
        await this.keep([news], len(news.items))
    said = {"category": name, "day": day.isoformat(), "was": state}
    added = len(news.items) if news else 0
    log.info("records_read", extra=said | {"records": len(found.items), "added": added})


def _dates(first: date, last: date) -> list[date]:
    return list(announcement_dates(first - timedelta(days=1), last))
