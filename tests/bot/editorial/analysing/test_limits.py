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
        "If the kiln is loud, our model does not need a second ear to tell one crack from another.",
        "Unlike thermometers, our model needs no calibration, and only needs one cheap microphone.",
        "If we do not learn to listen to kilns, we can only look at the bricks that cracked.",
        "Our potters did not respond to the sound, which was not associated with the clay.",
        "Some limitations of our study will be discussed in another paper on kilns and clay.",
        "Our results support the notion that clay is limited by the water that is left in it.",
        "Potters complained of muscle weakness and of noise after a day beside our loudest kiln.",
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
        "Significant cost of memory is the main limitation of our model of kilns and clay.",
        "The main weakness of our model is that it needs a microphone inside of the kiln.",
        "Our training did not lead to stable networks where the kilns were loud and the days wet.",
        "If the kiln is loud and the door is open, our model fails to hear what the clay says.",
        "Even if a kiln is quiet, our model cannot tell a crack from a door that is closed.",
        "Unlike potters, our model cannot hear how dry the clay is before the fire is lit.",
        "Our method does not require labels but only works for kilns that are fired with wood.",
        "Several limitations remain, and our model cannot handle kilns with more than one door.",
        "Most of our kilns were not tested in winter, when the clay is wet and the wood is damp.",
        "A significant limitation of our model is that it needs a quiet kiln to hear.",
    ],
)
def test_what_the_authors_admit_is_a_limit(text: str) -> None:
    assert text.split(",")[0][:60] in _limits(text, "Discussion")


@pytest.mark.parametrize(
    "text",
    [
        "If the light in the shed is dim, Kilnet fails to tell a red brick from a hot one.",
        "Unlike people, Kilnet cannot smell whether the wood in a kiln is still damp.",
        "Compared with a thermometer, Kilnet is slower and needs four times as much memory.",
        "Several limitations remain, and Kilnet cannot hear bricks that crack at the same time.",
        "Kilnet does not need a thermometer, but it is slow where many kilns are fired at once.",
    ],
)
def test_under_its_heading_a_limit_is_told_however_it_begins(text: str) -> None:
    assert _limits(text, "Limitations") == text


@pytest.mark.parametrize(
    "text",
    [
        "There are a number of limitations to this study of kilns and of their clay.",
        "Unlike people, Kilnet works in any shed and at any hour of the day or night.",
        "Compared with a thermometer, Kilnet does not need to be close to the fire.",
    ],
)
def test_under_the_heading_too_a_strength_and_an_announcement_are_none(text: str) -> None:
    assert _limits(text, "Limitations") == ""


def test_a_section_of_strengths_and_limits_gives_its_limits_alone() -> None:
    told = _limits(
        "The kilns were watched by potters of three villages over two seasons. Our sample was "
        "limited to kilns that are fired with wood.",
        "Strengths and Limitations",
    )
    assert told == "Our sample was limited to kilns that are fired with wood."
