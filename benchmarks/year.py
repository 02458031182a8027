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
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.invented import CATEGORIES, InventedArxiv
from benchmarks.year_swept import daily_sweeps
from benchmarks.year_taken_over import migrated, size_of
from bot.editorial.announcement import merge
from bot.values.announcements import AnnouncedPaper
from bot.values.channels import Channel
from bot.values.deliveries import Delivered, Progress, Publication, Shown
from bot.values.editions import Edition, EditionPaper
from bot.values.listings import Listing
from bot.values.papers import Links
from bot.values.searching import all_words
from bot.values.topics import Match, Topic
from bot.values.writing import BriefKey, PaperBrief
from scheduler.delivering.lane import BATCH
from scheduler.publishing.lanes import HORIZON
from scheduler.timing.calendar import announcement_dates
from scheduler.watching.records import WINDOW
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.written import SqlWrittenPapers

FIRST = date(2025, 1, 1)
SHOWN = 10
# a brief of ten papers is written to fill one message
PAYLOAD = 3_500
LANGUAGE, WRITER = "en", ("extractive", "1")

Query = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Scale:
    days: int
    papers: int
    channels: int


YEAR = Scale(days=260, papers=1_000, channels=100)
QUICK = Scale(days=20, papers=100, channels=10)


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds."""

    median: float
    p99: float


class Store:
    """All repositories over one database, and the chance that decides the arguments."""

    def __init__(self, database: Database, chance: Random) -> None:
        self.papers = SqlPaperRepository(database)
        self.announcements = SqlAnnouncementRepository(database)
        self.listings = SqlListingRepository(database)
        self.channels = SqlChannelRepository(database)
        self.ledger = SqlLedger(database)
        self.outbox = SqlOutbox(database)
        self.memo = SqlWrittenPapers(database)
        self.sweeps = daily_sweeps(database)
        self.chance = chance
        self.publisher = InventedArxiv(chance)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def channel(number: int) -> Channel:
    topic = Topic(name=f"Topic {number}", description="garden paths of small machines")
    return Channel(
        address=f"terminal:{number}",
        language=LANGUAGE,
        top=SHOWN,
        categories=CATEGORIES,
        topics=(topic,),
        subscribed=True,
    )


def entry(number: int, announced: AnnouncedPaper) -> EditionPaper:
    brief = PaperBrief(
        tldr=announced.paper.abstract[:160], method=announced.paper.abstract[160:480]
    )
    return EditionPaper(
        number=number,
        announced=announced,
        title=announced.paper.title,
        abstract=announced.paper.abstract,
        links=Links(),
        match=Match(None, None),
        reason="",
        brief=brief,
    )


def publication(
    address: str, day: date, chosen: Sequence[AnnouncedPaper], whole: Edition, cursor: int
) -> Publication:
    entries = tuple(entry(number, one) for number, one in enumerate(chosen, 1))
    return Publication(
        edition=replace(whole, channel=address, papers=entries),
        parts=("x" * PAYLOAD,),
        shown={one.paper.id: Shown(one.paper.version, day) for one in chosen},
        progress=Progress(channel=address, covered=day, slot=moment(day), cursor=cursor),
        made_at=moment(day),
    )


def editions(
    store: Store, day: date, listings: Sequence[Listing], cursor: int, count: int
) -> list[Publication]:
    """One for each channel, of papers that chance chose."""
    announcement = merge(listings, CATEGORIES)
    whole = Edition(
        channel="",
        announcement=announcement,
        language=LANGUAGE,
        topics=(),
        matched=SHOWN,
        already_shown=0,
        failed=0,
        summary=None,
        papers=(),
    )
    size = min(SHOWN, len(announcement.papers))
    return [
        publication(
            f"terminal:{n}", day, store.chance.sample(announcement.papers, size), whole, cursor
        )
        for n in range(count)
    ]


async def live(store: Store, day: date, scale: Scale) -> None:
    """One day: announced, assembled, written, delivered."""
    listings = store.publisher.day(day, scale.papers)
    await store.announcements.keep(listings)
    made = editions(store, day, listings, await store.listings.last_number(), scale.channels)
    briefs = {
        BriefKey(one.paper.id, one.paper.version, LANGUAGE, *WRITER): one.brief
        for each in made
        for one in each.edition.papers
    }
    await store.memo.keep(briefs, moment(day))
    for publication in made:
        delivery = await store.ledger.publish(publication)
        await store.outbox.begin(delivery, 0, moment(day))
        await store.outbox.settle(delivery, 0, Delivered(), moment(day))
    for sweep in store.sweeps:
        await sweep(moment(day))


async def queries(store: Store, days: Sequence[date], scale: Scale) -> Mapping[str, Query]:
    """What the service asks on the last of ``days``, by name and in order: what
    ``publish`` leaves waiting is what ``due`` finds and ``begin`` and ``settle`` end."""
    today, now, chance = days[-1], moment(days[-1]), store.chance
    listings = await store.listings.between(today, today, CATEGORIES)
    cursor = await store.listings.last_number()
    before = cursor - sum(len(one.items) for one in listings)
    made = editions(store, today, listings, cursor, scale.channels)
    ids = [one.paper.id for one in made[0].edition.announcement.papers]
    keys = [
        BriefKey(one.paper.id, one.paper.version, LANGUAGE, *WRITER)
        for one in made[0].edition.papers
    ]
    addresses = [f"terminal:{n}" for n in range(scale.channels)]
    waiting: list[int] = []
    begun = iter(waiting)
    settled = iter(waiting)

    async def publish() -> None:
        waiting.append(await store.ledger.publish(chance.choice(made)))

    repository, outbox, ledger = store.listings, store.outbox, store.ledger
    return {
        "listings.days": lambda: repository.days(today - HORIZON, CATEGORIES),
        "listings.between, a day": lambda: repository.between(today, today, CATEGORIES),
        "listings.between, a month": lambda: repository.between(
            today - WINDOW, today, [chance.choice(CATEGORIES)], outlines=True
        ),
        "listings.late": lambda: repository.late(days[-2], before, CATEGORIES),
        "listings.last_number": repository.last_number,
        "channels.every": store.channels.every,
        "ledger.progress": lambda: ledger.progress(addresses),
        "ledger.shown": lambda: ledger.shown(chance.choice(addresses), ids),
        "memo.get": lambda: store.memo.get(keys),
        "ledger.publish": publish,
        "outbox.due": lambda: outbox.due(now, BATCH),
        "outbox.begin": lambda: outbox.begin(next(begun), 0, now),
        "outbox.settle": lambda: outbox.settle(next(settled), 0, Delivered(), now),
        "search, common words": lambda: store.papers.search(
            all_words(store.publisher.words(2)), SHOWN
        ),
        "search, in a category": lambda: store.papers.search(
            replace(all_words(store.publisher.words(1)), categories=(chance.choice(CATEGORIES),)),
            SHOWN,
        ),
        "search, since a day": lambda: store.papers.search(
            replace(all_words(store.publisher.words(1)), since=chance.choice(days)), SHOWN
        ),
        "search, seldom words": lambda: store.papers.search(
            all_words(store.publisher.seldom(2)), SHOWN
        ),
    }


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
