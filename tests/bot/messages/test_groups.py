"""Papers under their headings, and each told once."""

from datetime import timedelta

import pytest

from bot.messages.blocks import Heading, ItemList, text_of
from bot.messages.brief import brief_message
from bot.messages.overview import with_numbers
from bot.messages.plain import plain
from bot.messages.telling import tells, together
from bot.translator import translator
from bot.values.editions import Edition, PaperGroup
from bot.values.topics import Match, Topic
from bot.values.writing import PaperBrief, ReadInFull, SummaryPoint
from tests.values import DAY, announcement, edition, entry, paper, summary

SAY = translator("en")
STOVES = PaperGroup(name="Stoves", papers=(1, 2), matched=12)
ALSO = PaperGroup(name=None, papers=(3,), matched=40)


def lines(made: Edition) -> list[str]:
    return plain(brief_message(made, SAY)).splitlines()


def grouped(**changes: object) -> Edition:
    return edition(*(paper(n) for n in range(1, 4)), groups=(STOVES, ALSO), **changes)


def test_papers_stand_under_their_group_and_the_rest_under_also() -> None:
    blocks = brief_message(grouped(), SAY).blocks
    heads = [text_of(block.spans) for block in blocks if isinstance(block, Heading)]
    assert heads[1:] == ["Stoves · 12 today", "Also"]
    lists = [block for block in blocks if isinstance(block, ItemList)]
    assert [[item.marker for item in one.items] for one in lists] == [["1.", "2."], ["3."]]


def test_a_brief_of_several_days_counts_papers_and_not_today() -> None:
    days = announcement(paper(1), dates=(DAY, DAY + timedelta(days=3)))
    assert "Stoves · 12 papers" in lines(grouped(announcement=days))


def test_a_single_group_without_a_name_has_no_heading() -> None:
    alone = PaperGroup(name=None, papers=(1, 2, 3), matched=3)
    made = edition(*(paper(n) for n in range(1, 4)), groups=(alone,))
    assert "Also" not in lines(made)


def test_a_topic_is_named_once() -> None:
    topics = tuple(Topic(name=name, description=name) for name in ("Stoves", "Tents"))
    papers = tuple(
        entry(n, paper(n), match=Match(topic, 90 - n))
        for n, topic in enumerate(("Stoves", "Stoves", "Tents"), 1)
    )
    text = "\n".join(lines(grouped(papers=papers, topics=topics))[1:])
    assert text.count("Stoves") == 1
    assert "relevance 89" in text
    assert "Tents 87" in text


def test_the_only_topic_is_named_in_the_title_alone() -> None:
    text = "\n".join(lines(edition(paper(1), topics=(Topic(name="Pebbles", include=("a",)),))))
    assert text.count("Pebbles") == 1 + text.count("Sorting Pebbles")
    assert "relevance 95" in text


def test_only_what_stands_out_is_marked() -> None:
    made = grouped(summary=summary(stands_out=(SummaryPoint("x", (2,)),)))
    marked = [line for line in lines(made) if "★" in line]
    assert [line[:4] for line in marked] == ["2. ★"]
    assert not [line for line in lines(grouped(summary=None)) if "★" in line]


def test_what_came_out_stands_behind_what_it_is() -> None:
    told = PaperBrief(tldr="A stove that burns bark.", main_result="12% warmer than wool")
    made = edition(paper(1), papers=(entry(1, paper(1), brief=told),))
    assert any(
        line.startswith("A stove that burns bark; 12% warmer than wool.  code")
        for line in lines(made)
    )


@pytest.mark.parametrize(
    ("sentence", "result", "expected"),
    [
        ("A stove.", "It is 12% warmer.", "A stove. It is 12% warmer."),
        ("A stove.", "12% warmer", "A stove; 12% warmer."),
        ("一种炉子。", "比羊毛暖 12%", "一种炉子；比羊毛暖 12%。"),
        ("", "12% warmer", "12% warmer."),
        ("A stove", "12% warmer", "A stove; 12% warmer."),
    ],
)
def test_a_clause_and_a_sentence_join_differently(
    sentence: str, result: str, expected: str
) -> None:
    assert together(sentence, result) == expected


@pytest.mark.parametrize(
    ("sentence", "result", "same"),
    [
        ("A stove that is 12% warmer than wool.", "12% warmer than wool", True),
        ("A stove that is warmer than wool.", "12% warmer than wool", False),
        ("A stove that is 13% warmer than wool.", "12% warmer than wool", False),
        ("We show that no stove burns peat.", "no stove burns peat", True),
        ("A stove.", "", True),
        ("", "12% warmer", False),
        (
            "We present the first survey of pebbles.",
            "To understand and address such failures, we present the first survey of pebbles.",
            True,
        ),
    ],
)
def test_a_result_that_the_sentence_has_is_not_told_again(
    sentence: str, result: str, same: bool
) -> None:
    assert tells(sentence, result) is same


@pytest.mark.parametrize(
    "quoted",
    [
        "What stands out: Brill [1]: Our stove saves 3x the wood of Tern.",
        "What stands out: Brill [1] saves 3x the wood of Tern.",
    ],
)
def test_a_result_that_the_summary_quotes_is_not_told_again(quoted: str) -> None:
    told = PaperBrief(tldr="A stove.", main_result="Our stove saves 3x the wood of Tern.")
    papers = (entry(1, paper(1), brief=told), *(entry(n, paper(n)) for n in (2, 3)))
    with_it = "\n".join(lines(grouped(papers=papers, summary=summary(overview=(quoted,)))))
    assert with_it.count("saves 3x the wood of Tern") == 1
    assert "saves 3x the wood of Tern" in "\n".join(lines(grouped(papers=papers)))


def test_what_to_read_first_is_one_line() -> None:
    reads = (ReadInFull(3, "gives a proof"), ReadInFull(1, "releases its code"))
    made = grouped(summary=summary(read_in_full=reads))
    assert "Start with: 3, gives a proof; 1, releases its code" in lines(made)


def test_of_one_paper_there_is_nothing_to_choose() -> None:
    assert not [line for line in lines(edition(paper(1))) if line.startswith("Start with")]


def test_what_rises_stands_below_the_papers() -> None:
    point = SummaryPoint("2 this week, none in the four before", (1,), "bark")
    made = lines(grouped(summary=summary(emerging=(point,))))
    told = "Rising: bark (2 this week, none in the four before)"
    assert made.index(told) > next(n for n, line in enumerate(made) if line.startswith("3. "))


def test_numbers_in_the_summary_open_their_papers() -> None:
    made = with_numbers("Two stoves [1, 3], and one of 1,200 tents [9].", dict.fromkeys((1, 2, 3)))
    assert [(span.text, span.command) for span in made if span.command] == [
        ("1", "/paper 1"),
        ("3", "/paper 3"),
    ]
    assert "".join(span.text for span in made) == "Two stoves [1, 3], and one of 1,200 tents [9]."


def test_papers_of_other_categories_name_theirs() -> None:
    papers = (
        entry(1, paper(1)),
        entry(2, paper(2, categories=("cs.SD", "cs.CL"))),
    )
    text = lines(edition(paper(1), paper(2), papers=papers))
    assert [line.endswith("cs.SD · relevance 95") for line in text if "relevance" in line] == [
        False,
        True,
    ]


def test_the_id_stands_where_a_link_cannot_be_seen() -> None:
    assert any(
        line.endswith("Pebbles by Sound · 2602.90001v1") for line in lines(edition(paper(1)))
    )


def test_a_marked_paper_tells_by_what_it_stands_out() -> None:
    point = SummaryPoint("No stove before it burned bark.", (2,))
    told = lines(grouped(summary=summary(stands_out=(point,))))
    line = told[next(n for n, line in enumerate(told) if line.startswith("2. ★")) + 1]
    assert line.startswith("We propose a method that listens to pebbles. No stove before it")
    own = entry(2, paper(2), brief=PaperBrief(tldr="A stove.", main_result="12% warmer"))
    papers = (entry(1, paper(1)), own, entry(3, paper(3)))
    told = lines(grouped(papers=papers, summary=summary(stands_out=(point,))))
    assert [line for line in told if "12% warmer" in line]
    assert not [line for line in told if "No stove" in line]
