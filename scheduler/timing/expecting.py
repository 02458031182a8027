"""When a channel's next brief may come. Pure."""

from datetime import UTC, date, datetime, timedelta

from bot.values.channels import Schedule
from scheduler.timing.calendar import announcement_dates, feed_time, newest_date
from scheduler.timing.timetable import last_slot, next_slot

# a chosen weekday and an announcement coincide within so many days, or never
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


def next_regular(schedule: Schedule, now: datetime) -> datetime | None:
    """The first moment (UTC) after ``now`` (aware) at which a channel that is up to date gets its
    next brief. None where no weekday is chosen."""
    return next_brief(schedule, newest_date(now), now)
