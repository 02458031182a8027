"""What an operator does to one channel leaves alone what its owner does at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest
from click.testing import CliRunner

from bot.cli.channel_acts import send_now
from bot.settings import Settings
from bot.values.channels import Channel
from scheduler.publishing.previews import Previews
from storage.channels.channels import SqlChannelRepository
from storage.file.database import DATABASE, Database
from tests.storage.values import a_channel

T = TypeVar("T")
LAB = "terminal:lab"


def stored(settings: Settings, work: Callable[[SqlChannelRepository], Awaitable[T]]) -> T:
    async def opened() -> T:
        async with Database(settings.storage.data / DATABASE) as database:
            return await work(SqlChannelRepository(database))

    return asyncio.run(opened())


@pytest.mark.parametrize("removed", [False, True])
def test_what_its_owner_sets_meanwhile_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, removed: bool
) -> None:
    lab = replace(a_channel(LAB), subscribed=True, top=5)
    stored(settings, lambda channels: channels.keep(lab))

    async def slowly(previews: Previews, channel: Channel, now: datetime) -> None:
        async with Database(settings.storage.data / DATABASE) as database:
            owner = SqlChannelRepository(database)
            await (owner.remove(LAB) if removed else owner.keep(replace(lab, top=3)))

    monkeypatch.setattr(Previews, "due", slowly)
    done = CliRunner().invoke(send_now, [LAB])
    assert done.exit_code == 0, done.output
    found = stored(settings, lambda channels: channels.get(LAB))
    if removed:
        assert found is None
    else:
        assert found is not None
        assert (found.top, found.sooner is not None) == (3, True)
