"""arXiv as the settings name it: everything that asks it, behind one gate."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

import httpx

from adapters.arxiv_site.feed import ArxivFeed, EagerFeed
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.http import ArxivHttp, user_agent
from adapters.arxiv_site.lookup import ArxivLookup
from adapters.arxiv_site.patience import Limits
from bot.settings import Settings

# seconds: a person at the terminal is told within ten that arXiv is out of reach, and once
# one more try was refused there is nothing to wait for
FIRST_WORD = 5.0
FIRST_TRIES = 2
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Arxiv:
    """Everything that talks with arXiv, behind one gate. ``asked`` goes before the rest: a
    person waits for it."""

    feed: EagerFeed
    harvest: ArxivHarvest
    lookup: ArxivLookup
    asked: ArxivLookup


@asynccontextmanager
async def arxiv(
    settings: Settings,
    *,
    first_word: float = FIRST_WORD,
    priority: Priority = Priority.PERSON,
) -> AsyncIterator[Arxiv]:
    """arXiv's feeds, records and look-ups behind one gate.

    ``first_word``: seconds until arXiv counts as out of reach, unless it has answered.
    """
    gate = ArxivGate(settings.arxiv_interval)
    agent, limits = user_agent(_version(), settings.contact), _limits(settings)
    async with httpx.AsyncClient() as client:
        eager = replace(limits, patience=first_word, attempts=FIRST_TRIES)

        def http(limits: Limits) -> ArxivHttp:
            return ArxivHttp(client, gate, user_agent=agent, limits=limits, priority=priority)

        def feed(limits: Limits) -> ArxivFeed:
            return ArxivFeed(http(limits), base=settings.arxiv_rss_base)

        def look_up(priority: Priority) -> ArxivLookup:
            return ArxivLookup(
                gate,
                base=settings.arxiv_api_base,
                user_agent=agent,
                limits=replace(limits, patience=FIRST_WORD + settings.arxiv_interval),
                priority=priority,
            )

        lookup, asked = look_up(priority), look_up(Priority.PERSON)
        try:
            yield Arxiv(
                EagerFeed(feed(eager), feed(limits)),
                ArxivHarvest(http(limits), base=settings.arxiv_oai_base),
                lookup,
                asked,
            )
        finally:
            lookup.close()
            asked.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        connect=min(5.0, settings.arxiv_timeout),
        read=min(15.0, settings.arxiv_timeout),
        total=settings.arxiv_timeout,
        patience=max(PATIENCE, settings.arxiv_timeout),
    )


def _version() -> str:
    """From a checkout there is no installed distribution to ask."""
    try:
        return version("paperbrief")
    except PackageNotFoundError:
        return "0.1.0"
