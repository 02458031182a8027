"""When feed and records are compared, and when that ends."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.values.coverage import Coverage
from bot.values.listings import ListingState
from scheduler.timing.calendar import feed_time
from scheduler.watching.settling import (
    RecordSpan,
    announced_on,
    half,
    is_compared,
    next_check,
    spans,
    stamps_until,
)

MON, TUE, WED, THU, FRI = (date(2026, 2, day) for day in range(9, 14))
NEXT_MON = date(2026, 2, 16)
PLACE = ("cs.CL", WED)
FRESH = {PLACE: ListingState.FRESH}
KNOWN = Coverage(category="cs.CL", date=WED, fed=10, fed_at=feed_time(WED))


def after(hours: float) -> datetime:
    return feed_time(WED) + timedelta(hours=hours)


def checked(hours: float, *, agreed: int = 1) -> Coverage:
    return replace(KNOWN, checks=1, agreed=agreed, checked_at=after(hours))


def test_a_day_is_compared_four_times_at_growing_distances_and_then_settled() -> None:
    times, coverage = list[float](), KNOWN
    while (at := next_check(PLACE, coverage, FRESH)) is not None:
        times.append((at - feed_time(WED)) / timedelta(hours=1))
        coverage = replace(
            coverage, checks=coverage.checks + 1, agreed=coverage.agreed + 1, checked_at=at
        )
    assert times == [2, 14, 26, 62]
    assert is_compared(coverage)


def test_what_was_found_late_has_to_agree_twice_more() -> None:
    found = checked(62, agreed=0)
    assert next_check(PLACE, found, FRESH) == after(62 + 24)
    assert not is_compared(checked(86, agreed=1))
    assert is_compared(checked(110, agreed=2))


def test_two_agreements_in_the_first_day_settle_nothing() -> None:
    assert not is_compared(checked(26, agreed=3))


def test_after_ten_days_nothing_is_asked_again_but_for_a_hole() -> None:
    late = checked(24 * 9.5, agreed=0)
    assert next_check(PLACE, late, FRESH) is None
    assert next_check(PLACE, replace(late, hole=True), FRESH) == feed_time(WED)


def test_a_cut_feed_is_compared_at_once_and_a_late_one_some_time_after() -> None:
    assert next_check(PLACE, replace(KNOWN, hole=True), FRESH) == feed_time(WED)
    read_at_nine = replace(KNOWN, fed_at=after(9))
    at = next_check(PLACE, read_at_nine, FRESH)
    assert at is not None
    assert at > after(10)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 15), (2, 30), (4, 120), (5, 240), (50, 240)])
def test_a_question_without_an_answer_is_asked_again_after_growing_pauses(
    tries: int, minutes: int
) -> None:
    failed = replace(KNOWN, tries=tries, tried_at=after(3))
    assert next_check(PLACE, failed, FRESH) == after(3) + timedelta(minutes=minutes)


def test_comparisons_of_one_day_lie_hours_apart() -> None:
    assert next_check(PLACE, checked(12), FRESH) == after(26)


def test_neighbouring_dates_go_into_one_question() -> None:
    places = [("cs.CL", day) for day in (FRI, WED, THU, MON)] + [("cs.CV", WED)]
    assert spans(places) == [RecordSpan("cs.CL", MON, FRI), RecordSpan("cs.CV", WED, WED)]
    apart = [("cs.CL", FRI), ("cs.CL", MON), ("cs.CL", NEXT_MON)]
    assert spans(apart) == [RecordSpan("cs.CL", FRI, NEXT_MON), RecordSpan("cs.CL", MON, MON)]
    assert RecordSpan("cs.CL", FRI, NEXT_MON).dates == (FRI, NEXT_MON)


def test_a_long_outage_is_asked_for_week_by_week() -> None:
    days = [("cs.CL", MON + timedelta(days=7 * week + n)) for week in range(3) for n in range(5)]
    assert [len(span.dates) for span in spans(days)] == [5, 5, 5]


def test_a_weekends_records_are_fridays() -> None:
    saturday, sunday = FRI + timedelta(days=1), FRI + timedelta(days=2)
    assert announced_on(sunday) == FRI
    assert stamps_until(FRI, NEXT_MON) == sunday
    assert stamps_until(FRI, saturday) == saturday
    assert stamps_until(THU, NEXT_MON) == THU
    assert stamps_until(FRI, WED) == FRI


def test_a_few_late_papers_make_no_half_feed() -> None:
    assert [half(added, 100) for added in (0, 2, 4, 5)] == [False, False, False, True]
    assert [half(added, 4) for added in (1, 2, 3)] == [False, False, True]
    assert not half(50, None)
