"""The analysis of invented papers of other fields, short as some are."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.values.analyses import Analysis, AnalysisPart
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

ECONOMICS: Mapping[str, Sequence[str]] = {
    "Abstract": (
        "Governments subsidise rural broadband in the hope of attracting firms. I study a rollout "
        "of fibre to 312 rural counties whose order was set by the distance to existing "
        "backbones. I find that fibre raises the number of establishments by 3.1 percent after "
        "five years. Two thirds of the effect are relocations from neighbouring counties.",
    ),
    "Introduction": (
        "Public spending on rural broadband has exceeded 50 billion dollars over the past decade. "
        "Whether connections create firms or merely move them is an open question.",
        "A large literature documents that broadband is associated with local growth (Kolko "
        "2012). Recent work uses the geography of old networks as an instrument but observes "
        "only aggregate employment.",
        "This paper makes two contributions. First, I exploit a rollout whose order was fixed by "
        "engineering costs before the demand was known. Second, I follow establishments across "
        "county borders, which allows me to separate births from relocations.",
    ),
    "Data": (
        "I use the register of establishments, which covers all employers with at least one "
        "worker. The sample contains 1.4 million establishments and 312 treated counties.",
    ),
    "Empirical Strategy": (
        "I estimate an event study with county and year fixed effects. Standard errors are "
        "clustered by county. To measure displacement, I define rings of 30 kilometres around "
        "each treated county.",
    ),
    "Results": (
        "The effect is concentrated in business services, where it reaches 6.4 percent. Wages do "
        "not change.",
    ),
    "Conclusion": (
        "Fibre attracts firms to rural counties, but mostly at the expense of their neighbours. "
        "The setting is limited to rural counties, and the effects of denser networks in cities "
        "may differ. I only observe eight years after the first connection.",
    ),
}
PHYSICS: Mapping[str, Sequence[str]] = {
    "Abstract": (
        "Superconductivity in layered materials is usually tuned by gates. Here we demonstrate "
        "that strain tunes the critical temperature of a trilayer device from 0.6 K to 2.1 K. Our "
        "results establish strain as a continuous and reversible knob.",
    ),
    "Introduction": (
        "The twist angle is fixed when a device is made, and varies across it by 0.1 degrees. "
        "Hydrostatic pressure has been used to tune the coupling [7], but requires cells that "
        "exclude tunnelling probes.",
    ),
    "Fabrication": (
        "Flakes were exfoliated in a glove box with less than 0.1 ppm of oxygen. Graphite gates "
        "set the density and the displacement field independently.",
    ),
    "Measurement": (
        "The strain cell was calibrated with a resistive gauge and by Raman spectroscopy. The "
        "critical temperature is defined as the temperature at which the resistance falls to "
        "half of its normal value.",
    ),
    "Results": (
        "The superconducting gap grows from 0.14 meV to 0.33 meV over the range of strain.",
    ),
    "Discussion": (
        "We do not resolve the symmetry of the gap, which would need phase-sensitive probes. Our "
        "model neglects the change of phonons with strain. In contrast to hydrostatic pressure, "
        "strain leaves the surface open for tunnelling and optics.",
    ),
}


def analysed(title: str, sections: Mapping[str, Sequence[str]]) -> Analysis:
    heads = tuple(Section(name, str(at)) for at, name in enumerate(sections))
    pieces = tuple(
        Piece("paragraph", body, at)
        for at, bodies in enumerate(sections.values())
        for body in bodies
    )
    text = FullText(paper_id="x", version=1, made_from="html", title=title, sections=heads,
                    pieces=pieces)  # fmt: skip
    paper = Paper(id="x", version=1, title=title, abstract=" ".join(sections["Abstract"]),
                  authors=(), categories=())  # fmt: skip
    return analysis_of(paper, text, "en", date(2026, 2, 13))


@pytest.fixture(scope="module")
def economics() -> Analysis:
    return analysed("Does Faster Broadband Move Firms?", ECONOMICS)


@pytest.fixture(scope="module")
def physics() -> Analysis:
    return analysed("Strain-tunable superconductivity in trilayer devices", PHYSICS)


def told(analysis: Analysis, part: AnalysisPart) -> str:
    return " ".join(one.text for one in analysis.parts.get(part, ()))


def test_limits_are_found_where_the_conclusion_admits_them(economics: Analysis) -> None:
    assert "The setting is limited to rural counties" in told(economics, "limits")
    assert "I only observe eight years" in told(economics, "limits")


def test_the_discussion_admits_limits_and_says_what_is_different(physics: Analysis) -> None:
    assert "We do not resolve the symmetry of the gap" in told(physics, "limits")
    assert "Our model neglects" in told(physics, "limits")
    assert "In contrast to hydrostatic pressure" in told(physics, "difference")


def test_one_author_speaks_of_himself(economics: Analysis) -> None:
    assert told(economics, "idea").startswith("I study a rollout of fibre")
    assert "I estimate an event study" in told(economics, "method")
    assert "I define rings" in told(economics, "method")


def test_contributions_that_are_counted_in_a_paragraph_are_told_without_the_count(
    economics: Analysis,
) -> None:
    assert "I exploit a rollout whose order was fixed" in told(economics, "difference")
    assert "I follow establishments across county borders" in told(economics, "difference")


def test_both_the_problem_and_what_there_was_before_are_told(economics: Analysis) -> None:
    assert len(economics.parts["problem"]) >= 2
    assert "A large literature documents" in told(economics, "before") + told(economics, "problem")
    assert "but observes only aggregate" in told(economics, "before") + told(economics, "problem")


def test_what_a_citation_names_is_what_there_was_before(physics: Analysis) -> None:
    assert "Hydrostatic pressure has been used" in told(physics, "before")


def test_the_methods_of_a_laboratory_are_steps(physics: Analysis) -> None:
    method = told(physics, "method")
    assert "exfoliated in a glove box" in method
    assert "calibrated with a resistive gauge" in method


def test_the_result_of_the_glance_has_a_number_and_what_it_is_held_against(
    economics: Analysis, physics: Analysis
) -> None:
    assert "3.1 percent" in economics.glance["experiments"].text
    assert "from 0.14 meV to 0.33 meV" in physics.glance["experiments"].text


def test_a_definition_and_a_claim_without_a_number_are_no_result(physics: Analysis) -> None:
    assert "is defined as" not in told(physics, "experiments")
    assert "knob" not in told(physics, "experiments")


def test_names_of_sections_are_no_pipeline(economics: Analysis, physics: Analysis) -> None:
    assert "pipeline" not in economics.parts
    assert "pipeline" not in physics.parts
    assert set(economics.glance) == {"idea", "problem", "method", "experiments", "limits"}
