"""Cutting text for a limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.readable import (
    harmless,
    is_visible,
    is_web_address,
    lined,
    readable,
    shorten,
    utf16_length,
)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=200))
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    made = shorten(text, limit)
    assert utf16_length(made) <= max(limit, 1)
    assert made == text or text.startswith(made.removesuffix("…"))


def test_a_cut_falls_after_a_clause_or_a_word() -> None:
    text = "We listen to pebbles, which is unusual, and sort them by their pitch."
    assert shorten(text, 42) == "We listen to pebbles, which is unusual…"
    assert shorten(text, 35) == "We listen to pebbles, which is…"


def test_no_surrogate_pair_is_cut() -> None:
    assert shorten("𝛼𝛽𝛾𝛿", 5) == "𝛼𝛽…"


def test_a_title_cannot_act_on_the_screen() -> None:
    assert harmless("a\x1b[31mb\u202ec\u2066d") == "a[31mbcd"
    assert readable("Fast \x07 \\textbf{Pebbles}") == "Fast Pebbles"


def test_lines_end_in_one_way_and_half_letters_are_replaced() -> None:
    assert lined("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"
    assert lined("\ud83d!") == "\ufffd!"


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u2800\u3164", "\u00ad"])
def test_what_is_drawn_as_nothing_is_not_seen(text: str) -> None:
    assert not is_visible(text)
    assert is_visible(f"{text}.")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://arxiv.org/a",
        "arxiv.org/a",
        "https://localhost/a",
        "https://arxiv.org:port/",
        "https://arxiv.org/a b",
        "https://arxiv.org/\u202ea",
        "https://./",
        "https://arxiv.org/" + "a" * 200,
    ],
)
def test_a_doubtful_address_is_none(url: str) -> None:
    assert not is_web_address(url, 100)
    assert is_web_address("https://arxiv.org:443/abs/2602.01234", 100)
