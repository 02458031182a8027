"""Work that callers share: made once, never older than it may be, a little in each round."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.pipeline.memo import Kind, Memo, Rounds

SQUARES: Kind[int] = Kind(10)
FEW: Kind[int] = Kind(2)
HEAVY: Kind[int] = Kind(20, lambda square: square)


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
    work, maker = Memo(), Maker(gate)
    asked = [asyncio.ensure_future(work.once(SQUARES, 3, maker.of(3))) for _ in range(5)]
    await asyncio.sleep(0)
    gate.set()
    assert await asyncio.gather(*asked) == [9] * 5
    assert await work.once(SQUARES, 3, maker.of(3)) == 9
    assert maker.made == [3]


async def test_what_was_used_last_is_kept() -> None:
    work, maker = Memo(), Maker()
    for number in (1, 2, 1, 3):
        await work.once(FEW, number, maker.of(number))
    assert maker.made == [1, 2, 3]
    assert tuple(work.kept(FEW, number) for number in (1, 2, 3)) == (1, None, 9)


async def test_heavy_results_push_out_more() -> None:
    work, maker = Memo(), Maker()
    for number in (1, 2, 3, 4):
        await work.once(HEAVY, number, maker.of(number))
    assert [work.kept(HEAVY, number) for number in (1, 2, 3, 4)] == [None, None, None, 16]
    # one that is heavier than all that may be kept is given out all the same
    assert await work.once(HEAVY, 5, maker.of(5)) == 25
    assert await work.once(HEAVY, 2, maker.of(2)) == 4
    assert work.kept(HEAVY, 2) == 4


async def test_a_result_that_is_kept_again_counts_once() -> None:
    work = Memo()
    for _ in range(3):
        work.keep(FEW, "a", 1)
    work.keep(FEW, "b", 2)
    assert (work.kept(FEW, "a"), work.kept(FEW, "b")) == (1, 2)
    work.forget(FEW, "a")
    work.forget(FEW, "a")
    work.keep(FEW, "c", 3)
    assert (work.kept(FEW, "a"), work.kept(FEW, "b"), work.kept(FEW, "c")) == (None, 2, 3)


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    work, maker = Memo(), Maker()
    told = await asyncio.gather(
        *(work.once(SQUARES, -1, maker.of(-1)) for _ in range(3)), return_exceptions=True
    )
    assert [type(each) for each in told] == [LookupError] * 3
    assert maker.made == [-1]
    with pytest.raises(LookupError):
        await work.once(SQUARES, -1, maker.of(-1))
    assert maker.made == [-1, -1]


async def test_who_gives_up_takes_nobody_along() -> None:
    gate = asyncio.Event()
    work, maker = Memo(), Maker(gate)
    first = asyncio.ensure_future(work.once(SQUARES, 4, maker.of(4)))
    second = asyncio.ensure_future(work.once(SQUARES, 4, maker.of(4)))
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


class Batches:
    """Squares of several numbers at a time; ``asked`` are the calls."""

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        self.gate = gate
        self.both = asyncio.Event()
        self.asked: list[Sequence[int]] = []

    async def make(self, numbers: Sequence[int]) -> dict[int, int]:
        self.asked.append(tuple(numbers))
        if len(self.asked) == 2:
            self.both.set()
        if self.gate is not None:
            await self.gate.wait()
        if min(numbers) < 0:
            raise LookupError("no square root")
        return {number: number * number for number in numbers}


async def test_what_is_missing_of_many_is_made_by_one_call() -> None:
    memo, batches, maker = Memo(), Batches(), Maker()
    await memo.once(SQUARES, 2, maker.of(2))
    made = await memo.many(SQUARES, (1, 2, 3), batches.make)
    assert made == {1: 1, 2: 4, 3: 9}
    assert await memo.many(SQUARES, (), batches.make) == {}
    assert await memo.once(SQUARES, 3, maker.of(3)) == 9
    assert (batches.asked, maker.made) == ([(1, 3)], [2])


async def test_of_many_what_is_named_twice_is_made_once() -> None:
    complaints: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told))
    memo, batches = Memo(), Batches()
    assert await memo.many(SQUARES, (1, 2, 1), batches.make) == {1: 1, 2: 4}
    assert (batches.asked, complaints) == ([(1, 2)], [])


async def test_of_many_what_another_is_making_is_not_made_again() -> None:
    gate = asyncio.Event()
    memo, batches = Memo(), Batches(gate)
    asked = [
        asyncio.ensure_future(memo.many(SQUARES, numbers, batches.make))
        for numbers in ((1, 2), (2, 3), (3, 1))
    ]
    await batches.both.wait()
    gate.set()
    assert await asyncio.gather(*asked) == [{1: 1, 2: 4}, {2: 4, 3: 9}, {3: 9, 1: 1}]
    assert batches.asked == [(1, 2), (3,)]


async def test_a_failure_of_many_is_not_kept() -> None:
    memo, batches = Memo(), Batches()
    for _ in range(2):
        with pytest.raises(LookupError):
            await memo.many(SQUARES, (-1, 1), batches.make)
    assert batches.asked == [(-1, 1)] * 2


async def test_of_many_each_comes_as_it_is_made_and_an_error_is_its_own_alone() -> None:
    async def make(numbers: Sequence[int]) -> dict[int, int | Exception]:
        return {number: number * number if number > 0 else LookupError("no") for number in numbers}

    memo = Memo()
    coming = memo.each(SQUARES, (-1, 2), make)
    assert memo.has(SQUARES, 2)
    assert await coming[2] == 4
    with pytest.raises(LookupError):
        await coming[-1]
    assert (memo.has(SQUARES, -1), memo.kept(SQUARES, 2)) == (False, 4)


async def test_those_who_ask_together_are_answered_together() -> None:
    counter = Counter()
    memo = Memo()
    assert await asyncio.gather(*(memo.anew("truth", counter.ask) for _ in range(100))) == [0] * 100
    assert counter.asked == 1


async def test_no_answer_is_older_than_its_question() -> None:
    counter = Counter()
    memo = Memo()

    async def ask(late: float) -> bool:
        await asyncio.sleep(late)
        counter.truth += 1
        known = counter.truth
        return await memo.anew("truth", counter.ask) >= known

    assert all(await asyncio.gather(*(ask(number / 1000) for number in range(100))))
    assert counter.asked < 50


async def test_a_question_that_failed_is_put_again() -> None:
    told = iter((LookupError("locked"), 7))

    async def ask() -> int:
        answer = next(told)
        if isinstance(answer, Exception):
            raise answer
        return answer

    memo = Memo()
    with pytest.raises(LookupError):
        await memo.anew("truth", ask)
    assert await memo.anew("truth", ask) == 7


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


async def test_what_is_being_made_ends_with_the_memo() -> None:
    memo, begun, ended = Memo(), asyncio.Event(), asyncio.Event()

    async def make() -> int:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return 1

    asked = asyncio.ensure_future(memo.once(Kind(3), "key", make))
    await begun.wait()
    await memo.close()
    assert ended.is_set()
    with pytest.raises(asyncio.CancelledError):
        await asked
