"""Whose turn it is to be answered."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.chat import turns
from adapters.chat.turns import LONGEST_LINE, TurnQueue, Turns

NOW = datetime(2026, 2, 13, tzinfo=UTC)
ADA, BOB = (1, "7"), (1, "8")


class Work:
    """What is done, in that order; ``gate`` holds the slow ones."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.done: list[str] = []
        self.failed: list[BaseException] = []

    def named(self, name: str, *, slow: bool = False) -> turns.TurnWork:
        async def work(_: turns.Over) -> None:
            if slow:
                await self.gate.wait()
            self.done.append(name)

        return work


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_person_s_updates_keep_their_order_and_others_do_not_wait() -> None:
    work = Work()
    line = TurnQueue(work.failed.append)
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

    async def showing(over: turns.Over) -> None:
        work.done.append("worked out")
        over()
        await work.gate.wait()
        work.done.append("shown")

    line = TurnQueue(work.failed.append)
    line.add(ADA, showing)
    line.add(ADA, work.named("next", slow=False))
    await settle()
    line.add(ADA, work.named("after that"))
    await settle()
    assert work.done == ["worked out", "next", "after that"]
    work.gate.set()
    await line.close(1)
    assert work.done[-1] == "shown"
    assert len(line._turns) == 0


async def test_who_waits_for_themselves_takes_no_place_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 2)
    work = Work()
    line = TurnQueue(work.failed.append)
    for number in range(10):
        line.add(ADA, work.named(f"a{number}", slow=True))
    line.add(BOB, work.named("other"))
    await settle()
    assert work.done == ["other"]
    work.gate.set()
    await line.close(1)


async def test_a_line_of_one_person_has_an_end() -> None:
    work = Work()
    line = TurnQueue(work.failed.append)
    took = [line.add(ADA, work.named("a", slow=True)) for _ in range(LONGEST_LINE + 5)]
    assert took == [True] * LONGEST_LINE + [False] * 5
    work.gate.set()
    await line.close(1)
    assert line.add(ADA, work.named("again"))
    await line.close(1)


async def test_beyond_the_most_nothing_more_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST", 3)
    work = Work()
    line = TurnQueue(work.failed.append)
    for number in range(3):
        line.add((number, "x"), work.named("a", slow=True))
    waiting = asyncio.create_task(line.room())
    await settle()
    assert not waiting.done()
    work.gate.set()
    await waiting


async def test_what_fails_is_told_and_takes_nothing_down() -> None:
    work = Work()

    async def broken(_: turns.Over) -> None:
        raise ValueError("no")

    line = TurnQueue(work.failed.append)
    line.add(ADA, broken)
    line.add(ADA, work.named("after"))
    await settle()
    assert [str(each) for each in work.failed] == ["no"]
    assert work.done == ["after"]


async def test_at_the_end_what_lasts_too_long_is_cut_off() -> None:
    work = Work()
    line = TurnQueue(work.failed.append)
    line.add(ADA, work.named("quick"))
    line.add(BOB, work.named("never", slow=True))
    line.add(BOB, work.named("behind it"))
    await line.close(0.05)
    assert work.done == ["quick"]
    assert work.failed == []


async def test_nothing_is_kept_of_who_was_answered() -> None:
    work = Work()
    line = TurnQueue(work.failed.append)
    for number in range(500):
        line.add((number, "x"), work.named("a"))
    await line.close(1)
    assert (line.held, len(line._turns), len(line._lines)) == (0, 0, 0)


# one turn


async def test_a_persons_lines_are_taken_in_turn_and_others_side_by_side() -> None:
    line_of, done, told = Turns(), list[str](), list[str]()

    async def line(name: str, who: int, *, seconds: float = 0.0, waits: bool = True) -> None:
        async def tell() -> None:
            told.append(name)

        with line_of.enter((1, who)) as turn:
            if waits:
                await turn.reached(tell, 0.05, 1.0)
                await asyncio.sleep(seconds)
            done.append(name)

    await asyncio.gather(
        line("slow", 1, seconds=0.1),
        line("question", 1, waits=False),
        line("second", 1),
        line("third", 1),
        line("other", 2),
    )
    assert done == ["question", "other", "slow", "second", "third"]
    assert told == ["second", "third"]


async def test_who_has_waited_too_long_for_earlier_lines_waits_no_more() -> None:
    line_of = Turns()

    async def nothing() -> None:
        return None

    with line_of.enter((1, 1)), line_of.enter((1, 1)) as second:
        assert not await second.reached(nothing, 0.01, 0.01)
    with line_of.enter((1, 1)) as third:
        assert await third.reached(nothing, 0.01, 0.01)
