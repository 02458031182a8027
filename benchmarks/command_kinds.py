"""How long people wait for the answers of a running service.

    python benchmarks/command_kinds.py [--store FOLDER] [--days N] [--papers P] [--people N]
                              [--lines L] [--pause S] [--quick]

A store with a year of announcements is laid down as in benchmarks/year.py (with --store
it is kept in that folder, and used again where it is there). Then so many people sit side
by side, each in a channel of their own, with categories and a topic of their own, and send
one kind of command after the other: each sends a line, waits for the answer as a message,
and pauses, --pause seconds on average. With --pause 0 all of them ask all the time, and the
figures tell how many answers a second there can be; else they tell what people feel. A wait
is counted from the moment at which the line was to be sent.

Prints a line of JSON for each kind: command, per_s (answers a second), p50_ms and p99_ms of
the wait, cpu_ms (of the process, for an answer), and stall_ms, the longest time in which the
event loop did nothing else (heartbeats and acknowledgements share it). "news, then /topics" is
the first line of everybody, at once, after the watch has stored another paper: the day is
prepared anew, and every channel's choice is made anew.
"""

import argparse
import asyncio
import gc
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from benchmarks.day import subset
from benchmarks.invented import CATEGORIES
from benchmarks.last_day import newest
from benchmarks.year_lived import FIRST, Scale, Store, channel, live
from bot.commands.lines.command import Origin, Services
from bot.commands.lines.dispatch import answer
from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.settings import load_settings
from bot.text.readable import shorten
from bot.values.papers import Paper
from bot.values.topics import Topic
from bot.wiring.session import session
from scheduler.publishing.stored_briefs import StoredBriefs
from scheduler.timing.calendar import announcement_dates
from storage.file.database import DATABASE, Database
from storage.papers.announcements import SqlAnnouncementRepository

# as many as have a brief of their own while the year is laid down
CHANNELS = 10
STEP = 0.002
SEARCHING = 4
# among the invented days' ids there is none of this month
UNHEARD = "2412.00001"

Line = Callable[[int], str]
"""What a person, by number, sends next."""


@dataclass(frozen=True, slots=True)
class Crowd:
    people: int
    lines: int
    pause: float


class Quiet:
    """A conversation that nobody reads."""

    async def send(self, message: Message) -> None: ...

    async def refuse(self, message: Message) -> None: ...

    async def progress(self, text: str) -> None: ...

    def needs(self, message: Message) -> int:
        return 1


async def lay_down(folder: Path, scale: Scale) -> None:
    """A year of announcements, unless it is there."""
    if (folder / DATABASE).exists():
        return
    # a year that is the same at every run
    chance = Random(1991)  # noqa: S311
    async with Database(folder / DATABASE) as database:
        store = Store(database, chance)
        for number in range(scale.channels):
            await store.channels.keep(channel(number))
        for day in islice(announcement_dates(FIRST, FIRST.replace(year=2100)), scale.days):
            await live(store, day, scale)
        await store.announcements.keep(newest(day + timedelta(days=1), scale.papers, chance))


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Services]:
    """Services over that store."""
    async with session(load_settings(), folder, (), CATEGORIES, None, None) as opened:
        assert isinstance(opened.announcements, SqlAnnouncementRepository)
        pipeline = replace(opened.pipeline, indexed=gc.freeze)
        briefs = StoredBriefs(opened.announcements, opened.papers, pipeline)
        yield replace(opened, briefs=briefs, pipeline=pipeline)


class Bench:
    """One crowd that asks; ``chance`` decides what they ask."""

    def __init__(self, services: Services, crowd: Crowd, chance: Random) -> None:
        self._services = services
        self._crowd = crowd
        self._chance = chance
        self._shown: dict[int, int] = {}
        self._holders: Counter[str] = Counter()

    async def sit_down(self) -> Sequence[Paper]:
        """Each person's channel is set up and has had a brief; the newest day's papers."""
        listings = await self._services.announcements.on(None, CATEGORIES)
        papers = [item.paper for one in listings for item in one.items]
        self._holders = Counter(word for one in papers for word in words_of(one))
        for number in range(self._crowd.people):
            categories = subset(CATEGORIES, number * 37 + 21)
            words = self._words([one for one in papers if one.categories[0] in categories])
            own = replace(
                self._services.channels.new(address(number)),
                categories=categories,
                topics=(Topic(name=words, description=words),),
            )
            await self._services.channels.stored.keep(own)
            await self.ask(number, "/brief")
            self._shown[number] = max(
                await self._services.deliveries.editions.numbers(address(number))
            )
        return papers

    def _numbered(self, number: int) -> str:
        return f"/paper {self._chance.randint(1, self._shown[number])}"

    def _words(self, papers: Sequence[Paper]) -> str:
        """The rarer words of a title: of 1,000 papers some 200 have one, where topics of five
        words meet one in twelve real papers and take as long to score."""
        title = self._chance.choice(papers).title.lower().split()
        return " ".join(sorted(set(title), key=lambda word: (self._holders[word], word))[:7])

    def kinds(self, papers: Sequence[Paper]) -> dict[str, Line]:
        added: dict[int, str] = {}

        def change(number: int) -> str:
            """A topic in plain words, and away with it by the next line."""
            if number in added:
                return f"/topics drop {shorten(added.pop(number), 80)}"
            added[number] = self._words(papers)
            return f'/topics topic "{added[number]}"'  # its words are no language's

        return {
            "/paper <number>": self._numbered,
            "/paper <id>": lambda _: f"/paper {self._chance.choice(papers).id}",
            "/topics": lambda _: "/topics",
            "/topics <change>": change,
            "/brief": lambda _: "/brief",
            "/search": lambda _: f"/search {self._words(papers)}",
        }

    async def ask(self, number: int, line: str) -> Message:
        origin = Origin(channel=address(number), person="person", proven=True)
        said = await answer(line, origin, Quiet(), self._services)
        if not said.done:
            raise SystemExit(f"benchmarks/command_kinds.py: {line}: {plain(said.message)}")
        return said.message

    async def waits(self, line: Line) -> list[float]:
        """Seconds, of all lines of all people."""
        waits: list[float] = []

        async def sit(number: int) -> None:
            for _ in range(self._crowd.lines):
                due = time.perf_counter()
                if self._crowd.pause:
                    pause = self._chance.uniform(0, 2 * self._crowd.pause)
                    due += pause
                    await asyncio.sleep(pause)
                await self.ask(number, line(number))
                waits.append(time.perf_counter() - due)

        await asyncio.gather(*(sit(number) for number in range(self._crowd.people)))
        return waits

    async def beside_searches(self) -> list[float]:
        """Cards, while a few people search for words that most papers have."""
        common = " ".join(word for word, _ in self._holders.most_common(2))

        async def search(number: int) -> None:
            while True:
                await self.ask(number, f"/search {common}")

        searching = [asyncio.ensure_future(search(number)) for number in range(SEARCHING)]
        try:
            return await self.waits(self._numbered)
        finally:
            for each in searching:
                each.cancel()
            await asyncio.wait(searching)

    async def news(self) -> list[float]:
        """Everybody asks at once, just after the watch has stored another paper."""
        (newest, *_) = await self._services.announcements.on(None, CATEGORIES)
        known = (await self._services.papers.get([UNHEARD])).get(UNHEARD)
        version = 1 + (known.version or 0) if known else 1
        another = replace(newest.items[0].paper, id=UNHEARD, title="News", version=version)
        listing = replace(newest, items=(replace(newest.items[0], paper=another),))
        await self._services.announcements.keep([listing])
        once = Bench(self._services, replace(self._crowd, lines=1, pause=0), self._chance)
        return await once.waits(lambda _: "/topics")


def words_of(paper: Paper) -> set[str]:
    return set(f"{paper.title} {paper.abstract}".lower().replace(".", " ").split())


def address(number: int) -> str:
    return f"terminal:channel-{number}"


async def measured(name: str, run: Callable[[], Awaitable[list[float]]]) -> dict[str, object]:
    """One line of figures. What the store's making left behind is not collected meanwhile."""
    longest = [0.0]

    async def watch() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(STEP)
            longest[0] = max(longest[0], time.perf_counter() - begun - STEP)

    gc.collect()
    watching = asyncio.ensure_future(watch())
    begun, cpu = time.perf_counter(), time.process_time()
    waits = await run()
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    watching.cancel()
    return {
        "command": name,
        "per_s": round(len(waits) / took, 1),
        "p50_ms": round(median(waits) * 1000, 1),
        "p99_ms": round(quantiles(waits, n=100, method="inclusive")[98] * 1000, 1),
        "cpu_ms": round(cpu / len(waits) * 1000, 2),
        "stall_ms": round(longest[0] * 1000, 1),
    }


async def run(folder: Path, scale: Scale, crowd: Crowd) -> None:
    await lay_down(folder, scale)
    gc.collect()
    gc.freeze()
    async with served(folder) as services:
        # people who ask the same at every run
        bench = Bench(services, crowd, Random(1991))  # noqa: S311
        papers = await bench.sit_down()
        for name, line in bench.kinds(papers).items():
            figures = await measured(name, lambda line=line: bench.waits(line))  # type: ignore[misc]
            print(json.dumps(figures), flush=True)
        for name, special in (
            ("/paper <number>, beside searches", bench.beside_searches),
            ("news, then /topics", bench.news),
        ):
            print(json.dumps(await measured(name, special)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--days", type=int, default=260)
    parser.add_argument("--papers", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--lines", type=int, default=4)
    parser.add_argument("--pause", type=float, default=5.0)
    parser.add_argument("--quick", action="store_true", help="three small days, few people")
    options = parser.parse_args()
    scale = Scale(options.days, options.papers, CHANNELS)
    crowd = Crowd(options.people, options.lines, options.pause)
    if options.quick:
        scale, crowd = Scale(3, 30, 2), Crowd(5, 2, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.store or Path(folder), scale, crowd))


if __name__ == "__main__":
    main()
