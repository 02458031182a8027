"""A file of the version before, made small while it is served: the part of ``year.py --migrate``.

The daily sweep goes on beside it, as at any start of the service. The file is copied first and
stays as it is. What people ask goes on meanwhile, one question after another; the file's whole size
(with its log) is looked at after each step.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from random import Random
from statistics import median, quantiles

from benchmarks.invented import InventedArxiv
from benchmarks.year_swept import daily_sweeps
from bot.values.searching import all_words
from scheduler.operating.easing import Easing, Step
from storage.channels.channels import SqlChannelRepository
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shown import ShownByNumbers
from storage.papers.taking_over import TakingOver

_MIB = 2**20
_MORNING = clock_time(8, tzinfo=UTC)
# seconds between two questions
_PAUSE = 0.02


def size_of(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.iterdir())


class _Watched:
    """A work whose steps are timed, with the largest size that the file had after one."""

    def __init__(self, step: Step, folder: Path) -> None:
        self.took: list[float] = []
        self.largest = 0
        self._step = step
        self._folder = folder

    async def step(self) -> bool:
        began = time.perf_counter()
        more = await self._step()
        self.took.append(time.perf_counter() - began)
        self.largest = max(self.largest, size_of(self._folder))
        return more


async def migrated(file: Path) -> dict[str, object]:
    """The figures; seconds and MiB, milliseconds where the name says so."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "paperbrief.sqlite"
        await asyncio.to_thread(shutil.copyfile, file, copy)
        before = size_of(folder)
        began = time.perf_counter()
        async with Database(copy) as database:
            papers = SqlPaperRepository(database)
            await papers.search(all_words("nothing"), 1)
            first = time.perf_counter() - began
            moving = _Watched(TakingOver(database).step, folder)
            told = _Watched(ShownByNumbers(database).step, folder)
            anew = _Watched(Shrinking(database).step, folder)
            last = max(await SqlAnnouncementRepository(database).dates(1))
            sweeps = _swept(database, datetime.combine(last, _MORNING))
            easing = Easing(moving.step, told.step, anew.step)
            work = asyncio.create_task(_to_the_end(easing, sweeps))
            asked, written = await _questions(database, work)
            await work
            took = time.perf_counter() - began
        after = size_of(folder)
    return {
        "before_mib": round(before / _MIB, 1),
        "after_mib": round(after / _MIB, 1),
        "largest_mib": round(max(moving.largest, told.largest, anew.largest) / _MIB, 1),
        "first_answer_s": round(first, 3),
        "whole_s": round(took, 1),
        "steps": len(moving.took) + len(told.took),
        "step_p99_ms": _ms(_p99([*moving.took, *told.took])),
        "anew_s": round(sum(anew.took), 1),
        "asked": len(asked),
        "asked_median_ms": _ms(median(asked)),
        "asked_p99_ms": _ms(_p99(asked)),
        "written_p99_ms": _ms(_p99(written)),
        "written_max_ms": _ms(max(written)),
    }


async def _swept(database: Database, now: datetime) -> None:
    for sweep in daily_sweeps(database):
        await sweep(now)


async def _to_the_end(easing: Easing, sweeps: Coroutine[None, None, None]) -> None:
    """An hour of the service; a run after the last step does nothing."""
    sweeping = asyncio.create_task(sweeps)
    for _ in range(60):
        await easing.run(asyncio.Event())
    await sweeping


async def _questions(
    database: Database, work: "asyncio.Task[None]"
) -> tuple[list[float], list[float]]:
    """How long searches and small writes took, until the work is done."""
    papers, channels = SqlPaperRepository(database), SqlChannelRepository(database)
    invented = InventedArxiv(Random(7))  # noqa: S311
    stored = list(await channels.every())
    asked: list[float] = []
    written: list[float] = []
    while not work.done():
        began = time.perf_counter()
        await papers.search(all_words(invented.words(2)), 8)
        between = time.perf_counter()
        await channels.keep(stored[len(asked) % len(stored)])
        asked.append(between - began)
        written.append(time.perf_counter() - between)
        await asyncio.sleep(_PAUSE)
    return asked, written


def _p99(took: list[float]) -> float:
    return quantiles(took, n=100, method="inclusive")[98] if len(took) > 1 else sum(took)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
