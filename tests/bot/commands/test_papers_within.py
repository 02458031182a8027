"""Questions that name their papers in the middle."""

import pytest

from bot.commands.lines.within import asks_within, papers_within
from tests.asked_papers import KITES, SORTER
from tests.bot.commands.test_asking import talk
from tests.bot.commands.test_commands import Talk

__all__ = ("talk",)


@pytest.mark.parametrize(
    ("text", "papers", "question"),
    [
        ("what is paper 1 about?", "1", "what is this paper about?"),
        ("What is paper number 3 about?", "3", "What is this paper about?"),
        ("does number 3 release code?", "3", "does this paper release code?"),
        ("does #3 release code?", "3", "does this paper release code?"),
        ("what do papers 1 and 3 share?", "1 3", "what do these papers share?"),
        ("what do papers 1-3 share?", "1 2 3", "what do these papers share?"),
        ("is paper 1 faster than paper 3?", "1 3", "is paper 1 faster than paper 3?"),
        ("what is paper 2602.01234 about?", "2602.01234", "what is this paper about?"),
        ("why does 2602.01234v2 fail?", "2602.01234v2", "why does this paper fail?"),
        ("is arxiv.org/abs/2602.01234 free?", "2602.01234", "is this paper free?"),
        ("what is paper 1's limit?", "1", "what is this paper's limit?"),
        ("第3篇论文用了什么数据？", "3", "这篇论文用了什么数据？"),
        ("论文 2 用了什么数据？", "2", "这篇论文 用了什么数据？"),
    ],
)
def test_papers_are_named_within_a_question(text: str, papers: str, question: str) -> None:
    found = papers_within(text)
    assert found is not None
    assert [*map(str, found.papers)] == papers.split()
    assert found.question == question
    assert asks_within(text)


@pytest.mark.parametrize(
    "text",
    [
        "what does table number 3 show?", "what is in Table #3?", "why 8 heads?",
        "what is the number 3 for?", "is it a paper 12 pages long?", "what do the 3 papers share?",
        "does the number 3.5 stand there?", "how do papers of 2024 do it?",
        "which of the papers 2024 cites it?", "is 1234.5 its loss?",
    ],
)  # fmt: skip
def test_other_numbers_in_a_question_name_no_paper(text: str) -> None:
    assert papers_within(text) is None


def test_a_line_that_asks_nothing_is_no_question() -> None:
    assert not asks_within("I liked paper 3")
    assert asks_within("what is paper 3 about")


@pytest.mark.parametrize(
    "question",
    ["how many flights are in paper {n}?", "how many flights has #{n}?",
     "how many flights are in paper 2602.90002?"],
)  # fmt: skip
async def test_a_paper_named_in_the_question_wins_over_the_last_opened(
    talk: Talk, question: str
) -> None:
    await talk.say("/brief")
    numbers = await talk.services.deliveries.editions.numbers("terminal:main")
    asked = question.format(n=next(n for n, one in numbers.items() if one == KITES.paper_id))
    told = f"About {KITES.paper_id} “{KITES.title}”:"
    # after a brief nothing is opened: it is answered, and no other paper is offered
    assert (await talk.say(asked, alone=True)).startswith(told)
    await talk.say(f"/paper {SORTER.paper_id}")
    for line in (asked, f"/ask {asked}"):
        text = await talk.say(line, alone=True)
        assert text.startswith(told)
        assert "900 flights" in text
        assert "the last one opened" not in text
        assert talk.offered[0] == f"/ask {KITES.paper_id}"


async def test_a_number_that_the_brief_has_not_is_said_to_be_none(talk: Talk) -> None:
    await talk.say("/brief")
    await talk.say(f"/paper {SORTER.paper_id}")
    assert "no number 7." in await talk.say("which data has paper 7?", alone=True)
    assert not talk.done


async def test_a_paper_of_the_brief_is_compared_with_the_one_named_first(talk: Talk) -> None:
    await talk.say("/brief")
    text = await talk.say("/ask 1 which data has it, and which has paper 2?")
    assert text.startswith("About ")
    assert SORTER.title in text
    assert KITES.title in text
