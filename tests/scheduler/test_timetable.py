"""Slots over two whole years, against clocks written down by hand."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values.channels import Schedule
from scheduler.timing.calendar import newest_date
from scheduler.timing.timetable import last_slot, next_slot, slot_on

SECOND = timedelta(seconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Clock(NamedTuple):
    """Hours ahead of UTC, and the spans (UTC) in which it is an hour more."""

    hours: float
    summers: tuple[tuple[str, str], ...] = ()

    def ahead(self, moment: datetime) -> timedelta:
        summer = any(utc(start) <= moment < utc(end) for start, end in self.summers)
        return timedelta(hours=self.hours + summer)

    def moment(self, wall: datetime) -> datetime:
        """The first moment at which this clock shows ``wall``; in a gap, by winter's clock."""
        for hours in (self.hours + 1, self.hours):
            moment = wall.replace(tzinfo=UTC) - timedelta(hours=hours)
            if self.ahead(moment) == timedelta(hours=hours):
                return moment
        return wall.replace(tzinfo=UTC) - timedelta(hours=self.hours)


# announced by the zones' authorities; written by hand so that the zone files are not
# asked about themselves
CLOCKS = {
    "UTC": Clock(0),
    "Asia/Tokyo": Clock(9),
    "Asia/Kolkata": Clock(5.5),
    "Pacific/Kiritimati": Clock(14),
    "Pacific/Pago_Pago": Clock(-11),
    "America/New_York": Clock(
        -5,
        (("2026-03-08 07:00", "2026-11-01 06:00"), ("2027-03-14 07:00", "2027-11-07 06:00")),
    ),
    "America/St_Johns": Clock(
        -3.5,
        (("2026-03-08 05:30", "2026-11-01 04:30"), ("2027-03-14 05:30", "2027-11-07 04:30")),
    ),
    "America/Nuuk": Clock(
        -2,
        (("2026-03-29 01:00", "2026-10-25 01:00"), ("2027-03-28 01:00", "2027-10-31 01:00")),
    ),
    "Europe/Berlin": Clock(
        1,
        (("2026-03-29 01:00", "2026-10-25 01:00"), ("2027-03-28 01:00", "2027-10-31 01:00")),
    ),
    "Australia/Sydney": Clock(
        10,
        (
            ("2025-10-04 16:00", "2026-04-04 16:00"),
            ("2026-10-03 16:00", "2027-04-03 16:00"),
            ("2027-10-02 16:00", "2028-04-01 16:00"),
        ),
    ),
    "Pacific/Auckland": Clock(
        12,
        (
            ("2025-09-27 14:00", "2026-04-04 14:00"),
            ("2026-09-26 14:00", "2027-04-03 14:00"),
            ("2027-09-25 14:00", "2028-04-01 14:00"),
        ),
    ),
}
TABLE = [
    ("Asia/Tokyo", time(8)),
    ("America/New_York", time(0, 0)),
    ("America/New_York", time(0, 10)),
    ("America/New_York", time(2, 30)),
    ("America/New_York", time(1, 30)),
    ("Europe/Berlin", time(2, 30)),
    ("Europe/Berlin", time(8)),
    ("Australia/Sydney", time(2, 30)),
    ("Australia/Sydney", time(8)),
    ("Pacific/Auckland", time(2, 30)),
    ("Pacific/Auckland", time(8)),
    ("Asia/Kolkata", time(8)),
    ("Pacific/Kiritimati", time(8)),
    ("Pacific/Pago_Pago", time(8)),
    ("America/St_Johns", time(1, 45)),
    ("America/St_Johns", time(2, 15)),
    ("America/Nuuk", time(23, 30)),
    ("UTC", time(0, 0)),
    ("UTC", time(23, 59)),
]
TWO_YEARS = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(730)]


def expected_slots(zone: str, at: time) -> list[datetime]:
    return [CLOCKS[zone].moment(datetime.combine(day, at)) for day in TWO_YEARS]


def expected_date(slot: datetime) -> date:
    """The announcement whose feed a slot may have, by hand: five past midnight, New York."""
    shown = (slot + CLOCKS["America/New_York"].ahead(slot) - timedelta(minutes=5)).date()
    return shown - timedelta(days={5: 1, 6: 2}.get(shown.weekday(), 0))


@pytest.mark.parametrize(("zone", "at"), TABLE)
def test_every_local_date_of_two_years_has_one_slot(zone: str, at: time) -> None:
    schedule = Schedule(at=at, zone=zone)
    slots = [slot_on(schedule, day) for day in TWO_YEARS]
    expected = expected_slots(zone, at)
    assert slots == expected
    assert expected == sorted(set(expected))


@pytest.mark.parametrize(("zone", "at"), TABLE)
def test_last_and_next_meet_at_every_slot_of_two_years(zone: str, at: time) -> None:
    schedule = Schedule(at=at, zone=zone)
    slots = expected_slots(zone, at)
    for before, slot, after in zip(slots, slots[1:], slots[2:], strict=False):
        assert last_slot(schedule, slot) == slot
        assert last_slot(schedule, slot - SECOND) == before
        assert next_slot(schedule, slot) == after
        assert next_slot(schedule, slot - SECOND) == slot


@pytest.mark.parametrize(("zone", "at"), TABLE)
def test_every_slot_gets_the_newest_announcement_of_its_moment(zone: str, at: time) -> None:
    schedule = Schedule(at=at, zone=zone)
    for day in TWO_YEARS:
        slot = slot_on(schedule, day)
        assert slot is not None
        assert newest_date(slot) == expected_date(slot)


@pytest.mark.parametrize(
    ("zone", "at", "day", "announcement"),
    [
        # Monday's briefs: in the east New York still has its Sunday
        ("Asia/Tokyo", "08:00", "2026-02-16", "2026-02-13"),
        ("Asia/Tokyo", "08:00", "2026-02-17", "2026-02-16"),
        ("Asia/Tokyo", "08:00", "2026-02-21", "2026-02-20"),
        ("Asia/Tokyo", "14:05", "2026-02-16", "2026-02-16"),
        ("Asia/Tokyo", "14:04", "2026-02-16", "2026-02-13"),
        ("Asia/Tokyo", "13:05", "2026-07-06", "2026-07-06"),
        ("Pacific/Kiritimati", "08:00", "2026-02-16", "2026-02-13"),
        ("Pacific/Auckland", "08:00", "2026-02-17", "2026-02-16"),
        ("Asia/Kolkata", "08:00", "2026-02-16", "2026-02-13"),
        ("Europe/Berlin", "08:00", "2026-02-16", "2026-02-16"),
        # two weeks a year the Atlantic is an hour narrower
        ("Europe/Berlin", "05:05", "2026-03-16", "2026-03-16"),
        ("Europe/Berlin", "05:05", "2026-02-16", "2026-02-13"),
        ("America/New_York", "00:00", "2026-02-17", "2026-02-16"),
        ("America/New_York", "00:10", "2026-02-17", "2026-02-17"),
        ("Pacific/Pago_Pago", "19:00", "2026-02-15", "2026-02-16"),
        ("UTC", "00:00", "2026-02-17", "2026-02-16"),
        ("UTC", "23:59", "2026-02-15", "2026-02-13"),
    ],
)
def test_which_announcement_a_local_date_gets(
    zone: str, at: str, day: str, announcement: str
) -> None:
    slot = slot_on(Schedule(at=time.fromisoformat(at), zone=zone), date.fromisoformat(day))
    assert slot is not None
    assert newest_date(slot) == date.fromisoformat(announcement)


@pytest.mark.parametrize(
    ("zone", "at", "day", "moment"),
    [
        ("America/New_York", "02:30", "2026-03-08", "2026-03-08 07:30"),  # shown as 03:30
        ("America/New_York", "01:30", "2026-11-01", "2026-11-01 05:30"),  # the first of two
        ("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29 01:30"),
        ("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25 00:30"),
        ("Australia/Sydney", "02:30", "2026-10-04", "2026-10-03 16:30"),
        ("Australia/Sydney", "02:30", "2026-04-05", "2026-04-04 15:30"),
        ("America/Nuuk", "23:30", "2026-03-28", "2026-03-29 01:30"),  # shown as Sunday 00:30
    ],
)
def test_gaps_and_doubled_hours(zone: str, at: str, day: str, moment: str) -> None:
    schedule = Schedule(at=time.fromisoformat(at), zone=zone)
    assert slot_on(schedule, date.fromisoformat(day)) == utc(moment)


def test_a_weekly_slot_that_a_gap_pushes_over_midnight_is_still_found() -> None:
    saturdays = Schedule(at=time(23, 30), zone="America/Nuuk", weekdays=(5,))
    pushed = utc("2026-03-29 01:30")
    assert last_slot(saturdays, pushed) == pushed
    assert next_slot(saturdays, pushed - SECOND) == pushed
    # Sunday by the wall, and Saturday's slot is still to come
    assert last_slot(saturdays, pushed - timedelta(minutes=20)) == utc("2026-03-22 01:30")


def test_a_clock_set_back_over_midnight_does_not_take_its_slot_back() -> None:
    # St. John's went from Sunday 00:01 to Saturday 23:01 until 2011
    schedule = Schedule(at=time(0, 0), zone="America/St_Johns")
    sunday = utc("2006-10-29 02:30")
    assert last_slot(schedule, sunday) == sunday
    assert last_slot(schedule, sunday + timedelta(minutes=30)) == sunday
    assert next_slot(schedule, sunday + timedelta(minutes=30)) == utc("2006-10-30 03:30")


def test_weekdays_are_those_of_local_dates() -> None:
    mondays = Schedule(at=time(8), zone="Asia/Tokyo", weekdays=(0,))
    assert last_slot(mondays, utc("2026-02-20 00:00")) == utc("2026-02-15 23:00")
    assert next_slot(mondays, utc("2026-02-20 00:00")) == utc("2026-02-22 23:00")


def test_without_a_weekday_there_is_no_slot() -> None:
    never = Schedule(weekdays=())
    assert last_slot(never, utc("2026-02-20 00:00")) is None
    assert next_slot(never, utc("2026-02-20 00:00")) is None


@given(
    row=st.sampled_from(TABLE),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    minutes=st.integers(20 * 1440, 700 * 1440),
    expressed_in=st.sampled_from((-11, 0, 14)),
)
def test_any_moment_lies_between_its_last_slot_and_its_next(
    row: tuple[str, time], weekdays: set[int], minutes: int, expressed_in: int
) -> None:
    zone, at = row
    schedule = Schedule(at=at, zone=zone, weekdays=tuple(weekdays))
    slots = [
        CLOCKS[zone].moment(datetime.combine(day, at))
        for day in TWO_YEARS
        if day.weekday() in weekdays
    ]
    moment = utc("2026-01-01") + timedelta(minutes=minutes)
    place = bisect_right(slots, moment)
    said = moment.astimezone(timezone(timedelta(hours=expressed_in)))
    assert last_slot(schedule, said) == slots[place - 1]
    assert next_slot(schedule, said) == slots[place]
