"""Sentences get the part that a reader would give them."""

import json
from pathlib import Path

import pytest

from bot.editorial.writing.roles import concludes, label_sentences

ABSTRACT = (
    "In recent years, large models have become popular in many fields.",
    "However, they remain expensive to run.",
    "In this paper, we propose Small, a method to shrink them.",
    "Specifically, Small uses a tree to combine features of each layer.",
    "Experiments on two datasets show that Small outperforms other methods by 3.2%.",
    "All rights reserved.",
)


def test_an_ordinary_abstract_is_read_in_its_order() -> None:
    labels = label_sentences(ABSTRACT)
    assert labels == ("background", "background", "objective", "method", "result", "other")


def test_headings_settle_the_role() -> None:
    sentences = ("Context. ", "Stars shine.", "Aims. We look.", "Results: they shine more.", "So.")
    labels = ("background", "background", "objective", "result", "result")
    assert label_sentences(sentences) == labels


def test_there_is_one_role_for_each_sentence() -> None:
    assert label_sentences(()) == ()
    assert len(label_sentences(("Only one.",))) == 1


@pytest.mark.parametrize(
    "sentence",
    ["In conclusion, it works.", "We conclude that it works.", "These findings suggest a limit."],
)
def test_a_conclusion_says_that_it_is_one(sentence: str) -> None:
    assert concludes(sentence)


@pytest.mark.parametrize("sentence", ["It works.", "Our results show that it works by 3%."])
def test_a_result_is_no_conclusion(sentence: str) -> None:
    assert not concludes(sentence)


@pytest.mark.shared
def test_roles_are_better_than_position_alone(shared: Path) -> None:
    lines = (shared / "data" / "roles" / "dev.jsonl").read_text("utf-8").splitlines()
    pairs = [
        pair
        for abstract in map(json.loads, lines)
        for pair in zip(abstract["labels"], label_sentences(abstract["sentences"]), strict=True)
    ]
    assert sum(said == meant for meant, said in pairs) / len(pairs) > 0.62
