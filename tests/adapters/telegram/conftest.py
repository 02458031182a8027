"""What Telegram's tests share: the suite's server, the service beside it, people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.telegram.bot import Client, Environment, arxiv_of_the_day
from tests.adapters.telegram.side import Side, side
from tests.servers.arxiv_server import ArxivServer
from tests.servers.telegram_server import Person, TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """Patient with taps, as a loaded machine needs it; a request that Telegram would not
    take fails the test."""
    async with TelegramServer(callback_s=30) as running:
        yield running
    assert running.violations == []


@pytest.fixture
async def arxiv() -> AsyncIterator[ArxivServer]:
    async with arxiv_of_the_day() as running:
        yield running


@pytest.fixture
def bot(
    monkeypatch: pytest.MonkeyPatch,
    clean_environment: Path,
    server: TelegramServer,
    arxiv: ArxivServer,
) -> Environment:
    return Environment(monkeypatch, clean_environment, server, arxiv)


@pytest.fixture
async def here(server: TelegramServer, tmp_path: Path) -> AsyncIterator[Side]:
    async with side(server, tmp_path) as made:
        yield made


@pytest.fixture
def client(server: TelegramServer, bot: Environment) -> Client:
    return Client(server, bot)


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    """Owns every chat."""
    return server.person(7, "Ada", started=True)


@pytest.fixture
def bob(server: TelegramServer) -> Person:
    """Is a member, and has started the bot."""
    return server.person(8, "Bob", started=True)
