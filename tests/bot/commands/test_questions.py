"""Which replies are questions, and about which papers."""

import pytest

from bot.commands.lines.questions import question_about

BRIEF = (
    ("1", "/paper 2602.90001"),
    ("2", "/paper 2602.90002"),
    ("12", "/paper hep-th/9901002"),
    ("All titles", "/brief titles"),
)
CARD = (
    ("Deep analysis", "/analysis 2602.90002"),
    ("Save", "/save 2602.90002"),
    ("Why", "/why 2602.90002"),
)


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("how much data does it need?", "/ask 2602.90002 how much data does it need?"),
        ("它需要多少数据?", "/ask 2602.90002 它需要多少数据?"),
    ],
)
def test_a_reply_to_a_card_is_a_question_about_its_paper(reply: str, line: str) -> None:
    assert question_about(reply, CARD, alone=False) == line


@pytest.mark.parametrize("talk", ["nice!", "thanks, I'll read it", "/save 2", "3", "  "])
def test_talk_in_a_group_is_not_for_us(talk: str) -> None:
    assert question_about(talk, CARD, alone=False) is None


def test_where_nobody_else_reads_along_every_reply_is_one() -> None:
    asked = question_about("the size of the model", CARD, alone=True)
    assert asked == "/ask 2602.90002 the size of the model"


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("2 what is it trained on?", "/ask 2602.90002 what is it trained on?"),
        ("[1], which code?", "/ask 2602.90001 which code?"),
        ("1 and 12: which needs less?", "/ask 2602.90001 hep-th/9901002 which needs less?"),
        ("papers 1, 2 which is faster?", "/ask 2602.90001 2602.90002 which is faster?"),
        ("is there code for paper 2?", "/ask 2602.90002 is there code for paper 2?"),
    ],
)
def test_a_reply_to_a_brief_names_its_papers_by_number(reply: str, line: str) -> None:
    assert question_about(reply, BRIEF, alone=False) == line


def test_a_reply_to_a_brief_without_a_number_is_asked_back_in_private_only() -> None:
    assert question_about("which is best?", BRIEF, alone=False) is None
    assert question_about("which is best?", BRIEF, alone=True) == "/ask which is best?"
    assert question_about("9 is it good?", BRIEF, alone=False) is None


def test_a_message_without_papers_is_no_ground_for_questions() -> None:
    assert question_about("why?", (("Help", "/help"),), alone=True) is None
