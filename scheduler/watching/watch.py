"""Watching arXiv: one pass after another, until every category's day is settled. In order:

::

    feeds of the day                        | judge   | keep
    records of missed days                  | sift    | keep
    records of the last ten days, when due  | compare | keep what the feeds lack

A pass does and does not decide: what an answer means is in freshness.py and records.py beside
this file, when to ask in polling.py and settling.py. What arXiv does not give is a state and a
reason in the report, never an exception. All that a pass knows of earlier ones is in the store.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from bot.ports.sources import AnnouncementSource, Records
from bot.values.coverage import CategoryDate
from bot.values.listings import Listing, ListingState
from scheduler.timing.calendar import announcement_dates, newest_date
from scheduler.watching.comparing import Comparing
from scheduler.watching.freshness import judge
from scheduler.watching.polling import PassReport, is_settled, latest_date, polled_date
from scheduler.watching.records import WINDOW
from scheduler.watching.rounds import Round, WatchRepositories
from scheduler.watching.settling import in_window, is_missed, next_check, spans

log = logging.getLogger(__name__)

# so old papers in a stale feed can be: a long weekend between two holidays
_LOOK_BACK = timedelta(days=10)


class Watch:
    """Brings announcements in. One pass at a time.

    ``source`` and ``records`` should let people's look-ups go first.
    """

    def __init__(
        self, source: AnnouncementSource, records: Records, repositories: WatchRepositories
    ) -> None:
        self._source = source
        self._comparing = Comparing(records)
        self._repositories = repositories
        self._looked: set[CategoryDate] = set()
        self._without_answer: set[str] = set()

    async def pass_(
        self, now: datetime, categories: Sequence[str], since: date | None = None
    ) -> PassReport:
        """One look at everything that is not settled at ``now`` (aware).

        ``categories`` are canonical names. ``since`` is the oldest date that a
        channel still waits for: dates from there on that were missed are taken from
        the records. Without it, no date that was not looked at before is asked for.
        """
        return await self._pass(now, categories, since, newest_date(now), forced=False)

    @property
    def looked(self) -> Collection[CategoryDate]:
        """The categories and dates that arXiv was asked about since the process began, whatever
        it said; without those that the pass under way has still to ask about."""
        return self._looked

    async def catch_up(
        self, categories: Sequence[str], first: date, last: date, now: datetime
    ) -> PassReport:
        """Bring in the announcement dates from ``first`` to ``last`` that are not fresh yet,
        whether or not they were asked about before; today's come from its feed."""
        until = min(last, newest_date(now))
        return await self._pass(now, categories, first, until, forced=True)

    async def _pass(
        self,
        now: datetime,
        categories: Sequence[str],
        since: date | None,
        until: date,
        *,
        forced: bool,
    ) -> PassReport:
        day, polled = newest_date(now), polled_date(now)
        # categories that got no answer last time come last, and do not delay the others
        categories = sorted(categories, key=self._without_answer.__contains__)
        this = Round(now, self._repositories)
        await this.recall(categories, min(since or day, day) - WINDOW)
        missed = [one for one in _dates(since, until) if one != polled]
        places = {(name, one) for one in (*missed, day, polled or day) for name in categories}
        # nobody waits for older dates (scheduler.timing.due.ASKED_WITHIN)
        self._looked -= places | {one for one in self._looked if one[1] < day - _LOOK_BACK}
        if polled and polled <= until:
            await self._poll(this, categories, polled)
        this.turn_to_another_host()
        wanted = [(name, one) for one in missed for name in categories]
        due = [place for place in wanted if _is_wanted(this, place, forced)]
        if not forced:
            due += _due(this, categories, day)
        await self._read(this, due, since, places)
        self._looked |= places
        self._without_answer = {name for name, _ in this.failed}
        return self._report(this, categories, [] if forced else wanted)

    async def _poll(self, this: Round, categories: Sequence[str], day: date) -> None:
        for name in categories:
            place = name, day
            state = this.states.get(place)
            is_done = is_settled(state, day, this.now) or state is ListingState.TRUNCATED
            if not is_done or this.coverage(place).again:
                found = await this.ask(place, partial(self._source.listing, name))
                if found is not None:
                    await _keep_judged(this, place, found)
            self._looked.add(place)

    async def _read(
        self,
        this: Round,
        due: Iterable[CategoryDate],
        since: date | None,
        places: Collection[CategoryDate],
    ) -> None:
        interrupted: set[str] = set()
        for span in spans(due):
            if span.category in interrupted:
                pass
            elif not await self._comparing.read(this, span, since):
                interrupted.add(span.category)
            self._looked |= {(span.category, one) for one in span.dates} & set(places)

    def _report(
        self, this: Round, categories: Sequence[str], wanted: Sequence[CategoryDate]
    ) -> PassReport:
        day, polled = newest_date(this.now), polled_date(this.now)
        refused = {name: at for name in categories if (at := this.refused_until(name))}
        asked = [name for name in categories if name not in refused]
        waiting = [
            place for place in wanted if place[0] in asked and is_missed(this.states.get(place))
        ]
        waiting += [(name, polled) for name in asked if polled and _waits(this, (name, polled))]
        checks = [at for place in _compared(this, asked, day) if (at := _check_at(this, place))]
        return PassReport(
            day=day,
            states={name: state for (name, on), state in this.states.items() if on == day},
            waiting=tuple(waiting),
            check_at=min([*checks, *refused.values()], default=None),
            failed=this.failed,
            added=this.added,
            holes=tuple(this.holes.values()),
        )


def _is_wanted(this: Round, place: CategoryDate, forced: bool) -> bool:
    state = this.states.get(place)
    if forced:
        return state is not ListingState.FRESH or this.coverage(place).hole
    return is_missed(state)


def _due(this: Round, categories: Sequence[str], day: date) -> list[CategoryDate]:
    return [
        place
        for place in _compared(this, categories, day)
        if (at := _check_at(this, place)) is not None and at <= this.now
    ]


def _compared(this: Round, categories: Sequence[str], day: date) -> list[CategoryDate]:
    """The days on which feeds and records are compared: those that were looked at before."""
    return [
        (name, on)
        for name, on in this.states
        if name in categories and in_window(on, day) and not is_missed(this.states[name, on])
    ]


def _check_at(this: Round, place: CategoryDate) -> datetime | None:
    return next_check(place, this.coverages.get(place), this.states)


def _waits(this: Round, place: CategoryDate) -> bool:
    state = this.states.get(place)
    if state is ListingState.TRUNCATED:
        return True
    return not is_settled(state, place[1], this.now) or this.coverage(place).again


async def _keep_judged(this: Round, place: CategoryDate, found: Listing) -> None:
    name, day = place
    previous = await this.stored(name, day - _LOOK_BACK, day + _LOOK_BACK)
    judged = judge(found, day, previous, latest_date(this.now))
    known = this.states.get(place)
    news = [one for one in judged.keep if one.items or one.unreadable or one.state is not known]
    await this.keep(news, judged.added)
    entries = len(found.items) + len(found.unreadable)
    for fed in {one.date for one in judged.keep if one.items or one.unreadable} | {day}:
        if fed is not None and (fed != day or judged.state is not ListingState.STALE):
            await _keep_fed(this, (name, fed), entries, found.state)
    await _look_for_lost(this, place, found)
    said = {"category": name, "day": day.isoformat(), "state": judged.state}
    log.info("feed_read", extra=said | {"entries": entries, "added": judged.added})


async def _keep_fed(this: Round, place: CategoryDate, entries: int, state: ListingState) -> None:
    known = this.coverage(place)
    is_cut = state is ListingState.TRUNCATED
    await this.update_coverage(
        place,
        fed=max(entries, known.fed or 0),
        fed_at=known.fed_at or this.now,
        half=known.half or is_cut,
        # records that were read to their end have filled the gap
        hole=known.hole or (is_cut and known.checks == 0),
        again=False,
    )


async def _look_for_lost(this: Round, place: CategoryDate, found: Listing) -> None:
    """Look whether every paper that was read is in a listing; one that is not is a defect."""
    name, day = place
    stored = await this.stored(name, day - _LOOK_BACK, day + _LOOK_BACK)
    known = {item.paper.id for one in stored for item in one.items}
    lost = sum(item.paper.id not in known for item in found.items)
    if lost != this.coverage(place).lost:
        log.error("papers_lost", extra={"category": name, "day": day.isoformat(), "papers": lost})
        await this.update_coverage(place, lost=lost)


def _dates(first: date | None, last: date) -> list[date]:
    return list(announcement_dates(first - timedelta(days=1), last)) if first else []
