"""/analysis as it is typed: the pages, and a paper that has no text."""

import pytest

from bot.cli.try_command import SAMPLE_CATEGORIES, sample
from bot.commands.analysis import read_analysis
from bot.settings import Settings
from bot.wiring.session import session
from tests.bot.commands.test_commands import Talk


@pytest.mark.parametrize(
    ("typed", "paper", "what"),
    [
        ("3", "3", "0"),
        ("3 0", "3", "0"),
        ("3 page 2", "3", "2"),
        ("3 2", "3 2", "0"),
        ("2602.90001 0", "2602.90001", "0"),
        ("2602.90001v2 4", "2602.90001v2", "4"),
        ("3 md", "3", "md"),
    ],
)
def test_a_page_is_read_behind_its_paper(typed: str, paper: str, what: str) -> None:
    assert read_analysis(typed) == (paper, what)


async def test_a_sample_without_a_text_is_told_as_under_its_card(settings: Settings) -> None:
    listings = (sample(),)
    async with session(
        settings, settings.storage.data, listings, SAMPLE_CATEGORIES, None, None
    ) as opened:
        talk = Talk(opened)
        await talk.say("/brief")
        expected = "This sample paper has no full text to analyse."
        assert expected in await talk.say("/analysis 5")
        assert expected in await talk.say("/analysis 5 0")


async def test_a_form_that_there_is_not_leads_to_those_that_there_are(settings: Settings) -> None:
    listings = (sample(),)
    async with session(
        settings, settings.storage.data, listings, SAMPLE_CATEGORIES, None, None
    ) as opened:
        talk = Talk(opened)
        await talk.say("/brief")
        told = await talk.say("/analysis 3 pdf")
        assert "There is no analysis as pdf. As a file it comes as md or html" in told
        assert "Please name one paper at a time." in await talk.say("/similar 3 5")
