"""The extractive writer quotes the authors, and fills nothing that they did not say."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from bot.editorial.writing.extract import write_brief
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.text.readable import readable
from bot.text.sentences import split_sentences
from bot.values.papers import Paper
from bot.values.writing import PaperBrief, TextSource, WritingOrder
from tests.values import ACCOUNT

KNOWN = "Large models have become popular in many fields."
PROBLEM = "However, existing methods remain too expensive for small devices."
CLAIM = "In this paper, we propose Small, a method that shrinks any model to a tenth of its size."
HOW = "Specifically, Small merges layers with a tree that is learned from data."
OUTCOME = "Experiments on two benchmarks show that Small outperforms the best baseline by 3.2%."
SECOND = "It also achieves a 5x speedup over the original models."
END = "These findings suggest that most layers are redundant."
CODE = "Code is available at https://github.com/a/b."
WHOLE = (KNOWN, PROBLEM, CLAIM, HOW, OUTCOME, SECOND, END, CODE)


def paper(abstract: str) -> Paper:
    return Paper(
        id="2602.01234", version=1, title="Small", abstract=abstract, authors=(), categories=()
    )


def brief_of(*sentences: str) -> PaperBrief:
    return write_brief(paper(" ".join(sentences)))


SHORT_CLAIM = "A method that shrinks any model to a tenth of its size."
LONGER = (*WHOLE[:4], "The tree reads each layer twice.", "It is kept on disk.", *WHOLE[4:])


def test_each_part_says_something_else() -> None:
    brief = brief_of(*LONGER)
    assert brief.tldr == SHORT_CLAIM
    assert brief.motivation == PROBLEM
    assert brief.method == HOW
    assert brief.result == OUTCOME
    assert brief.conclusion == END
    assert not any(OUTCOME in one or CODE in one for one in brief.key_findings)


def test_what_came_out_is_told_in_one_clause() -> None:
    assert brief_of(*WHOLE).main_result == "Small outperforms the best baseline by 3.2%."
    assert brief_of(KNOWN, PROBLEM, CLAIM, HOW).main_result is None


@pytest.mark.parametrize(
    ("sentences", "parts"),
    [((CLAIM,), 0), ((KNOWN, CLAIM, OUTCOME), 0), ((*WHOLE[1:6],), 2), (WHOLE, 3)],
)
def test_a_short_abstract_has_fewer_parts(sentences: tuple[str, ...], parts: int) -> None:
    assert len(brief_of(*sentences).sources) == 1 + parts


def test_what_is_not_surely_a_motivation_is_none() -> None:
    known = "Assume that every graph of this paper has an edge ideal."
    assert brief_of(known, KNOWN, CLAIM, HOW, OUTCOME, SECOND, END).motivation is None


def test_a_long_tldr_has_shorter_forms() -> None:
    claim = (
        "We propose a garden planner that learns from photographs of more than two thousand "
        "gardens in eleven countries, which were collected over nine years, by combining a map "
        "of the soil with the weather of each day and the habits of the people who live there."
    )
    brief = brief_of(KNOWN, claim, "It is open to all.")
    assert brief.tldr == claim
    assert brief.shorter
    lengths = [len(claim), *map(len, brief.shorter)]
    assert lengths == sorted(lengths, reverse=True)


def test_every_part_that_exists_names_its_source() -> None:
    brief = brief_of(KNOWN, CLAIM, HOW, OUTCOME)
    assert brief.motivation is None
    assert brief.conclusion is None
    assert set(brief.sources) == {
        part
        for part in ("tldr", "motivation", "method", "result", "conclusion", "key_findings")
        if getattr(brief, part)
    }
    assert set(brief.sources.values()) == {TextSource(writer="extractive", made_from="abstract")}


def test_an_abstract_without_an_outcome_has_no_result() -> None:
    brief = brief_of(KNOWN, PROBLEM, CLAIM, HOW)
    assert brief.result is None
    assert brief.key_findings == ()
    assert "result" not in brief.sources


@pytest.mark.parametrize(
    "short", ["To this end, we propose it.", "To bridge this gap, we present Brill."]
)
def test_a_sentence_that_stands_alone_and_tells_something_is_preferred(short: str) -> None:
    assert brief_of(KNOWN, PROBLEM, short, CLAIM, OUTCOME).tldr == SHORT_CLAIM


@pytest.mark.parametrize(
    "abstract",
    [
        "This paper has been withdrawn by the authors due to an error in Lemma 2.",
        "We prove that every graph of this kind has a perfect matching.",
        "Wir zeigen, dass alle Graphen dieser Art eine Paarung haben, und nennen sie schön.",
    ],
)
def test_a_single_sentence_is_the_tldr_and_nothing_else(abstract: str) -> None:
    brief = write_brief(paper(abstract))
    assert brief.tldr == abstract
    assert set(brief.sources) == {"tldr"}


def test_a_notice_of_withdrawal_has_no_parts() -> None:
    brief = brief_of("This paper has been withdrawn.", OUTCOME, HOW)
    assert set(brief.sources) == {"tldr"}


def test_an_abstract_in_another_language_gets_only_a_tldr() -> None:
    brief = write_brief(paper("我们研究一种方法。实验表明它很好。结果提高了百分之三。"))
    assert brief.tldr == "我们研究一种方法。"
    assert set(brief.sources) == {"tldr"}


def test_an_empty_abstract_has_an_empty_brief() -> None:
    assert write_brief(paper("  ")) == PaperBrief()


def test_headings_are_not_quoted() -> None:
    context = ("Context.", KNOWN, "They are used by everyone.")
    brief = brief_of(*context, "Aims.", CLAIM, "Methods.", HOW, "Results.", OUTCOME)
    assert (brief.tldr, brief.method, brief.result) == (SHORT_CLAIM, HOW, OUTCOME)


def test_latex_is_readable_in_every_part() -> None:
    brief = brief_of(
        KNOWN, r"We present $\pi_{0.5}$, a policy for \textbf{any} robot and task at all."
    )
    assert brief.tldr == "We present π₀.₅, a policy for any robot and task at all."


async def test_the_writer_keeps_its_port() -> None:
    known = paper(" ".join(WHOLE))
    order = WritingOrder((known,), "en", 4_000, datetime(2026, 2, 13, tzinfo=UTC), ACCOUNT)
    assert await ExtractiveWriter().write(order) == {known.id: write_brief(known)}


@pytest.mark.shared
def test_real_briefs_say_nothing_twice(shared: Path) -> None:
    abstracts = _abstracts(shared)
    briefs = [(readable(text), write_brief(paper(text))) for text in abstracts]
    assert sum(brief.tldr is not None for _, brief in briefs) > 0.98 * len(briefs)
    for abstract, brief in briefs:
        sentences = split_sentences(abstract)
        parts = [brief.motivation, brief.method, brief.result, brief.conclusion]
        quoted = [piece for part in parts if part for piece in split_sentences(part)]
        assert set(quoted) <= set(sentences)
        told = [one for one in (brief.tldr, *quoted, *brief.key_findings) if one]
        assert len(told) == len(set(told))
        assert len(told) == 1 or len(told) <= 0.6 * len(sentences)


def _abstracts(shared: Path) -> list[str]:
    files = sorted((shared / "data" / "arxiv").glob("*-*-*/rss_*.xml"))
    items = (item for file in files for item in etree.parse(file).iter("item"))
    descriptions = {item.findtext("description") or "" for item in items}
    return sorted(text.partition("Abstract:")[2] for text in descriptions)


# -- what stands alone -------------------------------------------------------------------

LEANING = "This space is seldom heated by these."


def test_a_paper_of_which_only_background_stands_alone_has_no_tldr() -> None:
    brief = brief_of("Stoves have become very popular in many old houses.", LEANING)
    assert brief.tldr is None
    assert brief.shorter == ()
    assert "tldr" not in brief.sources


def test_what_may_be_background_is_not_taken_for_a_better_one_that_leans() -> None:
    likely = "The heat of clay can be kept in old rooms near cold walls."
    assert brief_of(likely, "We discuss how to keep this heat with these bricks.").tldr is None


def test_what_is_said_of_the_thing_in_the_title_is_no_background() -> None:
    told = "Kiln is a library that keeps the heat of clay in old rooms near cold walls."
    given = paper(f"{told} We discuss how to keep this heat with these bricks.")
    assert write_brief(replace(given, title="Kiln: Warm Rooms")).tldr == told
    assert write_brief(replace(given, title="Warm Rooms")).tldr is None


def test_a_single_sentence_is_shown_whatever_it_leans_on() -> None:
    assert brief_of(LEANING).tldr == LEANING


def test_a_clause_about_others_is_left_out_before_the_authors_own() -> None:
    told = "Ovens have been used for this, and in this paper, we propose a stove of warm clay."
    assert brief_of(KNOWN, told).tldr == "We propose a stove of warm clay."


@pytest.mark.parametrize(
    "told",
    [
        "The main result is proved as a consequence of the heat that clay keeps at night.",
        "The current tests are limited to lumps of clay in a row of small rooms.",
        "Previous works heat small rooms of old houses with clay.",
    ],
)
def test_an_outline_or_others_work_stands_in_for_nothing(told: str) -> None:
    assert brief_of("We discuss how to keep this heat with these bricks.", told).tldr is None


def test_a_sentence_that_says_of_whom_it_is_comes_first() -> None:
    silent = "Dry clay keeps the heat of a long night in a row of small rooms."
    told = brief_of(silent, "We light a stove of wet clay in the small rooms of old houses.").tldr
    assert told == "We light a stove of wet clay in the small rooms of old houses."


def test_a_name_and_its_letters_tell_no_more_than_the_title() -> None:
    how = "We search the walls of small rooms for the warmest lump of clay."
    brief = brief_of(KNOWN, "We present warm wall search (WWS), which solves these problems.", how)
    assert brief.tldr == how


def test_a_need_is_not_cut_out_of_what_the_authors_say() -> None:
    need = "Dry clay is crucial for the heat of a long night in small rooms"
    brief = brief_of(KNOWN, f"{need}, and this paper uses bricks to dry the clay of old stoves.")
    assert brief.tldr is not None
    assert f"{need}." not in (brief.tldr, *brief.shorter)


def test_short_names_are_told_in_the_authors_long_form() -> None:
    first = "Rooms of old houses need warm clay ovens (WCOs)."
    brief = brief_of(first, "We propose a new way to light WCOs without any smoke at all.")
    assert brief.tldr == "We propose a new way to light warm clay ovens without any smoke at all."


@pytest.mark.parametrize(
    "told",
    [
        "I show that dry clay keeps the heat of a long night in small rooms.",
        "This commentary sketches how dry clay keeps the heat of a long night.",
        "Here we shall consider how dry clay keeps the heat of a long night.",
        "A review is given on how dry clay keeps the heat of a long night.",
        "The heat of dry clay and of bricks is measured in a row of small rooms.",
    ],
)
def test_one_author_a_commentary_and_we_shall_are_no_background(told: str) -> None:
    assert brief_of(KNOWN, told).tldr == told.removeprefix("Here ").capitalize().replace(
        "i s", "I s"
    )


@pytest.mark.parametrize(
    "told",
    [
        "Section 7 describes the clay.",
        "Applications include lumps of clay that keep the heat of a long night in rooms.",
        "We say that a piece of clay is warm if it keeps the heat of a long night in a room.",
        "Let L be a lump of clay that keeps the heat of a long night in small rooms.",
        "As an application, the heat of old clay in a row of small rooms is established.",
        "We extend the work of to lumps of clay that keep the heat of a long night.",
        "The proofs for old clay may be of independent interest to all builders.",
        "Given a lump of clay in a small room, let L denote the heat that the clay keeps.",
        "As a side result we find the heat of old clay in a row of small rooms.",
        "A plain account of the heat of clay in small rooms is still missing.",
        "Dry clay was recently introduced to keep the heat of a long night in small rooms.",
        "It becomes crucial to keep the heat of clay in a row of small rooms.",
        "This account of the heat of clay is devoted to the memory of a builder.",
        "Our proof is based on the heat that clay keeps for a long night in small rooms.",
        "We obtain some results on clay that keeps the heat of a long night in small rooms.",
        "The warmth of clay in a row of small rooms has been studied since the last century.",
        "The main result is proved as a consequence of the heat that clay keeps at night.",
        "We call a lump of clay warm if it keeps the heat of a long night in small rooms.",
        "A law was proposed in 2020 for clay that keeps its heat in a row of small rooms.",
        "It has been known that clay keeps the heat of a long night in small rooms.",
        "In the second part, we light a lump of clay in a row of small rooms for a night.",
        "We finish by showing how clay keeps the heat of a long night in small rooms.",
        "If clay is dry, it keeps the heat of a long night in a row of small rooms.",
        "The heat of old clay in a row of small rooms is included as a special case.",
        "The current tests are limited to lumps of clay in a row of small rooms.",
        "A basic tool developed here is the heat of old clay in a row of small rooms.",
        "Our work has, therefore, provided an important view of clay in small rooms.",
        "We hope that our account of clay inspires further work on small rooms.",
        "Warm clay was introduced by W. P. Brick to keep the heat of a long night.",
        "Earlier work required the clay to keep the heat of a long night in small rooms.",
        "We demonstrate the efficacy of warm clay in a row of small rooms in old houses.",
        "To corroborate our findings, we light a lump of clay in a row of small rooms.",
        "An application is the heat of old clay in a row of small rooms for a night.",
        "(We know that clay keeps the heat of a long night in a row of small rooms.)",
        "A fan would also prove useful for the heat of clay in a row of small rooms.",
        "In a recent paper, we introduced a lump of clay that keeps the heat of a long night.",
        "In a recent work by Brick et al., the authors find clay in a row of small rooms.",
    ],
)
def test_an_outline_and_praise_are_not_what_a_paper_is_about(told: str) -> None:
    assert brief_of("We measure the heat of wet clay in small rooms.", told).tldr == (
        "We measure the heat of wet clay in small rooms."
    )


def _forms(*sentences: str) -> tuple[str, ...]:
    brief = brief_of(*sentences)
    return (brief.tldr or "", *brief.shorter)


def test_what_stands_in_for_a_long_sentence_asks_nothing() -> None:
    long = (
        "We propose a stove whose walls of wet clay and of dry brick and of old iron keep the "
        "heat of a long winter night until the morning in rooms that nobody has heated for many "
        "weeks and whose windows nobody has closed."
    )
    plain = "We propose a stove of wet clay that reflects its heat off iron bricks."
    asks = "We propose a stove of wet clay that reflects its heat off the casing."
    assert plain in _forms(long, plain)
    assert asks not in _forms(long, asks)


@pytest.mark.parametrize(
    "asks",
    [
        "We propose a stove of wet clay that reflects the heat of such bricks.",
        "We propose a stove of wet clay that is warm at much lower heat.",
        "A stove of wet clay is warm in small rooms of old houses.",
        "We light our framework of wet clay in small rooms of old houses.",
    ],
)
def test_what_stands_in_points_to_nothing_and_is_the_authors_own(asks: str) -> None:
    long = (
        "We propose a stove whose walls of wet clay and of dry brick and of old iron keep the "
        "heat of a long winter night until the morning in rooms that nobody has heated for many "
        "weeks and whose windows nobody has closed."
    )
    assert asks not in _forms(long, asks)


def test_a_shorter_form_without_unknown_letters_is_preferred() -> None:
    known = "Let G be a wall of clay that keeps its heat for many days and nights."
    told = "We measure the heat of small rooms in old houses, which is most for G in winter."
    assert brief_of(known, told).tldr == "We measure the heat of small rooms in old houses."


def test_what_was_found_without_a_number_is_told() -> None:
    found = "Our results show that wet clay loses most of its heat in the first hour."
    brief = brief_of("We measure the heat of bricks in small rooms.", HOW, found)
    assert brief.main_result == "Wet clay loses most of its heat in the first hour."


def test_what_was_looked_at_is_nothing_found() -> None:
    found = "We turn to the rooms of old houses in winter, and we find that clay is warm in this."
    assert brief_of("We measure the heat of bricks in small rooms.", HOW, found).main_result is None
