"""The whole service at a Discord-compatible server that leaves out what it can."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.topics.showing.beginnings import TO_CHOOSE
from tests.adapters.bare_discord import PAPERS, BareDiscord
from tests.adapters.discord.bot import DAY, NOW
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.serving import service_settings, serving


class Clock:
    """Moved by the test."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def served(
    server: BareDiscord, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> AsyncIterator[Clock]:
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
        clock = Clock()
        async with serving(clock):
            await server.connected()
            yield clock


@pytest.mark.parametrize(("compressed", "late"), [(False, 0.0), (True, 0.0), (False, 0.5)])
async def test_a_bare_server_is_served_from_the_subscription_to_the_paper(
    compressed: bool, late: float, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    async with (
        BareDiscord(compressed=compressed, late=late) as server,
        served(server, monkeypatch, clean_environment) as clock,
    ):
        subscribed = await server.command("subscribe", schedule="announced")
        await server.answered(subscribed, "gets briefs")
        clock.now += TO_CHOOSE
        brief = await server.calls_of(f"channels/{PAPERS}/messages")
        assert "arXiv brief" in str(brief[0])
        changed = await server.command("topics", change="cs.RO")
        await server.answered(changed, "cs.RO")
        opened = await server.command("paper", paper="1")
        # arXiv is asked first, so the card takes the place of what says so
        assert "I could not find paper" not in await server.answered(opened, "2602.9000")
