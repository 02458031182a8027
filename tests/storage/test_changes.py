"""What owners changed, kept for a while: found by channel and number, forgotten when it is old."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository
from bot.values.changes import KEPT_FOR
from bot.values.channels import Channel, Schedule
from bot.values.topics import Topic
from storage.channels.changes import SqlChanges
from storage.file.database import Database
from tests.storage.values import MORNING, a_channel

LAB, OTHER = "telegram:-1", "telegram:-2"


@pytest.fixture
def changes(database: Database) -> SqlChanges:
    return SqlChanges(database)


async def two(channels: ChannelRepository) -> tuple[Channel, Channel]:
    before = replace(a_channel(LAB), owner="telegram:7", topics=(Topic(name="Gardens"),))
    after = replace(before, top=3, schedule=Schedule(zone="Asia/Tokyo"), topics=())
    await channels.keep(after)
    await channels.keep(a_channel(OTHER))
    return before, after


async def test_a_change_is_found_as_it_was_made(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    number = await changes.note(before, after, MORNING, takes_back=False)
    found = await changes.find(LAB, number)
    assert found is not None
    assert (found.before, found.after, found.at, found.undone) == (before, after, MORNING, False)
    assert await changes.find(LAB, None) == found
    assert await changes.find(OTHER, number) is None
    assert await changes.find(LAB, number + 1) is None


async def test_the_last_one_is_neither_undone_nor_an_undo(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    first = await changes.note(before, after, MORNING, takes_back=False)
    second = await changes.note(before, after, MORNING, takes_back=False)
    await changes.undone(second)
    await changes.undone(second)
    await changes.note(after, before, MORNING, takes_back=True)
    last = await changes.find(LAB, None)
    assert last is not None
    assert last.number == first


async def test_old_ones_are_forgotten_and_their_numbers_are_not_given_again(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    number = await changes.note(before, after, MORNING, takes_back=False)
    assert await changes.sweep(MORNING + KEPT_FOR) == 0
    assert await changes.sweep(MORNING + KEPT_FOR + timedelta(hours=2)) == 1
    assert await changes.find(LAB, number) is None
    assert await changes.note(before, after, MORNING, takes_back=False) > number
