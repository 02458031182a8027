"""What is due is stored: whole, once, in order, and one channel at a time. On a real store."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.deliveries import Delivered, Progress
from bot.models import Channel, Edition, Listing, ListingState, Schedule
from bot.translator import Translator
from bot.wiring import newsroom, plain_form
from scheduler.press import Form, Press, Shelves
from storage.channels import SqlChannelShelf
from storage.file.database import Database
from storage.ledger import SqlLedger
from storage.outbox import SqlOutbox
from storage.papers.announcements import SqlAnnouncementShelf
from storage.papers.listings import SqlListingShelf
from tests import values

WED, THU, FRI = (date(2026, 2, number) for number in (11, 12, 13))
AT_SIX = Schedule(at=time(6), zone="UTC")


def six(day: date) -> datetime:
    """An hour after the feeds of that day."""
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


class Shop:
    """A press over a store; ``watched`` is what the watch stores meanwhile: ``before`` the
    press reads its listings, or just after."""

    def __init__(self, database: Database) -> None:
        self.announcements = SqlAnnouncementShelf(database)
        self.channels = SqlChannelShelf(database)
        self.ledger = SqlLedger(database)
        self.outbox = SqlOutbox(database)
        self.listings = _Watched(database, self)
        self.watched: list[Listing] = []
        self.before = False
        self.press = self.with_form(plain_form)

    def with_form(self, form: Form) -> Press:
        shelves = Shelves(self.channels, self.listings, self.ledger)
        return Press(shelves, newsroom(None), lambda channel: form)

    async def subscribe(self, name: str = "lab", **parts: object) -> Channel:
        usual = {"address": f"terminal:{name}", "subscribed": True, "schedule": AT_SIX}
        channel = values.channel(**(usual | parts))
        await self.channels.keep(channel)
        return channel

    async def announce(self, day: date, *numbers: int, category: str = "cs.CL") -> None:
        await self.announcements.keep([a_listing(day, *numbers, category=category)])

    async def waiting(self, name: str = "lab") -> list[str]:
        """The texts that wait for a channel, oldest first; they count as sent then."""
        texts = []
        while found := await self._next(name):
            texts.append(found)
        return texts

    async def _next(self, name: str) -> str | None:
        for delivery in await self.outbox.due(datetime(2027, 1, 1, tzinfo=UTC), 100):
            if delivery.channel == f"terminal:{name}":
                for part in delivery.parts:
                    await self.outbox.settle(delivery.id, part.number, Delivered(), six(FRI))
                return delivery.parts[0].payload
        return None

    async def progress(self, name: str = "lab") -> Progress:
        return (await self.ledger.progress([f"terminal:{name}"]))[f"terminal:{name}"]


class _Watched(SqlListingShelf):
    """The real shelf, with a watch that stores something around the first reading."""

    def __init__(self, database: Database, shop: Shop) -> None:
        super().__init__(database)
        self._shop = shop

    async def between(
        self, first: date, last: date, categories: Sequence[str]
    ) -> Sequence[Listing]:
        stored, self._shop.watched = self._shop.watched, []
        if self._shop.before:
            await self._shop.announcements.keep(stored)
        found = await super().between(first, last, categories)
        await self._shop.announcements.keep(stored)
        return found


def a_listing(day: date, *numbers: int, category: str = "cs.CL") -> Listing:
    papers = (replace(values.paper(number), categories=(category,)) for number in numbers)
    return values.listing(*papers, category=category, date=day)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Shop(database)


async def test_a_brief_is_published_once(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1, 2)
    assert await shop.press.publish_due(six(WED)) == 1
    assert await shop.press.publish_due(six(WED)) == 0
    (text,) = await shop.waiting()
    assert "2 announced" in text
    assert (await shop.progress()).covered == WED


async def test_nobody_subscribed_is_nothing_to_do(shop: Shop) -> None:
    await shop.subscribe(subscribed=False)
    await shop.announce(WED, 1)
    assert await shop.press.publish_due(six(WED)) == 0


async def test_each_missed_day_is_a_brief_of_its_own_in_order(shop: Shop) -> None:
    await shop.subscribe(schedule=replace(AT_SIX, missed="each"))
    await shop.announce(WED, 1)
    await shop.press.publish_due(six(WED))
    await shop.announce(THU, 2)
    await shop.announce(FRI, 3)
    assert await shop.press.publish_due(six(FRI)) == 2
    titles = [text.partition("\n")[0] for text in await shop.waiting()]
    assert [title.rpartition(" · ")[2] for title in titles] == [
        "Wed 11 Feb 2026",
        "Thu 12 Feb 2026",
        "Fri 13 Feb 2026",
    ]


@pytest.mark.parametrize("before", [True, False])
async def test_what_the_watch_stores_meanwhile_counts_once(shop: Shop, before: bool) -> None:
    """Read in this brief or late in the next: never in both, never in none."""
    shop.before = before
    await shop.subscribe(categories=("cs.CL", "cs.LG"))
    await shop.announce(WED, 1, 2)
    shop.watched = [a_listing(WED, 3, 4, 5, category="cs.LG")]
    await shop.press.publish_due(six(WED))
    await shop.announce(THU, 6)
    await shop.press.publish_due(six(THU))
    texts = await shop.waiting()
    shown = [number for number in range(1, 7) for text in texts if f"2602.9000{number}v1" in text]
    assert shown == [1, 2, 3, 4, 5, 6]
    announced = [int(text.split("\n\n")[1].split()[0]) for text in texts]
    assert sum(announced) == 6
    assert not any("shown before" in text for text in texts)


async def test_what_comes_between_two_passes_is_late_for_every_channel(shop: Shop) -> None:
    for name in ("a", "b"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)
    await shop.press.publish_due(six(WED))
    await shop.announce(WED, 1, 2)
    await shop.announce(THU, 3)
    await shop.press.publish_due(six(THU))
    for name in ("a", "b"):
        _, text = await shop.waiting(name)
        assert "2 announced" in text
        assert "2602.90002v1" in text


async def test_a_channel_that_fails_takes_no_other_down_and_is_tried_again(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a", "b", "c"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)

    def broken(edition: Edition, say: Translator) -> tuple[str, ...]:
        if edition.channel == "terminal:b":
            raise ZeroDivisionError
        return plain_form(edition, say)

    assert await shop.with_form(broken).publish_due(six(WED)) == 2
    (line,) = [record for record in caplog.records if record.message == "channel_not_served"]
    assert line.__dict__["channel"] == "terminal:b"
    assert await shop.press.publish_due(six(WED)) == 1
    assert len(await shop.waiting("b")) == 1


async def test_a_stop_ends_it_between_two_channels(shop: Shop) -> None:
    stop = asyncio.Event()
    for name in ("a", "b", "c"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)

    def stopping(edition: Edition, say: Translator) -> tuple[str, ...]:
        stop.set()
        return plain_form(edition, say)

    assert await shop.with_form(stopping).publish_due(six(WED), stop) == 1
    assert await shop.press.publish_due(six(WED), stop) == 0
    assert await shop.press.publish_due(six(WED)) == 2


async def test_out_of_reach_is_told_once_and_its_papers_follow(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.press.publish_due(six(WED))
    lost = Listing(category="cs.CL", date=THU, state=ListingState.UNREACHABLE)
    await shop.announcements.keep([lost])
    assert await shop.press.publish_due(six(THU)) == 1
    assert await shop.press.publish_due(six(THU)) == 0
    await shop.announce(THU, 2)
    assert await shop.press.publish_due(six(THU)) == 1
    _, sorry, brief = await shop.waiting()
    assert "could not be reached for the announcement of Thu 12 Feb 2026" in sorry
    assert "2602.90002v1" in brief


async def test_a_channel_that_is_removed_meanwhile_is_left_alone(shop: Shop) -> None:
    channel = await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.press.publish_due(six(WED))
    await shop.channels.remove(channel.address)
    assert await shop.press.publish_due(six(WED)) == 0
    assert await shop.outbox.waiting() == {}
