"""Under the problem stands what is wrong, and neither a result nor mere background."""

from datetime import date

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

_ABSTRACT = (
    "Kilns are watched by eye. We propose Kilnet, a model that listens to clay. It hears cracks in "
    "nine of ten kilns. A count indicates that the risk of clay in kilns remains low."
)


def _problems(text: str) -> str:
    sections = (Section("Introduction", "1"), Section("Method", "2"))
    pieces = (
        Piece("paragraph", _ABSTRACT, section=None),
        Piece("paragraph", text, section=0),
        Piece("paragraph", "We cut the sound of a kiln into windows of one second.", section=1),
    )
    read = FullText(
        paper_id="x", version=1, made_from="html", title="Clay in Kilns", sections=sections,
        pieces=pieces,
    )  # fmt: skip
    paper = Paper(
        id="x", version=1, title="Clay in Kilns", abstract=_ABSTRACT, authors=(), categories=()
    )
    made = analysis_of(paper, read, "en", date(2026, 6, 24))
    return " ".join(one.text for one in made.parts.get("problem", ()))


@pytest.mark.parametrize(
    "text",
    [
        "Clay is a member of the family of fine soils, and kilns have been built of it for long.",
        "Clay plays a vital role in kilns and in the houses of many towns of the north.",
        "Recent studies of kilns have shown that clay in wet kilns breaks in the second hour.",
    ],
)
def test_background_and_what_others_found_are_no_problem(text: str) -> None:
    assert text.split(",")[0] not in _problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "Clay in kilns is difficult to watch, as a kiln must stay closed for many hours.",
        "Earlier studies of clay in kilns have shown cracks only in a limited number of kilns.",
    ],
)
def test_what_is_wrong_is_the_problem(text: str) -> None:
    assert text.split(",")[0] in _problems(text)


def test_what_the_abstract_found_is_no_problem() -> None:
    assert "remains low" not in _problems("Clay is dug from the ground in many northern towns.")
