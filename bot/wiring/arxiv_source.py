"""arXiv as the settings name it: everything that asks it, behind one gate."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import httpx

from adapters.arxiv_site.feed import ArxivFeed, EagerFeed
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.http import ArxivHttp, user_agent
from adapters.arxiv_site.patience import RequestLimits
from adapters.paper_files.fetching import ArxivFiles, file_limits
from bot.measures import ARXIV_ANSWERS
from bot.ports.measuring import Meter, Pulse, Unmeasured
from bot.ports.sources import PaperLookup
from bot.settings import Settings
from bot.version import VERSION

# seconds: a person at the terminal is told within ten that arXiv is out of reach, and once
# one more try was refused there is nothing to wait for
FIRST_WORD = 5.0
FIRST_TRIES = 2
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Arxiv:
    """Everything that talks with arXiv, behind one gate. ``asked`` and ``files`` go before the
    rest: a person waits for them. Nobody waits for what ``ahead`` fetches."""

    feed: EagerFeed
    harvest: ArxivHarvest
    lookup: PaperLookup
    asked: PaperLookup
    files: ArxivFiles
    ahead: ArxivFiles
    gate: ArxivGate


@asynccontextmanager
async def arxiv(
    settings: Settings,
    *,
    first_word: float = FIRST_WORD,
    priority: Priority = Priority.PERSON,
    pulse: Pulse | None = None,
    meter: Meter | None = None,
    speed: float = 1.0,
) -> AsyncIterator[Arxiv]:
    """arXiv's feeds, records and look-ups behind one gate.

    ``first_word``: seconds until arXiv counts as out of reach, unless it has answered.
    Each request for a listing is a sign of life of the watch. ``speed``: how fast time is
    played; arXiv's own hosts are never asked faster than they allow.
    """
    # with requests and all that it brings, which a brief of a saved listing does not need
    from adapters.arxiv_site.lookup import ArxivLookup

    gate = ArxivGate(settings.arxiv.interval, speed=_speed(settings, speed))
    agent, limits = user_agent(VERSION, settings.arxiv.contact), _limits(settings)
    counted = meter or Unmeasured()
    look_up = partial(
        ArxivLookup,
        gate,
        base=settings.arxiv.api_base,
        user_agent=agent,
        limits=replace(limits, patience=FIRST_WORD + settings.arxiv.interval),
        answered=lambda status: counted.count(ARXIV_ANSWERS, "look-ups", str(status)),
    )
    async with (
        httpx.AsyncClient(event_hooks=_hooks(pulse or Unmeasured(), counted)) as client,
        httpx.AsyncClient(event_hooks=_counting(counted)) as files_client,
    ):
        http = partial(ArxivHttp, client, gate, user_agent=agent, priority=priority)
        eager, patient = (
            ArxivFeed(http(limits=each), base=settings.arxiv.rss_base)
            for each in (replace(limits, patience=first_word, attempts=FIRST_TRIES), limits)
        )
        harvest = ArxivHarvest(http(limits=limits), base=settings.arxiv.oai_base)
        files, ahead = (
            ArxivFiles(
                ArxivHttp(
                    files_client,
                    gate,
                    user_agent=agent,
                    limits=file_limits(limits),
                    priority=each,
                ),
                base=settings.arxiv.site_base,
            )
            for each in (Priority.PERSON, priority)
        )
        lookup, asked = look_up(priority=priority), look_up(priority=Priority.PERSON)
        try:
            yield Arxiv(EagerFeed(eager, patient), harvest, lookup, asked, files, ahead, gate)
        finally:
            lookup.close()
            asked.close()


def _hooks(pulse: Pulse, meter: Meter) -> dict[str, list[Callable[..., Any]]]:
    async def asking(_: httpx.Request) -> None:
        pulse.beat("watch")

    async def answering(response: httpx.Response) -> None:
        pulse.beat("watch")
        meter.count(ARXIV_ANSWERS, "listings", str(response.status_code))

    return {"request": [asking], "response": [answering]}


def _counting(meter: Meter) -> dict[str, list[Callable[..., Any]]]:
    """Of files, which are no sign of life of the watch."""

    async def answering(response: httpx.Response) -> None:
        meter.count(ARXIV_ANSWERS, "files", str(response.status_code))

    return {"response": [answering]}


def _speed(settings: Settings, speed: float) -> float:
    return speed if settings.arxiv.itself is None else min(speed, 1.0)


def _limits(settings: Settings) -> RequestLimits:
    return RequestLimits(
        connect=min(5.0, settings.arxiv.timeout),
        read=min(15.0, settings.arxiv.timeout),
        total=settings.arxiv.timeout,
        patience=max(PATIENCE, settings.arxiv.timeout),
    )
