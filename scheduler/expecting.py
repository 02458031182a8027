"""When a channel's next brief may come. Pure."""

from datetime import UTC, date, datetime, timedelta

from bot.models import Schedule
from scheduler.calendar import announcement_dates, feed_time, newest_date
from scheduler.timetable import last_slot, next_slot

# a chosen weekday and an announcement meet within that many days, or never
_FARTHEST = timedelta(days=21)


def next_brief(schedule: Schedule, covered: date | None, now: datetime) -> datetime | None:
    """The moment (UTC) from which the announcement after ``covered`` is due in a channel.

    Not after ``now`` (aware): it is due already, and waits for arXiv. ``covered`` is the last
    announcement date that ended in something there, None before the first brief, which is
    due at once. None where no weekday is chosen.
    """
    if covered is None:
        return now.astimezone(UTC)
    if schedule.when == "announced":
        return feed_time(next(announcement_dates(covered, covered + _FARTHEST)))
    slot = last_slot(schedule, now)
    while slot is not None and slot < now + _FARTHEST:
        if any(announcement_dates(covered, newest_date(slot))):
            return slot
        slot = next_slot(schedule, slot)
    return None
