"""When a category's day is compared with the archive's records, and when it is settled. Pure.

A record appears in the night or in the afternoon, one in forty after a day, some after two;
and a feed may lack papers. So the two are compared four times, at growing distances from the
feeds' time, and then on until they agree twice in a row, the second time at an hour after
which no record comes any more. After ten days nothing is asked again.

::

    coverages, now | what is due | neighbouring dates in one question
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.values.coverage import CategoryDate, Coverage
from bot.values.listings import ListingState
from scheduler.timing.calendar import announcement_dates, feed_time, is_announcement_date
from scheduler.watching.polling import check_time

DAYS = timedelta(days=10)
# Counted from the feeds' time: the night, the afternoon, the next night, and two and a half days,
# after which no record ever came.
_AFTER = tuple(timedelta(hours=hours) for hours in (2, 14, 26, 62))
_AGAIN = timedelta(days=1)
# comparisons closer to each other than this are made once
_APART = timedelta(hours=4)
# The pause after a feed was read: records are still being made then.
_AFTER_FEED = timedelta(hours=1, minutes=50)
_RETRY = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))
_ENOUGH = 2
# at most so many dates in one question: its pages come one after another
_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class RecordSpan:
    """The records of ``category`` from ``first`` to ``last``, announcement dates."""

    category: str
    first: date
    last: date

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(announcement_dates(self.first - timedelta(days=1), self.last))


def is_compared(coverage: Coverage | None) -> bool:
    """Whether feed and records need no further comparison."""
    if coverage is None or coverage.checked_at is None or coverage.hole:
        return False
    late = feed_time(coverage.date) + _AFTER[-1]
    return coverage.agreed >= _ENOUGH and coverage.checked_at >= late


def next_check(
    place: CategoryDate, coverage: Coverage | None, states: Mapping[CategoryDate, ListingState]
) -> datetime | None:
    """When to ask for the records of a day (UTC); None: never again.

    ``states`` are those of the store. A date of which no papers came, or no answer, is compared
    as soon as there is reason to doubt that.
    """
    day = place[1]
    begin = feed_time(day)
    if is_compared(coverage):
        return None
    planned = _planned(day, coverage, states)
    if planned > begin + DAYS and not (coverage and coverage.hole):
        return None
    if coverage is None or coverage.tries == 0 or coverage.tried_at is None:
        return planned
    pause = _RETRY[min(coverage.tries, len(_RETRY)) - 1]
    return max(planned, coverage.tried_at + pause)


def _planned(
    day: date, coverage: Coverage | None, states: Mapping[CategoryDate, ListingState]
) -> datetime:
    begin = feed_time(day)
    if coverage is not None and coverage.hole:
        return begin
    if coverage is None or coverage.checked_at is None:
        first = check_time(day, [state for (_, on), state in states.items() if on == day])
        fed_at = coverage.fed_at if coverage else None
        return max(first, fed_at + _AFTER_FEED) if fed_at else first
    apart = coverage.checked_at + _APART
    planned = [begin + after for after in _AFTER if begin + after >= apart]
    return planned[0] if planned else coverage.checked_at + _AGAIN


def is_missed(state: ListingState | None) -> bool:
    """Whether nothing is known of a day: its feed is gone, and nobody asked for its records."""
    return state is None or state is ListingState.UNREACHABLE


def in_window(day: date, newest: date) -> bool:
    return day <= newest and feed_time(newest) - feed_time(day) <= DAYS


def spans(places: Iterable[CategoryDate]) -> Sequence[RecordSpan]:
    """Neighbouring dates of a category as one question: the newest first, then by category."""
    by_category: dict[str, list[date]] = {}
    for name, day in places:
        by_category.setdefault(name, []).append(day)
    found: list[RecordSpan] = []
    for name, days in by_category.items():
        group: list[date] = []
        for day in sorted(set(days), reverse=True):
            if group and not _is_next(day, group):
                found.append(RecordSpan(name, group[-1], group[0]))
                group = []
            group.append(day)
        found.append(RecordSpan(name, group[-1], group[0]))
    order = {name: number for number, name in enumerate(by_category)}
    return sorted(found, key=lambda one: (-one.last.toordinal(), order[one.category]))


def _is_next(day: date, group: Sequence[date]) -> bool:
    """Whether two due dates go together: one between them that is not due costs less than a
    question of its own."""
    between = sum(1 for _ in announcement_dates(day, group[-1])) - 1
    return between <= 1 and len(group) < _TOGETHER


def stamps_until(last: date, today: date) -> date:
    """The last datestamp that belongs to ``last``: Friday's records may be dated at the weekend."""
    until = last
    while not is_announcement_date(until + timedelta(days=1)):
        until += timedelta(days=1)
    return max(last, min(until, today))


def announced_on(stamp: date) -> date:
    """The announcement date that a record's datestamp belongs to."""
    while not is_announcement_date(stamp):
        stamp -= timedelta(days=1)
    return stamp


def half(added: int, fed: int | None) -> bool:
    """Whether the records added more papers than usually come late: then the feed was not whole."""
    return fed is not None and added >= max(3, fed // 20)
