"""When arXiv is asked, and when it need not be asked any more. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.values.coverage import CategoryDate, Coverage
from bot.values.listings import ListingState
from scheduler.timing.calendar import (
    cut_off,
    feed_time,
    is_announcement_date,
    new_york,
    newest_date,
)
from scheduler.watching.freshness import HAD

EVERY = timedelta(minutes=15)
# by then the archive has records of the day to compare with its feeds
CHECK_AFTER = timedelta(hours=2)

# in the evening, New York, papers of the next date are public
_EVENING = time(20, 0)
_SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """What one pass came to.

    ``states`` are the categories' on ``day``, the newest announcement date; a
    category that nothing is known of is absent. ``waiting`` is to be asked again
    soon; ``check_at`` is when records are to be compared, or a refused category tried
    again, None where there is no need. ``failed`` has a sentence for people; ``added``
    counts entries stored. ``holes`` are the days that were found half in this pass, or
    cannot be filled.
    """

    day: date
    states: Mapping[str, ListingState] = field(default_factory=dict)
    waiting: tuple[CategoryDate, ...] = ()
    check_at: datetime | None = None
    failed: Mapping[CategoryDate, str] = field(default_factory=dict)
    added: int = 0
    holes: tuple[Coverage, ...] = ()


def polled_date(moment: datetime) -> date | None:
    """The date whose announcement the feeds may show at ``moment``; None at a weekend, and for
    the minutes in which the feeds are made."""
    day = newest_date(moment)
    return day if new_york(moment).date() == day else None


def latest_date(moment: datetime) -> date:
    """The newest date that can have been announced at ``moment``, in the feeds or not yet."""
    here = new_york(moment)
    day = here.date() + timedelta(days=here.time() >= _EVENING)
    while not is_announcement_date(day):
        day += timedelta(days=1 if here.date().weekday() == _SUNDAY else -1)
    return max(day, newest_date(moment))


def is_settled(state: ListingState | None, day: date, moment: datetime) -> bool:
    """Whether the feed of ``day`` need not be asked for again.

    A feed that was cut short is, until the records have completed it (it is fresh then).
    """
    if state is ListingState.EMPTY:
        return moment >= cut_off(day)
    return state is ListingState.FRESH


def check_time(day: date, states: Iterable[ListingState]) -> datetime:
    """When the records of ``day`` are compared with what its feeds gave.

    Early where one of the ``states`` says that papers came: another category without any is
    suspect then. Where none says so, the records would show nothing before the cut-off.
    """
    announced = any(state in HAD for state in states)
    return feed_time(day) + CHECK_AFTER if announced else cut_off(day)


def next_pass(now: datetime, report: PassReport) -> datetime:
    """When to look again (UTC): in a quarter of an hour while something is waited for,
    else when records are to be compared, and at the next feed time at the latest."""
    if newest_date(now) > report.day:
        # the feeds of a new date came while the pass was under way
        return now.astimezone(UTC)
    moments = [next_feed_time(now)]
    if report.waiting:
        moments.append(now + EVERY)
    if report.check_at is not None:
        # one that is overdue was tried just now
        moments.append(report.check_at if report.check_at > now else now + EVERY)
    return min(moments).astimezone(moments[0].tzinfo)


def next_feed_time(now: datetime) -> datetime:
    """The first feed time after ``now`` (UTC)."""
    day = newest_date(now) + timedelta(days=1)
    while newest_date(feed_time(day)) != day:
        day += timedelta(days=1)
    return feed_time(day)
