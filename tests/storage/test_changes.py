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
    number = await changes.note(before, after, MORNING, takes_back=0)
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
    first = await changes.note(before, after, MORNING, takes_back=0)
    second = await changes.note(before, after, MORNING, takes_back=0)
    await changes.undone(second, MORNING)
    await changes.undone(second, MORNING)
    await changes.note(after, before, MORNING, takes_back=second)
    last = await changes.find(LAB, None)
    assert last is not None
    assert last.number == first


async def test_old_ones_are_forgotten_and_their_numbers_are_not_given_again(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    number = await changes.note(before, after, MORNING, takes_back=0)
    assert await changes.sweep(MORNING + KEPT_FOR) == 0
    assert await changes.sweep(MORNING + KEPT_FOR + timedelta(hours=2)) == 1
    assert await changes.find(LAB, number) is None
    assert await changes.note(before, after, MORNING, takes_back=0) > number


async def test_what_an_undo_took_back_holds_again_when_the_undo_is_undone(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    first = await changes.note(before, after, MORNING, takes_back=0)
    second = await changes.note(before, after, MORNING, takes_back=0)
    await changes.undone(first, MORNING)
    undo = await changes.note(after, before, MORNING, takes_back=first)
    later = MORNING + timedelta(hours=20)
    await changes.undone(undo, later)
    last = await changes.find(LAB, None)
    assert last is not None
    assert (last.number, last.undone, last.at) == (first, False, later)
    await changes.undone(first, later)
    await changes.undone(undo, later)
    last = await changes.find(LAB, None)
    assert last is not None
    assert last.number == second


async def test_what_an_undo_took_back_is_kept_for_as_long_as_the_undo(
    changes: SqlChanges, channels: ChannelRepository
) -> None:
    before, after = await two(channels)
    first = await changes.note(before, after, MORNING, takes_back=0)
    await changes.undone(first, MORNING)
    later = MORNING + KEPT_FOR
    await changes.note(after, before, later, takes_back=first)
    assert await changes.sweep(later + timedelta(hours=2)) == 0
    assert await changes.sweep(later + KEPT_FOR + timedelta(hours=2)) == 2
