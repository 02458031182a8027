"""When arXiv announces, by its own clock in New York. Pure.

Papers are made public at 20:00 from Sunday to Thursday; the feeds show them from
midnight on and carry the next day's date. An announcement is called by that date, so
the dates are Monday to Friday. Source: https://info.arxiv.org/help/availability.html

Holidays come from that page's list. Where the list does not speak, a day on which
nothing came until the cut-off is inferred to be "probably a holiday".
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
# feeds are made at midnight; a few minutes later they are no old copies any more
FEED_TIME = time(0, 5)
# from this time on we say that a day has no announcement
CUT_OFF = time(12, 0)

# evenings on which arXiv defers its announcement, as its availability page lists them
DEFERRED_EVENINGS = frozenset(
    (date(2026, 11, 26), date(2026, 12, 25), date(2026, 12, 29), date(2026, 12, 31))
)
# the dates that the list above covers
LISTED_FROM = date(2026, 11, 20)
LISTED_UNTIL = date(2026, 12, 31)
# The operator is warned so long before the list ends. arXiv publishes the next year's in December,
# so an earlier warning asks for an upgrade that nobody can make yet.
LIST_WARNING = timedelta(days=30)

HolidayList = Literal["current", "ends_soon", "ended"]


def new_york(moment: datetime) -> datetime:
    """An aware moment on New York's clock."""
    return moment.astimezone(NEW_YORK)


def is_announcement_date(day: date) -> bool:
    """Monday to Friday; holidays are told by :func:`is_listed_holiday`."""
    return day.weekday() < 5


def is_listed_holiday(day: date) -> bool:
    """Whether the list says that the announcement of this date is deferred.

    The page names days and leaves open whether it means that day's feed or the next one's. So
    both count as listed, and a feed that has papers overrules the list.
    """
    return day in DEFERRED_EVENINGS or day - timedelta(days=1) in DEFERRED_EVENINGS


def is_listed(day: date) -> bool:
    """Whether the list of holidays covers this date."""
    return LISTED_FROM <= day <= LISTED_UNTIL


def holiday_list(today: date) -> HolidayList:
    """How far the list of holidays reaches, seen from a New York date: for ``check``.

    Once it has "ended", holidays are inferred at the cut-off, and somebody has to extend it.
    """
    if today > LISTED_UNTIL:
        return "ended"
    return "ends_soon" if today > LISTED_UNTIL - LIST_WARNING else "current"


def feed_time(day: date) -> datetime:
    """The moment from which the feeds may show the announcement of ``day`` (UTC)."""
    return datetime.combine(day, FEED_TIME, NEW_YORK).astimezone(UTC)


def cut_off(day: date) -> datetime:
    """The moment from which an announcement that did not come is given up (UTC)."""
    return datetime.combine(day, CUT_OFF, NEW_YORK).astimezone(UTC)


def newest_date(moment: datetime) -> date:
    """The newest announcement date whose feed may be out at ``moment`` (aware).

    On a weekend that is Friday. Holidays are not left out: a holiday is a date too, and ends in
    an explanation.
    """
    here = new_york(moment)
    day = here.date() if here.time() >= FEED_TIME else here.date() - timedelta(days=1)
    while not is_announcement_date(day):
        day -= timedelta(days=1)
    return day


def announcement_dates(after: date, until: date) -> Iterator[date]:
    """Announcement dates later than ``after``, up to and with ``until``."""
    day = after + timedelta(days=1)
    while day <= until:
        if is_announcement_date(day):
            yield day
        day += timedelta(days=1)
