"""Channels that are closed to us are asked again: at first, once a day, sooner after silence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import PlatformUnreachable
from bot.messages.blocks import Message
from bot.translator import translator
from scheduler.delivering.membership import MembershipService
from scheduler.delivering.readmission import AGAIN, SOON, Readmission
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlClosures, SqlMembership
from storage.file.database import Database
from tests.values import channel

LAB, GROUP, LEFT = "telegram:-1001", "telegram:-1002", "telegram:-1003"
NOON = datetime(2026, 2, 11, 12, tzinfo=UTC)


@dataclass
class Telegram:
    """Lets us into the ``open`` ones; ``silent`` answers nothing."""

    open: set[str] = field(default_factory=set)
    silent: bool = False
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def may_post(self, channel: str) -> bool:
        if self.silent:
            raise PlatformUnreachable("Telegram gave no usable answer.")
        self.asked.append(channel)
        return channel in self.open

    async def may_configure(self, channel: str, person: str) -> bool:
        return False

    async def may_read(self, channel: str, person: str) -> bool:
        return False

    async def find(self, name: str, near: str) -> str | None:
        return None

    async def tell(self, address: str, message: Message) -> bool:
        self.told.append(address)
        return True


@dataclass
class Door:
    telegram: Telegram
    keeper: MembershipService
    asking: Readmission
    now: datetime = NOON


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    telegram = Telegram()
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        repository = SqlChannelRepository(database)
        for address in (LAB, GROUP):
            await repository.keep(channel(address=address, subscribed=True, owner="telegram:7"))
        await repository.keep(channel(address=LEFT, subscribed=False))
        keeper = MembershipService(
            SqlMembership(database), {"telegram": telegram}, translator, lambda: NOON
        )
        made: list[Door] = []
        asking = Readmission(SqlClosures(database), telegram, keeper, lambda: made[0].now)
        made.append(Door(telegram, keeper, asking))
        for address in (LAB, GROUP, LEFT):
            await keeper.gone(address, "I was removed from it.")
        telegram.told.clear()
        yield made[0]


async def test_who_lets_us_in_again_is_open_though_nobody_said_so(door: Door) -> None:
    door.telegram.open = {LAB}
    assert await door.asking.ask("telegram") == 1
    assert await door.keeper.closure(LAB) is None
    assert await door.keeper.closure(GROUP) is not None
    assert door.telegram.asked == [LAB, GROUP], "who does not want briefs is not asked"


async def test_it_is_asked_once_a_day(door: Door) -> None:
    await door.asking.ask("telegram")
    door.now += AGAIN - timedelta(minutes=1)
    await door.asking.ask("telegram")
    assert len(door.telegram.asked) == 2
    door.now += timedelta(minutes=1)
    await door.asking.ask("telegram")
    assert len(door.telegram.asked) == 4


async def test_a_platform_that_is_silent_is_asked_soon_again(door: Door) -> None:
    door.telegram.open, door.telegram.silent = {LAB}, True
    assert await door.asking.ask("telegram") == 0
    door.telegram.silent = False
    assert await door.asking.ask("telegram") == 0
    door.now += SOON
    assert await door.asking.ask("telegram") == 1


async def test_who_is_found_closed_as_before_is_told_nothing_new(door: Door) -> None:
    door.telegram.open = {LAB}
    await door.asking.ask("telegram")
    await door.keeper.gone(LAB, "its topic is closed.")
    assert door.telegram.told == []
    await door.keeper.opened(LAB)
    await door.keeper.gone(LAB, "I was removed from it.")
    assert door.telegram.told == ["telegram:7"]
