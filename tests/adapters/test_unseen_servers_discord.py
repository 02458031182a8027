"""The whole service at a Discord-compatible server that leaves out what it can."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.adapters.bare_discord import PAPERS, BareDiscord
from tests.adapters.discord.bot import DAY, NOW
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.serving import service_settings, serving


@asynccontextmanager
async def served(
    server: BareDiscord, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> AsyncIterator[None]:
    async with ArxivServer({}, day=DAY) as arxiv:
        # its search knows nothing yet of what was announced this morning
        arxiv.show("cs.CL", [listed(number) for number in range(1, 8)], day=DAY)
        settings = {
            **service_settings(folder, arxiv),
            "DISCORD_API_BASE": server.base,
            "DISCORD_BOT_TOKEN": server.token,
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        async with serving(lambda: NOW):
            await server.connected()
            yield


@pytest.mark.parametrize(("compressed", "late"), [(False, 0.0), (True, 0.0), (False, 0.5)])
async def test_a_bare_server_is_served_from_the_subscription_to_the_paper(
    compressed: bool, late: float, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    async with (
        BareDiscord(compressed=compressed, late=late) as server,
        served(server, monkeypatch, clean_environment),
    ):
        assert "gets briefs" in await server.command("subscribe", schedule="announced")
        brief = await server.calls_of(f"channels/{PAPERS}/messages")
        assert "arXiv brief" in str(brief[0])
        assert "cs.RO" in await server.command("topics", change="cs.RO")
        await server.command("paper", paper="1")
        # arXiv is asked first, so the card takes the place of what says so
        told = await server.calls_of("webhooks/", 2)
        assert "2602.9000" in str(told[-1])
        assert "There is no paper" not in str(told[-1])
