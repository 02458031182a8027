"""How a day is told, loaded beside the event loop with the first one that is prepared."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.edition import Day


async def day_type() -> "type[Day]":
    return await asyncio.to_thread(_loaded)


def _loaded() -> "type[Day]":
    from scheduler.edition import Day

    return Day
