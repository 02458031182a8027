"""What Discord's tests share: the suite's server, our side of it, a channel and people."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.adapters.discord.bot import DAY, Environment
from tests.adapters.discord.side import Side, side
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.discord_server import Channel, DiscordServer, Guild, Permission, Person
from tests.serving import Running

PAPERS = range(1, 8)


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


@pytest.fixture
def ada(server: DiscordServer, lab: Guild) -> Person:
    """She manages the server."""
    return server.person("ada", lab, server.adds_role(lab, "boss", Permission.MANAGE_GUILD))


@pytest.fixture
def bot(
    server: DiscordServer,
    arxiv: ArxivServer,
    clean_environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    papers: Channel,
) -> Environment:
    return Environment(monkeypatch, clean_environment, server, arxiv)


@pytest.fixture
async def running(bot: Environment) -> AsyncIterator[Running]:
    async with bot.run() as made:
        yield made


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(number) for number in PAPERS]}, day=DAY) as server:
        yield server
