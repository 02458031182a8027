"""arXiv's calendar: dates of announcements, holidays, and New York's clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from scheduler.timing.calendar import (
    DEFERRED_EVENINGS,
    LIST_WARNING,
    LISTED_UNTIL,
    announcement_dates,
    cut_off,
    feed_time,
    holiday_list,
    is_announcement_date,
    is_listed,
    is_listed_holiday,
    new_york,
    newest_date,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "newest"),
    [
        ("2026-02-13 05:04:59", "2026-02-12"),  # Friday, a moment before the feeds
        ("2026-02-13 05:05:00", "2026-02-13"),
        ("2026-02-14 12:00:00", "2026-02-13"),  # Saturday
        ("2026-02-15 23:00:00", "2026-02-13"),  # Sunday evening there, Monday 08:00 in Tokyo
        ("2026-02-16 05:04:59", "2026-02-13"),  # Monday, a moment before
        ("2026-02-16 05:05:00", "2026-02-16"),
        ("2026-07-01 04:05:00", "2026-07-01"),  # summer time: an hour earlier in UTC
        ("2026-07-01 04:04:59", "2026-06-30"),
        ("2026-03-09 04:05:00", "2026-03-09"),  # the first Monday of summer time
        ("2026-03-09 04:04:59", "2026-03-06"),
        ("2026-11-02 04:05:00", "2026-10-30"),  # the first Monday after it
        ("2026-11-02 05:05:00", "2026-11-02"),
        ("2027-01-01 00:00:00", "2026-12-31"),
    ],
)
def test_the_newest_date_is_that_of_the_feeds_in_new_york(moment: str, newest: str) -> None:
    assert newest_date(at(moment)) == date.fromisoformat(newest)


@pytest.mark.parametrize(
    ("day", "feeds", "given_up"),
    [
        ("2026-02-13", "2026-02-13 05:05", "2026-02-13 17:00"),
        ("2026-07-01", "2026-07-01 04:05", "2026-07-01 16:00"),
        ("2026-03-06", "2026-03-06 05:05", "2026-03-06 17:00"),
        ("2026-03-09", "2026-03-09 04:05", "2026-03-09 16:00"),
        ("2026-10-30", "2026-10-30 04:05", "2026-10-30 16:00"),
        ("2026-11-02", "2026-11-02 05:05", "2026-11-02 17:00"),
    ],
)
def test_feeds_and_cut_off_follow_new_yorks_clock(day: str, feeds: str, given_up: str) -> None:
    assert feed_time(date.fromisoformat(day)) == at(feeds)
    assert cut_off(date.fromisoformat(day)) == at(given_up)


def test_a_date_is_the_newest_from_its_feeds_until_the_next_ones() -> None:
    days = list(announcement_dates(date(2025, 12, 31), date(2027, 12, 31)))
    for day, following in pairwise(days):
        assert newest_date(feed_time(day)) == day
        assert newest_date(feed_time(following) - timedelta(seconds=1)) == day
        assert feed_time(day) < cut_off(day) < feed_time(following)


def test_announcement_dates_leave_out_the_first_and_the_weekend() -> None:
    found = list(announcement_dates(date(2026, 2, 12), date(2026, 2, 17)))
    assert found == [date(2026, 2, 13), date(2026, 2, 16), date(2026, 2, 17)]
    assert all(is_announcement_date(day) for day in found)
    assert not is_announcement_date(date(2026, 2, 14))


def test_nothing_is_between_a_date_and_itself_or_an_earlier_one() -> None:
    day = date(2026, 2, 13)
    assert list(announcement_dates(day, day)) == []
    assert list(announcement_dates(day, day - timedelta(days=9))) == []


@pytest.mark.parametrize("evening", sorted(DEFERRED_EVENINGS))
def test_a_listed_day_explains_its_own_feed_and_the_next_days(evening: date) -> None:
    assert is_listed_holiday(evening)
    assert is_listed_holiday(evening + timedelta(days=1))
    assert not is_listed_holiday(evening - timedelta(days=1)) or (
        evening - timedelta(days=2) in DEFERRED_EVENINGS
    )


def test_holidays_of_2026_are_where_the_page_has_them() -> None:
    november = [date(2026, 11, day) for day in range(1, 31)]
    found = [day.day for day in november if is_listed_holiday(day)]
    assert found == [26, 27]
    assert not is_listed_holiday(date(2026, 12, 24))
    assert not is_listed_holiday(date(2026, 12, 28))


def test_the_list_speaks_of_its_own_span_only() -> None:
    assert is_listed(LISTED_UNTIL)
    assert not is_listed(LISTED_UNTIL + timedelta(days=1))
    assert not is_listed(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("days_left", "reach"),
    [
        (400, "current"),
        (LIST_WARNING.days, "current"),
        (LIST_WARNING.days - 1, "ends_soon"),
        (0, "ends_soon"),
        (-1, "ended"),
        (-400, "ended"),
    ],
)
def test_the_end_of_the_list_is_told_beforehand(days_left: int, reach: str) -> None:
    assert holiday_list(LISTED_UNTIL - timedelta(days=days_left)) == reach


def test_every_listed_day_lies_within_the_list() -> None:
    assert all(is_listed(day) for day in DEFERRED_EVENINGS)


def test_a_moment_is_read_on_new_yorks_clock() -> None:
    assert new_york(at("2026-02-16 02:00")).strftime("%a %H:%M") == "Sun 21:00"
