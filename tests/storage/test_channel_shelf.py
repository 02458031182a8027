"""What any ChannelShelf keeps to."""

from dataclasses import replace

from bot.models import Channel, Topic
from bot.ports import ChannelShelf

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
)


async def test_a_channel_that_nobody_set_up_is_none(channels: ChannelShelf) -> None:
    assert await channels.get("terminal:me") is None


async def test_a_channel_comes_back_as_it_was(channels: ChannelShelf) -> None:
    await channels.keep(LAB)
    assert await channels.get(LAB.address) == LAB


async def test_a_channel_is_replaced_whole(channels: ChannelShelf) -> None:
    await channels.keep(LAB)
    changed = Channel(
        address=LAB.address, language="en", top=3, categories=(), topics=LAB.topics[1:]
    )
    await channels.keep(changed)
    assert await channels.get(LAB.address) == changed
    await channels.keep(replace(changed, topics=()))
    assert await channels.get(LAB.address) == replace(changed, topics=())


async def test_topics_keep_the_order_and_may_share_a_name(channels: ChannelShelf) -> None:
    twice = replace(LAB, topics=(Topic(name="b"), Topic(name="a"), Topic(name="b")))
    await channels.keep(twice)
    assert await channels.get(LAB.address) == twice


async def test_channels_do_not_touch_each_other(channels: ChannelShelf) -> None:
    other = replace(LAB, address="discord:5", topics=())
    await channels.keep(LAB)
    await channels.keep(other)
    assert await channels.get(LAB.address) == LAB
    assert await channels.get("discord:5") == other
