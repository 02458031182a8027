"""Long work on the store in short steps."""

import asyncio

from scheduler.operating.easing import Easing
from scheduler.operating.liveness import Heartbeats


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


async def test_long_work_is_done_over_many_runs_and_never_counts_as_hanging() -> None:
    """As docs/performance.md has it: ten minutes for a file of a year, in short steps."""
    now, done, runs = 0.0, 0, 0
    pulse = Heartbeats(300.0, lambda: now)

    async def work() -> bool:
        nonlocal now, done
        now += 0.2
        done += 1
        assert not pulse.vitals().hanging
        return done < 1200

    async def rest(stop: asyncio.Event, seconds: float) -> None:
        nonlocal now
        now += seconds

    easing = Easing(work, clock=lambda: now, rest=rest)
    while done < 1200:
        # as the service gives signs of life: between two runs
        pulse.beat("take over")
        runs += 1
        await easing.run(asyncio.Event())
    assert 12 <= runs <= 13
