"""Which part a section plays, in papers of several fields."""

import pytest

from bot.editorial.full_text.pieces import piece_parts
from bot.editorial.full_text.roles import appendices, section_parts
from bot.values.full_texts import FullText, Piece, Section


def parts_of(*headings: str) -> dict[str, str]:
    """``>`` in front of a heading puts it one level down."""
    sections = [Section(one.lstrip("> "), level=1 + one.count(">")) for one in headings]
    told = section_parts(sections)
    return {one.title: part for one, part in zip(sections, told, strict=True)}


def test_a_paper_of_machine_learning() -> None:
    assert parts_of(
        "Introduction", "Related Work", "Preliminaries", "KilnNet", "> Training", "Experiments",
        "> Datasets and Metrics", "> Main Results", "Limitations", "Conclusion",
        "Reproducibility Statement", "Acknowledgements",
    ) == {
        "Introduction": "introduction", "Related Work": "related", "Preliminaries": "background",
        "KilnNet": "method", "Training": "method", "Experiments": "results",
        "Datasets and Metrics": "setup", "Main Results": "results", "Limitations": "limits",
        "Conclusion": "conclusion", "Reproducibility Statement": "availability",
        "Acknowledgements": "aside",
    }  # fmt: skip


def test_a_paper_of_biology_has_its_methods_at_the_end() -> None:
    found = parts_of(
        "Introduction", "Results", "> Kilns warm the soil", "Discussion",
        "> Limitations of the study", "Materials and Methods", "> Statistical analysis",
        "Data availability", "Author contributions", "Competing interests",
    )  # fmt: skip
    assert found["Kilns warm the soil"] == "results"
    assert found["Limitations of the study"] == "limits"
    assert found["Materials and Methods"] == found["Statistical analysis"] == "method"
    assert found["Data availability"] == "availability"
    assert found["Author contributions"] == found["Competing interests"] == "aside"


def test_a_paper_of_physics_names_its_parts_by_what_they_are_about() -> None:
    found = parts_of(
        "Introduction", "The Clay scheme", "Observations and data reduction",
        "The average shrinkage", "Results", "Cracks and dust", "Conclusions",
    )  # fmt: skip
    assert found["The Clay scheme"] == "method"
    assert found["Observations and data reduction"] == "setup"
    assert found["The average shrinkage"] == "method"
    assert found["Cracks and dust"] == "discussion"


def test_a_paper_of_mathematics_without_usual_headings() -> None:
    found = parts_of("Kilns and their groups", "The fired case", "Proof of Theorem 1.2")
    assert found == {
        "Kilns and their groups": "introduction",
        "The fired case": "method",
        "Proof of Theorem 1.2": "method",
    }


@pytest.mark.parametrize("heading", ["I. INTRODUCTION", "1. Introduction.", "INTRODUCTION"])
def test_headings_are_read_in_any_spelling(heading: str) -> None:
    assert parts_of(heading, "Model", "End")[heading] == "introduction"


def test_what_is_lettered_behind_numbers_is_the_appendix() -> None:
    sections = [Section("A", "1"), Section("B", "2"), Section("Proofs", "A"), Section("C", "A.1")]
    assert appendices(sections) == (False, False, True, True)
    assert appendices([Section("Kilns", "A"), Section("Pots", "B")]) == (False, False)


def test_a_text_without_headings_begins_with_its_introduction() -> None:
    pieces = tuple(Piece("paragraph", f"Sentence {n}.") for n in range(20))
    parts = piece_parts(FullText(paper_id="x", version=1, made_from="pdf", pieces=pieces))
    assert (parts[0], parts[10], parts[-1]) == ("introduction", "method", "conclusion")


def test_what_stands_behind_a_full_abstract_is_no_abstract() -> None:
    pieces = tuple(Piece("paragraph", "A sentence on kilns. " * 60, 0) for _ in range(5))
    text = FullText(
        paper_id="x", version=1, made_from="pdf", sections=(Section("Abstract"),), pieces=pieces
    )
    assert piece_parts(text)[0] == "abstract"
    assert piece_parts(text)[-1] == "introduction"


def test_a_first_section_deeper_than_the_rest_is_one_of_the_outer_ones() -> None:
    assert parts_of("> TITLE: Kilns", "Abstract", "Keywords", "> Introduction", "> Methods",
                    ">> Firing", "> Results", "Acknowledgements") == {
        "TITLE: Kilns": "method", "Abstract": "abstract", "Keywords": "aside",
        "Introduction": "introduction", "Methods": "method", "Firing": "method",
        "Results": "results", "Acknowledgements": "aside",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("State-of-the-Art Results", "results"),
        ("Results and Discussion", "results"),
        ("Experimental Section", "method"),
        ("DISSCUSION", "discussion"),
        ("REFFERENCES", "aside"),
        ("Some One-sample Asymptotics", "method"),
        ("Asymmetric intervals", "method"),
        ("Failure cases", "limits"),
        ("Failure modes of rivals in wet kilns", "method"),
    ],
)
def test_headings_of_other_fields_and_with_slips(heading: str, part: str) -> None:
    assert parts_of("Introduction", "Kilns", heading, "Conclusion")[heading] == part


def test_software_with_sections_of_its_own_is_how_it_works() -> None:
    found = parts_of("Introduction", "Software", "> Clusters", "> Panels", "Conclusion")
    assert found["Software"] == found["Clusters"] == "method"
    assert parts_of("Introduction", "Kilns", "Software", "Conclusion")["Software"] == "availability"


def test_a_setup_before_or_among_the_results_tells_how_it_was_tried() -> None:
    assert parts_of("Introduction", "Rule", "Setup", "Results")["Setup"] == "setup"
    assert parts_of("Introduction", "Setup", "Rule", "Results")["Setup"] == "background"
    assert parts_of("Rule", "Experiments", "> Setting", "> Results")["Setting"] == "setup"


def test_a_paper_on_software() -> None:
    found = parts_of(
        "Overview", "> Packages for kilns", "The model", "> Clay for wet data",
        "Application and illustration", "Conclusions", "Computational details", "Appendix",
        "> Derivation",
    )  # fmt: skip
    assert found["Overview"] == "introduction"
    assert found["Packages for kilns"] == "related"
    assert found["Clay for wet data"] == "method"
    assert found["Application and illustration"] == "results"
    assert found["Computational details"] == "availability"
    assert found["Appendix"] == found["Derivation"] == "method"


def test_the_computational_details_of_a_chemist_are_the_method() -> None:
    found = parts_of("Introduction", "Computational details", "Results", "Conclusions")
    assert found["Computational details"] == "method"


def test_what_is_called_an_appendix_is_one_with_all_that_lies_in_it() -> None:
    sections = [
        Section("Results", "1", 1),
        Section("Appendix", "2", 1),
        Section("Derivation", "2.1", 2),
        Section("Thanks", "3", 1),
    ]
    assert appendices(sections) == (False, True, True, False)


def test_what_follows_the_sensitivity_of_a_method_is_not_the_discussion() -> None:
    found = parts_of("Kilns", "Sensitivity to heat", "Umbrella firing", "Update of kilns")
    assert found["Umbrella firing"] == found["Update of kilns"] == "method"
