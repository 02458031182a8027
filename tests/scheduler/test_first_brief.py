"""A channel's first brief, from the real watch to the terminal: at once, and nothing twice."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.values.channels import Channel
from bot.values.deliveries import Progress
from bot.wiring.service import Runtime, runtime
from scheduler.watch_order import round_of
from scheduler.watching.polling import PassReport
from tests.samples.papers import listed
from tests.scenarios.posts import posts_in
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.serving import service_settings
from tests.values import channel

TUE, WED, THU = (date(2026, 2, day) for day in (10, 11, 12))
FRI = date(2026, 2, 13)


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(n) for n in range(1, 6)]}, day=WED) as server:
        yield server


class Day:
    """A service whose steps are taken by hand, at moments that are played."""

    def __init__(self, made: Runtime, data: Path) -> None:
        self.runtime = made
        self.data = data
        self.last: PassReport | None = None

    async def subscribe(self, **parts: object) -> None:
        made: Channel = channel(
            **({"address": "terminal:lab", "subscribed": True, "categories": ("cs.CL",)} | parts)
        )
        await self.runtime.channels.keep(made)

    async def watches(self, now: datetime) -> None:
        made = self.runtime
        look = await round_of(made.channels, made.ledger, now, self.last)
        self.last = await made.watch.pass_(now, look.categories, look.since)

    async def brings(self, now: datetime) -> list[list[date]]:
        """The dates of the briefs that come at a moment."""
        before = len(posts_in(self.data))
        await self.runtime.publisher.publish_due(now, None, self.runtime.watch.looked)
        await self.runtime.delivery_worker.deliver_due()
        return [post.dates for post in posts_in(self.data)[before:]]


@pytest.fixture
async def day(
    tmp_path: Path, arxiv: ArxivServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Day]:
    for name, value in service_settings(tmp_path, arxiv).items():
        monkeypatch.setenv(name, value)
    async with runtime(load_settings(), lambda: datetime(2026, 2, 28, tzinfo=UTC)) as made:
        yield Day(made, tmp_path / "data")


def announce(arxiv: ArxivServer, on: date) -> None:
    arxiv.announce(on, {"cs.CL": [listed(10 * on.day + n) for n in range(5)]})


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


async def test_between_the_feed_and_its_own_hour_it_comes_at_once_and_the_slot_is_silent(
    day: Day, arxiv: ArxivServer
) -> None:
    """Of a category that nobody had before; its own hour is 08:00 UTC."""
    await day.subscribe()
    assert await day.brings(on(WED, 6)) == [], "nothing is here yet"
    await day.watches(on(WED, 6))
    assert await day.brings(on(WED, 6, 1)) == [[WED]]
    assert await day.brings(on(WED, 8)) == []
    assert await day.brings(on(WED, 20)) == []
    announce(arxiv, THU)
    await day.watches(on(THU, 6))
    assert await day.brings(on(THU, 6, 1)) == []
    assert await day.brings(on(THU, 8)) == [[THU]]


async def test_where_the_new_feed_comes_in_between_the_slot_brings_it(
    day: Day, arxiv: ArxivServer
) -> None:
    await day.subscribe(address="terminal:neighbour")
    await day.watches(on(WED, 6))
    await day.brings(on(WED, 8))
    await day.subscribe()
    # 00:02 in New York: the feeds of Thursday are being made
    assert await day.brings(on(THU, 5, 2)) == [[WED]]
    announce(arxiv, THU)
    await day.watches(on(THU, 6))
    assert await day.brings(on(THU, 7)) == []
    assert await day.brings(on(THU, 8)) == [[THU], [THU]]


async def test_on_a_weekend_friday_s_comes_at_once(day: Day, arxiv: ArxivServer) -> None:
    """Its feed is gone by then."""
    friday, saturday = date(2026, 2, 6), date(2026, 2, 7)
    announce(arxiv, friday)
    await day.subscribe()
    await day.watches(on(saturday, 15))
    assert await day.brings(on(saturday, 15, 1)) == [[friday]]
    assert await day.brings(on(date(2026, 2, 8), 9)) == []


async def test_on_a_holiday_the_announcement_before_it_is_fetched_and_comes(
    day: Day, arxiv: ArxivServer
) -> None:
    """Thursday's feed is empty, and nothing of Wednesday is stored here."""
    arxiv.announce(THU, {"cs.CL": []})
    await day.subscribe()
    await day.watches(on(THU, 18))
    assert await day.brings(on(THU, 18, 1)) == []
    await day.watches(on(THU, 18, 2))
    assert [dates[:1] for dates in await day.brings(on(THU, 18, 3))] == [[WED]]
    assert await day.brings(on(FRI, 4)) == [], "its own silence was told with it"


async def test_after_a_pause_it_begins_with_the_newest_announcement(
    day: Day, arxiv: ArxivServer
) -> None:
    await day.subscribe()
    await day.watches(on(WED, 6))
    assert await day.brings(on(WED, 6, 1)) == [[WED]]
    kept = await day.runtime.channels.get("terminal:lab")
    assert kept is not None
    await day.runtime.channels.keep(replace(kept, subscribed=False))
    for each in (THU, FRI):
        announce(arxiv, each)
        # a neighbour goes on
        await day.subscribe(address="terminal:neighbour")
        await day.watches(on(each, 6))
    await day.runtime.channels.keep(kept)
    await day.runtime.ledger.advance(Progress(channel="terminal:lab"))
    came = await day.brings(on(FRI, 6, 30))
    assert [FRI] in came
    assert [THU] not in came
    assert [WED] not in came
