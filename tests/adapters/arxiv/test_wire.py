"""Feeds, harvests and look-ups against a server that fails on purpose, over real sockets."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from itertools import pairwise

import httpx
import pytest
import stamina.instrumentation

from adapters.arxiv_site.answers import user_agent
from adapters.arxiv_site.feed import ArxivFeed
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.lookup import BATCH, ArxivLookup
from adapters.arxiv_site.patience import RequestLimits
from adapters.listings.bounds import LONGEST_ABSTRACT
from bot.errors import SourceRefused, SourceUnreachable, SourceUnreadable
from bot.ports.sources import AnnouncementSource, PaperLookup
from bot.values.listings import AnnounceType, ListedPaper, ListingState
from bot.values.papers import Author
from tests.samples.papers import listed, paper
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.faults import Fault

DAY = date(2026, 2, 6)
AGENT = user_agent("0.0.1", "ops@example.org")
QUICK = RequestLimits(connect=30, read=60, total=60, patience=120, attempts=3, backoff=0.01)
# where the server does not answer; what it answers has to come in this time too
IMPATIENT = replace(QUICK, read=1.0, total=1.5)
ITEMS = [
    listed(1),
    listed(2, AnnounceType.CROSS),
    listed(3, AnnounceType.REPLACE, version=2),
]
PASSING = [Fault.SERVER_ERROR, Fault.RESET, Fault.HANG, Fault.TRUNCATED, Fault.DRIP]


@pytest.fixture(autouse=True)
def _silent_retries() -> Iterator[None]:
    stamina.instrumentation.set_on_retry_hooks([])
    yield
    stamina.instrumentation.set_on_retry_hooks(None)


def limits_for(fault: Fault) -> RequestLimits:
    """Quick where something has to be waited out, patient where the server answers."""
    return IMPATIENT if fault in (Fault.HANG, Fault.DRIP) else QUICK


class Wire:
    """The server, and everything of ours that talks to it."""

    def __init__(
        self, server: ArxivServer, client: httpx.AsyncClient, limits: RequestLimits
    ) -> None:
        self.server = server
        self.gate = ArxivGate(0.0)
        http = ArxivHttp(client, self.gate, user_agent=AGENT, limits=limits)
        self.feed = ArxivFeed(http, base=server.rss_base)
        self.harvest = ArxivHarvest(http, base=server.oai_base)
        self.lookup = ArxivLookup(self.gate, base=server.api_base, user_agent=AGENT, limits=limits)

    async def ask(self, where: str) -> object:
        match where:
            case "rss":
                return await self.feed.listing("cs.CL")
            case "oai":
                return await self.harvest.listing("cs.CL", DAY)
            case _:
                return await self.lookup.by_ids(["2602.90001"])


class Wires:
    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def __call__(
        self,
        items: list[ListedPaper] | None = None,
        *,
        limits: RequestLimits = QUICK,
        page_size: int = 9,
    ) -> Wire:
        papers = {"cs.CL": ITEMS if items is None else items}
        enter = self._stack.enter_async_context
        server = await enter(ArxivServer(papers, day=DAY, page_size=page_size))
        wire = Wire(server, await enter(httpx.AsyncClient()), limits)
        self._stack.callback(wire.lookup.close)
        return wire


@pytest.fixture
async def wires() -> AsyncIterator[Wires]:
    async with AsyncExitStack() as stack:
        yield Wires(stack)


# the plain way


async def test_a_feed_brings_the_listing_of_one_category(wires: Wires) -> None:
    wire = await wires()
    source: AnnouncementSource = wire.feed
    listing = await source.listing("cs.CL")
    assert (listing.category, listing.date) == ("cs.CL", DAY)
    assert [(item.paper.id, item.announce_type) for item in listing.items] == [
        (item.paper.id, item.announce_type) for item in ITEMS
    ]
    assert [seen.path for seen in wire.server.requests] == ["/rss/cs.CL"]


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_every_request_says_who_we_are(wires: Wires, where: str) -> None:
    wire = await wires()
    await wire.ask(where)
    (seen,) = wire.server.requests
    assert seen.user_agent == "Paperbrief/0.0.1 (+mailto:ops@example.org)"


async def test_a_feed_without_papers_is_an_empty_listing(wires: Wires) -> None:
    listing = await (await wires()).feed.listing("hep-th")
    assert (listing.state, listing.category) == (ListingState.EMPTY, "hep-th")


async def test_an_unknown_category_is_refused_in_arxivs_words(wires: Wires) -> None:
    with pytest.raises(SourceRefused, match="Bad archive 'xy'"):
        await (await wires()).feed.listing("xy")


@pytest.mark.parametrize("name", ["cs.CL+cs.AI", "../oai", "cs.CL?x", ""])
async def test_what_is_not_one_category_is_never_asked_for(wires: Wires, name: str) -> None:
    wire = await wires()
    with pytest.raises(SourceRefused):
        await wire.feed.listing(name)
    assert wire.server.requests == []


async def test_a_harvest_follows_the_pages_to_the_last(wires: Wires) -> None:
    wire = await wires([listed(n) for n in range(1, 8)], page_size=3)
    listing = await wire.harvest.listing("cs.CL", DAY)
    assert (listing.category, listing.date, listing.state) == ("cs.CL", DAY, ListingState.FRESH)
    assert [item.paper.id for item in listing.items] == [f"2602.{90000 + n}" for n in range(1, 8)]
    assert {item.announce_type for item in listing.items} == {None}
    assert len(wire.server.requests) == 3
    assert wire.server.requests[0].query["set"] == "cs:cs:CL"


async def test_a_harvest_that_may_not_see_the_last_page_says_that_it_is_cut(wires: Wires) -> None:
    wire = await wires([listed(n) for n in range(1, 8)], page_size=2)
    wire.harvest._max_pages = 2
    listing = await wire.harvest.listing("cs.CL", DAY)
    assert (len(listing.items), listing.state) == (4, ListingState.TRUNCATED)


async def test_a_day_without_records_is_an_empty_listing(wires: Wires) -> None:
    listing = await (await wires()).harvest.listing("cs.CL", date(2026, 2, 7))
    assert (listing.state, listing.date, listing.items) == (
        ListingState.EMPTY,
        date(2026, 2, 7),
        (),
    )


async def test_a_look_up_brings_every_field_keyed_as_asked(wires: Wires) -> None:
    stored = replace(paper(1, version=2, categories=("stat.ML", "cs.CL")), license=None)
    wire = await wires([ListedPaper(paper(1, version=1), None), ListedPaper(stored, None)])
    port: PaperLookup = wire.lookup
    asked = ["2602.90001", "2602.90001v1", "arXiv:2602.90001v2", "2602.99999", "2602.90001v7"]
    found = await port.by_ids(asked)
    assert set(found) == set(asked[:3])
    assert found["2602.90001"] == found["arXiv:2602.90001v2"] == stored
    assert found["2602.90001v1"].version == 1
    assert found["2602.90001"].authors[0] == Author("Ada Quill", ("Inkwell College",))
    assert found["2602.90001"].primary_category == "stat.ML"
    assert len(wire.server.requests) == 1


async def test_an_abstract_beyond_any_is_shortened_as_in_a_listing(wires: Wires) -> None:
    long = replace(paper(1), abstract="Tides rise " * 9_000)
    wire = await wires([ListedPaper(long, None)])
    [found] = (await wire.lookup.by_ids([long.id])).values()
    assert LONGEST_ABSTRACT - 9 < len(found.abstract) <= LONGEST_ABSTRACT
    assert found.abstract.endswith(("Tides…", "Tides rise…"))


async def test_many_ids_are_asked_in_batches_and_none_without_a_request(wires: Wires) -> None:
    wire = await wires([listed(n) for n in range(1, 251)])
    assert await wire.lookup.by_ids([]) == {}
    assert wire.server.requests == []
    found = await wire.lookup.by_ids([f"2602.{90000 + n}" for n in range(1, 251)])
    assert len(found) == 250
    sizes = [len(seen.query["id_list"].split(",")) for seen in wire.server.requests]
    assert sizes == [BATCH, BATCH, 50]


async def test_an_id_that_arxiv_cannot_read_is_refused_in_its_words(wires: Wires) -> None:
    with pytest.raises(SourceRefused, match="incorrect id format for abc"):
        await (await wires()).lookup.by_ids(["abc"])


# when it goes wrong


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
@pytest.mark.parametrize("fault", PASSING)
async def test_what_fails_once_is_asked_again(wires: Wires, where: str, fault: Fault) -> None:
    wire = await wires(limits=limits_for(fault))
    good = await wire.ask(where)
    wire.server.fail_next(where, fault)
    assert await wire.ask(where) == good
    assert len(wire.server.requests) == 3


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
@pytest.mark.parametrize("fault", PASSING)
async def test_what_fails_every_time_is_unreachable(wires: Wires, where: str, fault: Fault) -> None:
    wire = await wires(limits=replace(limits_for(fault), attempts=2))
    wire.server.fail_next(where, fault, times=9)
    with pytest.raises(SourceUnreachable, match="arXiv") as caught:
        await wire.ask(where)
    assert ("connection failed" in str(caught.value)) == (fault in (Fault.RESET, Fault.TRUNCATED))
    assert len(wire.server.requests) == 2


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
@pytest.mark.parametrize("fault", [Fault.HANG, Fault.DRIP])
async def test_the_patience_bounds_everything(wires: Wires, where: str, fault: Fault) -> None:
    limits = replace(QUICK, patience=0.5)
    wire = await wires(limits=limits)
    wire.server.fail_next(where, fault, times=9)
    # by the other limits, the first try alone would take a minute
    async with asyncio.timeout(QUICK.read / 2):
        with pytest.raises(SourceUnreachable, match=r"within 0\.5 s"):
            await wire.ask(where)


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_a_server_that_is_not_there_is_unreachable(wires: Wires, where: str) -> None:
    wire = await wires(limits=replace(QUICK, attempts=2))
    await wire.server.__aexit__()
    # one name, whichever client asks
    with pytest.raises(SourceUnreachable, match=r"arXiv cannot be reached \(connection failed, "):
        await wire.ask(where)


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_retry_after_holds_the_gate_for_everybody(wires: Wires, where: str) -> None:
    wire = await wires()
    wire.server.fail_next(where, Fault.TOO_MANY, retry_after="1")
    asking = asyncio.create_task(wire.ask(where))
    await wire.server.arrived()
    await asyncio.sleep(0.1)
    async with wire.gate.turn(Priority.PERSON):
        assert time.monotonic() - wire.server.requests[0].began >= 0.95
    assert await asking
    first, second = wire.server.requests
    assert second.began - first.began >= 0.95


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_a_retry_after_beyond_the_patience_is_told_at_once(wires: Wires, where: str) -> None:
    wire = await wires()
    wire.server.fail_next(where, Fault.TOO_MANY, retry_after="3600")
    for _ in range(2):
        with pytest.raises(SourceUnreachable) as caught:
            await wire.ask(where)
        assert caught.value.retry_after == pytest.approx(3600, abs=120)
    assert len(wire.server.requests) == 1, "while it is held, nothing is asked"


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
@pytest.mark.parametrize(
    ("fault", "said"), [(Fault.HTML_PAGE, "web page"), (Fault.CUT_SHORT, "cut")]
)
async def test_an_answer_that_is_none_is_unreadable(
    wires: Wires, where: str, fault: Fault, said: str
) -> None:
    wire = await wires()
    wire.server.fail_next(where, fault)
    with pytest.raises(SourceUnreadable, match=said):
        await wire.ask(where)


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_a_wrong_content_type_does_not_matter(wires: Wires, where: str) -> None:
    wire = await wires()
    good = await wire.ask(where)
    wire.server.fail_next(where, Fault.WRONG_TYPE)
    assert await wire.ask(where) == good


@pytest.mark.parametrize("where", ["rss", "oai", "api"])
async def test_an_answer_without_end_is_stopped(wires: Wires, where: str) -> None:
    wire = await wires(limits=replace(QUICK, max_bytes=300))
    with pytest.raises(SourceUnreadable, match="larg"):
        await wire.ask(where)


async def test_all_three_share_one_gate(wires: Wires) -> None:
    wire = await wires()
    wire.gate.interval = 0.2
    await asyncio.gather(*(wire.ask(where) for where in ("rss", "oai", "api", "rss")))
    times = [seen.began for seen in wire.server.requests]
    assert len(times) == 4
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


async def test_a_cancelled_look_up_keeps_the_gate_until_its_thread_is_done(wires: Wires) -> None:
    wire = await wires(limits=replace(IMPATIENT, attempts=1))
    wire.server.fail_next("api", Fault.HANG)
    asking = asyncio.create_task(wire.ask("api"))
    await wire.server.arrived()
    asking.cancel()
    began = time.monotonic()
    await wire.ask("rss")
    assert time.monotonic() - began > 0.15


async def test_a_look_up_cancelled_in_the_queue_asks_nothing(wires: Wires) -> None:
    wire = await wires()
    async with wire.gate.turn(Priority.PERSON):
        asking = asyncio.create_task(wire.ask("api"))
        await asyncio.sleep(0.05)
        asking.cancel()
    await wire.ask("rss")
    assert [seen.path for seen in wire.server.requests] == ["/rss/cs.CL"]


def test_the_server_also_runs_in_a_thread() -> None:
    with serve_in_thread({"cs.CL": ITEMS}, day=DAY) as server:
        server.fail_next("atom", Fault.SERVER_ERROR)
        assert httpx.get(f"{server.base}/atom/cs.CL").status_code == 500
        assert "2602.90001v1" in httpx.get(f"{server.base}/atom/cs.CL").text
        assert len(server.requests) == 2
