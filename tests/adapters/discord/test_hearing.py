"""When the gateway is asked for what people write, and when it is asked for it no more."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from adapters.discord_chat.hearing import DiscordHearing
from bot.errors import StoreUnusable
from bot.values.channels import Channel
from tests.patience import PATIENCE
from tests.storage.values import a_channel

QUIET = a_channel("discord:1")
WANTING = replace(QUIET, links=True)


class Granting:
    async def application(self, *, fresh: bool = False) -> dict[str, Any]:
        return {"flags": 1 << 18}


class Stored:
    """What is stored at each look, the last of it from then on."""

    def __init__(self, *looks: Channel | StoreUnusable) -> None:
        self._looks = list(looks)

    async def __call__(self) -> Sequence[Channel]:
        look = self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]
        if isinstance(look, StoreUnusable):
            raise look
        return [look]


@pytest.fixture
def hearing() -> DiscordHearing:
    return DiscordHearing(cast("Any", Granting()), cast("Any", None), allowed=True, looked=0.01)


async def test_a_store_that_is_busy_once_is_looked_at_again(hearing: DiscordHearing) -> None:
    stored = Stored(QUIET, StoreUnusable("busy"), WANTING)
    await asyncio.wait_for(hearing.news(False, stored), PATIENCE)


async def test_it_is_news_that_nobody_wants_it_any_more(hearing: DiscordHearing) -> None:
    stored = Stored(WANTING, StoreUnusable("busy"), WANTING, QUIET)
    await asyncio.wait_for(hearing.news(True, stored), PATIENCE)
    assert await stored() == [QUIET]


async def test_where_the_store_cannot_tell_it_is_asked_for_as_before(
    hearing: DiscordHearing,
) -> None:
    stored = Stored(StoreUnusable("busy"), WANTING, StoreUnusable("busy"), QUIET)
    assert [await hearing.asks(stored) for _ in range(4)] == [False, True, True, False]
