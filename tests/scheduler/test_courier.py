"""Delivery out of the outbox: every outcome, every cut, on a real store with a sender by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.deliveries import (
    Delivered,
    Delivery,
    Gone,
    Later,
    Letter,
    Moved,
    Outcome,
    Refused,
    Unknown,
)
from scheduler.courier import AT_ONCE, FEW, Consequences, Courier
from storage.channels import SqlChannelShelf
from storage.file.database import Database
from storage.ledger import SqlLedger
from storage.membership import SqlMembership
from storage.outbox import SqlOutbox
from tests.storage.values import MORNING, a_channel, a_publication

Answer = Callable[[str, str], Outcome]


class Platform:
    """A sender that writes down what it is given, and answers as it is told."""

    def __init__(self, answer: Answer = lambda payload, key: Delivered()) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.receipts: list[tuple[str, ...]] = []
        self.answer = answer
        self.busiest = 0
        self.company = 1
        self._busy: list[str] = []
        self._met = asyncio.Event()

    async def send(self, letter: Letter) -> Outcome:
        channel, payload, key = letter.channel, letter.payload, letter.key
        await letter.leaving()
        self.receipts.append(letter.receipts)
        assert channel not in self._busy, "two parts of a channel at once"
        self._busy.append(channel)
        self.busiest = max(self.busiest, len(self._busy))
        if len(self._busy) >= self.company:
            self._met.set()
        # whoever is first waits until as many as wanted are here at once
        await self._met.wait()
        self._busy.remove(channel)
        self.sent.append((channel, payload, key))
        return self.answer(payload, key)


class Post:
    """A store with channels, a platform, and a clock that is moved by hand."""

    def __init__(self, database: Database) -> None:
        self.outbox = SqlOutbox(database)
        self.ledger = SqlLedger(database)
        self.channels = SqlChannelShelf(database)
        self.platform = Platform()
        self.now = MORNING
        self.told: list[tuple[str, str, str]] = []
        self.membership = SqlMembership(database)
        self.courier = Courier(
            self.outbox,
            {"terminal": self.platform},
            self.clock,
            Consequences(moved=self.moved, gone=self.gone, defect=self.defect),
        )

    def clock(self) -> datetime:
        return self.now

    async def moved(self, old: str, new: str) -> None:
        self.told.append(("moved", old, new))
        await self.membership.moved(old, new)

    async def gone(self, address: str, why: str) -> None:
        self.told.append(("gone", address, why))

    async def defect(self, address: str, why: str) -> None:
        self.told.append(("defect", address, why))

    async def publish(self, name: str = "me", *parts: str) -> int:
        address = f"terminal:{name}"
        if await self.channels.get(address) is None:
            await self.channels.keep(a_channel(address))
        return await self.ledger.publish(
            a_publication(address, "2603.00001", parts=parts or ("first", "second"))
        )


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Post(database)


async def test_parts_go_in_order_with_a_key_that_stays(post: Post) -> None:
    await post.publish()
    sent = await post.courier.deliver_due()
    assert sent.outcomes == {"delivered": 2}
    (_, first, one), (_, second, two) = post.platform.sent
    assert (first, second) == ("first", "second")
    edition, _, number = one.partition(".")
    assert (number, two) == ("0", f"{edition}.1")
    assert (await post.courier.deliver_due()).outcomes == {}


async def test_deliveries_of_a_channel_follow_each_other(post: Post) -> None:
    for text in ("1", "2", "3"):
        await post.publish("me", text)
    await post.courier.deliver_due()
    assert [payload for _, payload, _ in post.platform.sent] == ["1", "2", "3"]


async def test_channels_go_side_by_side_but_not_all_at_once(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}")
    post.platform.company = AT_ONCE
    async with asyncio.timeout(30):
        sent = await post.courier.deliver_due()
    assert sent.outcomes == {"delivered": 6 * AT_ONCE}
    assert post.platform.busiest == AT_ONCE


async def test_a_platform_that_answers_at_once_has_few_side_by_side(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}")
    await post.courier.deliver_due()
    assert post.platform.busiest <= FEW


async def test_what_becomes_due_while_nothing_more_was_found_is_sent_as_well(post: Post) -> None:
    await post.publish("slow", "1")
    await post.publish("quick", "1")
    due, looks = post.outbox.due, 0

    async def behind(*given: Any, **named: Any) -> Sequence[Delivery]:
        # the quick one's next is there right after the look that did not find it, while it ends
        nonlocal looks
        found = await due(*given, **named)
        looks += 1
        if looks == 2:
            assert not found
            await post.publish("quick", "2")
            await asyncio.sleep(0.1)
        return found

    post.outbox.due = behind  # type: ignore[method-assign]
    post.platform.company = 2
    await post.courier.deliver_due()
    assert ("terminal:quick", "2") in [(to, payload) for to, payload, _ in post.platform.sent]


async def test_later_holds_the_channel_until_then_and_no_other(post: Post) -> None:
    await post.publish("slow", "a")
    await post.publish("slow", "b")
    await post.publish("quick", "c")
    post.platform.answer = lambda payload, _: Later(90, "busy") if payload == "a" else Delivered()
    sent = await post.courier.deliver_due()
    assert sent.outcomes == {"later": 1, "delivered": 1}
    post.platform.answer = lambda payload, _: Delivered()
    post.now += timedelta(seconds=89)
    assert (await post.courier.deliver_due()).outcomes == {}
    post.now += timedelta(seconds=1)
    assert (await post.courier.deliver_due()).outcomes == {"delivered": 2}
    assert [payload for _, payload, _ in post.platform.sent if payload != "c"] == ["a", "a", "b"]


async def test_a_channel_that_is_gone_gets_nothing_until_it_is_let_in(post: Post) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: Gone("blocked")
    assert (await post.courier.deliver_due()).outcomes == {"gone": 1}
    await post.publish()
    post.platform.answer = lambda payload, _: Delivered()
    assert (await post.courier.deliver_due()).outcomes == {}
    await post.membership.opened("terminal:me")
    assert (await post.courier.deliver_due()).outcomes == {"delivered": 4}


async def test_what_was_refused_is_not_sent_again_and_the_next_part_goes(post: Post) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: (
        Refused("too long") if payload == "first" else Delivered()
    )
    await post.courier.deliver_due()
    assert (await post.courier.deliver_due()).outcomes == {}
    assert [payload for _, payload, _ in post.platform.sent] == ["first", "second"]


async def test_a_part_in_flight_at_a_kill_is_sent_once_more_and_not_a_third_time(
    post: Post,
) -> None:
    delivery = await post.publish()
    await post.outbox.begin(delivery, 0, post.now)
    # once more, and cut off again
    await post.outbox.begin(delivery, 0, post.now)
    sent = await post.courier.deliver_due()
    assert sent.outcomes == {"unknown": 1, "delivered": 1}
    assert [payload for _, payload, _ in post.platform.sent] == ["second"]


async def test_a_part_that_was_cut_off_once_is_sent_again(post: Post) -> None:
    delivery = await post.publish()
    await post.outbox.begin(delivery, 0, post.now)
    assert (await post.courier.deliver_due()).outcomes == {"delivered": 2}


async def test_a_part_in_doubt_is_sent_once_more_after_a_while_and_holds_the_next(
    post: Post,
) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: (
        Unknown("timed out") if payload == "first" else Delivered()
    )
    assert (await post.courier.deliver_due()).outcomes == {"unknown": 1}
    assert (await post.courier.deliver_due()).outcomes == {}
    post.now += timedelta(minutes=1)
    assert (await post.courier.deliver_due()).outcomes == {"unknown": 1, "delivered": 1}
    post.now += timedelta(hours=1)
    assert (await post.courier.deliver_due()).outcomes == {}
    (_, _, one), (_, _, again), _ = post.platform.sent
    assert one == again


async def test_a_next_part_knows_the_receipts_of_those_before_it_after_a_restart_too(
    post: Post,
) -> None:
    await post.publish("me", "a", "b", "c")
    post.platform.answer = lambda payload, _: (
        Later(1, "busy") if payload == "c" else Delivered(f"id-{payload}")
    )
    await post.courier.deliver_due()
    post.platform.answer = lambda payload, _: Delivered("id-c")
    post.now += timedelta(seconds=1)
    await post.courier.deliver_due()
    assert post.platform.receipts == [(), ("id-a",), ("id-a", "id-b"), ("id-a", "id-b")]


async def test_a_chat_that_moved_is_written_to_under_its_new_address(post: Post) -> None:
    await post.publish("old", "a", "b")
    post.platform.answer = lambda payload, _: (
        Moved("terminal:new") if len(post.platform.sent) == 1 else Delivered()
    )
    assert (await post.courier.deliver_due()).outcomes == {"moved": 1, "delivered": 2}
    assert [(to, payload) for to, payload, _ in post.platform.sent] == [
        ("terminal:old", "a"),
        ("terminal:new", "a"),
        ("terminal:new", "b"),
    ]
    assert post.told == [("moved", "terminal:old", "terminal:new")]
    assert await post.channels.get("terminal:old") is None
    assert await post.channels.get("terminal:new") is not None


async def test_what_follows_from_an_outcome_is_told(post: Post) -> None:
    await post.publish("closed", "x")
    await post.publish("odd", "y")
    post.platform.answer = lambda payload, _: (
        Gone("kicked") if payload == "x" else Delivered("", "bad entity")
    )
    await post.courier.deliver_due()
    assert sorted(post.told) == [
        ("defect", "terminal:odd", "bad entity"),
        ("gone", "terminal:closed", "kicked"),
    ]


async def test_a_platform_that_is_down_ends_the_run_for_the_others_on_it(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}", "x")
    post.platform.answer = lambda payload, _: Later(30, "down", everywhere=True)
    sent = await post.courier.deliver_due()
    assert sent.outcomes["later"] <= AT_ONCE


async def test_a_platform_that_is_not_set_up_waits(post: Post) -> None:
    await post.channels.keep(a_channel("discord:1"))
    await post.ledger.publish(a_publication("discord:1", "2603.00001"))
    assert (await post.courier.deliver_due()).outcomes == {}
    assert await post.outbox.waiting() == {"discord:1": 1}


async def test_a_defect_in_one_delivery_takes_no_other_down(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.publish("bad", "bad")
    await post.publish("good", "good")

    def breaking(payload: str, _: str) -> Outcome:
        if payload == "bad":
            raise ZeroDivisionError
        return Delivered()

    post.platform.answer = breaking
    assert (await post.courier.deliver_due()).outcomes == {"delivered": 1}
    assert [each.message for each in caplog.records if each.exc_info] == ["delivery_failed"]
    assert await post.outbox.waiting() == {"terminal:bad": 1}


async def test_a_stop_is_kept_to_between_two_parts(post: Post) -> None:
    await post.publish()
    stop = asyncio.Event()

    def stopping(payload: str, _: str) -> Outcome:
        stop.set()
        return Delivered()

    post.platform.answer = stopping
    assert (await post.courier.deliver_due(stop)).outcomes == {"delivered": 1}
    assert (await post.courier.deliver_due()).outcomes == {"delivered": 1}
    assert [payload for _, payload, _ in post.platform.sent] == ["first", "second"]
