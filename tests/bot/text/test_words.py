"""Words as the product compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import content_stems, fold, is_stop, phrases, stem, stems, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vision-language", "vision language"),
        ("Vision–Language", "vision language"),
        ("generating", "generation"),
        ("LLMs", "llm"),
        ("GPUs", "GPU"),
        ("multi-modal", "multimodal"),
        ("pre-training", "Pretraining"),
        ("Erdős", "erdos"),
        ("the model's", "the model"),
        ("corpora", "corpus"),
        ("matrices", "matrix"),
    ],
)
def test_two_spellings_have_the_same_stems(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++", "C"), ("C#", "C"), ("GPT-4", "GPT-3"), ("GPT-3.5", "GPT-3"), ("3D", "2D")],
)
def test_names_with_signs_and_digits_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_only_a_prefix_is_joined_across_a_hyphen() -> None:
    assert stems("pre-training of vision-language models") == [
        *("pretrain", "of", "vision", "languag", "model")
    ]


def test_a_prefix_alone_is_a_word() -> None:
    assert stems("pre- and post-training") == ["pre", "and", "posttrain"]


def test_of_two_prefixes_in_a_row_the_first_takes_the_second() -> None:
    assert stems("pre-non-linear maps") == ["prenon", "linear", "map"]


def test_stop_words_and_single_letters_are_no_content() -> None:
    assert content_stems("We use a k-means model because it is very fast") == [
        *("mean", "model", "fast")
    ]


def test_a_stop_word_is_one_in_its_stemmed_form_too() -> None:
    assert is_stop("because")
    assert is_stop(stem("because"))
    assert not is_stop("diffusion")


def test_phrases_do_not_reach_across_stop_words() -> None:
    assert phrases(stems("video diffusion for long video")) == ["video diffus", "long video"]


def test_tokens_know_their_place_in_the_text() -> None:
    text = "the model's Multi-modal café"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        *("the", "model", "Multi-modal", "café")
    ]


@given(st.text())
def test_tokens_and_stems_agree_on_any_text(text: str) -> None:
    assert [token.stem for token in tokens(text)] == stems(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
