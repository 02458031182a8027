"""A line of /search, and what is read of it."""

from datetime import date

import pytest

from bot.commands.lines.search_words import read_search
from bot.values.searching import Term

TODAY = date(2026, 6, 26)


def terms(text: str) -> list[tuple[str, str, bool]]:
    return [(one.words, one.field, one.wanted) for one in read_search(text, TODAY).query.terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("language", [("language", "anywhere", True)]),
        ('"exact phrase" foo', [("exact phrase", "anywhere", True), ("foo", "anywhere", True)]),
        ("“smart quotes”", [("smart quotes", "anywhere", True)]),
        ('"unclosed phrase', [("unclosed phrase", "anywhere", True)]),
        ('author:"Ada Lovelace"', [("Ada Lovelace", "author", True)]),
        ("au: Ada", [("Ada", "author", True)]),
        ("title:gardens -abs:moss", [("gardens", "title", True), ("moss", "abstract", False)]),
        ("diffusion -survey", [("diffusion", "anywhere", True), ("survey", "anywhere", False)]),
        ("low-rank AND C++", [("low-rank", "anywhere", True), ("C++", "anywhere", True)]),
        ("Metis: Text", [("Metis:", "anywhere", True), ("Text", "anywhere", True)]),
        ("** - +", []),
    ],
)
def test_words_phrases_and_fields_are_told_apart(
    text: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert terms(text) == expected


def test_only_a_last_word_without_quotes_may_go_on() -> None:
    assert read_search("video diff", TODAY).query.terms[-1] == Term("diff", unfinished=True)
    assert not read_search('"video diff"', TODAY).query.terms[-1].unfinished


def test_categories_and_archives_are_read_by_their_names() -> None:
    query = read_search("robots cat:cs.ro,stat cat:hep-th", TODAY).query
    assert query.categories == ("cs.RO", "stat.*", "hep-th")


def test_days_bound_from_both_sides() -> None:
    query = read_search("since:june until:yesterday x", TODAY).query
    assert (query.since, query.until) == (date(2026, 6, 1), date(2026, 6, 25))
    query = read_search("year:2025 x", TODAY).query
    assert (query.since, query.until) == (date(2025, 1, 1), date(2025, 12, 31))


def test_before_a_year_or_a_day_leaves_it_out() -> None:
    assert read_search("before:2026 x", TODAY).query.until == date(2025, 12, 31)
    assert read_search("before:2026-02-11 x", TODAY).query.until == date(2026, 2, 10)
    assert read_search("until:2025 x", TODAY).query.until == date(2025, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "video NOT camera",
        "video AND NOT camera",
        "video ANDNOT camera",
        "video !camera",
        "video ! camera",
        "video && !camera",
        "NOT camera AND video",
        'video NOT "camera"',
    ],
)
def test_what_must_not_be_there_is_said_as_elsewhere(text: str) -> None:
    assert sorted(terms(text)) == [("camera", "anywhere", False), ("video", "anywhere", True)]


def test_an_operator_in_quotes_or_in_small_letters_is_a_word() -> None:
    assert [wanted for _, _, wanted in terms('video "NOT" camera')] == [True] * 3
    assert [wanted for _, _, wanted in terms("video - camera")] == [True] * 2
    assert [wanted for _, _, wanted in terms("attention is not explanation")] == [True] * 4


def test_the_page_stands_behind_the_words() -> None:
    read = read_search("language page 2", TODAY)
    assert (read.text, read.page) == ("language", 2)
    assert read_search("page 2", TODAY).page == 1


@pytest.mark.parametrize(
    ("text", "problem", "told"),
    [
        ("journal:nature x", "prefix", "journal:"),
        ("cat:cs.VC x", "category", "cs.VC"),
        ("since:whenever x", "day", "whenever"),
        ("x title:", "empty", "title:"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, problem: str, told: str) -> None:
    (unread,) = read_search(text, TODAY).unread
    assert (unread.problem, unread.text) == (problem, told)
    assert read_search(text, TODAY).query.terms


def test_a_category_that_is_none_has_near_ones() -> None:
    (unread,) = read_search("cat:cs.VC", TODAY).unread
    assert unread.near[0] == "cs.CV"


def test_either_of_two_words_will_do() -> None:
    first, second = read_search("reasoning OR planning agents", TODAY).query.terms
    assert [first.words, *(one.words for one in first.others)] == ["reasoning", "planning"]
    assert (second.words, second.others) == ("agents", ())
    (alone,) = read_search("OR planning", TODAY).query.terms
    assert alone.words == "planning"


@pytest.mark.parametrize(
    ("text", "expected"), [("-survey", True), ("-survey x", False), ("-survey cat:cs.CL", False)]
)
def test_a_line_may_only_leave_out(text: str, expected: bool) -> None:
    assert read_search(text, TODAY).only_bars is expected
