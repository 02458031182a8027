"""Servers that tell of themselves, many at once: our channels are gone through together."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.discord_chat.addresses import address
from adapters.discord_chat.places import Place
from adapters.discord_chat.receiving.membership import ServerWatch
from bot.errors import StoreUnusable
from bot.values.channels import Channel
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlMembership
from storage.file.database import Database
from tests.adapters.discord.bot import NOW
from tests.adapters.discord.side import side
from tests.servers.discord_server import DiscordServer, Guild

MANY = 40


class CountedRepository(SqlChannelRepository):
    """How often all channels were read; ``broken``: they cannot be."""

    reads = 0
    broken = False

    async def every(self) -> Sequence[Channel]:
        self.reads += 1
        if self.broken:
            raise StoreUnusable("the disk is full")
        return await super().every()


@dataclass(frozen=True)
class Watched:
    watch: ServerWatch
    repository: CountedRepository
    membership: SqlMembership
    servers: Sequence[Guild]
    channels: Sequence[str]

    async def closed(self) -> list[str]:
        found = {each: await self.membership.closure(each) for each in self.channels}
        return [each for each, closure in found.items() if closure is not None]


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    """A subscribed channel in each of many servers."""
    async with (
        DiscordServer() as server,
        Database(tmp_path / "store.sqlite") as database,
        side(server, tmp_path) as made,
    ):
        repository, membership = CountedRepository(database), SqlMembership(database)
        servers, channels = [], []
        for number in range(MANY):
            servers.append(server.adds_guild(f"Lab {number}"))
            channel = server.adds_channel(servers[-1], "papers")
            channels.append(address(channel.id))
            await repository.keep(
                Channel(address=channels[-1], language="en", top=10, categories=())
            )
            await made.places.learn(Place(channel.id, "text", guild=servers[-1].id))
        watch = ServerWatch(made.places, made.rights, membership, repository, lambda: NOW)
        yield Watched(watch, repository, membership, servers, channels)


async def test_servers_that_come_together_are_looked_at_together(watched: Watched) -> None:
    shut = [watched.channels[3], watched.channels[-1]]
    for channel in shut:
        await watched.membership.closed(channel, "no right", NOW)
    assert await watched.closed() == shut
    await asyncio.gather(*(watched.watch.changed(each.id) for each in watched.servers))
    assert await watched.closed() == []
    assert watched.repository.reads == 2


async def test_a_server_that_tells_nothing_keeps_its_channels_closed(watched: Watched) -> None:
    await watched.membership.closed(watched.channels[3], "no right", NOW)
    await asyncio.gather(*(watched.watch.changed(each.id) for each in watched.servers[4:]))
    assert await watched.closed() == [watched.channels[3]]


async def test_what_could_not_be_looked_at_is_looked_at_with_the_next(watched: Watched) -> None:
    await watched.membership.closed(watched.channels[3], "no right", NOW)
    watched.repository.broken = True
    with pytest.raises(StoreUnusable):
        await watched.watch.changed(watched.servers[3].id)
    watched.repository.broken = False
    await watched.watch.changed(watched.servers[5].id)
    assert await watched.closed() == []
