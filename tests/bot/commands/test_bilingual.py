"""A second language of the briefs: set where a model writes, shown by each paper."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.messages.blocks import Choices
from bot.settings import Settings
from bot.values.channels import Channel
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from bot.wiring.session import session
from scheduler.edition import Day
from tests import values
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.scripted_model import ScriptedModel

PAPERS = tuple(values.paper(number) for number in range(1, 4))


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (values.listing(*PAPERS),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


def with_model(talk: Talk) -> Talk:
    written = written_by(ScriptedModel(), talk.services.pipeline)
    talk.services = replace(talk.services, pipeline=written)
    return talk


async def kept(talk: Talk) -> Channel:
    channel = await talk.services.channels.stored.get("terminal:main")
    assert channel is not None
    return channel


async def test_a_second_language_is_set_by_any_of_its_names_and_switched_off(talk: Talk) -> None:
    with_model(talk)
    for name in ("中文", "zh-hans", "chinese"):
        text = await talk.say(f"/settings bilingual {name}")
        assert (await kept(talk)).bilingual == "zh-Hans"
        assert "Second language of the briefs: Simplified Chinese" in text
        assert "Second language of the briefs: off" in await talk.say("/settings bilingual off")
        assert (await kept(talk)).bilingual == ""
    await talk.say("/settings")
    menu = [one for one in talk.last.blocks if isinstance(one, Choices)]
    (choices,) = [one for one in menu if one.command == "/settings bilingual"]
    assert [one.value for one in choices.options][:3] == ["off", "zh-Hans", "es"]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("dothraki", "I do not know the language “dothraki”"),
        ("en", "/settings bilingual zh-Hans"),
        ("", "Second language of the briefs: off"),
    ],
)
async def test_what_is_no_other_language_changes_nothing(talk: Talk, word: str, told: str) -> None:
    with_model(talk)
    assert told in await talk.say(f"/settings bilingual {word}")
    assert await talk.services.channels.stored.get("terminal:main") is None


async def test_without_a_model_there_is_none(talk: Talk) -> None:
    assert "Second language" not in await talk.say("/settings")
    assert "needs a language model" in await talk.say("/settings bilingual zh")
    assert await talk.services.channels.stored.get("terminal:main") is None


async def test_the_language_is_told_as_it_is_with_and_without_a_model(talk: Talk) -> None:
    assert "no model is set up to translate them" in await talk.say("/language")
    assert "papers are described in it" in await with_model(talk).say("/language")


async def test_each_paper_is_told_in_both_languages_by_the_same_calls_for_all() -> None:
    model = ScriptedModel()
    day = Day([values.listing(*PAPERS)], written_by(model, embedded(None)))
    both = values.channel(language="zh-Hans", bilingual="en")
    edition = await day.edition(both)
    assert all("多分" in (one.brief.tldr or "") for one in edition.papers)
    assert [one.second_sentence for one in edition.papers] == [
        "Pebbles are hard to sort." for _ in PAPERS
    ]
    assert all(one.title_translated for one in edition.papers)
    before = len(model.requests)
    # an English channel has the English texts for nothing
    english = await day.edition(values.channel(address="terminal:other"))
    assert all(one.second is None for one in english.papers)
    asked = [each.purpose for each in model.requests[before:]]
    assert asked == ["summarise"]


async def test_a_second_language_costs_nothing_without_a_model() -> None:
    day = Day([values.listing(*PAPERS)], embedded(None))
    edition = await day.edition(values.channel(bilingual="zh-Hans"))
    assert all(one.second is None for one in edition.papers)
