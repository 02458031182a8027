"""Cutting text for a limit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.readable import harmless, readable, shorten, utf16_length


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
