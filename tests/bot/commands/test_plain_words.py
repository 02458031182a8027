"""What people write without a slash, and what other bots call their commands."""

import pytest

from bot.commands.lines.command_lines import CommandLine, read_line
from bot.commands.lines.elsewhere import nearest
from bot.commands.lines.plain_words import read_plain, wants_it_to_stop
from bot.commands.lines.questions import question_about
from bot.commands.table import COMMANDS
from bot.text.slips import nearest_word

UNDERSTOOD = {
    "help": "/help",
    "?": "/help",
    "Help!": "/help",
    "!help": "/help",
    "帮助": "/help",
    "hello": "/start",
    "paper 3": "/paper 3",
    "papers 1 2": "/paper 1 2",
    "paper 3?": "/paper 3",
    "3.": "/paper 3",
    "1-3": "/paper 1 2 3",
    "open 2602.01234": "/paper 2602.01234",
    "why 3": "/why 3",
    "why 1 and 3?": "/why 1 3",
    "analysis 2": "/analysis 2",
    "analysis 2 page 2": "/analysis 2 page 2",
    "analyse paper 2 as md": "/analysis 2 as md",
    "ask 1 what data?": "/ask 1 what data?",
    "ask 1 and 2": "/ask 1 and 2",
    "Ask: which data was it trained on?": "/ask which data was it trained on?",
    "save 1,2": "/save 1 2",
    "vote up 3": "/vote up 3",
    "today": "/brief today",
    "brief of yesterday": "/brief yesterday",
    "24 June": "/brief 24 June",
    "24.6.": "/brief 24.6.",
    "titles": "/brief titles",
    "search for diffusion": "/search diffusion",
    "topics": "/topics",
    "what do I get?": "/topics",
    "export bibtex": "/export bibtex",
    "help topics": "/help topics",
    "please summarize paper 3": "/paper 3",
    "summarize 2602.99902": "/paper 2602.99902",
    "tell me more about 2": "/paper 2",
    "explain 3": "/paper 3",
    "Show me papers about robots": "/search robots",
    "save the third": "/save 3",
}
ASKED_FIRST = {
    "quit": "/unsubscribe",
    "stop": "/unsubscribe",
    "subscribe": "/subscribe",
    "topics add robots": "/topics add robots",
    "top 5": "/top 5",
}
TALK = [
    "thanks",
    "what is new?",
    "why not",
    "save the whales",
    "analysis of variance",
    "ask your doctor",
    "why 8 heads?",
    "the paper is good",
    "paper about robots",
    "find the number of layers?",
    "which data was it trained on?",
    "3.5",
    "2026",
    "vote up",
    "no",
    "",
]


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_command_needs_no_slash(text: str) -> None:
    line = read_line(text) or read_plain(text)
    assert line is not None
    assert (
        str(line).replace("papers ", "").replace("paper 3", "3").replace("/3", "/paper 3")
        == (UNDERSTOOD[text])
    )


@pytest.mark.parametrize("text", ASKED_FIRST)
def test_what_changes_something_is_a_guess(text: str) -> None:
    line = read_plain(text)
    assert line is not None
    assert line.guessed
    assert str(line) == ASKED_FIRST[text]


@pytest.mark.parametrize("text", TALK)
def test_talk_is_no_command(text: str) -> None:
    assert read_plain(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/paper3", "/paper 3"),
        ("/paper_3", "/paper 3"),
        ("/paper3 4", "/paper 3 4"),
        ("/paper_2602", None),
        ("/3", None),
    ],
)
def test_a_number_may_stick_to_its_command(text: str, expected: str | None) -> None:
    line = read_line(text)
    assert (str(line) if line else None) == expected


THEIRS = {
    "/digest": "/brief",
    "/today": "/brief today",
    "/papers": "/brief titles",
    "/list": "/topics",
    "/add cs.RO": "/topics cs.RO",
    "/add": "/topics",
    "/remove survey": "/topics drop survey",
    "/stop": "/unsubscribe",
    "/find diffusion": "/search diffusion",
    "/rate": "/vote",
    "/digest yesterday": "/brief yesterday",
    "/cite": "/export bibtex",
    "/cite 1": "/export bibtex 1",
    "/bibtex 1 2": "/export bibtex 1 2",
    "/papers 1 2": "/paper 1 2",
    "/get 1": "/paper 1",
    "/pause": "/schedule off",
    "/mute": "/schedule off",
    "/resume": "/schedule on",
    "/follow Ada Lovelace": "/topics author Ada Lovelace",
    "/follow video diffusion": "/topics video diffusion",
    "/follow NLP Robots": "/topics NLP Robots",
    "/unfollow Ada Lovelace": "/topics drop Ada Lovelace",
    "/follow": "/topics",
    "/subscrbe": "/subscribe",
    "/upvote 3": "/vote 3 up",
    "/bookmark 3": "/save 3",
    "/tldr 3": "/paper 3",
    "/lang de": "/language de",
    "/breif": "/brief",
}


@pytest.mark.parametrize("text", THEIRS)
def test_another_bots_command_has_one_near_to_it_here(text: str) -> None:
    line = read_line(text)
    assert line is not None
    near = nearest(line, [each.name for each in COMMANDS])
    assert near is not None
    assert near.guessed
    assert str(near) == THEIRS[text]
    assert near.name in {each.name for each in COMMANDS}


@pytest.mark.parametrize("name", ["zzzzzz", "random", "cancel", "feedback", "donate", "wow", "tip"])
def test_what_is_near_to_nothing_has_none(name: str) -> None:
    assert nearest(CommandLine(name, "1"), [each.name for each in COMMANDS]) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("titels", "titles"), ("vidoe", "video"), ("sav", None), ("same", "save"), ("save", None)],
)
def test_a_slip_is_one_or_two_letters(typed: str, meant: str | None) -> None:
    assert nearest_word(typed, ["titles", "video", "save"]) == meant


def test_of_several_near_words_the_first_is_meant() -> None:
    assert nearest_word("brains", ["trains", "brain", "grains"]) == "brain"
    assert nearest_word("drains", ["trains", "grains"]) == "trains"
    assert nearest_word("drains", ["grains", "trains"]) == "grains"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stop sending me this", True),
        ("Please don't send these to me", True),
        ("stop", False),
        ("why did training stop?", False),
        ("it stops early", False),
    ],
)
def test_who_wants_no_more_is_understood(text: str, expected: bool) -> None:
    assert wants_it_to_stop(text) is expected


SHOWN = [("1", "/paper 2602.00001"), ("2", "/paper 2602.00002")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("save 2", "/save 2602.00002"),
        ("papers 1-2", "/paper 2602.00001 2602.00002"),
        ("vote 1 up, 2 down", "/vote 2602.00001 up, 2602.00002 down"),
        ("save 9", "/save 9"),
        ("analysis 2 md", "/analysis 2602.00002 md"),
        ("ask 1 what data?", "/ask 2602.00001 what data?"),
        ("help", None),
        ("stop", None),
        ("topics add robots", None),
    ],
)
def test_in_a_reply_numbers_are_those_of_the_brief_that_is_replied_to(
    text: str, expected: str | None
) -> None:
    assert question_about(text, SHOWN, alone=True) == expected
