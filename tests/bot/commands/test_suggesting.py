"""What is suggested while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.suggesting import categories, zones
from bot.places import place
from bot.taxonomy import canonical_category


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [("vision", "en", "cs.CV"), ("-robo", "en", "-cs.RO"), ("add machine le", "en", "add cs.LG"),
     ("cs.CL, vis", "en", "cs.CL, cs.CV"), ("视觉", "zh-Hans", "cs.CV"), ("cs.ro", "en", "cs.RO")],
)  # fmt: skip
def test_a_category_is_found_by_its_name(typed: str, language: str, value: str) -> None:
    assert value in [one.value for one in categories(typed, language)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("berl", "Europe/Berlin"), ("08:30 new y", "08:30 America/New_York"),
     ("mon-fri 8:30 munich", "mon-fri 8:30 Europe/Berlin"), ("san f", "America/Los_Angeles"),
     ("纽约", "America/New_York")],
)  # fmt: skip
def test_a_zone_is_found_by_its_city_behind_what_was_typed(typed: str, value: str) -> None:
    assert zones(typed, "en")[0].value == value


@pytest.mark.parametrize("typed", ["08:30", "mon-fri 8:30", "zzzz"])
def test_nothing_is_suggested_for_what_is_no_place(typed: str) -> None:
    assert zones(typed, "en") == ()


@given(st.text(max_size=40))
def test_every_suggestion_ends_in_what_exists(typed: str) -> None:
    for one in categories(typed, "en"):
        assert canonical_category(one.value.replace(",", " ").split()[-1].lstrip("+-"))
    for one in zones(typed, "en"):
        assert place(one.value.split()[-1]).zones
