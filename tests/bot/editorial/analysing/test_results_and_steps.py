"""Among results stands what came out, among the steps what is done, each with its table."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.editorial.analysing.wishes.set_up import is_set_up
from bot.values.analyses import Analysis
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

_ABSTRACT = (
    "We propose Kilnet, a model that listens to clay and says when a kiln is hot enough. We train "
    "it on the sound of many kilns."
)
_RESULTS = (
    "As shown in Table 6, Kilnet is the better one in real kilns. Compared to a thermometer, "
    "Kilnet achieves improvements of 30.36% in recall and 4.25% in precision."
)
_METHOD = (
    "Most potters watch their kilns by eye alone. We cut the sound of a kiln into windows of one "
    "second. The temperature of clay is positive at the beginning of each fire."
)


def _analysed(texts: Mapping[str, Sequence[str]]) -> Analysis:
    sections = tuple(Section(name, str(at)) for at, name in enumerate(texts, start=1))
    pieces = tuple(
        Piece("paragraph", text, section=at)
        for at, paragraphs in enumerate(texts.values())
        for text in paragraphs
    )
    read = FullText(
        paper_id="x", version=1, made_from="html", title="Kilns", sections=sections, pieces=pieces
    )
    paper = Paper(id="x", version=1, title="Kilns", abstract=_ABSTRACT, authors=(), categories=())
    return analysis_of(paper, read, "en", date(2026, 6, 24))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return _analysed({"Introduction": (), "Method": (_METHOD,), "Results": (_RESULTS,)})


def test_a_result_says_of_which_table_it_is(analysis: Analysis) -> None:
    (place,) = analysis.glance["experiments"].places
    assert "30.36%" in analysis.glance["experiments"].text
    assert place.label == "Table 6"


def test_a_step_says_that_something_is_done(analysis: Analysis) -> None:
    told = " ".join(one.text for one in analysis.parts["method"])
    assert "We cut the sound" in told
    assert "Most potters" not in told
    assert "is positive" not in told


@pytest.mark.parametrize(
    "text",
    [
        "We evaluate Kilnet on the clay of three villages and of one town.",
        "To validate our model, we test its predictions on kilns that it has not heard.",
        "The rate of fire was taken at 3.5%, the average of the potters of the same town.",
        "In total, 349 kilns of the same village were included in the second data set.",
        "We increased the learning rate to 0.1 and the number of kilns to 30.",
        "To see what noise does, the model was heard again after increasing the noise by 50%.",
        "Experiment 2 involved telling the potters about the sound of their kilns.",
    ],
)
def test_how_it_was_tried_is_no_result(text: str) -> None:
    assert is_set_up(text)
    made = _analysed({"Introduction": (), "Discussion": (text,)})
    assert "experiments" not in made.glance


@pytest.mark.parametrize(
    "text",
    [
        "We trained Kilnet on three villages and found that it hears cracks in 91% of the kilns.",
        "Bricks of the second row were 12% stronger than those of the first.",
        "We measured a speedup of 3.9x over the thermometer.",
        "We increase the accuracy on kilns of clay to 91.2 %.",
        "We reduce cracks by 40 % relative to the potters of the town.",
        "We measured 3.2 fewer cracks per hour.",
        "In order to hear a crack, the model needs 40 % fewer microphones.",
        "To our surprise, the model gains 4.1 points where the kiln is loud.",
        "The accuracy of the ear is set at 94 %, a new state of the art.",
        "To date, the best ear heard 80.1 % of the cracks; ours has 91.3 %.",
        "Kilnet cuts the error from 12 to 8 %, and is used in two villages.",
        "We evaluate Kilnet on the kilns of two towns, reaching an accuracy of 91.2 %.",
        "We compare the ears of four potters, finding that none hears the first crack.",
    ],
)
def test_what_came_out_is_one_however_it_begins(text: str) -> None:
    assert not is_set_up(text)
