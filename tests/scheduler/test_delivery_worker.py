"""Delivery out of the outbox: every outcome, every cut, on a real store with a sender by hand."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.platforms import title_of
from bot.errors import StoreUnusable
from bot.values.deliveries import (
    Delivered,
    Delivery,
    Gone,
    InDoubt,
    Later,
    Letter,
    Moved,
    Outcome,
    Refused,
)
from scheduler.delivering.outages import Outages
from scheduler.delivering.wording import never_arrived
from scheduler.delivering.worker import AT_ONCE, FEW, SOME, Consequences, DeliveryWorker, Lost
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlMembership
from storage.deliveries.backlog import SqlBacklog
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.storage.values import MORNING, a_channel, a_publication

Answer = Callable[[str, str], Outcome]


class Platform:
    """A sender that writes down what it is given, and answers as it is told."""

    def __init__(self, answer: Answer = lambda payload, key: Delivered()) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.receipts: list[tuple[str, ...]] = []
        self.tries: list[int] = []
        self.silence: Callable[[], Later | None] = lambda: None
        self.asked = 0
        self.answer = answer
        self.busiest = 0
        self.company = 1
        self._busy: list[str] = []
        self._met = asyncio.Event()

    async def send(self, letter: Letter) -> Outcome:
        channel, payload, key = letter.channel, letter.payload, letter.key
        await letter.leaving()
        self.receipts.append(letter.receipts)
        self.tries.append(letter.tries)
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

    async def silent(self) -> Later | None:
        self.asked += 1
        return self.silence()


class Operator:
    """An alarm that remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def ring(self, kind: str, sentence: str) -> None:
        self.said.append(sentence)

    async def calm(self, kind: str, sentence: str) -> None:
        self.said.append(sentence)


class Post:
    """A store with channels, a platform, and a clock that is moved by hand."""

    def __init__(self, database: Database) -> None:
        self.outbox = SqlOutbox(database)
        self.ledger = SqlLedger(database)
        self.channels = SqlChannelRepository(database)
        self.platform = Platform()
        self.now = MORNING
        self.days: list[int] = []
        self.told: list[tuple[str, str, str]] = []
        self.membership = SqlMembership(database)
        self.operator = Operator()
        self.outages = Outages(
            self.operator, SqlBacklog(database), SqlNotes(database), self.clock, title_of
        )
        self.delivery_worker = self.with_consequences(
            Consequences(moved=self.moved, gone=self.gone, defect=self.defect, lost=self.lost_one)
        )

    def with_consequences(self, consequences: Consequences) -> DeliveryWorker:
        return DeliveryWorker(
            self.outbox,
            {"terminal": self.platform},
            self.clock,
            self.outages,
            consequences,
            pause=self.pause,
        )

    def clock(self) -> datetime:
        return self.now

    async def pause(self, seconds: float, stop: asyncio.Event) -> None:
        self.now += timedelta(seconds=seconds)

    async def lost_one(self, lost: Lost) -> None:
        self.told.append(("lost", lost.delivery.channel, lost.why))

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
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield database


@pytest.fixture
async def post(database: Database) -> Post:
    return Post(database)


async def test_parts_go_in_order_with_a_key_that_stays(post: Post) -> None:
    await post.publish()
    sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes == {"delivered": 2}
    (_, first, one), (_, second, two) = post.platform.sent
    assert (first, second) == ("first", "second")
    edition, number, token = one.split(".")
    assert number == "0"
    assert token
    assert two == f"{edition}.1.{token}"
    assert (await post.delivery_worker.deliver_due()).outcomes == {}


async def test_deliveries_of_a_channel_follow_each_other(post: Post) -> None:
    for text in ("1", "2", "3"):
        await post.publish("me", text)
    await post.delivery_worker.deliver_due()
    assert [payload for _, payload, _ in post.platform.sent] == ["1", "2", "3"]


async def test_a_platform_hears_of_each_channel_before_its_first_part_leaves(post: Post) -> None:
    for name in ("a", "b"):
        await post.publish(name)
    expected: list[tuple[set[str], int]] = []

    async def expect(addresses: Sequence[str]) -> None:
        expected.append((set(addresses), len(post.platform.sent)))

    worker = DeliveryWorker(
        post.outbox,
        {"terminal": post.platform},
        post.clock,
        post.outages,
        pause=post.pause,
        expect={"terminal": expect},
    )
    assert (await worker.deliver_due()).outcomes == {"delivered": 4}
    assert expected[0] == ({"terminal:a", "terminal:b"}, 0)


async def test_a_store_that_fails_while_channels_are_looked_up_is_told_once(post: Post) -> None:
    await post.publish()

    async def expect(addresses: Sequence[str]) -> None:
        raise StoreUnusable("the disk is full")

    worker = DeliveryWorker(
        post.outbox,
        {"terminal": post.platform},
        post.clock,
        post.outages,
        expect={"terminal": expect},
    )
    with pytest.raises(StoreUnusable):
        await worker.deliver_due()
    assert post.platform.sent == []


async def test_channels_go_side_by_side_but_not_all_at_once(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}")
    post.platform.company = AT_ONCE
    async with asyncio.timeout(30):
        sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes == {"delivered": 6 * AT_ONCE}
    assert post.platform.busiest == AT_ONCE


async def test_a_platform_that_answers_at_once_has_some_side_by_side(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}")
    await post.delivery_worker.deliver_due()
    assert post.platform.busiest <= SOME


async def test_a_platform_has_few_side_by_side_until_something_arrives(post: Post) -> None:
    for number in range(AT_ONCE):
        await post.publish(f"c{number}")
    post.platform.answer = lambda *_: InDoubt("reset")
    post.platform.silence = lambda: Later(0, "reset", True)
    await post.delivery_worker.deliver_due()
    assert len({to for to, _, _ in post.platform.sent}) <= FEW


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
    await post.delivery_worker.deliver_due()
    assert ("terminal:quick", "2") in [(to, payload) for to, payload, _ in post.platform.sent]


async def test_later_holds_the_channel_until_then_and_no_other(post: Post) -> None:
    await post.publish("slow", "a")
    await post.publish("slow", "b")
    await post.publish("quick", "c")
    post.platform.answer = lambda payload, _: Later(90, "busy") if payload == "a" else Delivered()
    sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes == {"later": 1, "delivered": 1}
    post.platform.answer = lambda payload, _: Delivered()
    post.now += timedelta(seconds=89)
    assert (await post.delivery_worker.deliver_due()).outcomes == {}
    post.now += timedelta(seconds=1)
    assert (await post.delivery_worker.deliver_due()).outcomes == {"delivered": 2}
    assert [payload for _, payload, _ in post.platform.sent if payload != "c"] == ["a", "a", "b"]


async def test_a_platforms_pace_is_no_warning_and_trouble_is(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    outcomes: dict[str, Delivered | Later | InDoubt] = {
        "paced": Later(90, "Telegram asks for a pause"),
        "hanging": InDoubt("no answer", alone=True),
        "once": Delivered(),
        "again": Delivered(perhaps_twice=True),
    }
    for name in outcomes:
        await post.publish(name, name)
    post.platform.answer = lambda payload, _: outcomes[payload]
    await post.delivery_worker.deliver_due()
    levels = {
        vars(one)["channel"]: one.levelname for one in caplog.records if one.msg == "part_settled"
    }
    assert levels == {
        "terminal:paced": "INFO",
        "terminal:hanging": "WARNING",
        "terminal:once": "INFO",
        "terminal:again": "WARNING",
    }


async def test_a_channel_that_is_gone_gets_nothing_until_it_is_let_in(post: Post) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: Gone("blocked")
    assert (await post.delivery_worker.deliver_due()).outcomes == {"gone": 1}
    await post.publish()
    post.platform.answer = lambda payload, _: Delivered()
    assert (await post.delivery_worker.deliver_due()).outcomes == {}
    await post.membership.opened("terminal:me")
    assert (await post.delivery_worker.deliver_due()).outcomes == {"delivered": 4}


async def test_what_was_refused_is_not_sent_again_and_the_next_part_goes(post: Post) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: (
        Refused("too long") if payload == "first" else Delivered()
    )
    await post.delivery_worker.deliver_due()
    assert (await post.delivery_worker.deliver_due()).outcomes == {}
    assert [payload for _, payload, _ in post.platform.sent] == ["first", "second"]


async def test_kills_alone_never_end_a_part(post: Post) -> None:
    delivery = await post.publish()
    for _ in range(30):
        await post.outbox.begin(delivery, 0, post.now)
    sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes == {"delivered": 2}
    assert post.platform.tries == [30, 0]


async def test_a_part_in_doubt_is_sent_again_under_its_key_and_holds_the_next(post: Post) -> None:
    await post.publish()
    post.platform.answer = lambda payload, _: (
        InDoubt("timed out") if len(post.platform.sent) < 4 else Delivered()
    )
    assert (await post.delivery_worker.deliver_due()).outcomes == {"indoubt": 3, "delivered": 2}
    assert [payload for _, payload, _ in post.platform.sent] == [*["first"] * 4, "second"]
    assert len({key for _, _, key in post.platform.sent}) == 2
    assert post.platform.tries == [0, 1, 2, 3, 0]


async def test_a_next_part_knows_the_receipts_of_those_before_it_after_a_restart_too(
    post: Post,
) -> None:
    await post.publish("me", "a", "b", "c")
    post.platform.answer = lambda payload, _: (
        Later(1, "busy") if payload == "c" else Delivered(f"id-{payload}")
    )
    await post.delivery_worker.deliver_due()
    post.platform.answer = lambda payload, _: Delivered("id-c")
    post.now += timedelta(seconds=1)
    await post.delivery_worker.deliver_due()
    assert post.platform.receipts == [(), ("id-a",), ("id-a", "id-b"), ("id-a", "id-b")]


async def test_a_chat_that_moved_is_written_to_under_its_new_address(post: Post) -> None:
    await post.publish("old", "a", "b")
    post.platform.answer = lambda payload, _: (
        Moved("terminal:new") if len(post.platform.sent) == 1 else Delivered()
    )
    assert (await post.delivery_worker.deliver_due()).outcomes == {"moved": 1, "delivered": 2}
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
    await post.delivery_worker.deliver_due()
    assert sorted(post.told) == [
        ("defect", "terminal:odd", "bad entity"),
        ("gone", "terminal:closed", "kicked"),
    ]


async def test_a_platform_that_is_down_ends_the_run_for_the_others_on_it(post: Post) -> None:
    for number in range(3 * AT_ONCE):
        await post.publish(f"c{number}", "x")
    post.platform.answer = lambda payload, _: Later(30, "down", everywhere=True)
    post.platform.silence = lambda: Later(0, "down", everywhere=True)
    sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes["later"] < AT_ONCE
    assert post.delivery_worker.away() == {"terminal": "down"}
    assert post.now - MORNING <= timedelta(minutes=1)


async def test_a_platform_that_is_not_set_up_waits(post: Post) -> None:
    await post.channels.keep(a_channel("discord:1"))
    await post.ledger.publish(a_publication("discord:1", "2603.00001"))
    assert (await post.delivery_worker.deliver_due()).outcomes == {}
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
    assert (await post.delivery_worker.deliver_due()).outcomes == {"delivered": 1}
    assert [each.message for each in caplog.records if each.exc_info] == ["delivery_failed"]
    assert await post.outbox.waiting() == {"terminal:bad": 1}


async def test_a_stop_is_kept_to_between_two_parts(post: Post) -> None:
    await post.publish()
    stop = asyncio.Event()

    def stopping(payload: str, _: str) -> Outcome:
        stop.set()
        return Delivered()

    post.platform.answer = stopping
    assert (await post.delivery_worker.deliver_due(stop)).outcomes == {"delivered": 1}
    assert (await post.delivery_worker.deliver_due()).outcomes == {"delivered": 1}
    assert [payload for _, payload, _ in post.platform.sent] == ["first", "second"]


# a platform that is down


async def test_an_outage_of_everything_loses_nothing_and_ends_for_all_at_once(post: Post) -> None:
    """502 to everything for 90 seconds, as 60 briefs are due."""
    back = MORNING + timedelta(seconds=90)

    def answer(payload: str, _: str) -> Outcome:
        return Delivered() if post.now >= back else InDoubt("it answers 502")

    post.platform.answer = answer
    post.platform.silence = lambda: (
        None if post.now >= back else Later(0, "it answers 502", everywhere=True)
    )
    for number in range(60):
        await post.publish(f"c{number}", "x")
    first = await post.delivery_worker.deliver_due()
    assert set(first.outcomes) == {"indoubt"}
    assert first.outcomes["indoubt"] < AT_ONCE
    while await post.outbox.waiting():
        post.now += timedelta(seconds=20)
        await post.delivery_worker.deliver_due()
    assert post.now < back + timedelta(seconds=70)
    arrived = [to for to, _, _ in post.platform.sent[first.outcomes["indoubt"] :]]
    assert sorted(arrived) == sorted({f"terminal:c{number}" for number in range(60)})
    rung, calmed = post.operator.said
    assert rung == (
        "60 briefs wait on the terminal since 07:30 UTC: it answers 502. I go on asking."
    )
    assert calmed.startswith("The terminal answers again after ")
    assert calmed.endswith(": 60 briefs delivered, none lost.")


async def test_a_hiccup_rings_nothing(post: Post) -> None:
    await post.publish("a", "x")
    post.platform.answer = lambda *_: (
        InDoubt("reset") if len(post.platform.sent) == 1 else Delivered()
    )
    post.platform.silence = lambda: Later(0, "reset", True) if post.platform.asked < 3 else None
    await post.delivery_worker.deliver_due()
    assert await post.outbox.waiting() == {}
    assert post.operator.said == []


async def test_where_sends_fail_and_questions_do_not_trials_take_turns_and_nothing_counts(
    post: Post, database: Database
) -> None:
    for number in range(5):
        await post.publish(f"c{number}", "x")
    post.platform.answer = lambda *_: InDoubt("it answers 502")
    for _ in range(60):
        await post.delivery_worker.deliver_due()
        post.now += timedelta(minutes=1)
    tries = await database.read(
        lambda db: db.execute("SELECT attempts, doubts FROM parts").fetchall()
    )
    assert {doubts for _, doubts in tries} == {0}
    attempts = [count for count, _ in tries]
    assert max(attempts) - min(attempts) <= 1
    assert sum(attempts) <= 75
    post.platform.answer = lambda *_: Delivered()
    await post.delivery_worker.deliver_due()
    post.now += timedelta(minutes=1)
    await post.delivery_worker.deliver_due()
    assert await post.outbox.waiting() == {}
    assert len(post.operator.said) == 2


async def test_what_one_channel_is_told_for_all_holds_the_others_for_a_turn_alone(
    post: Post, database: Database
) -> None:
    """A 429 that names no channel, and is about one."""
    post.platform.answer = lambda payload, _: (
        Later(0.05, "it asks for a pause", everywhere=True) if payload == "bad" else Delivered()
    )
    await post.publish("bad", "bad")
    await post.delivery_worker.deliver_due()
    for number in range(5):
        await post.publish(f"c{number}", "x")
    for _ in range(10):
        post.now += timedelta(minutes=1)
        await post.delivery_worker.deliver_due()
    assert await post.outbox.waiting() == {"terminal:bad": 1}
    assert set(post.platform.tries) == {0}
    turns = await database.read(
        lambda db: db.execute("SELECT attempts, first_tried FROM parts WHERE unsent > 0").fetchall()
    )
    assert turns == [(0, None)]


async def test_who_waits_longest_is_first_when_it_is_back(post: Post) -> None:
    for number in range(8):
        await post.publish(f"c{number}", "x")
        post.now += timedelta(seconds=1)
    down = True
    post.platform.answer = lambda *_: InDoubt("reset") if down else Delivered()
    post.platform.silence = lambda: Later(0, "reset", True) if down else None
    await post.delivery_worker.deliver_due()
    doubted = {to for to, _, _ in post.platform.sent}
    post.platform.sent.clear()
    down = False
    post.now += timedelta(minutes=1)
    await post.delivery_worker.deliver_due()
    trial, *others = [to for to, _, _ in post.platform.sent]
    assert trial not in doubted
    assert others == sorted(others)


async def test_a_channel_that_always_hangs_holds_nobody_and_is_given_up_in_the_end(
    post: Post,
) -> None:
    async def day() -> None:
        for name in ("bad", "good", "fine"):
            await post.publish(name, name)
        await post.delivery_worker.deliver_due()
        assert await post.outbox.waiting() == {"terminal:bad": len(post.days)}
        for _ in range(24 * 6):
            post.now += timedelta(minutes=10)
            await post.delivery_worker.deliver_due()

    post.platform.answer = lambda payload, _: (
        InDoubt("no answer") if payload == "bad" else Delivered()
    )
    post.days = [1]
    await day()
    tries = [payload for _, payload, _ in post.platform.sent].count("bad")
    assert 5 <= tries <= 20
    post.days.append(2)
    await day()
    assert not [each for each in post.told if each[0] == "lost"]
    for name in ("good", "fine"):
        await post.publish(name, name)
    while not [each for each in post.told if each[0] == "lost"]:
        post.now += timedelta(minutes=10)
        await post.delivery_worker.deliver_due()
        assert post.now < MORNING + timedelta(days=3)
    assert post.told == [("lost", "terminal:bad", "no answer")]
    assert post.operator.said == []


async def test_an_outage_that_ends_after_the_lifetime_ends_nobodys_brief(post: Post) -> None:
    post.platform.answer = lambda payload, _: (
        InDoubt("no answer") if payload == "bad" else Delivered()
    )
    for name in ("bad", "good"):
        await post.publish(name, name)
    await post.delivery_worker.deliver_due()
    post.platform.answer = lambda *_: InDoubt("it answers 502")
    post.platform.silence = lambda: Later(0, "it answers 502", everywhere=True)
    await post.publish("good", "again")
    for _ in range(3 * 24):
        post.now += timedelta(hours=1)
        await post.delivery_worker.deliver_due()
    post.platform.answer = lambda *_: Delivered()
    post.platform.silence = lambda: None
    for _ in range(3 * 24):
        post.now += timedelta(hours=1)
        await post.delivery_worker.deliver_due()
    assert await post.outbox.waiting() == {}
    assert post.told == []


async def test_what_waits_for_its_turn_when_the_lane_closes_does_not_leave(post: Post) -> None:
    for number in range(FEW):
        await post.publish(f"c{number}", "x")
    doubted = asyncio.Event()

    async def send(letter: Letter) -> Outcome:
        if letter.channel == "terminal:c0":
            await letter.leaving()
            doubted.set()
            return InDoubt("reset")
        await doubted.wait()
        await asyncio.sleep(0.05)
        await letter.leaving()
        raise AssertionError("it left")

    post.platform.send = send  # type: ignore[method-assign]
    post.platform.silence = lambda: Later(0, "reset", True)
    sent = await post.delivery_worker.deliver_due()
    assert sent.outcomes == {"indoubt": 1}
    assert [
        part.attempts for each in await post.outbox.due(post.now, 9) for part in each.parts
    ] == [
        1,
        0,
        0,
    ]


async def test_a_stop_ends_a_pause_at_once(post: Post, database: Database) -> None:
    stop = asyncio.Event()
    paused = asyncio.Event()

    async def pause(seconds: float, stop: asyncio.Event) -> None:
        paused.set()
        await stop.wait()

    delivery_worker = DeliveryWorker(
        post.outbox,
        {"terminal": post.platform},
        post.clock,
        Outages(post.operator, SqlBacklog(database), SqlNotes(database), post.clock, title_of),
        pause=pause,
    )
    post.platform.answer = lambda *_: InDoubt("reset")
    post.platform.silence = lambda: Later(0, "reset", True)
    await post.publish("a", "x")
    run = asyncio.create_task(delivery_worker.deliver_due(stop))
    await paused.wait()
    stop.set()
    await run
    assert await post.outbox.waiting() == {"terminal:a": 1}


async def test_a_restart_goes_on_with_the_story(post: Post, database: Database) -> None:
    post.platform.answer = lambda *_: InDoubt("it answers 502")
    post.platform.silence = lambda: Later(0, "it answers 502", True)
    await post.publish("a", "x")
    await post.delivery_worker.deliver_due()
    assert len(post.operator.said) == 1
    sends = len(post.platform.sent)
    again = Post(database)
    again.now = post.now + timedelta(hours=2)
    again.platform.silence = lambda: Later(0, "it answers 502", True)
    await again.delivery_worker.deliver_due()
    # it is asked before anything is sent
    assert (sends, again.platform.sent) == (1, [])
    again.platform.silence = lambda: None
    again.now += timedelta(minutes=2)
    await again.delivery_worker.deliver_due()
    (calmed,) = again.operator.said
    assert calmed.startswith("The terminal answers again after 2 hours")
    assert calmed.endswith(": 1 brief delivered, none lost.")


# what is wrong with one part, or with one channel


async def in_days(post: Post, days: float) -> None:
    """A good channel gets a brief every hour meanwhile."""
    end = post.now + timedelta(days=days)
    while post.now < end:
        post.now += timedelta(hours=1)
        await post.publish("good", "good")
        await post.delivery_worker.deliver_due()


@pytest.mark.parametrize(
    "said", [InDoubt("its history cannot be read", alone=True), Later(600, "403", alone=True)]
)
async def test_what_nobody_can_say_of_one_part_holds_nobody_and_ends_in_the_end(
    post: Post, said: Outcome
) -> None:
    post.platform.answer = lambda payload, _: said if payload == "bad" else Delivered()
    await post.publish("bad", "bad")
    await in_days(post, 1.5)
    assert post.told == []
    assert post.platform.asked == 0
    assert await post.outbox.waiting() == {"terminal:bad": 1}
    tries = [payload for _, payload, _ in post.platform.sent].count("bad")
    assert 5 <= tries <= 20
    await in_days(post, 1)
    assert [each[:2] for each in post.told] == [("lost", "terminal:bad")]
    assert post.operator.said == []


async def test_where_nothing_else_goes_through_a_platform_that_says_later_ends_nothing(
    post: Post,
) -> None:
    post.platform.answer = lambda *_: Later(600, "403", alone=True)
    for name in ("a", "b"):
        await post.publish(name, name)
    for _ in range(24 * 4):
        post.now += timedelta(hours=1)
        await post.delivery_worker.deliver_due()
    post.platform.answer = lambda *_: Delivered()
    post.now += timedelta(minutes=10)
    await post.delivery_worker.deliver_due()
    assert await post.outbox.waiting() == {}
    assert post.told == []


async def test_a_pause_that_a_platform_names_ends_nothing_however_often_it_comes(
    post: Post,
) -> None:
    post.platform.answer = lambda payload, _: (
        Later(3600, "429") if payload == "bad" else Delivered()
    )
    await post.publish("bad", "bad")
    await in_days(post, 4)
    assert await post.outbox.waiting() == {"terminal:bad": 1}
    assert post.told == []


async def test_a_part_that_was_only_put_off_cannot_have_arrived(
    post: Post, database: Database
) -> None:
    post.platform.answer = lambda payload, _: (
        Later(600, "403", alone=True) if payload == "bad" else Delivered()
    )
    await post.publish("bad", "bad")
    await in_days(post, 1)
    assert set(post.platform.tries) == {0}


async def test_a_question_that_stayed_without_an_answer_is_no_try_but_had_its_turn(
    post: Post, database: Database
) -> None:
    """getChat before a send, say: nothing can have arrived."""
    asking = True
    send = post.platform.send

    async def send_or_ask(letter: Letter) -> Outcome:
        return InDoubt("getChat was not answered") if asking else await send(letter)

    post.platform.send = send_or_ask  # type: ignore[method-assign]
    for number in range(5):
        await post.publish(f"c{number}", "x")
    for _ in range(30):
        await post.delivery_worker.deliver_due()
        post.now += timedelta(minutes=1)
    rows = await database.read(
        lambda db: db.execute("SELECT attempts, unsent, first_tried FROM parts").fetchall()
    )
    assert {(attempts, tried) for attempts, _, tried in rows} == {(0, None)}
    turns = [unsent for _, unsent, _ in rows]
    assert min(turns) > 0
    assert max(turns) - min(turns) <= 1
    asking = False
    post.now += timedelta(minutes=1)
    await post.delivery_worker.deliver_due()
    assert post.platform.tries == [0] * 5
    assert await post.outbox.waiting() == {}


async def test_a_second_refusal_is_told_as_the_last(post: Post) -> None:
    told: list[str] = []

    async def lost(each: Lost) -> None:
        name, again = "the terminal", each.refused_before
        told.append(never_arrived("terminal:me", name, each.why, None, post.now, again))

    delivery_worker = post.with_consequences(Consequences(lost=lost))
    post.platform.answer = lambda *_: Refused("it is too odd")
    for _ in range(2):
        await post.publish("me", "x")
        await delivery_worker.deliver_due()
    first, second = told
    assert first.endswith("Its papers come once more with the channel's next brief.")
    assert second.endswith(
        "1 paper in it was refused for the second time and comes no more; any others come once "
        "more with the channel's next brief."
    )


class CountedOutbox(SqlOutbox):
    """Looks into the file after each part was begun."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.in_flight: list[int] = []

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        await super().begin(delivery, part, now)
        sql = "SELECT count(*) FROM parts WHERE state = 'in_flight'"
        ((count,),) = await self._database.read(lambda db: db.execute(sql).fetchall())
        self.in_flight.append(count)


async def test_what_is_there_makes_room_for_the_next_and_a_kill_leaves_no_more_in_doubt(
    post: Post, database: Database
) -> None:
    counted = post.outbox = CountedOutbox(database)
    delivery_worker = post.with_consequences(Consequences())
    for number in range(4 * AT_ONCE):
        await post.publish(f"c{number}", "x")
    sent = await delivery_worker.deliver_due()
    assert sent.outcomes == {"delivered": 4 * AT_ONCE}
    assert len(counted.in_flight) == 4 * AT_ONCE
    assert FEW < max(counted.in_flight) <= SOME


# a store that takes nothing any more


class FullOutbox(SqlOutbox):
    """Writes down so many outcomes, and then no more until there is room."""

    room = 0

    async def settle(self, *arguments: Any, **named: Any) -> None:
        if not self.room:
            raise StoreUnusable("no room is left", fault="full")
        self.room -= 1
        await super().settle(*arguments, **named)


async def test_a_disk_that_is_full_in_the_middle_loses_nothing_and_is_told_by_the_run(
    post: Post, database: Database
) -> None:
    full = post.outbox = FullOutbox(database)
    full.room = 10
    delivery_worker = post.with_consequences(Consequences())
    for number in range(40):
        await post.publish(f"c{number}", "x")
    for _ in range(2):
        with pytest.raises(StoreUnusable):
            await delivery_worker.deliver_due()
    # what was on its way when the store failed may be repeated, under its key; nothing more left
    assert len(post.platform.sent) <= 10 + 2 * AT_ONCE
    full.room = 1000
    await delivery_worker.deliver_due()
    assert await full.waiting() == {}
    keys = {key for _, _, key in post.platform.sent}
    assert len(keys) == 40
    repeated = len(post.platform.sent) - 40
    assert repeated == sum(tries > 0 for tries in post.platform.tries)


async def test_an_answer_that_comes_while_the_operator_is_told_is_heard(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lane once waited for it for ever: its wake-up had come while nobody slept."""
    for name in ("quick", "slow"):
        await post.publish(name, name)
    lane_asks, operator_hears, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()
    silent, send, ring = post.platform.silent, post.platform.send, post.operator.ring

    async def slowly(letter: Letter) -> Outcome:
        if letter.payload == "slow":
            await lane_asks.wait()
        return await send(letter)

    async def pause(seconds: float, stop: asyncio.Event) -> None:
        # the slow one ends while the next question waits, so that the lane tells of the silence
        post.now += timedelta(seconds=40)
        lane_asks.set()
        await operator_hears.wait()

    async def answers(*_: object) -> Later | None:
        try:
            return await silent()
        finally:
            if lane_asks.is_set():
                answered.set()

    async def rings(kind: str, sentence: str) -> None:
        operator_hears.set()
        await answered.wait()
        # and until whoever waits for the answer was told of it
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await ring(kind, sentence)

    post.platform.answer = lambda *_: InDoubt("reset") if post.platform.asked < 3 else Delivered()
    post.platform.silence = lambda: Later(0, "reset", True) if post.platform.asked < 3 else None
    monkeypatch.setattr(post.platform, "send", slowly)
    monkeypatch.setattr(post.platform, "silent", answers)
    monkeypatch.setattr(post.operator, "ring", rings)
    monkeypatch.setattr(post, "pause", pause)
    worker = post.with_consequences(Consequences())
    async with asyncio.timeout(30):
        await worker.deliver_due()
        while await post.outbox.waiting():
            await worker.deliver_due()
    assert {to for to, *_ in post.platform.sent} == {"terminal:quick", "terminal:slow"}
