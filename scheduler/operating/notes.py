"""What is deleted once a day, and notes that are never kept."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.errors import PaperbriefError
from bot.ports.notes import AgedNotes

log = logging.getLogger(__name__)


Sweep = Callable[[datetime], Awaitable[int]]


class Sweeping:
    """Deletes what nobody will ask for any more. ``ages``: how old notes may become, by the
    beginning of their keys. Each of ``sweeps`` forgets what has aged of one kind of rows; it
    tells how many."""

    def __init__(
        self,
        notes: AgedNotes,
        ages: Mapping[str, timedelta],
        *sweeps: Sweep,
    ) -> None:
        self._notes = notes
        self._ages = ages
        self._sweeps = sweeps

    async def sweep(self, now: datetime) -> None:
        """All of them, also where one fails. Raises the first error then."""
        notes = [partial(self._notes.sweep, prefix, age) for prefix, age in self._ages.items()]
        errors: list[Exception] = []
        gone = await _swept(notes, now, errors)
        aged = await _swept(self._sweeps, now, errors)
        if gone or aged:
            log.info("swept", extra={"notes": gone, "books": aged})
        if errors:
            raise errors[0]


async def _swept(sweeps: Iterable[Sweep], now: datetime, errors: list[Exception]) -> int:
    """How many rows; what failed joins ``errors``."""
    rows = 0
    for sweep in sweeps:
        try:
            rows += await sweep(now)
        except PaperbriefError as error:
            log.warning("sweep_failed", extra={"why": str(error)})
            errors.append(error)
        except Exception as error:
            log.exception("sweep_failed")
            errors.append(error)
    return rows


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
