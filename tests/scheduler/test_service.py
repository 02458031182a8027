"""The service's two workers: woken by the clock, guided by the store, ended by a stop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.errors import StoreUnusable
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Progress
from scheduler.delivering.worker import DeliveryWorker, Sent
from scheduler.operating.notes import Sweeping
from scheduler.publishing.lanes import HORIZON, PLAIN, Lane
from scheduler.publishing.publisher import Publisher
from scheduler.service import Service
from scheduler.watch_order import round_of
from scheduler.watching.polling import PassReport
from scheduler.watching.watch import Watch
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.database import Database
from tests.patience import PATIENCE
from tests.serving import cut_off
from tests.values import channel

WED, THU = date(2026, 2, 11), date(2026, 2, 12)
# 00:30 in New York on Wednesday
NOW = datetime(2026, 2, 11, 5, 30, tzinfo=UTC)


class Repositories:
    def __init__(self, database: Database) -> None:
        self.channels = SqlChannelRepository(database)
        self.ledger = SqlLedger(database)

    async def subscribe(self, name: str, covered: date | None = None, **parts: object) -> None:
        address = f"terminal:{name}"
        await self.channels.keep(channel(**({"address": address, "subscribed": True} | parts)))
        if covered:
            await self.ledger.advance(Progress(channel=address, covered=covered))


@pytest.fixture
async def repositories(tmp_path: Path) -> AsyncIterator[Repositories]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Repositories(database)


class Workers:
    """Watch, publisher and delivery worker in one: counts its calls, and does as it is told."""

    def __init__(self) -> None:
        self.now = NOW
        self.passes: list[tuple[datetime, tuple[str, ...], date | None]] = []
        self.served = 0
        self.swept: list[datetime] = []
        self.trouble: list[Exception] = []
        self.rung: list[str] = []
        self.hangs = False
        self.looked: Collection[CategoryDate] = ()
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
        looked: Collection[CategoryDate] | None = None,
        lane: Lane | None = None,
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
    lanes = (PLAIN,)

    def away(self) -> dict[str, str]:
        return {}

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
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await self._beat.wait()

    def _tell(self) -> None:
        self._beat.set()
        self._beat = asyncio.Event()


@asynccontextmanager
async def running(
    repositories: Repositories,
    workers: Workers,
    **more: Any,
) -> AsyncIterator[asyncio.Task[None]]:
    service = Service(
        cast("Watch", workers),
        cast("Publisher", workers),
        cast("DeliveryWorker", workers),
        repositories.channels,
        repositories.ledger,
        workers.clock,
        0.05,
        workers,
        cast("Sweeping", workers),
        **more,
    )
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    yield task
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await task


async def test_a_round_looks_at_what_subscribed_channels_ask_for(
    repositories: Repositories,
) -> None:
    await repositories.subscribe("a", categories=("cs.CL", "cs.CV"))
    await repositories.subscribe("b", categories=("cs.CV", "hep-th"))
    await repositories.subscribe("c", subscribed=False, categories=("math.PR",))
    found = await round_of(repositories.channels, repositories.ledger, NOW)
    assert found.categories == ("cs.CL", "cs.CV", "hep-th")
    assert found.since is None


async def test_a_round_goes_back_to_the_first_date_that_a_channel_lacks(
    repositories: Repositories,
) -> None:
    await repositories.subscribe("done", WED)
    assert (await round_of(repositories.channels, repositories.ledger, NOW)).since is None
    await repositories.subscribe("behind", date(2026, 2, 6))
    assert (await round_of(repositories.channels, repositories.ledger, NOW)).since == date(
        2026, 2, 9
    )


async def test_at_a_weekend_a_new_channel_waits_for_friday_s_announcement(
    repositories: Repositories,
) -> None:
    """Its feed is gone by then."""
    saturday, friday = datetime(2026, 2, 14, 12, tzinfo=UTC), date(2026, 2, 13)
    await repositories.subscribe("done", friday)
    assert (await round_of(repositories.channels, repositories.ledger, saturday)).since is None
    await repositories.subscribe("new")
    assert (await round_of(repositories.channels, repositories.ledger, saturday)).since == friday


async def test_a_round_goes_back_no_further_than_the_horizon(repositories: Repositories) -> None:
    await repositories.subscribe("asleep", date(2025, 1, 1))
    since = (await round_of(repositories.channels, repositories.ledger, NOW)).since
    assert since is not None
    assert WED - HORIZON <= since < WED - HORIZON + timedelta(days=4)


async def test_the_watch_sleeps_until_its_next_pass_and_the_press_does_not(
    repositories: Repositories,
) -> None:
    await repositories.subscribe("a")
    workers = Workers()
    async with running(repositories, workers):
        await workers.until_served(4)
        assert len(workers.passes) == 1
        # the feeds of Thursday
        workers.now = datetime(2026, 2, 12, 5, 5, tzinfo=UTC)
        await workers.until_served(3)
        assert len(workers.passes) == 2


async def test_a_clock_that_was_a_day_ahead_does_not_leave_the_watch_asleep(
    repositories: Repositories,
) -> None:
    await repositories.subscribe("a")
    workers = Workers()
    workers.now = NOW + timedelta(days=1)
    async with running(repositories, workers):
        await workers.until(lambda: len(workers.passes) == 1)
        workers.now = NOW
        await workers.until(lambda: len(workers.passes) > 1)
    assert [now for now, _, _ in workers.passes] == [NOW + timedelta(days=1), NOW]


async def test_a_category_that_is_asked_for_anew_is_looked_at_at_once(
    repositories: Repositories,
) -> None:
    await repositories.subscribe("a")
    workers = Workers()
    async with running(repositories, workers):
        await workers.until(lambda: len(workers.passes) == 1)
        await repositories.subscribe("b", categories=("hep-th",))
        await workers.until(lambda: len(workers.passes) > 1)
    assert [categories for _, categories, _ in workers.passes] == [("cs.CL",), ("cs.CL", "hep-th")]


async def test_nobody_subscribed_asks_arxiv_for_nothing(repositories: Repositories) -> None:
    workers = Workers()
    async with running(repositories, workers):
        await workers.until_served(3)
    assert workers.passes == []


async def test_a_run_that_fails_is_followed_by_the_next_and_told(
    repositories: Repositories, caplog: pytest.LogCaptureFixture
) -> None:
    await repositories.subscribe("a")
    workers = Workers()
    workers.trouble = [StoreUnusable("The disk is full."), ZeroDivisionError()]
    async with running(repositories, workers):
        await workers.until_served(4)
    told = {each.message: each for each in caplog.records if each.levelname == "ERROR"}
    assert set(told) == {"run_failed"}
    assert told["run_failed"].exc_info
    assert workers.rung == ["run", "store:other"]


async def test_a_stop_does_not_wait_for_an_arxiv_that_hangs(
    repositories: Repositories, caplog: pytest.LogCaptureFixture
) -> None:
    """It ends by itself: nothing has to be cut off when the time for ending is over."""
    caplog.set_level(logging.INFO, "scheduler")
    await repositories.subscribe("a")
    workers = Workers()
    workers.hangs = True
    async with running(repositories, workers):
        await workers.until(lambda: bool(workers.passes))
    assert cut_off(caplog) == 0


async def test_what_has_aged_is_swept_at_the_start_and_not_at_every_tick(
    repositories: Repositories,
) -> None:
    workers = Workers()
    async with running(repositories, workers):
        await workers.until_served(3)
    assert workers.swept == [NOW]


class Store:
    """Tells when it is looked through; what becomes of each worker is nothing to it."""

    def __init__(self) -> None:
        self.examined = asyncio.Event()

    async def examine(self) -> None:
        self.examined.set()

    async def succeeded(self, worker: object) -> None: ...

    async def failed(self, worker: object, error: Exception) -> None: ...


async def test_the_store_is_looked_through_when_what_people_need_is_loaded(
    repositories: Repositories,
) -> None:
    workers, store, loaded = Workers(), Store(), asyncio.Event()

    async def load() -> None:
        await loaded.wait()

    async with running(repositories, workers, load=load, store=store):
        await workers.until_served(2)
        assert not store.examined.is_set()
        loaded.set()
        async with asyncio.timeout(PATIENCE):
            await store.examined.wait()
