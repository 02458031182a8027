"""A brief that never arrives, from the outbox to the next brief that brings its papers."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.values.deliveries import Delivered, Shown, Undelivered
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.topics import Topic
from storage.file.database import Database
from tests import values
from tests.scheduler.test_publisher import FRI, THU, WED, Shop, six

MON = FRI + timedelta(days=3)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Shop(database)


async def lose(shop: Shop) -> None:
    """Whatever waits ends as undelivered."""
    for delivery in await shop.outbox.due(six(FRI) + timedelta(days=30), 10):
        await shop.outbox.begin(delivery.id, 0, six(THU))
        await shop.outbox.settle(delivery.id, 0, Undelivered("it never answered"), six(THU))


async def test_its_papers_come_with_the_next_brief_and_once(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1, 2)
    await shop.publisher.publish_due(six(WED))
    await lose(shop)
    assert await shop.ledger.shown("terminal:lab") == {}
    await shop.announce(THU, 3)
    await shop.publisher.publish_due(six(THU))
    (text,) = await shop.waiting()
    assert "From the brief of Wed 11 Feb 2026, which could not be delivered" in text
    assert all(f"2602.9000{number}v1" in text for number in (1, 2, 3))
    await shop.announce(FRI, 4)
    await shop.publisher.publish_due(six(FRI))
    (text,) = await shop.waiting()
    assert "could not be delivered" not in text


async def test_lost_twice_they_come_with_the_day_that_they_are_from(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1, 2)
    await shop.publisher.publish_due(six(WED))
    await lose(shop)
    await shop.announce(THU, 3)
    await shop.publisher.publish_due(six(THU))
    await lose(shop)
    await shop.announce(FRI, 4)
    await shop.publisher.publish_due(six(FRI))
    (text,) = await shop.waiting()
    assert text.count("which could not be delivered") == 2
    assert "From the brief of Wed 11 Feb 2026" in text
    assert "From the brief of Thu 12 Feb 2026" in text


async def test_what_is_asked_for_no_longer_is_named_once(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1, 2)
    await shop.publisher.publish_due(six(WED))
    await lose(shop)
    await shop.channels.keep(
        values.channel(
            address="terminal:lab",
            subscribed=True,
            schedule=(await shop.channels.every())[0].schedule,
            topics=(Topic(name="Chess", include=("chess",)),),
        )
    )
    for day, number in ((THU, 3), (FRI, 4)):
        await shop.announce(day, number)
        await shop.publisher.publish_due(six(day))
    first, second = await shop.waiting()
    assert "because your topics no longer ask for them: 2602.90001, 2602.90002" in first
    assert "2602.90001" not in second


async def revise(shop: Shop, day: date, number: int, **parts: Any) -> None:
    """Paper ``number`` is listed as replaced, beside a new one."""
    revised = ListedPaper(values.paper(number, **parts), AnnounceType.REPLACE)
    fresh = ListedPaper(values.paper(number + 50), AnnounceType.NEW)
    await shop.announcements.keep([values.listing(date=day, items=(revised, fresh))])
    await shop.publisher.publish_due(six(day))


async def test_an_update_that_was_told_in_vain_is_told_by_the_next_brief_and_once(
    shop: Shop,
) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    assert await shop.waiting()
    await revise(shop, THU, 1, version=2)
    await lose(shop)
    assert (await shop.ledger.shown("terminal:lab"))["2602.90001"] == Shown(1, WED)
    await shop.announce(FRI, 4)
    await shop.publisher.publish_due(six(FRI))
    (text,) = await shop.waiting()
    assert "Also updated: 2602.90001 v2, shown here on Wed 11 Feb 2026" in text
    assert (await shop.ledger.shown("terminal:lab"))["2602.90001"] == Shown(2, WED)
    await shop.announce(MON, 5)
    await shop.publisher.publish_due(six(MON))
    (text,) = await shop.waiting()
    assert "Also updated" not in text


async def test_a_withdrawal_that_was_told_in_vain_twice_is_still_told(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    assert await shop.waiting()
    await revise(shop, THU, 1, version=2, comments="This paper has been withdrawn.")
    await lose(shop)
    await shop.announce(FRI, 4)
    await shop.publisher.publish_due(six(FRI))
    await lose(shop)
    await shop.announce(MON, 5)
    await shop.publisher.publish_due(six(MON))
    (text,) = await shop.waiting()
    assert "2602.90001 withdrawn, shown here on Wed 11 Feb 2026" in text


async def test_a_later_version_that_waits_already_is_told_once(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    assert await shop.waiting()
    await revise(shop, THU, 1, version=2)
    await revise(shop, FRI, 1, version=3)
    lost, *_ = await shop.outbox.due(six(FRI), 10)
    await shop.outbox.settle(lost.id, 0, Undelivered("it never answered"), six(FRI))
    (text,) = await shop.waiting()
    assert "2602.90001 v3, shown here on Wed 11 Feb 2026" in text
    await shop.announce(MON, 5)
    await shop.publisher.publish_due(six(MON))
    (text,) = await shop.waiting()
    assert "Also updated" not in text


async def test_an_update_that_could_be_read_is_owed_by_nobody(shop: Shop) -> None:
    """The part with the update arrived, the one with the papers did not."""
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    assert await shop.waiting()
    shop.publisher = shop.with_form(lambda *_: ("Also updated: 2602.90001 v2", "2602.90051v1"))
    await revise(shop, THU, 1, version=2)
    (waits,) = await shop.outbox.due(six(FRI), 10)
    await shop.outbox.settle(waits.id, 0, Delivered(), six(THU))
    await shop.outbox.settle(waits.id, 1, Undelivered("it never answered"), six(THU))
    assert await shop.owed.updates("terminal:lab") == {}
    assert set(await shop.owed.of("terminal:lab")) == {"2602.90051"}


async def test_a_chat_that_moved_takes_along_the_updates_that_it_is_owed(
    shop: Shop,
) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    assert await shop.waiting()
    await revise(shop, THU, 1, version=2)
    await lose(shop)
    assert await shop.membership.moved("terminal:lab", "terminal:new")
    assert await shop.owed.updates("terminal:lab") == {}
    assert await shop.owed.updates("terminal:new") == {"2602.90001": Shown(1, WED)}
