"""Questions that a paper's record answers."""

from dataclasses import replace

from bot.messages.plain import plain
from bot.messages.records import whole_message
from bot.translator import translator
from tests.values import paper

EN = translator("en")


def test_a_question_about_the_whole_paper_is_answered_with_its_abstract() -> None:
    one = replace(paper(1), abstract="We fire kilns at night. They stay warm.")
    told = plain(whole_message([one], EN))
    assert "Here is the authors' abstract" in told
    assert "We fire kilns at night." in told


def test_where_the_abstract_is_no_longer_kept_none_is_announced() -> None:
    told = plain(whole_message([replace(paper(1), abstract="")], EN))
    assert "the authors' abstract" not in told
    assert "I no longer keep this abstract. It is on the paper's page at arXiv." in told
