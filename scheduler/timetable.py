"""When a channel's brief is due, on the channel's own clock. Pure.

A slot belongs to the local date whose wall time it is, and weekdays are those of local
dates. An unknown zone raises zoneinfo.ZoneInfoNotFoundError: settings refuse it before.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.models import Schedule

# one chosen weekday a week, and a day for a slot that a gap pushes over midnight
_FARTHEST = 8


def slot_on(schedule: Schedule, day: date) -> datetime | None:
    """The slot of one local date in UTC; None on a weekday that is not chosen.

    A time that the clock change skips falls as long after the gap as it lay after the
    gap's beginning (02:30 becomes 03:30); one that comes twice is taken the first time.
    Both are what PEP 495 says of fold=0.
    """
    if day.weekday() not in schedule.weekdays:
        return None
    wall = schedule.at.replace(fold=0, tzinfo=None)
    return datetime.combine(day, wall, ZoneInfo(schedule.zone)).astimezone(UTC)


def last_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The latest slot at or before ``moment`` (aware), in UTC; None if no weekday is chosen."""
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    # from tomorrow on: a clock set back over midnight shows a date for the second time
    for back in range(-1, _FARTHEST + 1):
        slot = slot_on(schedule, today - timedelta(days=back))
        if slot is not None and slot <= moment:
            return slot
    return None


def next_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first slot after ``moment`` (aware), in UTC; None if no weekday is chosen."""
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    # from yesterday on: a gap at midnight pushes a slot into the next date
    for ahead in range(-1, _FARTHEST + 1):
        slot = slot_on(schedule, today + timedelta(days=ahead))
        if slot is not None and slot > moment:
            return slot
    return None
