"""What any Outbox keeps to."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import Ledger, Outbox
from bot.values.deliveries import (
    Closure,
    Delivered,
    Gone,
    InDoubt,
    Later,
    Refused,
    Settlement,
    Suspected,
    Undelivered,
)
from storage.file.database import Database
from tests.storage.values import MORNING, a_channel, a_publication

ME, LAB = "terminal:me", "discord:1"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    for address in (ME, LAB, "terminal:a", "terminal:b"):
        await channels.keep(a_channel(address))


async def send(outbox: Outbox, delivery: int, part: int, outcome: Settlement) -> None:
    await outbox.begin(delivery, part, MORNING)
    await outbox.settle(delivery, part, outcome, MORNING)


async def parts_due(outbox: Outbox, now: datetime = MORNING) -> dict[int, list[tuple[int, int]]]:
    """Number and attempts of each part, by delivery."""
    return {
        each.id: [(part.number, part.attempts) for part in each.parts]
        for each in await outbox.due(now, 10)
    }


async def test_nothing_waits_at_first(outbox: Outbox) -> None:
    assert await outbox.due(MORNING, 10) == ()
    assert await outbox.waiting() == {}


async def test_a_delivery_is_due_from_the_moment_it_was_made(
    ledger: Ledger, outbox: Outbox
) -> None:
    await ledger.publish(a_publication(ME))
    assert await outbox.due(MORNING - SECOND, 10) == ()
    assert len(await outbox.due(MORNING, 10)) == 1


async def test_a_delivery_goes_on_where_it_stopped_and_ends_with_its_last_part(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME, parts=("a", "b", "c")))
    await send(outbox, delivery, 0, Delivered())
    assert await parts_due(outbox) == {delivery: [(1, 0), (2, 0)]}
    await send(outbox, delivery, 1, Delivered())
    assert await outbox.waiting() == {ME: 1}
    await send(outbox, delivery, 2, Delivered())
    assert await outbox.due(MORNING, 10) == ()
    assert await outbox.waiting() == {}


async def test_a_part_that_was_refused_does_not_stop_the_others(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await send(outbox, delivery, 0, Refused("too long"))
    assert await parts_due(outbox) == {delivery: [(1, 0)]}
    await send(outbox, delivery, 1, Refused("too long"))
    assert await outbox.waiting() == {}


async def test_a_doubt_is_no_end_and_postpones_nothing(ledger: Ledger, outbox: Outbox) -> None:
    delivery = await ledger.publish(a_publication(ME))
    for tries in range(1, 9):
        await outbox.begin(delivery, 0, MORNING + tries * SECOND)
        await outbox.settle(delivery, 0, InDoubt("no answer"), MORNING + tries * SECOND)
        (due,) = await outbox.due(MORNING, 10)
        assert [(part.attempts, part.doubts) for part in due.parts] == [(tries, 0), (0, 0)]
        assert due.parts[0].first_tried == MORNING + SECOND


async def test_a_part_that_fails_alone_waits_and_its_doubts_are_counted(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await send(outbox, delivery, 0, Suspected("no answer", 30))
    assert await outbox.due(MORNING + 29 * SECOND, 10) == ()
    later = MORNING + 30 * SECOND
    await outbox.begin(delivery, 0, later)
    await outbox.settle(delivery, 0, Suspected("no answer", 0), later)
    (due,) = await outbox.due(later, 10)
    first = due.parts[0]
    assert (first.attempts, first.doubts, first.doubted_since) == (2, 2, MORNING)


async def test_an_undelivered_part_takes_those_behind_it_along(
    ledger: Ledger, outbox: Outbox, database: Database
) -> None:
    delivery = await ledger.publish(a_publication(ME, parts=("a", "b", "c")))
    following = await ledger.publish(a_publication(ME))
    await send(outbox, delivery, 0, Delivered())
    await send(outbox, delivery, 1, Undelivered("no answer for 2 days"))
    assert list(await parts_due(outbox)) == [following]
    rows = await database.read(
        lambda db: db.execute(
            "SELECT deliveries.state, parts.state, parts.why FROM parts JOIN deliveries "
            "ON id = delivery WHERE id = ? ORDER BY number",
            [delivery],
        ).fetchall()
    )
    assert rows == [
        ("undelivered", "sent", None),
        ("undelivered", "undelivered", "no answer for 2 days"),
        ("undelivered", "undelivered", "no answer for 2 days"),
    ]


async def test_where_it_is_asked_for_who_was_tried_least_is_first(
    ledger: Ledger, outbox: Outbox
) -> None:
    tried = await ledger.publish(a_publication(ME))
    fresh = await ledger.publish(a_publication(LAB, made_at=MORNING + SECOND))
    await send(outbox, tried, 0, InDoubt("no answer"))
    later = MORNING + SECOND
    assert [each.id for each in await outbox.due(later, 10)] == [tried, fresh]
    assert [each.id for each in await outbox.due(later, 1, least_tried=True)] == [fresh]


async def test_a_platform_that_is_away_takes_nobodys_place(ledger: Ledger, outbox: Outbox) -> None:
    first = await ledger.publish(a_publication(ME))
    second = await ledger.publish(a_publication(LAB, made_at=MORNING + SECOND))
    await send(outbox, first, 0, Later(600, "down", everywhere=True))
    assert [each.id for each in await outbox.due(MORNING + SECOND, 10)] == [first, second]


async def test_what_never_left_takes_back_no_doubt_of_before(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await outbox.begin(delivery, 0, MORNING)
    await outbox.settle(delivery, 0, Later(0, "its turn comes later"), MORNING, begun=False)
    assert await parts_due(outbox) == {delivery: [(0, 1), (1, 0)]}


async def test_busy_channels_and_other_platforms_are_left_out(
    channels: ChannelRepository, ledger: Ledger, outbox: Outbox
) -> None:
    for address in ("telegram:1", "telegram:2", "discord:1"):
        await channels.keep(a_channel(address))
        await ledger.publish(a_publication(address))
    due = await outbox.due(MORNING, 10, "telegram", ["telegram:1"])
    assert [each.channel for each in due] == ["telegram:2"]


async def test_a_part_that_was_in_flight_at_a_kill_is_due_again_and_says_so(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    for attempts in (1, 2):
        await outbox.begin(delivery, 0, MORNING)
        assert await parts_due(outbox) == {delivery: [(0, attempts), (1, 0)]}


async def test_a_send_that_was_turned_away_leaves_no_doubt_behind(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    for _ in range(3):
        await send(outbox, delivery, 0, Later(0, "busy"))
        assert await parts_due(outbox) == {delivery: [(0, 0), (1, 0)]}
    await outbox.begin(delivery, 0, MORNING)
    await send(outbox, delivery, 0, Later(0, "busy"))
    assert await parts_due(outbox) == {delivery: [(0, 1), (1, 0)]}


async def test_later_is_not_now_and_nothing_overtakes(ledger: Ledger, outbox: Outbox) -> None:
    first = await ledger.publish(a_publication(ME))
    second = await ledger.publish(a_publication(ME))
    await send(outbox, first, 0, Later(90, "busy"))
    assert await outbox.due(MORNING + 89 * SECOND, 10) == ()
    assert list(await parts_due(outbox, MORNING + 90 * SECOND)) == [first]
    for part in (0, 1):
        await send(outbox, first, part, Delivered())
    assert list(await parts_due(outbox)) == [second]


async def test_the_channel_that_waits_longest_is_first(ledger: Ledger, outbox: Outbox) -> None:
    second = await ledger.publish(a_publication(ME, made_at=MORNING + SECOND))
    first = await ledger.publish(a_publication("terminal:b"))
    third = await ledger.publish(a_publication(LAB, made_at=MORNING + 2 * SECOND))
    later = MORNING + 60 * SECOND
    assert [each.id for each in await outbox.due(later, 10)] == [first, second, third]
    assert [each.id for each in await outbox.due(later, 2)] == [first, second]
    assert await outbox.due(later, 0) == ()
    # whoever was turned away waits from then on
    await send(outbox, first, 0, Later(5, "busy"))
    assert [each.id for each in await outbox.due(later, 10)] == [second, third, first]


async def test_a_channel_that_is_gone_has_nothing_due_and_loses_nothing(
    ledger: Ledger, outbox: Outbox, membership: Membership
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    other = await ledger.publish(a_publication(LAB))
    await send(outbox, delivery, 0, Delivered())
    await send(outbox, delivery, 1, Gone("the bot was removed"))
    later = await ledger.publish(a_publication(ME))
    assert list(await parts_due(outbox)) == [other]
    assert await outbox.waiting() == {ME: 2, LAB: 1}
    assert await membership.closure(ME) == Closure("the bot was removed", MORNING)
    assert await membership.opened(ME)
    assert await parts_due(outbox) == {delivery: [(1, 0)], other: [(0, 0), (1, 0)]}
    await send(outbox, delivery, 1, Delivered())
    assert later in await parts_due(outbox)


async def test_an_end_is_written_down_once(ledger: Ledger, outbox: Outbox) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await send(outbox, delivery, 0, Delivered())
    for outcome in (Later(900, "busy"), Gone("closed"), Refused("bad")):
        await send(outbox, delivery, 0, outcome)
    assert await parts_due(outbox) == {delivery: [(1, 0)]}


@pytest.mark.parametrize(
    "outcome", [Delivered(), Later(1, "busy"), Gone("closed"), Undelivered("no answer")]
)
async def test_what_is_said_of_a_removed_delivery_does_nothing(
    ledger: Ledger, outbox: Outbox, channels: ChannelRepository, outcome: Settlement
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await outbox.begin(delivery, 0, MORNING)
    await channels.remove(ME)
    await outbox.settle(delivery, 0, outcome, MORNING)
    await outbox.begin(delivery, 1, MORNING)
    assert await outbox.waiting() == {}
    await channels.keep(a_channel(ME))
    again = await ledger.publish(a_publication(ME))
    assert again != delivery
    assert list(await parts_due(outbox)) == [again]


async def test_the_end_of_a_delivery_says_whether_anything_arrived(
    ledger: Ledger, outbox: Outbox, database: Database
) -> None:
    ends: list[tuple[Settlement, Settlement]] = [
        (Delivered(), Delivered()),
        (Refused("too long"), Delivered()),
        (Delivered(), Undelivered("no answer")),
        (Refused("too long"), Refused("too new")),
    ]
    for first, second in ends:
        delivery = await ledger.publish(a_publication(ME))
        await send(outbox, delivery, 0, first)
        await send(outbox, delivery, 1, second)
    rows = await database.read(
        lambda db: db.execute("SELECT state, why, finished_at FROM deliveries").fetchall()
    )
    at = "2026-03-05T07:30:00.000000+00:00"
    assert rows == [
        ("delivered", None, at),
        ("delivered", "too long", at),
        ("undelivered", "no answer", at),
        ("refused", "too long", at),
    ]


async def test_a_delivery_knows_what_came_last_before_it_and_nothing_of_other_channels(
    ledger: Ledger, outbox: Outbox
) -> None:
    first = await ledger.publish(a_publication(ME, parts=("a", "b")))
    await ledger.publish(a_publication(ME, parts=("c", "d")))
    await ledger.publish(a_publication(LAB, parts=("e",)))
    await send(outbox, first, 0, Delivered("10"))
    assert {each.last for each in await outbox.due(MORNING, 10)} == {""}
    await send(outbox, first, 1, Delivered("11"))
    found = {each.channel: each for each in await outbox.due(MORNING, 10)}
    assert found[ME].last == "11"
    assert found[LAB].last == ""
    await send(outbox, found[ME].id, 0, Delivered("12"))
    (goes_on,) = (each for each in await outbox.due(MORNING, 10) if each.channel == ME)
    assert (goes_on.receipts, goes_on.last) == (("12",), "11")


async def test_parts_that_end_together_end_each_in_its_own_way(
    ledger: Ledger, outbox: Outbox, database: Database
) -> None:
    whole, half, broken = [
        await ledger.publish(a_publication(address, parts=("a", "b")))
        for address in (ME, "terminal:a", "terminal:b")
    ]
    for delivery in (whole, half, broken):
        await send(outbox, delivery, 0, Delivered(f"1{delivery}"))
    await asyncio.gather(*(outbox.begin(each, 1, MORNING) for each in (whole, half, broken)))
    await asyncio.gather(
        outbox.settle(broken, 1, Undelivered("no answer"), MORNING),
        outbox.settle(whole, 1, Delivered("20", perhaps_twice=True), MORNING),
        outbox.settle(half, 1, InDoubt("no answer"), MORNING),
        # too late: it has ended
        outbox.settle(whole, 0, Delivered("30"), MORNING),
    )
    rows = await database.read(
        lambda db: db.execute("SELECT state FROM deliveries ORDER BY id").fetchall()
    )
    assert [state for (state,) in rows] == ["delivered", "pending", "undelivered"]
    said = await database.read(
        lambda db: db.execute(
            "SELECT number, receipt, perhaps_twice FROM parts WHERE delivery = ?", [whole]
        ).fetchall()
    )
    assert said == [(0, f"1{whole}", 0), (1, "20", 1)]


async def test_the_text_of_a_sent_part_is_erased_and_that_of_a_doubtful_one_is_kept(
    ledger: Ledger, outbox: Outbox, database: Database
) -> None:
    delivery = await ledger.publish(a_publication(ME))
    await send(outbox, delivery, 0, Delivered())
    await send(outbox, delivery, 1, InDoubt("no answer"))
    rows = await database.read(
        lambda db: db.execute("SELECT part, payload FROM payloads").fetchall()
    )
    assert rows == [(1, "second")]
