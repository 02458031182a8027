"""What the operator is told of arXiv's day, and when there is nothing to say."""

from datetime import UTC, date, datetime

import pytest

from bot.models import ListingState
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
