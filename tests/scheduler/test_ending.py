"""What a stop waits for."""

import asyncio

from scheduler.ending import ended


async def test_what_takes_longer_is_cut_off_and_counted() -> None:
    async def quick() -> None:
        return None

    async def endless() -> None:
        await asyncio.Event().wait()

    async def failing() -> None:
        raise ZeroDivisionError

    workers = [asyncio.create_task(each()) for each in (quick, endless, failing)]
    assert await ended(workers, 0.05) == 1
    assert [each.cancelled() for each in workers] == [False, True, False]


async def test_nobody_is_waited_for_where_nobody_works() -> None:
    assert await ended([], 3600.0) == 0
