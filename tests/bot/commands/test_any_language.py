"""Where a model writes, papers are told in any language; the bot speaks its own."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.table import COMMANDS, in_any_language
from bot.messages.blocks import Choices
from bot.settings import Settings
from bot.wiring.pipeline import embedded
from bot.wiring.session import session
from scheduler.edition import Day
from tests import values
from tests.bot.commands.test_bilingual import kept, with_model
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights

PAPERS = tuple(values.paper(number) for number in range(1, 4))


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (values.listing(*PAPERS),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


@pytest.mark.parametrize(
    ("typed", "stored", "named"),
    [
        ("German", "de", "German"),
        ("Deutsch", "de", "German"),
        ("德语", "de", "German"),
        ("pt-br", "pt-BR", "Brazilian Portuguese"),
        ("português (Brasil)", "pt-BR", "Brazilian Portuguese"),
        ("日本語", "ja", "Japanese"),
        ("العربية", "ar", "Arabic"),
        ("sr_Latn", "sr-Latn", "Serbian (Latin)"),
    ],
)
async def test_a_language_is_taken_by_tag_or_by_name(
    talk: Talk, typed: str, stored: str, named: str
) -> None:
    with_model(talk)
    told = f"Papers are described in {named} here; the bot itself speaks English."
    assert told in await talk.say(f"/language {typed}")
    assert (await kept(talk)).language == stored
    assert told in await talk.say("/language")
    assert f"{named}; the bot itself speaks English" in await talk.say("/settings")
    assert f"{named}; the bot itself speaks English" in await talk.say("/status")


async def test_the_bot_speaks_the_nearest_that_it_has(talk: Talk) -> None:
    with_model(talk)
    assert "这里的论文用繁体中文介绍；机器人本身使用简体中文。" in await talk.say("/language zh-TW")
    assert (await kept(talk)).language == "zh-Hant"


async def test_a_second_language_may_be_any(talk: Talk) -> None:
    with_model(talk)
    text = await talk.say("/settings bilingual brazilian portuguese")
    assert "Second language of the briefs: Brazilian Portuguese" in text
    assert (await kept(talk)).bilingual == "pt-BR"


async def test_menus_offer_the_usual_ones_and_the_one_that_is_set(talk: Talk) -> None:
    with_model(talk)
    await talk.say("/settings language Finnish")
    await talk.say("/language")
    (choices,) = [one for one in talk.last.blocks if isinstance(one, Choices)]
    assert ("Deutsch", "de") in [(one.label, one.value) for one in choices.options]
    assert [one.value for one in choices.options if one.chosen] == ["fi"]
    assert len(choices.options) <= 12


def test_completions_name_languages_where_a_model_writes() -> None:
    (command,) = [one for one in in_any_language(COMMANDS) if one.name == "language"]
    assert {"English", "简体中文", "Deutsch", "日本語"} <= {*command.completions()}


async def test_without_a_model_it_says_that_one_is_needed(talk: Talk) -> None:
    for line in ("/language German", "/settings language german"):
        text = await talk.say(line)
        assert "I do not speak “" in text
        assert (
            "Papers can be described in it where a language model writes; none is set up here."
            in text
        )
    assert "language model" not in await talk.say("/language dothraki")
    assert await talk.services.channels.stored.get("terminal:main") is None


async def test_a_channel_goes_on_in_english_when_the_model_is_gone(talk: Talk) -> None:
    with_model(talk)
    await talk.say("/language de")
    day = Day([values.listing(*PAPERS)], embedded(None))
    talk.services = replace(talk.services, pipeline=embedded(None))
    assert "German needs a language model, and none is set up" in await talk.say("/settings")
    assert "The bot itself speaks English." in await talk.say("/language")
    edition = await day.edition(await kept(talk))
    assert [one.brief.reasons["tldr"] for one in edition.papers] == [
        "Its language needs a language model, and none is set up."
    ] * len(PAPERS)
    assert all("pebbles" in (one.brief.tldr or "") for one in edition.papers)
