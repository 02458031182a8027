"""What people type for papers, and what is read of it."""

import pytest

from bot.commands.lines.references import read_papers
from bot.commands.lines.vote_words import read_votes

NAMED = {
    "3": "3",
    "3.": "3",
    "3?": "3",
    "#2": "2",
    "[4]": "4",
    "(5)": "5",
    "no. 3": "3",
    "3rd": "3",
    "３": "3",
    "第3篇": "3",
    "paper 3 please": "3",
    "1 2": "1 2",
    "1,2 and 4": "1 2 4",
    "papers 1 & 2": "1 2",
    "1;2": "1 2",
    "1、2": "1 2",
    "2 1 2": "2 1",
    "1-3": "1 2 3",
    "3 \u2013 1": "1 2 3",
    "1..3": "1 2 3",
    "1 to 3, 7": "1 2 3 7",
    "2602.01234": "2602.01234",
    "arXiv:2602.01234v2": "2602.01234v2",
    "arXiv: 2602.01234": "2602.01234",
    "arXiv 2602.01234 and 3": "2602.01234 3",
    "https://arxiv.org/abs/2602.01234v2": "2602.01234v2",
    "hep-th/9901002 2": "hep-th/9901002 2",
    "the third": "3",
    "first and last": "1 last",
    "the last one": "last",
    "-2": "-2",
    "all": "all",
    "all of them": "all",
    "this paper": "this",
}


@pytest.mark.parametrize("text", NAMED)
def test_papers_are_read_however_they_are_written(text: str) -> None:
    read = read_papers(text)
    assert " ".join(map(str, read.papers)) == NAMED[text]
    assert not read.unread


@pytest.mark.parametrize(
    "text",
    ["banana 3", "all you need", "the last mile", "first banana",
     "pebble sorting, part 5", "3D vision", "2602,01234", "12345", "1-", "3.5",
     "https://example.org/x"],
)  # fmt: skip
def test_what_begins_with_a_word_names_no_paper(text: str) -> None:
    read = read_papers(text)
    assert not read.papers
    assert read.unread == (text,)


@pytest.mark.parametrize("text", ["", "paper", " , ", "the"])
def test_nothing_is_no_paper(text: str) -> None:
    assert read_papers(text) == read_papers("")


def test_what_is_no_paper_is_handed_back_as_it_was_typed() -> None:
    read = read_papers("1 Banana, 2 stage")
    assert [str(each) for each in read.papers] == ["1", "2"]
    assert read.unread == ("Banana", "stage")


VOTES = {
    "3 up": [("3", 1)],
    "up 3 4": [("3 4", 1)],
    "down 2602.01234": [("2602.01234", -1)],
    "1-3 👍": [("1-3", 1)],
    "1 - 3 up": [("1 - 3", 1)],
    "3, none": [("3", 0)],
    "1 up, 2 down": [("1", 1), ("2", -1)],
    "up 1 2 down 3": [("1 2", 1), ("3", -1)],
    "pebble sorting, part 5 up": [("pebble sorting, part 5", 1)],
    "up": [("", 1)],
    "3": [],
    "zebra up north": [],
    "1 up 2": [],
    "up down 3": [],
    "": [],
}


@pytest.mark.parametrize("text", VOTES)
def test_a_direction_stands_on_either_side_of_its_papers(text: str) -> None:
    assert [(each.papers, each.direction) for each in read_votes(text)] == VOTES[text]
