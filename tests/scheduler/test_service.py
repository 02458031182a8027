"""The service's two workers: woken by the clock, guided by the store, ended by a stop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.deliveries import Progress
from bot.errors import StoreUnusable
from scheduler.courier import Courier, Sent
from scheduler.press import HORIZON, Press
from scheduler.service import Service, round_of
from scheduler.sweeping import Sweeping
from scheduler.watching.polling import PassReport, Place
from scheduler.watching.watch import Watch
from storage.channels import SqlChannelShelf
from storage.file.database import Database
from storage.ledger import SqlLedger
from tests.values import channel

WED, THU = date(2026, 2, 11), date(2026, 2, 12)
# 00:30 in New York on Wednesday
NOW = datetime(2026, 2, 11, 5, 30, tzinfo=UTC)


class Shelves:
    def __init__(self, database: Database) -> None:
        self.channels = SqlChannelShelf(database)
        self.ledger = SqlLedger(database)

    async def subscribe(self, name: str, covered: date | None = None, **parts: object) -> None:
        address = f"terminal:{name}"
        await self.channels.keep(channel(**({"address": address, "subscribed": True} | parts)))
        if covered:
            await self.ledger.advance(Progress(channel=address, covered=covered))


@pytest.fixture
async def shelves(tmp_path: Path) -> AsyncIterator[Shelves]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Shelves(database)


class Workers:
    """Watch, press and courier in one: counts its calls, and does as it is told."""

    def __init__(self) -> None:
        self.now = NOW
        self.passes: list[tuple[datetime, tuple[str, ...], date | None]] = []
        self.served = 0
        self.swept: list[datetime] = []
        self.trouble: list[Exception] = []
        self.rung: list[str] = []
        self.hangs = False
        self.looked: Collection[Place] = ()
        self._beat = asyncio.Event()

    def clock(self) -> datetime:
        return self.now

    async def pass_(
        self, now: datetime, categories: Sequence[str], since: date | None = None
    ) -> PassReport:
        self.passes.append((now, tuple(categories), since))
        self._tell()
        if self.hangs:
            await asyncio.Event().wait()
        return PassReport(day=now.date())

    async def publish_due(
        self,
        now: datetime,
        stop: asyncio.Event | None = None,
        looked: Collection[Place] | None = None,
    ) -> int:
        assert looked is self.looked
        self.served += 1
        self._tell()
        if self.trouble:
            raise self.trouble.pop()
        return 0

    async def sweep(self, now: datetime) -> None:
        self.swept.append(now)
        self._tell()

    platforms = ("terminal",)

    async def deliver_on(self, platform: str, stop: asyncio.Event | None = None) -> Sent:
        return Sent()

    async def ring(self, kind: str, sentence: str) -> None:
        self.rung.append(kind)

    async def calm(self, kind: str, sentence: str) -> None:
        return None

    async def until_served(self, times: int) -> None:
        goal = self.served + times
        await self.until(lambda: self.served >= goal)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await self._beat.wait()

    def _tell(self) -> None:
        self._beat.set()
        self._beat = asyncio.Event()


@asynccontextmanager
async def running(shelves: Shelves, workers: Workers) -> AsyncIterator[asyncio.Task[None]]:
    service = Service(
        cast("Watch", workers),
        cast("Press", workers),
        cast("Courier", workers),
        shelves.channels,
        shelves.ledger,
        workers.clock,
        0.05,
        workers,
        cast("Sweeping", workers),
    )
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    yield task
    stop.set()
    async with asyncio.timeout(2):
        await task


async def test_a_round_looks_at_what_subscribed_channels_ask_for(shelves: Shelves) -> None:
    await shelves.subscribe("a", categories=("cs.CL", "cs.CV"))
    await shelves.subscribe("b", categories=("cs.CV", "hep-th"))
    await shelves.subscribe("c", subscribed=False, categories=("math.PR",))
    found = await round_of(shelves.channels, shelves.ledger, NOW)
    assert found.categories == ("cs.CL", "cs.CV", "hep-th")
    assert found.since is None


async def test_a_round_goes_back_to_the_first_date_that_a_channel_lacks(shelves: Shelves) -> None:
    await shelves.subscribe("done", WED)
    assert (await round_of(shelves.channels, shelves.ledger, NOW)).since is None
    await shelves.subscribe("behind", date(2026, 2, 6))
    assert (await round_of(shelves.channels, shelves.ledger, NOW)).since == date(2026, 2, 9)


async def test_at_a_weekend_a_new_channel_waits_for_friday_s_announcement(
    shelves: Shelves,
) -> None:
    """Its feed is gone by then."""
    saturday, friday = datetime(2026, 2, 14, 12, tzinfo=UTC), date(2026, 2, 13)
    await shelves.subscribe("done", friday)
    assert (await round_of(shelves.channels, shelves.ledger, saturday)).since is None
    await shelves.subscribe("new")
    assert (await round_of(shelves.channels, shelves.ledger, saturday)).since == friday


async def test_a_round_goes_back_no_further_than_the_horizon(shelves: Shelves) -> None:
    await shelves.subscribe("asleep", date(2025, 1, 1))
    since = (await round_of(shelves.channels, shelves.ledger, NOW)).since
    assert since is not None
    assert WED - HORIZON <= since < WED - HORIZON + timedelta(days=4)


async def test_the_watch_sleeps_until_its_next_pass_and_the_press_does_not(
    shelves: Shelves,
) -> None:
    await shelves.subscribe("a")
    workers = Workers()
    async with running(shelves, workers):
        await workers.until_served(4)
        assert len(workers.passes) == 1
        # the feeds of Thursday
        workers.now = datetime(2026, 2, 12, 5, 5, tzinfo=UTC)
        await workers.until_served(3)
        assert len(workers.passes) == 2


async def test_a_clock_that_was_a_day_ahead_does_not_leave_the_watch_asleep(
    shelves: Shelves,
) -> None:
    await shelves.subscribe("a")
    workers = Workers()
    workers.now = NOW + timedelta(days=1)
    async with running(shelves, workers):
        await workers.until_served(3)
        workers.now = NOW
        await workers.until_served(3)
    assert [now for now, _, _ in workers.passes] == [NOW + timedelta(days=1), NOW]


async def test_a_category_that_is_asked_for_anew_is_looked_at_at_once(shelves: Shelves) -> None:
    await shelves.subscribe("a")
    workers = Workers()
    async with running(shelves, workers):
        await workers.until_served(2)
        await shelves.subscribe("b", categories=("hep-th",))
        await workers.until_served(3)
    assert [categories for _, categories, _ in workers.passes] == [("cs.CL",), ("cs.CL", "hep-th")]


async def test_nobody_subscribed_asks_arxiv_for_nothing(shelves: Shelves) -> None:
    workers = Workers()
    async with running(shelves, workers):
        await workers.until_served(3)
    assert workers.passes == []


async def test_a_run_that_fails_is_followed_by_the_next_and_told(
    shelves: Shelves, caplog: pytest.LogCaptureFixture
) -> None:
    await shelves.subscribe("a")
    workers = Workers()
    workers.trouble = [StoreUnusable("The disk is full."), ZeroDivisionError()]
    async with running(shelves, workers):
        await workers.until_served(4)
    told = {each.message: each for each in caplog.records if each.levelname == "ERROR"}
    assert told["store_unusable"].__dict__["why"] == "The disk is full."
    assert told["store_unusable"].exc_info is None
    assert told["run_failed"].exc_info


async def test_a_stop_does_not_wait_for_an_arxiv_that_hangs(shelves: Shelves) -> None:
    """``running`` gives it two seconds."""
    await shelves.subscribe("a")
    workers = Workers()
    workers.hangs = True
    async with running(shelves, workers):
        await workers.until(lambda: bool(workers.passes))


async def test_what_has_aged_is_swept_at_the_start_and_not_at_every_tick(shelves: Shelves) -> None:
    workers = Workers()
    async with running(shelves, workers):
        await workers.until_served(3)
    assert workers.swept == [NOW]
