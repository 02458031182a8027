"""Days and periods as people write them."""

from datetime import date

import pytest

from bot.commands.lines.days import either_day, read_day, read_period

# a Friday
TODAY = date(2026, 6, 26)
DAYS = {
    "today": "2026-06-26",
    "Yesterday": "2026-06-25",
    "day before yesterday": "2026-06-24",
    "monday": "2026-06-22",
    "Montag": "2026-06-22",
    "lundi": "2026-06-22",
    "周一": "2026-06-22",
    "on Mon": "2026-06-22",
    "friday": "2026-06-26",
    "last friday": "2026-06-19",
    "3 days ago": "2026-06-23",
    "2 weeks ago": "2026-06-12",
    "24 June": "2026-06-24",
    "the 24th of June": "2026-06-24",
    "June 24th": "2026-06-24",
    "Jun 24, 2025": "2025-06-24",
    "31 December": "2025-12-31",
    "29 Feb": "2024-02-29",
    "24.6.": "2026-06-24",
    "24.6": "2026-06-24",
    "24.6.25": "2025-06-24",
    "24/6": "2026-06-24",
    "6/24/2026": "2026-06-24",
    "2026-06-24": "2026-06-24",
    "20260624": "2026-06-24",
    "6月24日": "2026-06-24",
}
NO_DAYS = [
    "",
    "so",
    "do",
    "tomorrow",
    "5/6",
    "30 Feb",
    "31.6.",
    "1.1.1990",
    "cs.CV",
    "may",
    "24",
    "x" * 99,
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read(text: str) -> None:
    assert read_day(text, TODAY) == date.fromisoformat(DAYS[text])


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_or_may_be_two_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("24. Juni", "de", "2026-06-24"),
        ("letzten freitag", "de", None),
        ("freitag", "de", "2026-06-26"),
        ("monday", "de", "2026-06-22"),
        ("星期三", "zh-Hans", "2026-06-24"),
        ("周一", "zh-Hans", "2026-06-22"),
        ("昨天", "zh-Hans", "2026-06-25"),
        ("24 de junho", "pt-BR", None),
        ("24 junho", "pt-BR", "2026-06-24"),
        ("24 June", "no-such-language", "2026-06-24"),
    ],
)
def test_names_are_read_in_the_language_that_is_spoken(
    text: str, language: str, day: str | None
) -> None:
    assert read_day(text, TODAY, language) == (date.fromisoformat(day) if day else None)


def test_both_days_of_a_doubt_are_told() -> None:
    assert either_day("5/6", TODAY) == (date(2026, 6, 5), date(2026, 5, 6))
    assert either_day("24/6", TODAY) is None
    assert either_day("5.6.", TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("June", "2026-06-01", "2026-06-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("June 2025", "2025-06-01", "2025-06-30"),
        ("7d", "2026-06-19", "2026-06-26"),
        ("2 weeks", "2026-06-12", "2026-06-26"),
        ("last week", "2026-06-19", "2026-06-26"),
        ("24.6.", "2026-06-24", "2026-06-24"),
    ],
)
def test_a_period_has_two_ends(text: str, first: str, last: str) -> None:
    period = read_period(text, TODAY)
    assert period is not None
    assert [period.first, period.last] == [date.fromisoformat(first), date.fromisoformat(last)]


@pytest.mark.parametrize("text", ["foo", "2026-13", "", "99"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text, TODAY) is None
