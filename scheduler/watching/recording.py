"""Writing down what the archive's records of some dates add, and how far they were read.

Does, and decides nothing: what a record means is in records.py.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.values.coverage import BegunHarvest, Coverage, Recorded, RecordsPage
from bot.values.listings import Listing, ListingState
from scheduler.watching.records import WINDOW, KnownCategory, Sifted, knowledge_begins, sift
from scheduler.watching.rounds import Round
from scheduler.watching.settling import RecordSpan, announced_on, half, is_missed

log = logging.getLogger(__name__)


async def keep_page(
    this: Round, page: RecordsPage, begun: BegunHarvest, since: date | None
) -> BegunHarvest:
    recorded, added = dict(begun.recorded), dict(begun.added)
    for day, found in _by_date(page, begun).items():
        sifted = await _keep_day(this, begun.category, day, found, since)
        recorded[day] = recorded.get(day, 0) + sifted.recorded
        for on, items in sifted.items.items():
            added[on] = added.get(on, 0) + len(items)
            place = begun.category, on
            if page.token and half(added[on], this.coverage(place).fed):
                # The gap is known from here on, and only the last page fills it.
                await this.update_coverage(place, half=True, hole=True)
    return replace(begun, token=page.token, recorded=recorded, added=added)


def _by_date(page: RecordsPage, begun: BegunHarvest) -> dict[date, Recorded]:
    """The page's records by announcement date: a weekend's belong to Friday, and all to the dates
    that were asked for."""
    found: dict[date, Recorded] = {}
    for one in page.days:
        day = min(max(announced_on(one.stamp), begun.first), begun.last)
        known = found.get(day, Recorded(day, ()))
        found[day] = Recorded(day, known.items + one.items, known.unreadable + one.unreadable)
    return found


async def _keep_day(
    this: Round, category: str, day: date, found: Recorded, since: date | None
) -> Sifted:
    last = day + timedelta(days=1)
    earlier = await this.stored(category, day - WINDOW, last, outlines=True)
    known = _known(this, category, day, earlier, since)
    state = this.states.get((category, day))
    sifted = sift(found, day, known, fed=day not in known.unfed, state=state)
    by_date = {one.date: one for one in earlier}
    keep: list[Listing] = []
    for on in {*sifted.items, day}:
        items = sifted.items.get(on, ())
        unreadable = found.unreadable if on == day and is_missed(state) else ()
        if items or unreadable:
            before = by_date.get(on)
            keep.append(
                Listing(
                    category=category,
                    date=on,
                    items=items,
                    # a whole answer replaces what was unreadable before, so that is passed on too
                    unreadable=(*(before.unreadable if before else ()), *unreadable),
                    state=_state_with_more(this.states.get((category, on))),
                )
            )
    await this.keep(keep, sifted.added)
    return sifted


def _state_with_more(state: ListingState | None) -> ListingState:
    """The state of a day while more of its records follow. A day of which nothing was known
    before must not look complete, so it stays unreachable until they are all read."""
    if is_missed(state):
        return ListingState.UNREACHABLE
    return state if state is ListingState.TRUNCATED else ListingState.FRESH


def _known(
    this: Round, category: str, day: date, earlier: Sequence[Listing], since: date | None
) -> KnownCategory:
    asked = {on for (name, on) in this.states if name == category}
    named = {one.date for one in earlier if _names_types(one)}
    whole = {
        on
        for on in asked
        if not (coverage := this.coverage((category, on))).half
        and (coverage.fed is not None or on in named)
    }
    silent = {on for on in asked if this.states[category, on] is ListingState.EMPTY and on in whole}
    return KnownCategory(
        category=category,
        begin=knowledge_begins(day, asked, since),
        unfed=frozenset({*asked, day} - whole),
        silent=frozenset(silent),
        earlier=earlier,
    )


def _names_types(listing: Listing) -> bool:
    """Whether a feed of the day was read. For days from before coverages were stored, types are
    the only sign of that."""
    return any(item.announce_type and not item.derived for item in listing.items)


async def finished(this: Round, span: RecordSpan, begun: BegunHarvest) -> None:
    """All records of the span were read: each of its dates is compared."""
    for day in span.dates:
        coverage = this.coverage((span.category, day))
        if coverage.hole and day not in begun.recorded:
            # papers were announced on that day, so its records will still come
            this.holes[coverage.place] = await _tried(this, coverage)
        else:
            await _compared(this, coverage, begun)
    for day, added in begun.added.items():
        if day not in span.dates:
            coverage = this.coverage((span.category, day))
            await this.update_coverage(coverage.place, added=coverage.added + added)
    this.begun.pop(span.category, None)
    await this.repositories.coverages.note(span.category, None)


async def _tried(this: Round, coverage: Coverage) -> Coverage:
    """One more try that did not bring a date's records to their end."""
    return await this.update_coverage(coverage.place, tries=coverage.tries + 1, tried_at=this.now)


async def _compared(this: Round, coverage: Coverage, begun: BegunHarvest) -> None:
    category, day = coverage.place
    state, added = this.states.get(coverage.place), begun.added.get(day, 0)
    await _settle_state(this, category, day, state)
    is_half = half(coverage.added + added, coverage.fed) and added > 0
    new = await this.update_coverage(
        coverage.place,
        recorded=max(coverage.recorded, begun.recorded.get(day, 0)),
        added=coverage.added + added,
        checks=coverage.checks + 1,
        agreed=0 if added else coverage.agreed + 1,
        checked_at=this.now,
        tries=0,
        tried_at=None,
        half=coverage.half or is_half,
        hole=False,
        again=coverage.again or is_half,
    )
    if added and (is_half or coverage.hole):
        this.holes[coverage.place] = new
    log.info(
        "records_read",
        extra={
            "category": category,
            "day": day.isoformat(),
            "was": state,
            "records": new.recorded,
            "added": added,
            "agreed": new.agreed,
        },
    )


async def _settle_state(this: Round, category: str, day: date, state: ListingState | None) -> None:
    """Now that all records are read, a day that was missed or cut has the papers that they tell."""
    if not (is_missed(state) or state is ListingState.TRUNCATED):
        return
    stored = next(iter(await this.stored(category, day, day)), None)
    has_papers = stored is not None and (stored.items or stored.unreadable)
    await this.keep(
        [
            Listing(
                category=category,
                date=day,
                unreadable=stored.unreadable if stored else (),
                state=ListingState.FRESH if has_papers else ListingState.EMPTY,
            )
        ]
    )


async def interrupted(this: Round, span: RecordSpan, begun: BegunHarvest) -> None:
    """The records were not given to their end. Store what came as incomplete, and ask for the
    rest later."""
    is_cut = begun.token is not None
    held = await _with_papers(this, span) if is_cut else {}
    for day in span.dates:
        place = span.category, day
        coverage = this.coverage(place)
        await this.note_unreachable(place)
        if is_cut and is_missed(this.states.get(place)) and day in held:
            await this.keep(
                [
                    Listing(
                        category=span.category,
                        date=day,
                        unreadable=held[day].unreadable,
                        state=ListingState.TRUNCATED,
                    )
                ]
            )
            coverage = await this.update_coverage(place, hole=True)
        await _tried(this, coverage)
        if coverage.hole or this.states.get(place) is ListingState.TRUNCATED:
            this.holes[place] = this.coverage(place)


async def _with_papers(this: Round, span: RecordSpan) -> Mapping[date, Listing]:
    found = await this.stored(span.category, span.first, span.last)
    return {one.date: one for one in found if one.date and (one.items or one.unreadable)}
