"""A feed that is asked again and again: unchanged, changed, broken, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date

import httpx
import pytest

from adapters.arxiv_site.answers import Validators
from adapters.arxiv_site.feed import ArxivFeed
from adapters.arxiv_site.gate import ArxivGate
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.patience import RequestLimits
from bot.errors import PaperbriefError, SourceRefused, SourceUnreadable
from bot.values.listings import Listing, ListingState
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault

DAY, NEXT = date(2026, 2, 12), date(2026, 2, 13)
QUICK = RequestLimits(connect=2, read=1, total=2, patience=5, attempts=1, backoff=0.01)
ITEMS = [listed(1), listed(2)]


class Line:
    """The server and a feed on it."""

    def __init__(self, server: ArxivServer, client: httpx.AsyncClient, memory: int) -> None:
        self.server = server
        self.http = ArxivHttp(client, ArxivGate(0.0), user_agent="t", limits=QUICK)
        self.feed = ArxivFeed(self.http, base=server.rss_base, memory=memory)

    async def ask(self, category: str = "cs.CL") -> Listing:
        return await self.feed.listing(category)

    def conditions(self) -> list[str | None]:
        """What each request named, oldest first."""
        names = ("If-None-Match", "If-Modified-Since")
        return [
            next((seen.headers[name] for name in names if name in seen.headers), None)
            for seen in self.server.requests
        ]


class Lines:
    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def __call__(self, validators: str = "etag", *, memory: int = 100) -> Line:
        papers = {"cs.CL": ITEMS, "cs.AI": [listed(3)]}
        server = ArxivServer(papers, day=DAY, validators=validators)
        await self._stack.enter_async_context(server)
        client = await self._stack.enter_async_context(httpx.AsyncClient())
        return Line(server, client, memory)


@pytest.fixture
async def lines() -> AsyncIterator[Lines]:
    async with AsyncExitStack() as stack:
        yield Lines(stack)


@pytest.mark.parametrize("validators", ["etag", "last-modified"])
async def test_a_feed_that_has_not_changed_is_not_sent_again(lines: Lines, validators: str) -> None:
    line = await lines(validators)
    first = await line.ask()
    assert await line.ask() is first
    assert await line.ask() is first
    conditions = line.conditions()
    assert conditions[0] is None
    assert conditions[1] is not None
    assert conditions[1] == conditions[2]
    assert line.server.unchanged == 2


@pytest.mark.parametrize("validators", ["etag", "last-modified", ""])
async def test_a_feed_that_has_changed_is_read_anew(lines: Lines, validators: str) -> None:
    line = await lines(validators)
    await line.ask()
    line.server.announce(NEXT, {"cs.CL": [listed(4)]})
    found = await line.ask()
    assert [item.paper.id for item in found.items] == ["2602.90004"]
    assert await line.ask() == found
    assert len(set(line.conditions())) == (3 if validators else 1)


async def test_an_empty_feed_that_has_not_changed_is_still_empty(lines: Lines) -> None:
    line = await lines()
    line.server.show("cs.CL", (), day=DAY)
    await line.ask()
    found = await line.ask()
    assert (found.state, found.items) == (ListingState.EMPTY, ())


async def test_each_address_has_its_own_state(lines: Lines) -> None:
    line = await lines()
    language, vision = await line.ask("cs.CL"), await line.ask("cs.AI")
    assert await line.ask("cs.CL") is language
    assert await line.ask("cs.AI") is vision
    assert vision.items != language.items
    assert line.conditions()[2] != line.conditions()[3]


@pytest.mark.parametrize("fault", [Fault.HTML_PAGE, Fault.ERROR_FEED, Fault.CHANGED])
async def test_what_could_not_be_read_is_not_remembered(lines: Lines, fault: Fault) -> None:
    line = await lines()
    line.server.fail_next("rss", fault)
    with pytest.raises(SourceUnreadable):
        await line.ask()
    assert len((await line.ask()).items) == 2
    assert line.conditions() == [None, None]


async def test_a_fault_between_two_answers_does_not_hide_the_first(lines: Lines) -> None:
    line = await lines()
    first = await line.ask()
    line.server.fail_next("rss", Fault.SERVER_ERROR)
    with pytest.raises(PaperbriefError):
        await line.ask()
    assert await line.ask() is first


async def test_an_error_answered_with_status_200_is_a_fault_that_may_pass(lines: Lines) -> None:
    line = await lines()
    line.server.fail_next("rss", Fault.ERROR_FEED)
    with pytest.raises(SourceUnreadable, match="with an error: The database is away"):
        await line.ask()


async def test_a_refused_category_stays_refused(lines: Lines) -> None:
    with pytest.raises(SourceRefused, match="Bad archive 'xy'"):
        await (await lines()).ask("xy")


async def test_what_is_remembered_is_bounded_and_the_newest_stays(lines: Lines) -> None:
    line = await lines(memory=2)
    await line.ask("cs.CL")
    await line.ask("cs.CL")
    await line.ask("cs.AI")
    await line.ask("cs.AI")
    await line.ask("cs.CL")
    asked = [condition is not None for condition in line.conditions()]
    assert asked == [False, True, False, True, False]


async def test_a_state_that_the_server_does_not_know_brings_the_whole_answer(lines: Lines) -> None:
    line = await lines()
    answer = await line.http.get_if_changed(
        f"{line.server.rss_base}/rss/cs.CL", "a test", Validators(etag='"another"')
    )
    assert answer.body is not None
    assert answer.validators.etag != '"another"'
