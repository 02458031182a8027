"""Notes that nobody comes back to: swept once a day."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.ports.shelves import Notes

log = logging.getLogger(__name__)


class Sweeping:
    """``ages``: how old notes may become, by the beginning of their keys."""

    def __init__(self, notes: Notes, ages: Mapping[str, timedelta]) -> None:
        self._notes = notes
        self._ages = ages

    async def sweep(self, now: datetime) -> None:
        gone = 0
        for prefix, age in self._ages.items():
            gone += await self._notes.sweep(prefix, age, now)
        if gone:
            log.info("notes_swept", extra={"gone": gone})
