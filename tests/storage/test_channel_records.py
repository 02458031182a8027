"""What is stored of every channel's briefs, as the operator looks at it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import Ledger, Outbox
from bot.values.channel_records import ChannelRecord, LostBrief
from bot.values.deliveries import Closure, Delivered, Later, Refused
from storage.deliveries.records import SqlChannelRecords
from storage.file.database import Database
from tests.storage.values import MORNING, a_channel, a_publication

A, B = "2603.00001", "2603.00002"
ME = "telegram:1"
ONE = ("all of it",)
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def records(database: Database) -> SqlChannelRecords:
    return SqlChannelRecords(database)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    await channels.keep(a_channel(ME))


async def only(records: SqlChannelRecords) -> ChannelRecord:
    (one,) = await records.every()
    return one


async def test_a_channel_that_had_nothing_has_nothing(records: SqlChannelRecords) -> None:
    assert await only(records) == ChannelRecord(channel=a_channel(ME))


async def test_a_brief_counts_when_it_arrived_and_a_message_without_papers_is_none(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords
) -> None:
    first = await ledger.publish(a_publication(ME, A, parts=ONE))
    await outbox.settle(first, 0, Delivered("1"), MORNING)
    for _ in range(2):
        empty = await ledger.publish(a_publication(ME, parts=ONE))
        await outbox.settle(empty, 0, Delivered("2"), LATER)
    found = await only(records)
    assert (found.brief, found.word, found.empty, found.waiting) == (MORNING, LATER, 2, 0)
    assert found.progress is not None


async def test_what_waits_tells_since_when_and_why(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords
) -> None:
    first = await ledger.publish(a_publication(ME, A, parts=ONE))
    await ledger.publish(a_publication(ME, B, parts=ONE))
    await outbox.settle(first, 0, Later(3600, "slow down"), LATER)
    found = await only(records)
    assert (found.waiting, found.waits_since, found.waits_for) == (2, MORNING, "slow down")


async def test_the_newest_brief_that_never_arrived_is_lost_until_another_arrives(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords
) -> None:
    first = await ledger.publish(a_publication(ME, A, parts=ONE))
    await outbox.settle(first, 0, Refused("no such form"), MORNING)
    assert (await only(records)).lost == LostBrief(MORNING, "no such form")
    second = await ledger.publish(a_publication(ME, B, parts=ONE))
    await outbox.settle(second, 0, Delivered("1"), LATER)
    assert (await only(records)).lost is None


async def test_a_channel_that_is_closed_to_us_says_why(
    membership: Membership, records: SqlChannelRecords
) -> None:
    await membership.closed(ME, "kicked", MORNING)
    assert (await only(records)).closure == Closure("kicked", MORNING)


async def test_what_was_put_off_is_tried_at_once_where_the_operator_wants_it(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords
) -> None:
    first = await ledger.publish(a_publication(ME, A, parts=ONE))
    await outbox.settle(first, 0, Later(7200, "slow down"), MORNING)
    assert await outbox.due(MORNING, 5) == ()
    assert await records.hasten(ME, MORNING) == 1
    assert [one.id for one in await outbox.due(MORNING, 5)] == [first]
    assert await records.hasten("telegram:2", MORNING) == 0


async def test_a_slot_of_the_operators_is_remembered(
    channels: ChannelRepository, records: SqlChannelRecords
) -> None:
    asked = replace(a_channel(ME), sooner=LATER)
    await channels.keep(asked)
    assert (await only(records)).channel == asked


async def test_channels_that_may_have_got_a_message_twice_are_told_since_when(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords, channels: ChannelRepository
) -> None:
    once = await ledger.publish(a_publication(ME, A, parts=ONE))
    await outbox.settle(once, 0, Delivered("1"), MORNING)
    assert await records.perhaps_twice(MORNING, ()) == frozenset()
    again = await ledger.publish(a_publication(ME, B, parts=ONE))
    await outbox.settle(again, 0, Delivered("2", perhaps_twice=True), LATER)
    assert await records.perhaps_twice(MORNING, ()) == {ME}
    assert await records.perhaps_twice(LATER + timedelta(seconds=1), ()) == frozenset()


async def test_what_was_sent_twice_and_is_not_settled_counts_where_nothing_guards_against_it(
    ledger: Ledger, outbox: Outbox, records: SqlChannelRecords, channels: ChannelRepository
) -> None:
    waiting = await ledger.publish(a_publication(ME, A, parts=ONE))
    await outbox.begin(waiting, 0, MORNING)
    assert await records.perhaps_twice(MORNING, ()) == frozenset()
    await outbox.begin(waiting, 0, LATER)
    assert await records.perhaps_twice(LATER, ()) == {ME}
    assert await records.perhaps_twice(LATER, {ME.partition(":")[0]}) == frozenset()
    assert await records.perhaps_twice(LATER + timedelta(seconds=1), ()) == frozenset()
