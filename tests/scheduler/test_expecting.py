"""When the next brief of a channel may come."""

from datetime import UTC, date, datetime, time

import pytest

from bot.values.channels import Schedule
from scheduler.timing.expecting import next_brief

# a winter week: the feeds come at 05:05 UTC
WED, THU, FRI, SAT, MON = (date(2026, 2, day) for day in (11, 12, 13, 14, 16))
DAILY = Schedule(at=time(8), zone="UTC")
EARLY = Schedule(at=time(4), zone="UTC")
ANNOUNCED = Schedule(when="announced")


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC)


@pytest.mark.parametrize(
    ("schedule", "covered", "now", "due"),
    [
        (DAILY, WED, at(WED, "09:00"), at(THU, "08:00")),
        (DAILY, FRI, at(SAT, "09:00"), at(MON, "08:00")),
        (DAILY, THU, at(FRI, "06:00"), at(FRI, "08:00")),
        (EARLY, THU, at(FRI, "06:00"), at(SAT, "04:00")),
        (EARLY, FRI, at(SAT, "06:00"), at(date(2026, 2, 17), "04:00")),
        (Schedule(at=time(8), zone="UTC", weekdays=(0,)), WED, at(WED, "09:00"), at(MON, "08:00")),
        (ANNOUNCED, FRI, at(SAT, "09:00"), at(MON, "05:05")),
    ],
)
def test_the_next_brief_is_at_the_first_slot_with_something_announced(
    schedule: Schedule, covered: date, now: datetime, due: datetime
) -> None:
    assert next_brief(schedule, covered, now) == due


@pytest.mark.parametrize("schedule", [DAILY, ANNOUNCED])
def test_what_is_due_already_is_not_put_off(schedule: Schedule) -> None:
    now = at(FRI, "09:00")
    due = next_brief(schedule, THU, now)
    assert due is not None
    assert due <= now


def test_a_first_brief_is_due_at_once_and_none_without_a_weekday() -> None:
    now = at(FRI, "09:00")
    assert next_brief(DAILY, None, now) == now
    assert next_brief(Schedule(at=time(8), zone="UTC", weekdays=()), FRI, now) is None
