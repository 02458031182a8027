"""arXiv as the settings name it: everything that asks it, behind one gate."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.arxiv_site.answers import HttpSource, user_agent
from adapters.arxiv_site.feed import ArxivFeed, EagerFeed
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.late import Late, LateHttp, LateLookup
from adapters.arxiv_site.patience import RequestLimits
from adapters.paper_files.fetching import ArxivFiles, file_limits
from bot.measures import ARXIV_ANSWERS
from bot.ports.measuring import Meter, Pulse, Unmeasured
from bot.ports.sources import PaperLookup
from bot.settings import Settings
from bot.version import VERSION

if TYPE_CHECKING:
    import httpx

    from adapters.arxiv_site.lookup import ArxivLookup

Client = Late["httpx.AsyncClient"]
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
    gate = ArxivGate(settings.arxiv.interval, speed=_speed(settings, speed))
    agent, limits = user_agent(VERSION, settings.arxiv.contact), _limits(settings)
    counted = meter or Unmeasured()
    async with AsyncExitStack() as stack:
        pages = _client(_hooks(pulse or Unmeasured(), counted), stack)
        whole = _client(_counting(counted), stack)

        def http(client: Client, limits: RequestLimits, priority: Priority) -> LateHttp:
            return LateHttp(partial(_http, client, gate, agent, limits, priority))

        def look_up(priority: Priority) -> LateLookup:
            made = Late(partial(_lookup, gate, settings, agent, limits, priority, counted))
            stack.push_async_callback(_closed_lookup, made)
            return LateLookup(made)

        eager, patient = (
            ArxivFeed(http(pages, each, priority), base=settings.arxiv.rss_base)
            for each in (replace(limits, patience=first_word, attempts=FIRST_TRIES), limits)
        )
        files, ahead = (
            ArxivFiles(http(whole, file_limits(limits), each), base=settings.arxiv.site_base)
            for each in (Priority.PERSON, priority)
        )
        yield Arxiv(
            EagerFeed(eager, patient),
            ArxivHarvest(http(pages, limits, priority), base=settings.arxiv.oai_base),
            look_up(priority),
            look_up(Priority.PERSON),
            files,
            ahead,
            gate,
        )


def _client(hooks: Mapping[str, Sequence[Callable[..., Any]]], stack: AsyncExitStack) -> Client:
    def make() -> "httpx.AsyncClient":
        from adapters.arxiv_site.http import connected

        return connected(hooks)

    client = Late(make)
    stack.push_async_callback(_closed_client, client)
    return client


async def _closed_client(client: Client) -> None:
    if client.made is not None:
        await client.made.aclose()


async def _http(
    client: Client, gate: ArxivGate, agent: str, limits: RequestLimits, priority: Priority
) -> HttpSource:
    connected = await client()
    # loaded with the client
    from adapters.arxiv_site.http import ArxivHttp

    return ArxivHttp(connected, gate, user_agent=agent, limits=limits, priority=priority)


def _lookup(
    gate: ArxivGate,
    settings: Settings,
    agent: str,
    limits: RequestLimits,
    priority: Priority,
    meter: Meter,
) -> "ArxivLookup":
    from adapters.arxiv_site.lookup import ArxivLookup

    return ArxivLookup(
        gate,
        base=settings.arxiv.api_base,
        user_agent=agent,
        limits=replace(limits, patience=FIRST_WORD + settings.arxiv.interval),
        priority=priority,
        answered=lambda status: meter.count(ARXIV_ANSWERS, "look-ups", str(status)),
    )


async def _closed_lookup(lookup: "Late[ArxivLookup]") -> None:
    if lookup.made is not None:
        lookup.made.close()


def _hooks(pulse: Pulse, meter: Meter) -> Mapping[str, Sequence[Callable[..., Any]]]:
    async def asking(_: "httpx.Request") -> None:
        pulse.beat("watch")

    async def answering(response: "httpx.Response") -> None:
        pulse.beat("watch")
        meter.count(ARXIV_ANSWERS, "listings", str(response.status_code))

    return {"request": [asking], "response": [answering]}


def _counting(meter: Meter) -> Mapping[str, Sequence[Callable[..., Any]]]:
    """Of files, which are no sign of life of the watch."""

    async def answering(response: "httpx.Response") -> None:
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
