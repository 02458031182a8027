"""What the operator is told of arXiv's day, and when there is nothing to say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.values.coverage import Coverage
from bot.values.listings import ListingState
from scheduler.watching.missing import ANNOUNCEMENT, ARXIV, told_of
from scheduler.watching.polling import PassReport

WED, HOLIDAY = date(2026, 2, 11), date(2026, 11, 27)
FRESH, EMPTY, STALE = ListingState.FRESH, ListingState.EMPTY, ListingState.STALE
TRUNCATED, UNREACHABLE = ListingState.TRUNCATED, ListingState.UNREACHABLE


def at(hour: int, minute: int = 0, day: date = WED) -> datetime:
    """On New York's clock in winter."""
    return datetime(day.year, day.month, day.day, hour + 5, minute, tzinfo=UTC)


def report(*states: ListingState, day: date = WED, why: str = "") -> PassReport:
    names = ["cs.CL", "cs.CV", "cs.LG", "cs.AI", "cs.RO", "math.PR", "hep-th"]
    return PassReport(
        day=day,
        states=dict(zip(names, states, strict=False)),
        failed={(names[0], day): why} if why else {},
    )


@pytest.mark.parametrize("states", [(EMPTY,), (STALE,), (EMPTY, STALE, EMPTY)])
def test_a_day_without_any_paper_is_told_at_the_cut_off(states: tuple[ListingState, ...]) -> None:
    assert told_of(report(*states), at(11, 59)) == {ARXIV: None}
    said = told_of(report(*states), at(12, 1))[ANNOUNCEMENT]
    assert said is not None
    assert said.startswith("arXiv announced nothing for Wed 11 Feb 2026 in ")


@pytest.mark.parametrize("state", [FRESH, TRUNCATED])
def test_one_category_with_papers_is_an_announcement(state: ListingState) -> None:
    assert told_of(report(EMPTY, state), at(12, 1)) == {ARXIV: None, ANNOUNCEMENT: None}


def test_a_holiday_that_arxiv_lists_is_nobody_s_trouble() -> None:
    assert told_of(report(EMPTY, day=HOLIDAY), at(13, day=HOLIDAY)) == {ARXIV: None}


def test_on_the_day_after_it_is_not_told_anew() -> None:
    friday, saturday = date(2026, 2, 13), date(2026, 2, 14)
    assert ANNOUNCEMENT in told_of(report(EMPTY, day=friday), at(13, day=friday))
    assert told_of(report(EMPTY, day=friday), at(13, day=saturday)) == {ARXIV: None}


def test_an_arxiv_out_of_reach_is_told_two_hours_after_its_feeds_were_due() -> None:
    down = report(UNREACHABLE, EMPTY, why="arXiv gave no answer within 30 s.")
    assert told_of(down, at(2)) == {}
    assert told_of(down, at(2, 6)) == {
        ARXIV: "Two hours after arXiv's announcement of Wed 11 Feb 2026 was due I have no listing "
        "of cs.CL, so briefs are late. I go on asking. arXiv gave no answer within 30 s."
    }


def test_one_category_out_of_reach_is_told_while_others_are_here() -> None:
    said = told_of(report(UNREACHABLE, FRESH), at(3))
    assert said[ANNOUNCEMENT] is None
    assert "no listing of cs.CL, so" in (said[ARXIV] or "")


def test_of_many_categories_the_first_are_named() -> None:
    said = told_of(report(*[UNREACHABLE] * 7), at(3))[ARXIV]
    assert "cs.CL, cs.CV, cs.LG, cs.AI, cs.RO, …, so" in (said or "")


def test_before_anything_was_asked_nothing_is_said() -> None:
    assert told_of(report(), at(13)) == {}


def half_a_day(category: str, **changes: Any) -> Coverage:
    known = Coverage(category=category, date=WED, fed=56, added=64, half=True)
    return replace(known, **changes)


def test_half_a_feed_is_told_in_numbers() -> None:
    found = replace(report(FRESH), holes=(half_a_day("cs.CL"), half_a_day("cs.CV", fed=1)))
    said = told_of(found, at(2, 6))
    assert said["half:2026-02-11:cs.CL, cs.CV"] == (
        "Wed 11 Feb 2026: cs.CL's feed had 56 papers, arXiv's records 64 more; cs.CV's feed had "
        "1 paper, arXiv's records 64 more. They were added and join the next briefs."
    )


def test_a_hole_that_stays_is_told_once_records_should_have_filled_it() -> None:
    found = replace(report(TRUNCATED), holes=(half_a_day("cs.CL", fed=2000, hole=True),))
    assert told_of(found, at(6, 4)) == {ARXIV: None, ANNOUNCEMENT: None}
    assert told_of(found, at(6, 6))["hole:2026-02-11"] == (
        "Wed 11 Feb 2026: the feed of cs.CL was not whole, and arXiv does not give the records of "
        "the rest. Briefs say so; I go on asking, and what is found joins the next ones."
    )
