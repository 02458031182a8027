"""What is usual and what rises, by invented titles."""

from datetime import date, timedelta

import pytest

from bot.editorial.summary.past import (
    LOOKED_BACK,
    busiest,
    is_usual,
    past_days,
    read_titles,
    rising,
)
from bot.values.listings import DayTitles, ListedTitle

ON = date(2026, 2, 12)
MT, SPEECH = "Machine Translation for Villages", "Speech Recognition on Ferries"


def listed(day: date, *titles: str, whole: bool = True, start: int = 0) -> DayTitles:
    papers = (
        ListedTitle(f"{day:%y%m}.{day:%d}{number:03}", title, ("cs.CL",))
        for number, title in enumerate(titles, start)
    )
    return DayTitles(day, whole, tuple(papers))


def weekdays() -> list[date]:
    days = [ON - timedelta(days=back) for back in range(LOOKED_BACK.days + 1)]
    return sorted(day for day in days if day.weekday() < 5)


def five_weeks(**titles: tuple[str, ...]) -> dict[date, DayTitles]:
    """One paper on translation a day, and what else is given by ``dMMDD``."""
    return {day: listed(day, MT, *titles.get(f"d{day:%m%d}", ())) for day in weekdays()}


def test_titles_are_counted_by_date_and_subject() -> None:
    past = past_days([read_titles([*five_weeks(d0210=(SPEECH, SPEECH)).values()])], ON)
    assert past is not None
    assert past.counts[date(2026, 2, 10)] == {"machine translation": 1, "speech recognition": 2}
    assert len(past.counts) == 25


@pytest.mark.parametrize("lost", [ON, date(2026, 2, 2), weekdays()[0]])
def test_nothing_is_said_where_a_date_is_missing_or_not_whole(lost: date) -> None:
    known = five_weeks()
    half = {**known, lost: listed(lost, MT, whole=False)}
    absent = {day: each for day, each in known.items() if day != lost}
    for days in (half, absent):
        assert past_days([read_titles([*days.values()])], ON) is None


def test_a_holiday_is_no_gap_but_a_week_of_them_is() -> None:
    quiet = [day for day in weekdays() if (ON - day).days // 7 == 2]
    one = {**five_weeks(), quiet[0]: listed(quiet[0])}
    assert past_days([read_titles([*one.values()])], ON) is not None
    week = {**five_weeks(), **{day: listed(day) for day in quiet}}
    assert past_days([read_titles([*week.values()])], ON) is None


def test_every_category_has_to_be_known_and_a_cross_list_counts_once() -> None:
    known = read_titles([*five_weeks().values()])
    assert past_days([known, {}], ON) is None
    both = past_days([known, known], ON)
    assert both is not None
    assert both.counts[ON] == {"machine translation": 1}


def test_a_subject_is_busy_that_no_earlier_day_had_as_often() -> None:
    four, three = (SPEECH,) * 4, (SPEECH,) * 3
    record = past_days([read_titles([*five_weeks(d0212=four, d0120=three).values()])], ON)
    again = past_days([read_titles([*five_weeks(d0212=four, d0120=four).values()])], ON)
    assert record
    assert again
    names = ("speech recognition", "machine translation")
    assert busiest(record, names) == [("speech recognition", 4)]
    assert busiest(again, names) == []


@pytest.mark.parametrize(
    ("today", "before", "usual"), [(3, 3, True), (0, 1, True), (3, 2, False), (0, 0, False)]
)
def test_a_subject_is_usual_that_an_earlier_day_had_as_often(
    today: int, before: int, usual: bool
) -> None:
    titles = five_weeks(d0212=(SPEECH,) * today, d0120=(SPEECH,) * before)
    past = past_days([read_titles([*titles.values()])], ON)
    assert past
    assert is_usual(past, "speech recognition") is usual


def test_what_came_often_this_week_and_hardly_before_is_rising() -> None:
    new = past_days([read_titles([*five_weeks(d0212=(SPEECH,) * 3, d0209=(SPEECH,)).values()])], ON)
    assert new
    assert rising(new) == [("speech recognition", 4, 0)]


def test_a_week_of_many_papers_raises_nothing() -> None:
    busy = {
        f"d{day:%m%d}": (SPEECH, SPEECH, *(MT,) * 30) for day in weekdays() if (ON - day).days < 7
    }
    calm = {f"d{day:%m%d}": (SPEECH,) for day in weekdays()[:4]}
    alone = {**dict.fromkeys(busy, (SPEECH, SPEECH)), **calm}
    for titles, found in (({**busy, **calm}, []), (alone, [("speech recognition", 10, 4)])):
        past = past_days([read_titles([*five_weeks(**titles).values()])], ON)
        assert past
        assert [one for one in rising(past) if one[0] == "speech recognition"] == found


def test_two_papers_or_what_was_usual_before_do_not_rise() -> None:
    two = past_days([read_titles([*five_weeks(d0212=(SPEECH,) * 2).values()])], ON)
    usual = five_weeks(
        d0212=(SPEECH,) * 4, d0203=(SPEECH,) * 3, d0127=(SPEECH,) * 3, d0120=(SPEECH,) * 2
    )
    as_before = past_days([read_titles([*usual.values()])], ON)
    assert two
    assert as_before
    assert rising(two) == rising(as_before) == []
