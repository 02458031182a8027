"""A text made from a sentence by leaving words out, and none that matter."""

import pytest

from bot.editorial.sentences.derivation import is_derived

SENTENCE = (
    "Moreover, we propose Brill, a stove of clay that does not smoke, which may save wood, "
    "achieving up to 30% more heat than iron."
)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "We propose Brill, a stove of clay that does not smoke.",
        "A stove of clay that does not smoke, which may save wood.",
        "Achieves up to 30% more heat than iron.",
    ],
)
def test_words_are_left_out_and_the_first_is_fitted(text: str) -> None:
    assert is_derived(text, SENTENCE)


def test_an_article_fits_its_word_and_never_another_sense() -> None:
    assert is_derived("A stove of clay smokes.", "An old stove of clay smokes.")
    assert is_derived("An oven smokes.", "A large oven smokes.")
    assert not is_derived("The stove of clay smokes.", "A stove of clay smokes.")
    assert not is_derived("A stove of clay smokes.", "The stove of clay smokes.")


@pytest.mark.parametrize(
    "text",
    [
        "We propose Brill, a stove of clay that does smoke.",
        "Achieves 30% more heat than iron.",
        "We propose Brill, which save wood.",
        "We propose Kiln.",
        "Brill proposes clay.",
        "Achieves up to 40% more heat than iron.",
        "",
    ],
)
def test_another_word_or_a_lost_negation_or_hedge_is_refused(text: str) -> None:
    assert not is_derived(text, SENTENCE)


def test_each_sentence_is_from_one_of_the_source() -> None:
    source = "Clay keeps its heat for days. Iron cools within hours, if walls are thin."
    assert is_derived("Clay keeps its heat. Iron cools within hours, if walls are thin.", source)
    assert not is_derived("Clay keeps its heat if walls are thin.", source)
    assert not is_derived("Iron cools within hours.", source)
