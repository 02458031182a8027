"""The clock that wakes the service's workers.

APScheduler is the clock and nothing else: what is due, and what was missed, is read
from the store at every tick, so a tick that never came loses nothing.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler


def started_clock(wakes: Mapping[asyncio.Event, float]) -> AsyncIOScheduler:
    """Sets each event now, and again whenever its number of seconds has passed."""
    clock = AsyncIOScheduler(timezone=UTC)
    for wake, seconds in wakes.items():
        # a late or doubled tick does no harm
        clock.add_job(
            _wake,
            "interval",
            args=(wake,),
            seconds=seconds,
            misfire_grace_time=None,
            coalesce=True,
            next_run_time=datetime.now(UTC),
        )
    clock.start()
    return clock


async def _wake(event: asyncio.Event) -> None:
    # APScheduler would call a plain function in a thread, which may not set this loop's event.
    event.set()
