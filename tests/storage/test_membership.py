"""What any Membership keeps to."""

from dataclasses import replace
from datetime import timedelta

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import EditionRepository, Ledger, Outbox
from bot.values.deliveries import Closure, Gone, Progress, Shown
from bot.values.topics import Topic
from storage.file.database import Database
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_channel, a_publication

A, B, C = "2603.00001", "2603.00002", "2603.00003"
ME, NEW = "telegram:-55", "telegram:-10055"
LAB = replace(a_channel("telegram:-100123/7"), topics=(Topic(name="Gärten"),), top=12)


async def test_a_channel_is_closed_once_and_told_to_its_owner_once(
    channels: ChannelRepository, membership: Membership
) -> None:
    await channels.keep(LAB)
    assert await membership.closure(LAB.address) is None
    assert await membership.closed(LAB.address, "put out", MORNING) == (LAB,)
    later = MORNING + timedelta(days=1)
    assert await membership.closed(LAB.address, "blocked", later) == ()
    assert await membership.closure(LAB.address) == Closure("blocked", MORNING)


async def test_nothing_is_due_while_a_channel_is_closed_and_nothing_is_lost(
    channels: ChannelRepository, membership: Membership, ledger: Ledger, outbox: Outbox
) -> None:
    await channels.keep(LAB)
    await ledger.publish(a_publication(LAB.address, A))
    await membership.closed(LAB.address, "put out", MORNING)
    assert await outbox.due(MORNING, 5) == ()
    assert await membership.opened(LAB.address)
    assert not await membership.opened(LAB.address)
    assert [each.channel for each in await outbox.due(MORNING, 5)] == [LAB.address]


async def test_a_chat_stands_for_its_threads_and_for_no_other_chat(
    channels: ChannelRepository, membership: Membership
) -> None:
    chat, thread, other = "telegram:-100", "telegram:-100/7", "telegram:-1001"
    for address in (chat, thread, other):
        await channels.keep(a_channel(address))
    closed = await membership.closed(chat, "put out", MORNING)
    assert [each.address for each in closed] == [chat, thread]
    assert await membership.closure(other) is None
    assert await membership.opened(chat)
    assert await membership.closure(thread) is None
    assert await membership.moved(chat, "telegram:-9")
    addresses = [each.address for each in await channels.every()]
    assert addresses == [other, "telegram:-9", "telegram:-9/7"]


async def test_a_channel_that_nobody_knows_is_neither_closed_nor_opened(
    membership: Membership,
) -> None:
    assert await membership.closed(ME, "put out", MORNING) == ()
    assert await membership.closure(ME) is None
    assert not await membership.opened(ME)
    assert not await membership.moved(ME, NEW)


async def test_a_chat_that_moves_takes_everything_along(
    channels: ChannelRepository,
    membership: Membership,
    ledger: Ledger,
    outbox: Outbox,
    editions: EditionRepository,
    database: Database,
) -> None:
    lab = replace(LAB, address=ME)
    await channels.keep(lab)
    delivery = await ledger.publish(a_publication(ME, A, B))
    await outbox.settle(delivery, 0, Gone("the group became a supergroup"), MORNING)
    assert await membership.moved(ME, NEW)
    assert await channels.every() == (replace(lab, address=NEW),)
    assert await ledger.progress([ME, NEW]) == {
        NEW: Progress(channel=NEW, covered=THURSDAY, slot=MORNING, cursor=2)
    }
    assert list(await ledger.shown(NEW)) == [A, B]
    assert [each.channel for each in await outbox.due(MORNING, 5)] == [NEW]
    await outbox.begin(delivery, 0, MORNING)
    assert await editions.numbers(NEW) == {1: A, 2: B}
    assert not await membership.moved(ME, NEW)
    assert await database.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []


async def test_a_chat_that_moves_to_a_known_one_keeps_its_own_settings_and_both_memories(
    channels: ChannelRepository, membership: Membership, ledger: Ledger, outbox: Outbox
) -> None:
    await channels.keep(replace(LAB, address=ME))
    await channels.keep(a_channel(NEW))
    await ledger.publish(a_publication(ME, A, shown={A: Shown(1, THURSDAY), B: Shown(2, FRIDAY)}))
    newer = {A: Shown(2, FRIDAY), B: Shown(1, THURSDAY), C: Shown(1, FRIDAY)}
    await ledger.publish(a_publication(NEW, C, shown=newer))
    assert await membership.moved(ME, NEW)
    assert await channels.every() == (replace(LAB, address=NEW),)
    both = {A: Shown(2, FRIDAY), B: Shown(2, FRIDAY), C: Shown(1, FRIDAY)}
    assert await ledger.shown(NEW) == both
    assert (await ledger.progress([NEW]))[NEW].cursor == 1
    assert await outbox.waiting() == {NEW: 2}


async def test_a_chat_that_does_not_move_stays(
    channels: ChannelRepository, membership: Membership
) -> None:
    await channels.keep(LAB)
    assert not await membership.moved(LAB.address, LAB.address)
    assert await channels.every() == (LAB,)
