"""Where a noun phrase begins and ends."""

from importlib.resources import files

import pytest

from bot.text.wording import breaks, is_hollow, may_begin, may_end


@pytest.mark.parametrize("word", ["the", "predicts", "outperforming", "novel", "shown", "easily"])
def test_a_verb_praise_or_adverb_parts_phrases(word: str) -> None:
    assert breaks(word)


@pytest.mark.parametrize("word", ["diffusion", "reasoning", "training", "family", "assembly"])
def test_a_noun_does_not_part_phrases_even_if_a_verb_or_an_adverb_looks_the_same(word: str) -> None:
    assert not breaks(word)


def test_a_phrase_ends_with_no_adjective_or_participle() -> None:
    assert [
        word for word in ("neural", "generative", "augmented", "efficient") if may_end(word)
    ] == ["neural"]
    assert may_end("gradient")
    assert may_end("speed")


def test_large_opens_the_name_of_a_kind_of_model_and_nothing_else() -> None:
    assert may_begin("large", "language")
    assert not may_begin("large", "corpora")


def test_hollow_words_name_no_subject_together() -> None:
    assert is_hollow(["task", "performance"])
    assert is_hollow(["training", "process"])
    assert not is_hollow(["diffusion", "models"])


def test_the_packaged_lists_are_sorted_and_fit_the_screen() -> None:
    text = files("bot").joinpath("data/wording.txt").read_text("utf-8")
    sections = text.split("\n[")[1:]
    assert sections
    assert max(map(len, text.splitlines())) <= 100
    for section in sections:
        lines = section.splitlines()[1:]
        words = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert words == sorted(set(words)), section[:20]
