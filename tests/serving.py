"""The whole service in this process, as the tests of every platform run it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring.service import Runtime, runtime
from tests.servers.arxiv_server import ArxivServer


@dataclass
class Running:
    """``stop`` ends the service; ``ended`` is its task."""

    runtime: Runtime
    stop: asyncio.Event
    ended: asyncio.Task[None]


@asynccontextmanager
async def serving(clock: Callable[[], datetime]) -> AsyncIterator[Running]:
    """By the settings of the environment; stopped at the end, whatever happened."""
    stop = asyncio.Event()
    async with runtime(load_settings(), clock) as made:
        running = Running(made, stop, asyncio.create_task(made.service.run(stop)))
        try:
            yield running
        finally:
            stop.set()
            await running.ended


def cut_off(caplog: pytest.LogCaptureFixture) -> int:
    """How many workers did not end by themselves in the time that a stop leaves them. The
    level INFO of ``scheduler`` is to be captured."""
    (stopped,) = [each for each in caplog.records if each.message == "stopped"]
    return int(vars(stopped)["cut_off"])


def service_settings(folder: Path, arxiv: ArxivServer) -> dict[str, str]:
    """Of a service with one category, which asks this arXiv and loses no time."""
    return {
        "PAPERBRIEF_DATA": str(folder / "data"),
        "PAPERBRIEF_CATEGORIES": "cs.CL",
        "PAPERBRIEF_ARXIV_INTERVAL": "0",
        "PAPERBRIEF_TICK": "0.05",
        "ARXIV_RSS_BASE": arxiv.rss_base,
        "ARXIV_OAI_BASE": arxiv.oai_base,
        "ARXIV_API_BASE": arxiv.api_base,
        "ARXIV_SITE_BASE": arxiv.base,
    }
