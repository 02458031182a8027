"""A shorter title is a title too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.titles import short_title


@pytest.mark.parametrize(
    ("title", "limit", "short"),
    [
        ("Warm Rooms", 40, "Warm Rooms"),
        (
            "Brill: A Stove of Clay for Small Wooden Rooms",
            40,
            "Brill: A Stove of Clay",
        ),
        (
            "How Walls Lose Heat: A Study of Forty Houses",
            30,
            "How Walls Lose Heat",
        ),
        (
            "Heavy Clay Stoves for Small Wooden Rooms in the Far North",
            45,
            "Heavy Clay Stoves for Small Wooden Rooms",
        ),
        # no part is a title
        ("Stoves are not for small rooms", 20, "Stoves are not for small rooms"),
    ],
)
def test_a_whole_part_is_taken(title: str, limit: int, short: str) -> None:
    assert short_title(title, limit) == short


@given(st.text(alphabet="abc :–forinA", max_size=80), st.integers(min_value=5, max_value=60))
def test_the_words_are_the_title_s(title: str, limit: int) -> None:
    rest = iter(title.lower().split())
    assert all(word in rest for word in short_title(title, limit).lower().split())
