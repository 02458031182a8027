"""Weeks in which a third of arXiv's answers fail in all ways: every announced paper is stored.

Besides, feeds are half or dated ahead, records come up to two days late, papers are revised
before anybody saw them, the bot is down for two days, and every few hours it starts anew.
"""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import httpx
import pytest
import stamina

from adapters.arxiv_site.feed import ArxivFeed
from adapters.arxiv_site.gate import ArxivGate
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.patience import RequestLimits
from bot.values.listings import AnnounceType, ListedPaper, ListingState
from scheduler.timing.calendar import announcement_dates, feed_time
from scheduler.watching.rounds import WatchRepositories
from scheduler.watching.settling import is_compared
from scheduler.watching.watch import Watch
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.settling import SqlCoverageRepository
from tests.samples.papers import paper
from tests.servers.arxiv_server import ArxivServer, Papers
from tests.servers.faults import Fault

CATEGORIES = ("cs.CL", "cs.CV", "cs.LG", "math.PR")
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 17)
DATES = tuple(announcement_dates(FIRST - timedelta(days=1), LAST))
DOWN = (date(2026, 3, 10), date(2026, 3, 11))
FAULTS = (
    Fault.RESET,
    Fault.SERVER_ERROR,
    Fault.TOO_MANY,
    Fault.TRUNCATED,
    Fault.CUT_SHORT,
    Fault.HTML_PAGE,
    Fault.ERROR_FEED,
    Fault.CHANGED,
)
PAPERS = 10
STEP = timedelta(hours=1)
LIMITS = RequestLimits(connect=5, read=5, total=10, patience=20, attempts=1, backoff=0.01)


@pytest.fixture(autouse=True)
def _single_tries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


def a_paper(day: date, category: str, n: int) -> ListedPaper:
    number = 1000 * DATES.index(day) + 100 * CATEGORIES.index(category) + n
    other = CATEGORIES[(CATEGORIES.index(category) + n) % len(CATEGORIES)]
    made = paper(10_000 + number, categories=tuple(dict.fromkeys((category, other))))
    eve = day - timedelta(days=1 + n % 3)
    return ListedPaper(replace(made, published=eve, updated=eve), AnnounceType.NEW)


def a_day(day: date) -> Papers:
    """New papers, each cross-listed elsewhere, and new versions of yesterday's."""
    made: dict[str, list[ListedPaper]] = {name: [] for name in CATEGORIES}
    for name in CATEGORIES:
        for n in range(PAPERS):
            item = a_paper(day, name, n)
            for place in item.paper.categories:
                kind = AnnounceType.NEW if place == name else AnnounceType.CROSS
                made[place].append(replace(item, announce_type=kind))
    if day != FIRST:
        yesterday = DATES[DATES.index(day) - 1]
        for name in CATEGORIES:
            known = a_paper(yesterday, name, 0).paper
            revised = replace(known, version=2, updated=day - timedelta(days=1))
            for place in revised.categories:
                made[place].append(ListedPaper(revised, AnnounceType.REPLACE))
    return made


class World:
    def __init__(self, folder: Path, seed: int) -> None:
        self.now = feed_time(FIRST)
        self.random = Random(seed)  # noqa: S311
        self.folder = folder
        self.requests = 0
        self.to_come = list(DATES[1:])

    async def play(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[date]]:
        """Pairs of category and paper that were announced, those that are stored, and dates
        that are not settled."""
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(
                ArxivServer(
                    a_day(FIRST), day=FIRST, page_size=20, clock=lambda: self.now, moving=True
                )
            )
            client = await stack.enter_async_context(httpx.AsyncClient())
            database = await stack.enter_async_context(Database(self.folder / "lossy.sqlite"))
            server.fail_often(0.3, FAULTS, self.random)
            books = WatchRepositories(
                SqlAnnouncementRepository(database),
                SqlListingRepository(database),
                SqlCoverageRepository(database),
            )
            end = feed_time(LAST) + timedelta(days=4)
            step = 0
            while self.now < end:
                self._announce(server)
                if step % 6 == 0:
                    http = ArxivHttp(client, ArxivGate(0.0), user_agent="t", limits=LIMITS)
                    feed = ArxivFeed(http, base=server.rss_base)
                    watch = Watch(feed, ArxivHarvest(http, base=server.oai_base), books)
                if self.now.date() not in DOWN:
                    await watch.pass_(self.now, CATEGORIES, FIRST)
                self.now += STEP
                step += 1
            self.requests = len(server.requests)
            found = await books.listings.between(FIRST, LAST, CATEGORIES)
            stored = {(one.category or "", item.paper.id) for one in found for item in one.items}
            told = {
                (name, item.paper.id)
                for papers in server.announced.values()
                for name, items in papers.items()
                for item in items
            }
            assert not any(one.state is ListingState.TRUNCATED or one.incomplete for one in found)
            coverages = await books.coverages.coverages(FIRST, CATEGORIES)
            return told, stored, {one.date for one in coverages if not is_compared(one)}

    def _announce(self, server: ArxivServer) -> None:
        if self.to_come and self.now >= feed_time(self.to_come[0]):
            day = self.to_come.pop(0)
            papers = a_day(day)
            server.announce(day, papers)
            for name in CATEGORIES:
                server.show_announced(name)
                chance = self.random.random()
                if chance < 0.25:
                    items = papers[name]
                    server.show(name, items[: len(items) // 2], day=day)
                elif chance < 0.35:
                    server.show(name, papers[name], day=day + timedelta(days=1))
                for item in papers[name]:
                    if self.random.random() < 0.15:
                        late = timedelta(hours=self.random.uniform(1, 48))
                        server.appear_late(day, item.paper.id, feed_time(day) + late)


@pytest.mark.parametrize("seed", [1])
async def test_every_announced_paper_is_stored_in_every_category(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    told, stored, unsettled = await world.play()
    assert told - stored == set()
    assert stored - told == set()
    assert len(told) > 700
    # what was added has to agree twice more
    assert all(day > LAST - timedelta(days=7) for day in unsettled)
    # the feeds, four comparisons of each day, and what failed
    assert world.requests / len(DATES) / len(CATEGORIES) < 20
