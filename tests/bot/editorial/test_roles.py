"""Sentences get the part that a reader would give them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.editorial.writing.cues import Role
from bot.editorial.writing.roles import certainty, concludes, likeliest, role_chances

ABSTRACT = (
    "In recent years, large models have become popular in many fields.",
    "However, they remain expensive to run.",
    "In this paper, we propose Small, a method to shrink them.",
    "Specifically, Small uses a tree to combine features of each layer.",
    "Experiments on two datasets show that Small outperforms other methods by 3.2%.",
    "All rights reserved.",
)


def roles_of(sentences: Sequence[str]) -> tuple[Role, ...]:
    return likeliest(role_chances(sentences))


def test_an_ordinary_abstract_is_read_in_its_order() -> None:
    labels = roles_of(ABSTRACT)
    assert labels == ("background", "background", "objective", "method", "result", "other")


def test_a_heading_is_certain_where_the_sentence_is_plain() -> None:
    chances = role_chances(ABSTRACT)
    assert chances.sum(axis=1) == pytest.approx(1.0)
    assert certainty(chances, "motivation")[1] > 0.9 > certainty(chances, "motivation")[3]
    assert certainty(chances, "method")[3] > 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "We prove that every such graph has a perfect matching.",
        "A magnetic moment of two units is found below ten kelvin.",
        "Our measurements show that the star is older than its cluster.",
    ],
)
def test_other_fields_have_their_results(sentence: str) -> None:
    known = "Stars and graphs have been studied for many years."
    assert roles_of((known, "Here we look at a few.", sentence))[2] == "result"


def test_headings_settle_the_role() -> None:
    sentences = ("Context. ", "Stars shine.", "Aims. We look.", "Results: they shine more.", "So.")
    labels = ("background", "background", "objective", "result", "result")
    assert roles_of(sentences) == labels


def test_there_is_one_role_for_each_sentence() -> None:
    assert roles_of(()) == ()
    assert len(roles_of(("Only one.",))) == 1


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
        for pair in zip(abstract["labels"], roles_of(abstract["sentences"]), strict=True)
    ]
    assert sum(said == meant for meant, said in pairs) / len(pairs) > 0.66
