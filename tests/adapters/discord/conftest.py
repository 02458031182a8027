"""What Discord's tests share: the suite's server, our side of it, a channel and people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.side import Side, side
from tests.servers.discord_server import Channel, DiscordServer, Guild, Person


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server


@pytest.fixture
async def out(server: DiscordServer, tmp_path: Path) -> AsyncIterator[Side]:
    async with side(server, tmp_path) as made:
        yield made


@pytest.fixture
def lab(server: DiscordServer) -> Guild:
    return server.adds_guild("Lab")


@pytest.fixture
def papers(server: DiscordServer, lab: Guild) -> Channel:
    return server.adds_channel(lab, "papers")


@pytest.fixture
def bob(server: DiscordServer, lab: Guild) -> Person:
    """Manages nothing."""
    return server.person("bob", lab)
