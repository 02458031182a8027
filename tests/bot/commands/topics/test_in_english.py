"""An owner sees how a topic in another language was understood."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.errors import ModelUnreachable
from bot.pipeline.model.settings import ChoosingSettings
from bot.ports.measuring import Unmeasured
from bot.settings import Settings
from bot.values.model import Account
from bot.wiring.choosing import chosen_by
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.bot.pipeline.model_parts import ScriptedModel
from tests.values import listing, paper

TYPED, ENGLISH = "Brücken über Gletscher", "bridges over glaciers"


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(
        lambda one: {"english": ENGLISH} if one.purpose == "topic" else {"papers": []}
    )


@pytest.fixture
async def talk(settings: Settings, model: ScriptedModel) -> AsyncIterator[Talk]:
    folder = settings.storage.data
    async with session(settings, folder, [listing(paper(1))], ("cs.CL",), None, None) as opened:
        pipeline = chosen_by(model, None, opened.pipeline, ChoosingSettings(), None, Unmeasured())
        yield Talk(with_rights(replace(opened, pipeline=pipeline), StrictRights()))


async def test_a_topic_in_another_language_is_shown_as_it_was_understood(
    talk: Talk, model: ScriptedModel
) -> None:
    told = await talk.say(f"/topics new {TYPED}")
    assert f"understood as: {ENGLISH}" in told
    assert TYPED in told
    assert Account("terminal:main", "owner") in model.accounts
    asked = len(model.asked)
    assert f"understood as: {ENGLISH}" in await talk.say("/topics")
    assert len(model.asked) == asked


async def test_an_english_topic_is_shown_as_it_is(talk: Talk, model: ScriptedModel) -> None:
    assert "understood as" not in await talk.say("/topics new language models for medicine")
    assert [one for one in model.asked if one.purpose == "topic"] == []


async def test_without_an_answer_the_topic_stands_as_it_is(talk: Talk) -> None:
    away = ScriptedModel(lambda _: ModelUnreachable("No answer."))
    pipeline = chosen_by(
        away, None, replace(talk.services.pipeline), ChoosingSettings(), None, Unmeasured()
    )
    talk.services = replace(talk.services, pipeline=pipeline)
    told = await talk.say(f"/topics new {TYPED}")
    assert TYPED in told
    assert "understood as" not in told
