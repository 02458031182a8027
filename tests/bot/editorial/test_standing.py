"""A sentence as it can stand alone under its title."""

import pytest

from bot.editorial.sentences.standing import standing

TITLE = "Brill: Warm Rooms for Little Wood"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        # links and talk of the paper
        ("In this paper, we describe stoves of clay.", "We describe stoves of clay."),
        ("Here we show that clay keeps its heat.", "We show that clay keeps its heat."),
        ("Moreover, clay is cheap.", "Clay is cheap."),
        ("Finally, we also describe a chimney.", "We describe a chimney."),
        ("However, wet wood produces smoke.", "Wet wood produces smoke."),
        ("To this end, we propose a chimney of clay.", "We propose a chimney of clay."),
        ("Results: Clay keeps its heat for two days.", "Clay keeps its heat for two days."),
        ("We then prove a bound for sheds.", "We prove a bound for sheds."),
        ("To save wood, we also design a lid.", "To save wood, we design a lid."),
        ("Moreover clay is cheap.", "Clay is cheap."),
        ("But clay is cheap.", "Clay is cheap."),
        ("In the second part, we light a stove.", "We light a stove."),
        ("In the paper it is shown that clay keeps heat.", "Clay keeps heat."),
        ("Based on our findings, we describe a stove.", "We describe a stove."),
        ("Through this investigation, we light a stove.", "We light a stove."),
        ("Methods and materials: We light a stove.", "We light a stove."),
        ("We discuss then the heat of sheds.", "We discuss the heat of sheds."),
        ("We alternatively prove a bound for sheds.", "We prove a bound for sheds."),
        # beginnings that refer back
        ("To understand the smoke, we describe a stove.", "We describe a stove."),
        (
            "To address these limitations, we propose a chimney of clay.",
            "We propose a chimney of clay.",
        ),
        ("Building on this insight, we design a lid.", "We design a lid."),
        # what was shown, without who showed it
        ("Experiments show that clay keeps its heat.", "Clay keeps its heat."),
        (
            "Extensive experiments on five benchmarks demonstrate that clay keeps its heat.",
            "Clay keeps its heat.",
        ),
        ("It follows that clay keeps its heat.", "Clay keeps its heat."),
        # a name that the title has
        ("We introduce Brill, a stove for small rooms.", "A stove for small rooms."),
        (
            "Thus, we present Brill (Bricks Rarely Lose), the first stove that needs no wood.",
            "The first stove that needs no wood.",
        ),
        ("In this note, the first of three, we light a stove.", "We light a stove."),
        # under a heading "Aims."
        ("To describe a stove for small rooms.", "A stove for small rooms."),
        (
            "To describe a stove, we light it in rooms.",
            "To describe a stove, we light it in rooms.",
        ),
        ("For the second issue, we propose a lid of clay.", "We propose a lid of clay."),
        ("We thereby propose a lid of clay.", "We propose a lid of clay."),
        # an item of a list of its own
        ("(2) old clay keeps the heat of a night.", "Old clay keeps the heat of a night."),
        # what may stay
        ("To save wood, we propose a lid.", "To save wood, we propose a lid."),
        ("Our method saves a third of the wood.", "Our method saves a third of the wood."),
        ("…we describe stoves of clay", "We describe stoves of clay."),
        ("vLLM serves models faster.", "vLLM serves models faster."),
    ],
)
def test_it_says_only_what_is_its_own(sentence: str, shown: str) -> None:
    assert standing(sentence, TITLE) == shown


@pytest.mark.parametrize(
    "sentence",
    [
        "We introduce Kiln, a stove for small rooms.",
        "We introduce Brill, a stove for small rooms, and measure its heat.",
        "Experiments on wet straw show that clay keeps its heat.",
        "Experiments show that clay keeps its heat and that it is cheap.",
        "Results suggest that clay keeps its heat.",
        "Under dry conditions, we find smoke.",
    ],
)
def test_nothing_is_dropped_that_matters(sentence: str) -> None:
    assert standing(sentence, TITLE) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "It keeps rooms warm.",
        "Under this assumption, we prove that clay keeps its heat.",
        "In these sheds, clay keeps its heat.",
        "These results hold for sheds.",
        "Our contributions are twofold: (i) we describe a lid.",
        "The following questions are asked:",
        "We describe a lid that...",
    ],
)
def test_what_refers_to_something_unsaid_is_not_shown(sentence: str) -> None:
    assert standing(sentence, TITLE) is None


def test_what_ends_before_its_formula_is_not_shown() -> None:
    assert standing("We find the heat of stoves of clay (Theorem): .", TITLE) is None


def test_what_began_before_its_formula_is_not_shown() -> None:
    assert standing("= 2 and the wall is warm for some stove of clay.", TITLE) is None
    assert standing("A wall of clay is warm; .", TITLE) is None


def test_what_breaks_off_within_a_bracket_is_not_shown() -> None:
    assert standing("We use the bricks of Clay and Kiln [Bricks.", "") is None
    whole = "We count the warm groups U(1) × U(2) of stoves in [0, 1)."
    assert standing(whole, "") == whole


def test_a_sentence_shown_before_names_what_is_meant() -> None:
    sentence = "These lids are made of iron."
    assert standing(sentence, TITLE) is None
    assert standing(sentence, TITLE, ["We describe lids for stoves."]) == sentence
