"""Links from elsewhere: what they do at once, and what they ask first."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.values import listing

CHANGING = (
    "unsubscribe",
    "topics_clear",
    "top_5",
    "schedule_announced",
    "forget_me_yes",
    "unsave_1",
    "subscribe_c7",
)
LOOKING = ("paper_2602_90001", "vote_2602_90001", "topics", "topics_ready", "forget_me", "help")


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (listing(*papers(), category="cs.CL"),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


@pytest.mark.parametrize("payload", CHANGING)
async def test_a_link_that_changes_something_asks_first(talk: Talk, payload: str) -> None:
    await talk.say("/subscribe")
    await talk.say("/topics +pebbles")
    before = await talk.services.channels.stored.every()
    told = await talk.say(f"/start {payload}")
    assert "That link changes something: /" in told
    (command,) = talk.offered
    assert command.startswith(f"/{payload.partition('_')[0]}")
    assert await talk.services.channels.stored.every() == before


async def test_what_a_link_asks_is_done_when_somebody_says_yes(talk: Talk) -> None:
    await talk.say("/subscribe")
    await talk.say("/start unsubscribe")
    (command,) = talk.offered
    assert "No more briefs here" in await talk.say(command)


@pytest.mark.parametrize("payload", LOOKING)
async def test_a_link_that_shows_something_shows_it(talk: Talk, payload: str) -> None:
    assert "That link" not in await talk.say(f"/start {payload}")


async def test_the_link_that_lets_the_bot_in_subscribes(talk: Talk) -> None:
    assert "This channel gets briefs" in await talk.say("/start subscribe")
