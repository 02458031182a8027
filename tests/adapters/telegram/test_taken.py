"""Which updates were taken up already."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Update

from adapters.telegram_chat.receiving.taken import KEPT, Taken
from storage.file.database import Database
from storage.people.notes import SqlNotes

NOW = datetime(2026, 2, 13, tzinfo=UTC)


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[SqlNotes]:
    async with Database(tmp_path / "notes.sqlite") as database:
        yield SqlNotes(database)


def updates(*numbers: int) -> list[Update]:
    return [Update(number) for number in numbers]


async def test_an_update_is_new_once_after_a_restart_too(notes: SqlNotes) -> None:
    first = Taken(notes, 42, lambda: NOW)
    await first.load()
    assert [u.update_id for u in first.new(updates(5, 6, 6))] == [5, 6]
    await first.note()
    second = Taken(notes, 42, lambda: NOW)
    await second.load()
    # numbers may begin anew: a lower one is no old one
    assert [u.update_id for u in second.new(updates(4, 6, 7))] == [4, 7]


async def test_another_bot_s_updates_are_its_own(notes: SqlNotes) -> None:
    first = Taken(notes, 42, lambda: NOW)
    first.new(updates(5))
    await first.note()
    other = Taken(notes, 43, lambda: NOW)
    await other.load()
    assert len(other.new(updates(5))) == 1


async def test_only_the_last_ones_are_kept(notes: SqlNotes) -> None:
    taken = Taken(notes, 42, lambda: NOW)
    taken.new(updates(*range(10 * KEPT)))
    await taken.note()
    noted = await notes.get("telegram:taken:42")
    assert noted is not None
    assert len(noted.split()) == KEPT
