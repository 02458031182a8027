"""What is deleted once a day, and notes that are never kept."""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta

from bot.ports.notes import AgedNotes

log = logging.getLogger(__name__)


class Sweeping:
    """Deletes what nobody will ask for any more. ``ages``: how old notes may become, by the
    beginning of their keys. Each of ``sweeps`` forgets what has aged of one kind of rows; it
    tells how many."""

    def __init__(
        self,
        notes: AgedNotes,
        ages: Mapping[str, timedelta],
        *sweeps: Callable[[datetime], Awaitable[int]],
    ) -> None:
        self._notes = notes
        self._ages = ages
        self._sweeps = sweeps

    async def sweep(self, now: datetime) -> None:
        gone = 0
        for prefix, age in self._ages.items():
            gone += await self._notes.sweep(prefix, age, now)
        aged = sum([await sweep(now) for sweep in self._sweeps])
        if gone or aged:
            log.info("swept", extra={"notes": gone, "books": aged})


class Unnoted:
    """Implements ``bot.ports.notes.Notes`` and keeps nothing: for alarms of a worker that
    hangs. They hold for this run of the process only, and the store may be what hangs."""

    async def get(self, key: str) -> str | None:
        return None

    async def keep(self, key: str, value: str, now: datetime, *about: str) -> None:
        return None

    async def several(self, keys: Collection[str]) -> Mapping[str, str]:
        return {}

    async def drop(self, key: str) -> None:
        return None
