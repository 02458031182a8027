"""When a channel's brief is due, on the channel's own clock. Pure.

A slot belongs to the local date whose wall time it is, and weekdays are those of local
dates. An unknown zone raises zoneinfo.ZoneInfoNotFoundError: settings refuse it before.
"""

from datetime import UTC, date, datetime, timedelta

from bot.values.channels import Schedule
from bot.zones import zone_of

# A week for one chosen weekday, and a day for a slot that a clock change moves over midnight.
_FARTHEST = 8


def slot_on(schedule: Schedule, day: date) -> datetime | None:
    """The slot of one local date in UTC; None on a weekday that is not chosen.

    A time that the clock change skips is moved by the length of the change (02:30 becomes 03:30);
    of a time that comes twice the first is taken. Both are what PEP 495 says of fold=0.
    """
    if day.weekday() not in schedule.weekdays:
        return None
    wall = schedule.at.replace(fold=0, tzinfo=None)
    return datetime.combine(day, wall, zone_of(schedule.zone)).astimezone(UTC)


def last_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The latest slot at or before ``moment`` (aware), in UTC; None if no weekday is chosen."""
    today = moment.astimezone(zone_of(schedule.zone)).date()
    # begin with tomorrow: where a clock is set back over midnight, a date comes twice
    for back in range(-1, _FARTHEST + 1):
        slot = slot_on(schedule, today - timedelta(days=back))
        if slot is not None and slot <= moment:
            return slot
    return None


def next_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first slot after ``moment`` (aware), in UTC; None if no weekday is chosen."""
    today = moment.astimezone(zone_of(schedule.zone)).date()
    # begin with yesterday: a clock change at midnight may move its slot into today
    for ahead in range(-1, _FARTHEST + 1):
        slot = slot_on(schedule, today + timedelta(days=ahead))
        if slot is not None and slot > moment:
            return slot
    return None
