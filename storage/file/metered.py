"""The service's database, with a measure of how long each read and write took."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database as Connection

from bot.measures import STORE_SECONDS
from bot.ports.measuring import Meter
from storage.file.database import Database, QueryKind

T = TypeVar("T")


class MeteredDatabase(Database):
    """Measures include the wait for the thread, as that is what callers notice.

    Who opens it holds the folder."""

    def __init__(
        self, path: Path, meter: Meter, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(path, holds_folder=True)
        self._meter = meter
        self._clock = clock

    async def write(self, fn: Callable[[Connection], T]) -> T:
        began = self._clock()
        try:
            return await super().write(fn)
        finally:
            self._meter.took(STORE_SECONDS, self._clock() - began, "write")

    async def read(self, fn: Callable[[Connection], T], lane: QueryKind = "short") -> T:
        began = self._clock()
        try:
            return await super().read(fn, lane)
        finally:
            self._meter.took(STORE_SECONDS, self._clock() - began, lane)
