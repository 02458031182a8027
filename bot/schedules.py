"""A schedule in words, told to people; ``bot/typed_schedules/`` reads what they type. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from bot.translator import Translator, msgid
from bot.values.channels import Schedule
from bot.zones import zone_at, zone_name, zone_of

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EACH = (
    msgid("Mondays"),
    msgid("Tuesdays"),
    msgid("Wednesdays"),
    msgid("Thursdays"),
    msgid("Fridays"),
    msgid("Saturdays"),
    msgid("Sundays"),
)


def describe(schedule: Schedule, say: Translator) -> str:
    """On Mondays and Tuesdays at 08:30 (Europe/Berlin); as soon as arXiv's announcement is
    complete."""
    if schedule.paused:
        return say.text("paused; /schedule on resumes them")
    if schedule.when == "announced":
        return say.text("as soon as arXiv's announcement is complete")
    return say.text(
        "{days} at {time} ({zone})",
        days=_weekdays(schedule.weekdays, say),
        time=schedule.at.strftime("%H:%M"),
        zone=zone_name(schedule.zone),
    )


def describe_moment(schedule: Schedule, at: datetime, say: Translator) -> str:
    """A moment (aware) on the channel's own clock: 12 Feb 2026, 08:30 (Europe/Berlin, UTC+1)."""
    local = at.astimezone(zone_of(schedule.zone))
    return say.text(
        "{day}, {time} ({zone})",
        day=say.date(local.date()),
        time=local.strftime("%H:%M"),
        zone=zone_at(schedule.zone, at),
    )


def _weekdays(days: Sequence[int], say: Translator) -> str:
    if len(days) == 7:
        return say.text("every day")
    if tuple(days) == (0, 1, 2, 3, 4):
        return say.text("Monday to Friday")
    return say.text("on {days}", days=say.join([say.kept(_EACH[day]) for day in days]))


def describe_missed(schedule: Schedule, say: Translator) -> str:
    if schedule.missed == "each":
        return say.text("one brief for each announcement since the last")
    return say.text("one brief for all announcements since the last")
