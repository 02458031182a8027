"""Work that callers share: made once, never older than it may be, a little in each round."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from scheduler.sharing.shared_work import Rounds, SharedQuestion, SharedWork


class Maker:
    """Makes squares; waits for ``gate`` where there is one."""

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        self.gate = gate
        self.made: list[int] = []

    def of(self, number: int) -> Callable[[], Awaitable[int]]:
        async def make() -> int:
            self.made.append(number)
            if self.gate is not None:
                await self.gate.wait()
            if number < 0:
                raise LookupError("no square root")
            return number * number

        return make


async def test_those_who_ask_meanwhile_share_one_making() -> None:
    gate = asyncio.Event()
    work, maker = SharedWork[int, int](10), Maker(gate)
    asked = [asyncio.ensure_future(work.of(3, maker.of(3))) for _ in range(5)]
    await asyncio.sleep(0)
    gate.set()
    assert await asyncio.gather(*asked) == [9] * 5
    assert await work.of(3, maker.of(3)) == 9
    assert maker.made == [3]


async def test_what_was_used_last_is_kept() -> None:
    work, maker = SharedWork[int, int](2), Maker()
    for number in (1, 2, 1, 3):
        await work.of(number, maker.of(number))
    assert maker.made == [1, 2, 3]
    assert (work.kept(1), work.kept(2), work.kept(3)) == (1, None, 9)


async def test_heavy_results_push_out_more() -> None:
    work, maker = SharedWork[int, int](20, lambda square: square), Maker()
    for number in (1, 2, 3, 4):
        await work.of(number, maker.of(number))
    assert [work.kept(number) for number in (1, 2, 3, 4)] == [None, None, None, 16]
    # one that is heavier than all that may be kept is given out all the same
    assert await work.of(5, maker.of(5)) == 25
    assert await work.of(2, maker.of(2)) == 4
    assert work.kept(2) == 4


async def test_a_result_that_is_kept_again_counts_once() -> None:
    work = SharedWork[str, int](2)
    for _ in range(3):
        work.keep("a", 1)
    work.keep("b", 2)
    assert (work.kept("a"), work.kept("b")) == (1, 2)
    work.forget("a")
    work.forget("a")
    work.keep("c", 3)
    assert (work.kept("a"), work.kept("b"), work.kept("c")) == (None, 2, 3)


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    work, maker = SharedWork[int, int](10), Maker()
    told = await asyncio.gather(
        *(work.of(-1, maker.of(-1)) for _ in range(3)), return_exceptions=True
    )
    assert [type(each) for each in told] == [LookupError] * 3
    assert maker.made == [-1]
    with pytest.raises(LookupError):
        await work.of(-1, maker.of(-1))
    assert maker.made == [-1, -1]


async def test_who_gives_up_takes_nobody_along() -> None:
    gate = asyncio.Event()
    work, maker = SharedWork[int, int](10), Maker(gate)
    first = asyncio.ensure_future(work.of(4, maker.of(4)))
    second = asyncio.ensure_future(work.of(4, maker.of(4)))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    gate.set()
    assert await second == 16
    assert first.cancelled()
    assert maker.made == [4]


class Counter:
    """Answers how often it was asked; the answer is what holds when it is asked."""

    def __init__(self) -> None:
        self.truth = 0
        self.asked = 0

    async def ask(self) -> int:
        self.asked += 1
        told = self.truth
        await asyncio.sleep(0.01)
        return told


async def test_those_who_ask_together_are_answered_together() -> None:
    counter = Counter()
    question = SharedQuestion(counter.ask)
    assert await asyncio.gather(*(question.answer() for _ in range(100))) == [0] * 100
    assert counter.asked == 1


async def test_no_answer_is_older_than_its_question() -> None:
    counter = Counter()
    question = SharedQuestion(counter.ask)

    async def ask(late: float) -> bool:
        await asyncio.sleep(late)
        counter.truth += 1
        known = counter.truth
        return await question.answer() >= known

    assert all(await asyncio.gather(*(ask(number / 1000) for number in range(100))))
    assert counter.asked < 50


async def test_a_question_that_failed_is_put_again() -> None:
    told = iter((LookupError("locked"), 7))

    async def ask() -> int:
        answer = next(told)
        if isinstance(answer, Exception):
            raise answer
        return answer

    question = SharedQuestion(ask)
    with pytest.raises(LookupError):
        await question.answer()
    assert await question.answer() == 7


async def test_the_loop_has_a_round_between_pieces_of_work() -> None:
    rounds = Rounds(length=0.01)
    passed = 0

    async def beat() -> None:
        nonlocal passed
        while True:
            passed += 1
            await asyncio.sleep(0)

    async def work() -> None:
        await rounds.turn()
        begun = time.monotonic()
        while time.monotonic() - begun < 0.006:
            pass

    beating = asyncio.ensure_future(beat())
    await asyncio.gather(*(work() for _ in range(20)))
    beating.cancel()
    # two pieces fit into a round, the second of which is not parted
    assert passed >= 10


async def test_what_is_small_shares_a_round() -> None:
    rounds = Rounds(length=10)
    passed = 0

    async def beat() -> None:
        nonlocal passed
        while True:
            passed += 1
            await asyncio.sleep(0)

    beating = asyncio.ensure_future(beat())
    await asyncio.gather(*(rounds.turn() for _ in range(1000)))
    beating.cancel()
    assert passed < 10
