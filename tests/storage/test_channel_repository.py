"""What any ChannelRepository keeps to."""

from dataclasses import replace
from datetime import UTC, datetime, time

from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import EditionRepository, Ledger, Outbox
from bot.values.channels import Channel, Schedule
from bot.values.topics import Topic
from tests.storage.values import MORNING, a_channel, a_publication, an_edition

A, B, C = "2603.00001", "2603.00002", "2603.00003"
ME, NEW = "telegram:-55", "telegram:-10055"

LAB = Channel(
    address="telegram:-100123/7",
    language="de",
    top=12,
    categories=("cs.CL", "cs.CV"),
    topics=(
        Topic(
            name="Gärten",
            description='What "grows", and why',
            categories=("cs.CL",),
            include=("sparse garden", "moor"),
            exclude=("desert",),
            authors=("Ada Quill",),
        ),
        Topic(name="Another"),
    ),
    subscribed=True,
    schedule=Schedule(
        when="announced",
        at=time(23, 59, 30),
        zone="Pacific/Auckland",
        weekdays=(6, 0, 3),
        missed="each",
    ),
    threshold=100,
    prior=False,
    owner="terminal:ada",
    opens=datetime(2026, 2, 13, 8, 2, tzinfo=UTC),
)


async def test_a_channel_that_nobody_set_up_is_none(channels: ChannelRepository) -> None:
    assert await channels.get("terminal:me") is None


async def test_a_channel_comes_back_as_it_was(channels: ChannelRepository) -> None:
    await channels.keep(LAB)
    assert await channels.get(LAB.address) == LAB


async def test_a_channel_is_replaced_whole(channels: ChannelRepository) -> None:
    await channels.keep(LAB)
    changed = Channel(
        address=LAB.address, language="en", top=3, categories=(), topics=LAB.topics[1:]
    )
    await channels.keep(changed)
    assert await channels.get(LAB.address) == changed
    await channels.keep(replace(changed, topics=()))
    assert await channels.get(LAB.address) == replace(changed, topics=())


async def test_topics_keep_the_order_and_may_share_a_name(channels: ChannelRepository) -> None:
    twice = replace(LAB, topics=(Topic(name="b"), Topic(name="a"), Topic(name="b")))
    await channels.keep(twice)
    assert await channels.get(LAB.address) == twice


async def test_channels_do_not_touch_each_other(channels: ChannelRepository) -> None:
    other = replace(LAB, address="discord:5", topics=())
    await channels.keep(LAB)
    await channels.keep(other)
    assert await channels.get(LAB.address) == LAB
    assert await channels.get("discord:5") == other


async def test_a_channel_that_says_little_keeps_the_usual_settings(
    channels: ChannelRepository,
) -> None:
    await channels.keep(a_channel(ME))
    assert await channels.get(ME) == a_channel(ME)
    none_at_all = a_channel(ME, schedule=Schedule(weekdays=()))
    await channels.keep(none_at_all)
    assert await channels.get(ME) == none_at_all


async def test_every_channel_comes_with_its_own_topics_by_address(
    channels: ChannelRepository,
) -> None:
    assert await channels.every() == ()
    other, bare = replace(LAB, address="discord:5", topics=LAB.topics[1:]), a_channel("terminal:z")
    for channel in (bare, LAB, other):
        await channels.keep(channel)
    assert await channels.every() == (other, LAB, bare)


async def test_a_removed_channel_is_forgotten(
    channels: ChannelRepository, ledger: Ledger, outbox: Outbox, editions: EditionRepository
) -> None:
    other = a_channel("discord:5")
    for channel in (LAB, other):
        await channels.keep(channel)
        await ledger.publish(a_publication(channel.address, A))
    assert await channels.remove(LAB.address)
    assert await channels.every() == (other,)
    assert await outbox.waiting() == {"discord:5": 1}
    assert list(await ledger.progress([LAB.address, "discord:5"])) == ["discord:5"]
    await channels.keep(LAB)
    assert await ledger.shown(LAB.address) == {}
    assert await editions.numbers(LAB.address) == {}
    assert await outbox.due(MORNING, 5) != ()


async def test_removing_a_channel_that_is_not_there_is_told(
    channels: ChannelRepository, editions: EditionRepository
) -> None:
    assert not await channels.remove(ME)
    await editions.keep(an_edition(ME, A))
    assert not await channels.remove(ME)
    assert await editions.numbers(ME) == {}


async def test_settings_that_change_leave_progress_alone(
    channels: ChannelRepository, ledger: Ledger, outbox: Outbox
) -> None:
    await channels.keep(LAB)
    await ledger.publish(a_publication(LAB.address, A))
    await channels.keep(replace(LAB, subscribed=False, topics=()))
    assert list(await ledger.progress([LAB.address])) == [LAB.address]
    assert list(await ledger.shown(LAB.address)) == [A]
    assert await outbox.waiting() == {LAB.address: 1}
