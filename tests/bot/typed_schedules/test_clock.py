"""Times of day as people write them."""

import pytest

from bot.typed_schedules.clock import read_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", "08:00"),
        ("08:30", "08:30"),
        ("8.30", "08:30"),
        ("0830", "08:30"),
        ("8h30", "08:30"),
        ("8h", "08:00"),
        ("8am", "08:00"),
        ("8 a.m.", "08:00"),
        ("8:30 PM", "20:30"),
        ("8pm", "20:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("9 Uhr", "09:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("上午8点半", "08:30"),
        ("下午5点", "17:00"),
        ("17点05分", "17:05"),
        ("24:00", None),
        ("8:61", None),
        ("13pm", None),
        ("0am", None),
        ("x", None),
        ("8-9", None),
        ("25点", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    found = read_time(text)
    assert (found.strftime("%H:%M") if found else None) == expected
