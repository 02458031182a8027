"""Time zones as people write them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules import describe_moment
from bot.translator import translator
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Schedule
from bot.zones import is_turned, read_zone, zone_at, zone_name, zone_of
from scheduler.timing.timetable import next_slot

SAY = translator("en")
NOW = datetime(2026, 2, 11, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours", "called"),
    [
        ("GMT+8", 8, "UTC+8"),
        ("gmt+8", 8, "UTC+8"),
        ("+8", 8, "UTC+8"),
        ("UTC+8", 8, "UTC+8"),
        ("UTC+08:00", 8, "UTC+8"),
        ("utc+0", 0, "UTC"),
        ("GMT+0", 0, "UTC"),
        ("GMT-0", 0, "UTC"),
        ("GMT-3", -3, "UTC-3"),
        ("-3", -3, "UTC-3"),
        ("UTC\N{MINUS SIGN}3", -3, "UTC-3"),
        ("UTC+5:30", 5.5, "UTC+5:30"),
        ("+05:30", 5.5, "UTC+5:30"),
        ("+0530", 5.5, "UTC+5:30"),
        ("UTC-3:30", -3.5, "UTC-3:30"),
        ("UTC-0:30", -0.5, "UTC-0:30"),
        ("UTC+5:45", 5.75, "UTC+5:45"),
        ("UTC+14", 14, "UTC+14"),
        ("UTC-12", -12, "UTC-12"),
        ("Etc/GMT+8", -8, "UTC-8"),
        ("etc/gmt-8", 8, "UTC-8"[:3] + "+8"),
        ("berlin", 1, "Europe/Berlin"),
        ("new york", -5, "America/New_York"),
    ],
)
def test_an_offset_has_the_sign_that_people_mean(text: str, hours: float, called: str) -> None:
    kept = read_zone(text)
    assert kept is not None
    assert NOW.astimezone(zone_of(kept)).utcoffset() == timedelta(hours=hours)
    assert zone_name(kept) == called
    # what is told may be typed again
    assert read_zone(called) == kept


@pytest.mark.parametrize("text", ["UTC+15", "UTC-13", "+25", "GMT+8:20", "UTC+", "UTC++8", "", "x"])
def test_what_no_clock_shows_is_no_zone(text: str) -> None:
    assert read_zone(text) is None


def test_every_zone_is_told_by_what_it_is_from_utc() -> None:
    for name in available_timezones():
        kept = read_zone(name)
        assert kept is not None
        offset = NOW.astimezone(zone_of(kept)).utcoffset()
        assert zone_at(kept, NOW).endswith("UTC") is (offset == timedelta()), name


def test_a_name_with_the_sign_turned_round_is_known_as_one() -> None:
    assert is_turned("Etc/GMT+8")
    assert not is_turned("GMT+8")
    assert not is_turned("Etc/UTC")


@given(st.integers(-48, 56).map(lambda quarters: quarters * 15))
def test_a_brief_comes_at_the_wall_time_of_any_offset(minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    text = f"UTC{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
    schedule = understood(Schedule(at=time(8, 30)), text)
    assert isinstance(schedule, Schedule)
    slot = next_slot(schedule, NOW)
    assert slot is not None
    assert NOW < slot <= NOW + timedelta(days=1)
    assert (slot + timedelta(minutes=minutes)).time() == time(8, 30)


def test_a_moment_is_told_with_zone_and_offset() -> None:
    for zone, told in (
        ("Asia/Shanghai", "Wed 11 Feb 2026, 17:00 (Asia/Shanghai, UTC+8)"),
        ("Etc/GMT-8", "Wed 11 Feb 2026, 17:00 (UTC+8)"),
        ("UTC", "Wed 11 Feb 2026, 09:00 (UTC)"),
    ):
        assert describe_moment(Schedule(zone=zone), NOW, SAY) == told


def test_nobody_is_offered_a_name_with_the_sign_turned_round() -> None:
    doubt = understood(Schedule(), "GMT+88")
    assert isinstance(doubt, Doubt)
    assert "Etc/" not in " ".join(doubt.answers)
