"""When a channel's brief is due, on the channel's own clock. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.models import Schedule

_WEEK = 8


def slot_on(schedule: Schedule, day: date) -> datetime | None:
    """The slot of one local date in UTC; None on a weekday that is not chosen.

    A time that the clock change skips falls on the moment after the gap; one that
    comes twice is taken the first time (PEP 495, fold=0).
    """
    if day.weekday() not in schedule.weekdays:
        return None
    local = datetime.combine(day, schedule.at, ZoneInfo(schedule.zone))
    return _existing(local).astimezone(UTC)


def _existing(local: datetime) -> datetime:
    """In a gap, the wall time that the clock shows once it has jumped."""
    return local.astimezone(UTC).astimezone(local.tzinfo)


def last_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The latest slot at or before ``moment`` (aware); None if no weekday is chosen."""
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    # one day ahead: east of here the local date may be tomorrow's while the slot is past
    for back in range(-1, _WEEK):
        slot = slot_on(schedule, today - timedelta(days=back))
        if slot is not None and slot <= moment:
            return slot
    return None


def next_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first slot after ``moment``; None if no weekday is chosen."""
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    for ahead in range(-1, _WEEK + 1):
        slot = slot_on(schedule, today + timedelta(days=ahead))
        if slot is not None and slot > moment:
            return slot
    return None
