"""Weekdays as people write them."""

import pytest

from bot.typed_schedules.days import EVERY, read_days

WORKING = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", WORKING),
        ("Mo-Fr", WORKING),
        ("m-f", WORKING),
        ("monday to friday", WORKING),
        ("Mon – Fri", WORKING),
        ("周一至周五", WORKING),
        ("工作日", WORKING),
        ("weekdays", WORKING),
        ("fri-mon", (0, 4, 5, 6)),
        ("Monday", (0,)),
        ("mondays", (0,)),
        ("every monday", (0,)),
        ("montags", (0,)),
        ("mardi", (1,)),
        ("Thurs", (3,)),
        ("星期天", (6,)),
        ("每周一", (0,)),
        ("weekends", (5, 6)),
        ("daily", EVERY),
        ("every day", EVERY),
        ("每天", EVERY),
        # these only begin like a day
        ("month", None),
        ("monthly", None),
        ("sunset", None),
        ("friend", None),
        ("satellite", None),
        # Thursday in German, Sunday in Spanish
        ("do", None),
        ("m", None),
        ("xyz", None),
        ("", None),
        ("-", None),
    ],
)
def test_weekdays_are_read_as_people_write_them(
    text: str, expected: tuple[int, ...] | None
) -> None:
    assert read_days(text) == expected
