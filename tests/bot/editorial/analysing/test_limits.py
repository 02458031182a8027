"""Under the limits of a paper stands what its authors admit: no plan, strength or result."""

from datetime import date

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

_ABSTRACT = "We propose Kilnet, a model that listens to clay and says when a kiln is hot enough."


def _limits(text: str, section: str) -> str:
    sections = (Section("Introduction", "1"), Section(section, "2"))
    pieces = (
        Piece("paragraph", "Kilns are hard to watch, and bricks are costly.", section=0),
        Piece("paragraph", text, section=1),
    )
    read = FullText(
        paper_id="x", version=1, made_from="html", title="Kilns", sections=sections, pieces=pieces
    )
    paper = Paper(id="x", version=1, title="Kilns", abstract=_ABSTRACT, authors=(), categories=())
    made = analysis_of(paper, read, "en", date(2026, 6, 24))
    return " ".join(one.text for one in made.parts.get("limits", ()))


@pytest.mark.parametrize(
    "text",
    [
        "We plan to extend the model to restricted kilns and to other inputs than sound alone.",
        "It would be interesting to fire a similar kiln with other clays in a wet season.",
        "Unlike thermometers, our model is not limited to kilns of a single maker or fuel.",
        "Our method does not require a reference kiln and works with any microphone at all.",
        "We did not observe a difference between the two kilns, and our clay cracked in neither.",
        "There are a number of limitations to this study of kilns and of their clay.",
        "The mechanism by which clay cracks in the first hour of a fire remains unclear.",
        "Only one out of ten bricks cracked in the first hour, while nine cracked on the next day.",
        "Our results support the notion that clay is limited by the water that is left in it.",
    ],
)
@pytest.mark.parametrize("section", ["Discussion", "Conclusion"])
def test_a_plan_a_strength_and_a_result_are_no_limits(text: str, section: str) -> None:
    assert _limits(text, section) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Our model cannot tell a crack from a door that is closed beside the kiln.",
        "We did not measure the humidity of the clay, which may change how it cracks.",
        "The small number of kilns in our sample is another limitation of this study.",
        "We leave kilns that are fired with gas, which our model has not been tested on, to later.",
        "Our survey was restricted to two villages, where most kilns stand.",
        "A significant limitation of our model is that it needs a quiet kiln to hear.",
    ],
)
def test_what_the_authors_admit_is_a_limit(text: str) -> None:
    assert text.split(",")[0][:60] in _limits(text, "Discussion")


def test_a_section_of_strengths_and_limits_gives_its_limits_alone() -> None:
    told = _limits(
        "The kilns were watched by potters of three villages over two seasons. Our sample was "
        "limited to kilns that are fired with wood.",
        "Strengths and Limitations",
    )
    assert told == "Our sample was limited to kilns that are fired with wood."
