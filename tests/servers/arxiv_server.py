"""arXiv on loopback: feeds, OAI-PMH, search API and files over what a test gives it.

::

    async with ArxivServer({"cs.CL": items}, day=date(2026, 2, 6)) as server:
        server.fail_next("rss", Fault.HANG, times=2)
        ... server.rss_base, server.oai_base, server.api_base ...
        server.announce(date(2026, 2, 9), {"cs.CL": more})   # feeds, OAI-PMH, look-ups
        server.show("cs.CL", items, day=date(2026, 2, 9))    # but this feed is stale
        server.hold_file("/html/2602.00001v1", page)         # others are answered with 404
    assert [request.path for request in server.requests] == ["/rss/cs.CL"]

A test that starts the bot as a process of its own uses :func:`serve_in_thread`.
"""

import asyncio
import hashlib
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from random import Random
from typing import Self

from aiohttp import web

from bot.identifiers import parse_arxiv_id
from bot.taxonomy import canonical_category, category_of_oai_set
from bot.values.listings import ListedPaper
from bot.values.papers import Paper
from tests.servers import arxiv_xml
from tests.servers.faults import Fault, FaultPlan, Planned, fail

Papers = Mapping[str, Sequence[ListedPaper]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One request; ``began`` is when it arrived, in monotonic seconds."""

    path: str
    query: Mapping[str, str]
    user_agent: str
    began: float
    headers: Mapping[str, str]


class ArxivServer:
    """``page_size`` is the number of records in one OAI-PMH answer; ``validators`` is what
    feeds say of their state: "etag", "last-modified" or "" for nothing.

    ``clock`` tells the time by which late records have appeared. With ``moving``, a paper's
    record stands only under the last date on which it was announced, as at arXiv.
    """

    def __init__(
        self,
        papers: Papers,
        *,
        day: date = date(2026, 2, 6),
        page_size: int = 1000,
        validators: str = "etag",
        clock: Callable[[], datetime] | None = None,
        moving: bool = False,
    ) -> None:
        self.requests: list[Seen] = []
        # how many requests were answered with 304
        self.unchanged = 0
        self.base = ""
        self._announced: dict[date, Papers] = {day: papers}
        self._shown: dict[str, tuple[date, Sequence[ListedPaper]]] = {}
        self._records_only: dict[date, dict[str, Sequence[ListedPaper]]] = {}
        self._page_size = page_size
        self._validators = validators
        self._plan = FaultPlan()
        self._clock = clock
        self._moving = moving
        self._appearing: dict[tuple[date, str], datetime] = {}
        self._lossy: tuple[Random, float, Sequence[Fault]] | None = None
        self._bad_pages: dict[int, Planned] = {}
        self._token_life = 0
        self._files: dict[str, bytes] = {}

    @property
    def rss_base(self) -> str:
        return self.base

    @property
    def oai_base(self) -> str:
        return f"{self.base}/oai"

    @property
    def api_base(self) -> str:
        return f"{self.base}/api/query"

    def announce(self, day: date, papers: Papers) -> None:
        """A further day: feeds show the newest one, OAI-PMH and look-ups know all."""
        self._announced[day] = papers

    def show(self, category: str, items: Sequence[ListedPaper], *, day: date) -> None:
        """From now on this feed shows these, dated ``day``, whatever was announced."""
        self._shown[category] = (day, items)

    def show_announced(self, category: str) -> None:
        """The end of :meth:`show`."""
        self._shown.pop(category, None)

    def record(self, day: date, category: str, items: Sequence[ListedPaper]) -> None:
        """Records that OAI-PMH dates ``day`` and no feed shows."""
        self._records_only.setdefault(day, {})[category] = items

    def hold_file(self, path: str, content: bytes) -> None:
        """A page, an image of it or a PDF, under ``/html/...`` or ``/pdf/...``."""
        self._files[path] = content

    def fail_next(
        self, where: str, fault: Fault, *, times: int = 1, retry_after: str | None = None
    ) -> None:
        """``where`` is rss, atom, oai, api, html, pdf or any; ``retry_after`` is for TOO_MANY."""
        self._plan.add(where, Planned(fault, retry_after), times)

    @property
    def announced(self) -> Mapping[date, Papers]:
        """The truth, for audits: by date and category, whatever feeds and records show of it."""
        return self._announced

    def appear_late(self, day: date, paper_id: str, at: datetime) -> None:
        """OAI-PMH has no record of that announcement before ``at``."""
        self._appearing[day, paper_id] = at

    def fail_often(self, share: float, faults: Sequence[Fault], random: Random) -> None:
        """From now on this share of all answers fails, until :meth:`recover`."""
        self._lossy = random, share, faults

    def fail_page(self, page: int, fault: Fault) -> None:
        """The next request for this page of records, counted from 1, fails."""
        self._bad_pages[page] = Planned(fault)

    def expire_tokens(self) -> None:
        """Resumption tokens that were given until now are not known any more."""
        self._token_life += 1

    def recover(self) -> None:
        """Nothing that was planned goes wrong any more."""
        self._plan = FaultPlan()
        self._lossy = None

    async def arrived(self, count: int = 1) -> None:
        """Wait until so many requests have come (within the server's own loop)."""
        while len(self.requests) < count:
            await self._arrival.wait()

    async def __aenter__(self) -> Self:
        self._closing = asyncio.Event()
        self._arrival = asyncio.Event()
        app = web.Application()
        app.router.add_get("/rss/{category}", self._serving("rss", self._rss))
        app.router.add_get("/atom/{category}", self._serving("atom", self._atom))
        app.router.add_get("/oai", self._serving("oai", self._oai))
        app.router.add_get("/api/query", self._serving("api", self._query))
        app.router.add_get("/html/{name:.+}", self._serving("html", self._file))
        app.router.add_get("/pdf/{name:.+}", self._serving("pdf", self._file))
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._runner.cleanup()

    def _serving(
        self, where: str, answer: Callable[[web.Request], web.Response]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            agent = request.headers.get("User-Agent", "")
            query = dict(request.query)
            headers = dict(request.headers)
            self.requests.append(Seen(request.path, query, agent, time.monotonic(), headers))
            self._arrival.set()
            self._arrival = asyncio.Event()
            planned = self._plan.take(where)
            if where == "oai" and planned is None:
                planned = self._bad_pages.pop(self._page_asked(query), None)
            planned = planned or self._by_chance()
            good = answer(request)
            if planned:
                return await fail(request, planned, good, self._closing)
            return self._unless_known(request, good) if where in ("rss", "atom") else good

        return handle

    def _rss(self, request: web.Request) -> web.Response:
        return self._feed(request, arxiv_xml.rss)

    def _atom(self, request: web.Request) -> web.Response:
        return self._feed(request, arxiv_xml.atom)

    def _feed(
        self, request: web.Request, build: Callable[[str, date, Sequence[ListedPaper]], str]
    ) -> web.Response:
        name = request.match_info["category"]
        category = canonical_category(name)
        if category is None:
            return _xml(arxiv_xml.rss_error(name, f"Bad archive '{name}'."), status=400)
        newest = max(self._announced)
        usual = newest, self._announced[newest].get(category, ())
        return _xml(build(name, *self._shown.get(category, usual)))

    def _unless_known(self, request: web.Request, good: web.Response) -> web.Response:
        """304 where the request names the state that the feed is in."""
        state = hashlib.sha256(good.body if isinstance(good.body, bytes) else b"").hexdigest()[:16]
        # a date stands for a state here: every other body has another one
        stamp = format_datetime(datetime.fromtimestamp(int(state[:7], 16), UTC), usegmt=True)
        name, asked, value = {
            "etag": ("ETag", "If-None-Match", f'"{state}"'),
            "last-modified": ("Last-Modified", "If-Modified-Since", stamp),
        }.get(self._validators, ("X-State", "X-Asked", state))
        if good.status == 200 and request.headers.get(asked) == value:
            self.unchanged += 1
            return web.Response(status=304, headers={name: value})
        good.headers[name] = value
        return good

    def _by_chance(self) -> Planned | None:
        if self._lossy is None:
            return None
        random, share, faults = self._lossy
        return Planned(random.choice(faults)) if random.random() < share else None

    def _page_asked(self, query: Mapping[str, str]) -> int:
        token = query.get("resumptionToken")
        return page_of(token, self._page_size) if token else 1

    def _oai(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        token = query.get("resumptionToken")
        if token:
            spec, first, last, start, life = token.split("|")
            if int(life) != self._token_life:
                return _xml(arxiv_xml.oai_error("badResumptionToken", "It has expired."))
        else:
            spec, start = query.get("set", ""), "0"
            first, last = query.get("from", "0001-01-01"), query.get("until", "9999-12-31")
        found = self._records(category_of_oai_set(spec), first, last)
        if not found:
            return _xml(arxiv_xml.oai_error("noRecordsMatch", "The list is empty.", spec))
        end = int(start) + self._page_size
        page = found[int(start) : end]
        more = f"{spec}|{first}|{last}|{end}|{self._token_life}" if end < len(found) else None
        papers, stamps = [paper for paper, _ in page], [day for _, day in page]
        return _xml(arxiv_xml.oai_records(papers, stamps, spec, more))

    def _records(self, category: str | None, first: str, until: str) -> list[tuple[Paper, date]]:
        days = [*self._announced.items(), *self._records_only.items()]
        found = [
            (item.paper, day)
            for day, listings in sorted(days, key=lambda pair: pair[0])
            for item in listings.get(category or "", ())
            if self._has_appeared(day, item.paper.id)
        ]
        if self._moving:
            last = {paper.id: day for paper, day in found}
            found = [(paper, day) for paper, day in found if last[paper.id] == day]
        return [(paper, day) for paper, day in found if first <= day.isoformat() <= until]

    def _has_appeared(self, day: date, paper_id: str) -> bool:
        at = self._appearing.get((day, paper_id))
        return at is None or self._clock is None or self._clock() >= at

    def _file(self, request: web.Request) -> web.Response:
        content = self._files.get(request.path)
        if content is None:
            page = f"<html><body><h1>No HTML for {request.match_info['name']}</h1></body></html>"
            return web.Response(text=page, content_type="text/html", status=404)
        is_page = request.path.startswith("/html/") and content.lstrip()[:1] == b"<"
        kind = "text/html" if is_page else "application/octet-stream"
        return web.Response(body=content, content_type=kind)

    def _query(self, request: web.Request) -> web.Response:
        asked = [raw for raw in request.query.get("id_list", "").split(",") if raw]
        papers: dict[str, Paper] = {}
        for raw in asked:
            wanted = parse_arxiv_id(raw)
            if wanted is None:
                error = arxiv_xml.answer_error(f"incorrect id format for {raw}")
                return _xml(error, status=400)
            papers |= {str(wanted): paper for paper in self._versions(wanted.id, wanted.version)}
        return _xml(arxiv_xml.answer(list(papers.values())))

    def _versions(self, paper_id: str, version: int | None) -> list[Paper]:
        known = {
            item.paper.version or 1: item.paper
            for listings in self._announced.values()
            for items in listings.values()
            for item in items
            if item.paper.id == paper_id
        }
        number = version or max(known, default=0)
        return [known[number]] if number in known else []


def page_of(token: str, page_size: int = 1000) -> int:
    """The page, counted from 1, that a resumption token asks for."""
    return int(token.split("|")[3]) // page_size + 1


@contextmanager
def serve_in_thread(papers: Papers, *, day: date = date(2026, 2, 6)) -> Iterator[ArxivServer]:
    """The same server on a loop and a thread of its own."""
    server = ArxivServer(papers, day=day)
    started, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def run() -> None:
        async with server:
            loops.append(asyncio.get_running_loop())
            started.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    if not started.wait(10):
        raise RuntimeError("the server did not start")
    try:
        yield server
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(10)


def _xml(text: str, *, status: int = 200) -> web.Response:
    return web.Response(body=text.encode(), content_type="text/xml", status=status)
