"""What is deleted once a day, and notes that are never kept."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.ports.notes import Notes

log = logging.getLogger(__name__)


class Sweeping:
    """Deletes what nobody will ask for any more. ``ages``: how old notes may become, by the
    beginning of their keys. ``sweep_account`` forgets what has aged of comparisons and of what
    channels looked at, ``sweep_usage`` single calls to a model; they tell how many rows."""

    def __init__(
        self,
        notes: Notes,
        ages: Mapping[str, timedelta],
        sweep_account: Callable[[datetime], Awaitable[int]],
        sweep_usage: Callable[[datetime], Awaitable[int]] | None = None,
    ) -> None:
        self._notes = notes
        self._ages = ages
        self._sweep_account = sweep_account
        self._sweep_usage = sweep_usage

    async def sweep(self, now: datetime) -> None:
        gone = 0
        for prefix, age in self._ages.items():
            gone += await self._notes.sweep(prefix, age, now)
        aged = await self._sweep_account(now)
        calls = await self._sweep_usage(now) if self._sweep_usage else 0
        if gone or aged or calls:
            log.info("swept", extra={"notes": gone, "books": aged, "calls": calls})


class Unnoted:
    """Implements ``bot.ports.notes.Notes`` and keeps nothing: for alarms of a worker that
    hangs. They hold for this run of the process only, and the store may be what hangs."""

    async def get(self, key: str) -> str | None:
        return None

    async def keep(self, key: str, value: str, now: datetime, *about: str) -> None:
        return None

    async def drop(self, key: str) -> None:
        return None

    async def sweep(self, prefix: str, older_than: timedelta, now: datetime) -> int:
        return 0
