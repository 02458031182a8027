"""Whose turn it is to be answered, and which updates were taken up already."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Update

from adapters.telegram_chat.receiving import in_turn
from adapters.telegram_chat.receiving.in_turn import LONGEST_LINE, InTurn
from adapters.telegram_chat.receiving.taken import KEPT, Taken
from storage.file.database import Database
from storage.notes import SqlNotes

NOW = datetime(2026, 2, 13, tzinfo=UTC)
ADA, BOB = (1, "7"), (1, "8")


class Work:
    """What is done, in that order; ``gate`` holds the slow ones."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.done: list[str] = []
        self.failed: list[BaseException] = []

    def named(self, name: str, *, slow: bool = False) -> in_turn.Work:
        async def work(_: in_turn.Over) -> None:
            if slow:
                await self.gate.wait()
            self.done.append(name)

        return work


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_person_s_updates_keep_their_order_and_others_do_not_wait() -> None:
    work = Work()
    line = InTurn(work.failed.append)
    line.add(ADA, work.named("first", slow=True))
    line.add(ADA, work.named("second"))
    line.add(BOB, work.named("other"))
    await settle()
    assert work.done == ["other"]
    work.gate.set()
    await settle()
    assert work.done == ["other", "first", "second"]


async def test_what_says_that_its_turn_is_over_goes_on_beside_the_next() -> None:
    work = Work()

    async def showing(over: in_turn.Over) -> None:
        work.done.append("worked out")
        over()
        await work.gate.wait()
        work.done.append("shown")

    line = InTurn(work.failed.append)
    line.add(ADA, showing)
    line.add(ADA, work.named("next", slow=False))
    await settle()
    line.add(ADA, work.named("after that"))
    await settle()
    assert work.done == ["worked out", "next", "after that"]
    work.gate.set()
    await line.close(1)
    assert work.done[-1] == "shown"
    assert len(line._last) == 0


async def test_who_waits_for_themselves_takes_no_place_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_turn, "AT_ONCE", 2)
    work = Work()
    line = InTurn(work.failed.append)
    for number in range(10):
        line.add(ADA, work.named(f"a{number}", slow=True))
    line.add(BOB, work.named("other"))
    await settle()
    assert work.done == ["other"]
    work.gate.set()
    await line.close(1)


async def test_a_line_of_one_person_has_an_end() -> None:
    work = Work()
    line = InTurn(work.failed.append)
    took = [line.add(ADA, work.named("a", slow=True)) for _ in range(LONGEST_LINE + 5)]
    assert took == [True] * LONGEST_LINE + [False] * 5
    work.gate.set()
    await line.close(1)
    assert line.add(ADA, work.named("again"))
    await line.close(1)


async def test_beyond_the_most_nothing_more_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "MOST", 3)
    work = Work()
    line = InTurn(work.failed.append)
    for number in range(3):
        line.add((number, "x"), work.named("a", slow=True))
    waiting = asyncio.create_task(line.room())
    await settle()
    assert not waiting.done()
    work.gate.set()
    await waiting


async def test_what_fails_is_told_and_takes_nothing_down() -> None:
    work = Work()

    async def broken(_: in_turn.Over) -> None:
        raise ValueError("no")

    line = InTurn(work.failed.append)
    line.add(ADA, broken)
    line.add(ADA, work.named("after"))
    await settle()
    assert [str(each) for each in work.failed] == ["no"]
    assert work.done == ["after"]


async def test_at_the_end_what_lasts_too_long_is_cut_off() -> None:
    work = Work()
    line = InTurn(work.failed.append)
    line.add(ADA, work.named("quick"))
    line.add(BOB, work.named("never", slow=True))
    line.add(BOB, work.named("behind it"))
    await line.close(0.05)
    assert work.done == ["quick"]
    assert work.failed == []


async def test_nothing_is_kept_of_who_was_answered() -> None:
    work = Work()
    line = InTurn(work.failed.append)
    for number in range(500):
        line.add((number, "x"), work.named("a"))
    await line.close(1)
    assert (line.held, len(line._last), len(line._lines)) == (0, 0, 0)


# taken up


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
