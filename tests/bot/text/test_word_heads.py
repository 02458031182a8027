"""A pattern's words never hide a place where it is found."""

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from bot.editorial.sentences import amounts, references
from bot.editorial.writing import phrases, tldr
from bot.editorial.writing.cues import CUES
from bot.text.word_heads import A_DIGIT, HeadedPattern, PatternTable, begun, headed, heads_of

_ALL = [
    *(one for room in (amounts, references, phrases, tldr) for one in vars(room).values()),
    *phrases.SAYS.values(),
    *(cue.sought for cue in CUES),
]
_HEADED = [one for one in _ALL if isinstance(one, HeadedPattern) and one.heads]


def test_heads_are_the_first_four_letters_of_words() -> None:
    assert heads_of("we don't re-learn: über_all") == {"we", "don", "t", "re", "lear", "über"}
    assert heads_of("wav2vec") == {"wav2", A_DIGIT}


def test_a_pattern_without_its_words_is_not_found() -> None:
    pattern = headed(r"\bwarms?\b|\bfor the (?:stove|kiln)", "warm stove kiln")
    assert pattern.is_in("it warms the room")
    assert pattern.is_in("wood for the kilns")
    assert not pattern.is_in("wood for the oven")


def test_a_short_word_stands_alone_unless_it_has_a_star() -> None:
    assert headed(r"\bgap", "gap*").is_in("a gapless row")
    assert headed(r"\bgap", "gap*").is_in("gap")
    assert not headed(r"\bgap\b", "gap").is_in("gapless")


def test_an_opening_needs_no_word() -> None:
    assert headed(r"\bkiln", "kiln", "stoves? ").is_in("stove and oven")
    assert not headed(r"\bkiln", "kiln", "stoves? ").is_in("a stove and an oven")


def test_without_words_a_pattern_is_looked_for_everywhere() -> None:
    assert headed(r"\?").is_in("why?")


def test_a_table_finds_what_each_of_its_patterns_finds() -> None:
    patterns = {
        "warms": headed(r"\bwarms?\b|\bfor the stove", "warm stove"),
        "opens": headed(r"\bkiln", "kiln", "ovens? "),
        "asks": headed(r"\?"),
        "counts": headed(r"\b\d", A_DIGIT),
    }
    table = PatternTable(patterns)
    for text in ("it warms 2 kilns", "oven on oven", "wood for the stove?", "an oven", "7 ovens"):
        assert table.found(text) == {name for name, one in patterns.items() if one.is_in(text)}
    assert table.found("it warms 2 kilns") == {"warms", "opens", "counts"}


def test_a_pattern_that_begins_with_its_words_is_tried_where_they_stand() -> None:
    pattern = begun(
        r"\b(?:warms?|the stove|the (?:\w+ )?kilns?)\b", "warm the+stove the/kiln the/kilns"
    )
    for text in ("it warms the room", "wood for the stove", "wood for the new kilns", "the kiln"):
        assert pattern.is_in(text)
        assert PatternTable({"sought": pattern}).found(text) == {"sought"}
    for text in ("it swarms", "a stove", "bathe stove", "kilns", "the new stove"):
        assert not pattern.is_in(text)
        assert PatternTable({"sought": pattern}).found(text) == set()


@pytest.mark.parametrize("sought", _HEADED, ids=lambda one: one.pattern.pattern[:40])
@given(st.data())
def test_what_a_pattern_finds_has_one_of_its_words(
    sought: HeadedPattern, data: st.DataObject
) -> None:
    lower = data.draw(st.from_regex(sought.pattern)).lower()
    note(lower)
    assert sought.is_in(lower) or sought.pattern.search(lower) is None
