"""A word a day to the operator: once, at its time, and true."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.values.channel_records import ChannelCondition, ChannelRecord, ChannelState
from bot.values.channels import Schedule
from scheduler.operating.daily_word import DailyWord, DayFigures, told
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.values import channel

START = datetime(2026, 2, 11, 12, 0, tzinfo=UTC)
EIGHT = Schedule(at=time(8))


def condition(state: ChannelState = "ok") -> ChannelCondition:
    return ChannelCondition(record=ChannelRecord(channel=channel()), state=state, why="")


FINE = DayFigures([condition(), condition("paused")], {"delivered": 2}, date(2026, 2, 11), 3 << 30)


class KilledError(Exception):
    """The process ends here."""


class Operator:
    """A chat, a clock, and what the day was like."""

    def __init__(self, database: Database) -> None:
        self.now = START
        self.heard: list[str] = []
        self.reachable = True
        self.killed = False
        self.store_fails = 0
        self.figures = FINE
        self._notes = SqlNotes(database)

    async def tell(self, address: str, message: Message) -> bool:
        if self.reachable:
            self.heard.append(plain(message))
        if self.killed:
            raise KilledError
        return self.reachable

    async def look(self, now: datetime) -> DayFigures:
        if self.store_fails:
            self.store_fails -= 1
            raise StoreUnusable("busy")
        return self.figures

    async def after(self, **span: float) -> None:
        """So much later, by another process."""
        self.now += timedelta(**span)
        word = DailyWord(EIGHT, "telegram:7", self, self._notes, self.look, lambda: self.now)
        await word.say()


@pytest.fixture
async def operator(tmp_path: Path) -> AsyncIterator[Operator]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Operator(database)


async def test_figures_that_could_not_be_read_are_read_again(operator: Operator) -> None:
    await operator.after(hours=0)
    operator.store_fails = 1
    with pytest.raises(StoreUnusable):
        await operator.after(hours=20)
    await operator.after(minutes=1)
    assert len(operator.heard) == 1


async def test_it_comes_once_a_day_from_the_next_slot_on(operator: Operator) -> None:
    await operator.after(hours=0)
    await operator.after(hours=19)
    assert operator.heard == []
    await operator.after(hours=1)
    await operator.after(minutes=1)
    assert len(operator.heard) == 1
    await operator.after(hours=24)
    assert len(operator.heard) == 2
    assert operator.heard[0].strip() == (
        "✓ Paperbrief: All is well. 1 channel, 2 messages with briefs arrived since yesterday. "
        "The newest announcement is of Wed 11 Feb. 3.0 GiB are free."
    )


async def test_a_chat_that_is_away_hears_it_later_and_not_after_hours(operator: Operator) -> None:
    await operator.after(hours=0)
    operator.reachable = False
    await operator.after(hours=20)
    operator.reachable = True
    await operator.after(hours=1)
    assert len(operator.heard) == 1
    operator.reachable = False
    await operator.after(hours=23)
    operator.reachable = True
    await operator.after(hours=7)
    assert len(operator.heard) == 1


async def test_a_word_that_was_told_before_a_kill_is_not_told_again(operator: Operator) -> None:
    await operator.after(hours=0)
    operator.killed = True
    with pytest.raises(KilledError):
        await operator.after(hours=20)
    operator.killed = False
    await operator.after(minutes=1)
    assert len(operator.heard) == 1


def test_what_is_not_well_is_said_instead() -> None:
    states: list[ChannelState] = ["suspended", "suspended", "waiting", "ok"]
    figures = DayFigures(
        [condition(one) for one in states], {"refused": 1}, None, 1 << 30, ["telegram_conflict"]
    )
    assert told(figures)[:2] == [
        "⚠",
        "2 channels suspended; 1 channel waiting, `channels list` tells why; 1 brief did not "
        "arrive since yesterday; alarms ring: telegram_conflict.",
    ]
