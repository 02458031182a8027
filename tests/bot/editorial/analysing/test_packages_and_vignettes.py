"""The analysis of invented papers on software, with and without an abstract, and how single
sentences of such papers read."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.extract import analysis_of
from bot.editorial.analysing.standing_alone import is_sentence, standing_alone
from bot.editorial.full_text.citations import (
    points_elsewhere,
    tidied,
    without_pointers,
)
from bot.values.analyses import Analysis, AnalysisPart
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

PACKAGE: Mapping[str, Sequence[str]] = {
    "Abstract": (
        "Kilns of potters are often fired without a plan. The clayr package provides functions "
        "that plan the firing of a kiln within R. Furthermore, the clayr package provides tests "
        "of plans. In R, functions for kilns have been somewhat scattered over the years.",
    ),
    "Introduction": (
        "The planning of kilns has been an important topic in pottery. It is difficult to plan a "
        "kiln whose clay is not known.",
        "At present, the main alternative to clayr for the planning of kilns in R is the ovens "
        "package. The package is available from http://CRAN.R-project.org/package=clayr.",
    ),
    "Packages for kilns": (
        "The bricks package can plan kilns of one chamber, but cannot handle wet clay.",
    ),
    "The model": (
        "We fit a curve of heat to the firing of each kiln. The plan of a kiln is computed from "
        "the curve by dynamic programming. Clay and White (2004) fit a curve of heat to bricks.",
    ),
    "Plans in use": (
        "We see that the planned kiln behaves better than the unplanned one. Obviously, the heat "
        "of the planned kiln is computed in each step.",
    ),
    "Conclusions": (
        "This shows that planned kilns work well but some care is needed when the clay of a kiln "
        "is wet. The numerical search for a plan of a kiln might be tricky.",
    ),
    "Computational details": ("R version 4.2.0 has been used for the plans of all kilns.",),
}
VIGNETTE: Mapping[str, Sequence[str]] = {
    "Overview": (
        "This is an example how to fire kilns with plans as implemented in the clayr package. "
        "When firing kilns, a primary concern of the potter is a crack in the clay.",
    ),
    "A first kiln": ("We plan a kiln of one chamber, and fire it with two kinds of clay.",),
    "A second kiln": ("We plan a kiln of two chambers, and fire it with one kind of clay.",),
}


def _analysed(title: str, written: Mapping[str, Sequence[str]]) -> Analysis:
    sections = tuple(Section(one, "", 1) for one in written)
    pieces = tuple(
        Piece("paragraph", text, section=at)
        for at, texts in enumerate(written.values())
        for text in texts
    )
    text = FullText(
        paper_id="x", version=1, made_from="html", title=title, sections=sections, pieces=pieces
    )
    abstract = " ".join(written.get("Abstract", ()))
    paper = Paper(id="x", version=1, title=title, abstract=abstract, authors=(), categories=())
    return analysis_of(paper, text, "en", date(2026, 6, 24))


@pytest.fixture(scope="module")
def package() -> Analysis:
    return _analysed("clayr: An R Package for Planning Kilns", PACKAGE)


def told(analysis: Analysis, part: AnalysisPart) -> str:
    return " ".join(one.text for one in analysis.parts.get(part, ()))


def test_what_a_package_is_for_is_the_idea_and_no_state_of_things(package: Analysis) -> None:
    assert told(package, "idea").startswith("The clayr package provides functions that plan")
    assert "scattered" not in told(package, "idea")


def test_other_packages_are_what_there_was_before(package: Analysis) -> None:
    before = told(package, "before")
    assert "the main alternative to clayr" in before
    assert "The bricks package can plan kilns of one chamber" in before


def test_where_a_package_is_to_be_had_and_what_it_needs_is_practice(package: Analysis) -> None:
    practice = told(package, "practice")
    assert "available from http://CRAN.R-project.org/package=clayr" in practice
    assert "R version" not in told(package, "method")


def test_what_was_seen_where_it_is_done_is_a_result_of_a_paper_without_results(
    package: Analysis,
) -> None:
    assert "planned kiln behaves better" in told(package, "experiments")
    assert "behaves better" not in told(package, "method")


def test_what_others_did_is_no_step(package: Analysis) -> None:
    assert "We fit a curve of heat" in told(package, "method")
    assert "Clay and White" not in told(package, "method")


def test_care_that_is_needed_is_a_limit(package: Analysis) -> None:
    limits = told(package, "limits")
    assert "Planned kilns work well but some care is needed" in limits
    assert "might be tricky" in limits


def test_a_vignette_that_opens_with_an_overview_says_there_what_it_is() -> None:
    vignette = _analysed("Kilns with Plans (clayr Package Ver. 0.9)", VIGNETTE)
    assert told(vignette, "idea").startswith("This is an example how to fire kilns")


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("This shows that kilns of clay crack.", "Kilns of clay crack."),
        ("It should be noted that kilns of clay crack.", "Kilns of clay crack."),
        ("Thus kilns of clay crack in winter.", "Kilns of clay crack in winter."),
        ("Kilns of clay can crack in winter, however.", "Kilns of clay can crack in winter."),
        ("(250) Kilns of clay crack in winter.", "Kilns of clay crack in winter."),
        (
            "Another limitation of our study is that kilns crack.",
            "A limitation of our study is that kilns crack.",
        ),
        (
            "This paper adds in two respects: (1) Most importantly, we fire kilns of clay.",
            "We fire kilns of clay.",
        ),
        ("This vignette describes how kilns are fired.",) * 2,
    ],
)
def test_a_sentence_is_told_without_what_only_leads_to_it(written: str, reads: str) -> None:
    assert standing_alone(written, "Kilns") == reads


def test_a_part_of_something_unnamed_does_not_stand_alone() -> None:
    assert standing_alone("One of its side-effects is a crack in the clay.", "Kilns") is None


def test_counts_in_a_sentence_are_no_formulas() -> None:
    assert not points_elsewhere("The kilns are (1) cheap to build; (2) easy to fire.")
    assert points_elsewhere("The heat of (1) is that of the kiln.")
    assert points_elsewhere("By (1) we get the heat of the kiln.")


def test_asides_in_brackets_and_items_without_a_verb_are_not_told() -> None:
    section = (Section("Introduction", "1"),)
    pieces = (
        Piece("paragraph", "(What is the problem of a kiln of clay in winter?).", section=0),
        Piece("item", "An introduction to the problem of kilns, with common mistakes.", section=0),
        Piece("item", "The problem of B. mori is that it cannot spin in a cold kiln.", section=0),
    )
    text = FullText(paper_id="x", version=1, made_from="html", sections=section, pieces=pieces)
    reading = Reading.of(text, "Kilns", "")
    assert [one.text for one in reading.candidates] == [pieces[2].text]


def test_what_a_note_says_of_the_file_is_no_result() -> None:
    abstract = (*PACKAGE["Abstract"], "An earlier version of this vignette was published in 2006.")
    made = _analysed("clayr: An R Package for Planning Kilns", {**PACKAGE, "Abstract": abstract})
    assert "earlier version" not in " ".join(told(made, part) for part in made.parts)


def test_names_with_a_dot_in_front_keep_their_space() -> None:
    assert tidied("It calls the function .kiln , and ends .") == (
        "It calls the function .kiln, and ends."
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("We name six kilns, which are fired in the order of their years.1—3.6.", False),
        ("The kilns of E. coli are fired in the order of their age.", True),
        ("The plans are kept at https://kilns.org/zenodo.1234 for all kilns.", True),
    ],
)
def test_what_is_left_of_a_pointer_makes_no_sentence(text: str, whole: bool) -> None:
    assert is_sentence(text) is whole


def test_a_range_of_sections_is_left_out_whole() -> None:
    assert without_pointers("We name six kilns in Sections 3.1—3.6.") == "We name six kilns."
