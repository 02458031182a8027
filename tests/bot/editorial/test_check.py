"""Nothing is shown that its order does not allow, or its source does not have."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.listing_files import read_files
from bot.editorial.writing.check import checked
from bot.editorial.writing.extract import write_brief
from bot.values.writing import PARTS, PaperBrief, TextSource
from tests.values import EXTRACTIVE, paper

PAPER = paper(1)
MODEL = TextSource("model", "abstract", model="a model")
BUDGET = 200


def brief(source: TextSource = EXTRACTIVE, **parts: Any) -> PaperBrief:
    return PaperBrief(**parts, sources=dict.fromkeys(parts, source))


def test_what_the_authors_said_is_left_as_it_is() -> None:
    made = write_brief(PAPER)
    assert checked(made, PAPER, BUDGET) is made
    assert checked(PaperBrief(), PAPER, BUDGET) == PaperBrief()


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (brief(method="We listen to stones."), "not in the abstract"),
        (brief(method="  "), "no text"),
        (brief(method=""), "no text"),
        (brief(MODEL, method=" \n"), "no text"),
        (brief(MODEL, method="Pebbles. " * 30), "more than 200 characters"),
        (replace(brief(method="We sort."), sources={}), "no source"),
    ],
)
def test_a_part_that_fails_is_taken_out_with_the_reason(made: PaperBrief, why: str) -> None:
    good = brief(tldr="Pebbles are hard to sort.")
    both = replace(made, tldr=good.tldr, sources={**good.sources, **made.sources})
    left = checked(both, PAPER, BUDGET)
    assert left == replace(good, reasons={"method": why})
    assert {part: left.outcome(part) for part in PARTS[:3]} == {
        "tldr": "written",
        "motivation": "absent",
        "method": "dropped",
    }


def test_findings_are_one_part() -> None:
    said = "It sorts 10% more pebbles than before."
    assert checked(brief(key_findings=(said,)), PAPER, BUDGET) == brief(key_findings=(said,))
    left = checked(brief(key_findings=(said, "It is the best.")), PAPER, BUDGET)
    assert left == PaperBrief(reasons={"key_findings": "not in the abstract"})


def test_words_may_be_left_out_and_none_put_in() -> None:
    said = PAPER.abstract.split(". ")[0] + "."
    short = "Pebbles are hard to sort."
    made = replace(brief(tldr=said), shorter=(short, "Pebbles are easy to sort."))
    assert checked(made, PAPER, BUDGET).shorter == (short,)
    assert checked(brief(tldr="Pebbles are never hard to sort."), PAPER, BUDGET).tldr is None


def test_a_main_result_that_the_abstract_does_not_have_is_left_out() -> None:
    told = "It sorts 10% more pebbles than before."
    assert checked(PaperBrief(main_result=told), PAPER, BUDGET).main_result == told
    wrong = PaperBrief(main_result="It sorts 90% more pebbles than before.")
    assert checked(wrong, PAPER, BUDGET) == PaperBrief()


def test_a_tldr_that_fails_takes_its_short_forms_with_it() -> None:
    made = replace(brief(tldr="We listen to stones."), shorter=("Pebbles are hard to sort.",))
    assert checked(made, PAPER, BUDGET).shorter == ()


def test_a_model_uses_its_own_words() -> None:
    made = brief(MODEL, tldr="Stones, sorted by ear.")
    assert checked(made, PAPER, BUDGET) == made


@pytest.mark.shared
def test_of_real_papers_nothing_is_taken_out(shared: Path) -> None:
    folders = sorted((shared / "data/arxiv").glob("2026-*"))
    papers = {item.paper for one in read_files(folders).listings for item in one.items}
    assert len(papers) > 500
    assert not [one.id for one in papers if checked(write_brief(one), one, 4_000).reasons]


def test_a_short_name_may_be_told_in_the_abstract_s_long_form() -> None:
    told = "We light warm clay ovens at night."
    source = replace(PAPER, abstract="Some build warm clay ovens (WCOs). We light WCOs at night.")
    assert checked(brief(tldr=told), source, BUDGET).tldr == told
    assert checked(brief(tldr="We light wet clay ovens at night."), source, BUDGET).tldr is None
