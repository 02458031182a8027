"""Long work on the store in short steps."""

import asyncio

from scheduler.operating.easing import Easing


async def test_each_work_is_done_to_its_end_and_not_again() -> None:
    done: list[str] = []

    async def first() -> bool:
        done.append("first")
        return len(done) < 3

    async def second() -> bool:
        done.append("second")
        return False

    easing = Easing(first, second)
    await easing.run(asyncio.Event())
    await easing.run(asyncio.Event())
    assert done == ["first", "first", "first", "second"]


async def test_a_stop_ends_it_between_two_steps_and_the_next_run_goes_on() -> None:
    stop, done = asyncio.Event(), 0

    async def work() -> bool:
        nonlocal done
        done += 1
        stop.set()
        return done < 3

    easing = Easing(work)
    for expected in (1, 2, 3):
        stop.clear()
        await easing.run(stop)
        assert done == expected


async def test_a_step_that_fails_is_tried_again_by_the_next_run() -> None:
    tries = 0

    async def work() -> bool:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise LookupError("on purpose")
        return False

    easing = Easing(work)
    ends = await asyncio.gather(easing.run(asyncio.Event()), return_exceptions=True)
    assert isinstance(ends[0], LookupError)
    await easing.run(asyncio.Event())
    assert tries == 2
