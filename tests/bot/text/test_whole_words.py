"""A word of its own is what a regular expression would call one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.text.whole_words import has_word

SIGNS = st.text(alphabet="aAsé9_ -(.²", max_size=12)


def test_a_word_within_another_is_not_there() -> None:
    assert has_word("a stove (OFD) smokes", "OFD")
    assert has_word("two OFDs", "OFD", "s")
    assert not has_word("two OFDs", "OFD")
    assert not has_word("the XOFD, OFD2 and _OFD", "OFD", "s")


@given(SIGNS, st.text(alphabet="aA9", min_size=1, max_size=2))
def test_it_is_found_where_an_expression_finds_it(text: str, word: str) -> None:
    assert has_word(text, word) == bool(re.search(rf"(?<!\w){word}(?!\w)", text))
    assert has_word(text, word, "s") == bool(re.search(rf"(?<!\w){word}s?(?!\w)", text))
