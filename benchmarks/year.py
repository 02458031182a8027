"""The database after a year: its size, and what the service's queries take then.

    python benchmarks/year.py [--days N] [--papers P] [--channels C] [--quick] [--keep FILE]
    python benchmarks/year.py --migrate FILE

A year of 260 announcements of 1,000 invented papers for 100 channels is laid down
through the storage classes: listings, ten shown papers a channel and day with what
was written of them, and a delivery that was sent. --quick is 20 days of 100 papers
for 10 channels. After each day comes the service's daily sweep. Each query is asked
--repeat times after a tenth of the days and again at the end, with changing arguments:
what grows between the two grows with the database.

--keep leaves the database at FILE. --migrate takes a copy of the database at FILE, which a version
before made, into the form of this one while it is served, and prints one line of JSON: its size
before, after and at most, seconds to the first answer and to the end, and how long questions and
small writes took meanwhile.

Prints a line a query and ends with one line of JSON: days, papers, channels, size_mib
(of database and write-ahead log), slowest_query (by its median at the end), its
median_ms and p99_ms, and build_s.
"""

import argparse
import asyncio
import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.wiring.loading import tell_libraries

# as the command line does
tell_libraries()

from benchmarks.year_lived import FIRST, Scale, Store, channel, live
from benchmarks.year_queries import Query, queries
from benchmarks.year_taken_over import migrated, size_of
from scheduler.timing.calendar import announcement_dates
from storage.file.database import Database

YEAR = Scale(days=260, papers=1_000, channels=100)
QUICK = Scale(days=20, papers=100, channels=10)


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds."""

    median: float
    p99: float


async def timed(query: Query, repeat: int) -> list[float]:
    """Milliseconds, through the repository as the service asks it."""
    took = []
    for _ in range(repeat):
        begun = time.perf_counter()
        await query()
        took.append((time.perf_counter() - begun) * 1000)
    return took


async def measured(
    store: Store, days: Sequence[date], scale: Scale, repeat: int
) -> dict[str, Figures]:
    asked = await queries(store, days, scale)
    # the year's papers in this script's memory would be gone through at every collection
    gc.collect()
    gc.freeze()
    try:
        return {name: figures(await timed(query, repeat)) for name, query in asked.items()}
    finally:
        gc.unfreeze()


def figures(took: Sequence[float]) -> Figures:
    return Figures(median(took), quantiles(took, n=100, method="inclusive")[98])


async def simulate(
    store: Store, scale: Scale, repeat: int
) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """The figures after a tenth of the days, and after all."""
    days = list(islice(announcement_dates(FIRST, date.max), scale.days))
    early: dict[str, Figures] = {}
    for number in range(scale.channels):
        await store.channels.keep(channel(number))
    for number, day in enumerate(days, 1):
        await live(store, day, scale)
        if number == max(len(days) // 10, 2):
            early = await measured(store, days[:number], scale, repeat)
    return early, await measured(store, days, scale, repeat)


async def run(folder: Path, scale: Scale, repeat: int) -> dict[str, object]:
    begun = time.perf_counter()
    # a year that is the same at every run
    chance = Random(1991)  # noqa: S311
    async with Database(folder / "paperbrief.sqlite") as database:
        early, late = await simulate(Store(database, chance), scale, repeat)
        took = time.perf_counter() - begun
        size = size_of(folder)
    print(f"{'query, in ms':28}{'median':>9}{'p99':>9}   after a tenth{'median':>9}{'p99':>9}")
    for name, after in late.items():
        then = early[name]
        print(f"{name:28}{after.median:9.2f}{after.p99:9.2f}{then.median:25.2f}{then.p99:9.2f}")
    slowest = max(late, key=lambda name: late[name].median)
    return {
        "days": scale.days,
        "papers": scale.papers,
        "channels": scale.channels,
        "size_mib": round(size / 2**20, 1),
        "slowest_query": slowest,
        "median_ms": round(late[slowest].median, 2),
        "p99_ms": round(late[slowest].p99, 2),
        "build_s": round(took, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--days", type=int)
    parser.add_argument("--papers", type=int)
    parser.add_argument("--channels", type=int)
    parser.add_argument("--repeat", type=int, default=200)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    parser.add_argument("--migrate", type=Path, metavar="FILE")
    options = parser.parse_args()
    usual = QUICK if options.quick else YEAR
    scale = Scale(
        options.days or usual.days,
        options.papers or usual.papers,
        options.channels or usual.channels,
    )
    if scale.days < 2 or options.repeat < 2:
        parser.error("two days and two repetitions at the least")
    if options.migrate:
        print(json.dumps(asyncio.run(migrated(options.migrate))))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(run(Path(folder), scale, options.repeat))))
        if options.keep:
            shutil.move(Path(folder) / "paperbrief.sqlite", options.keep)


if __name__ == "__main__":
    main()
