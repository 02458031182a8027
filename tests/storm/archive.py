"""The invented arXiv on loopback: what the world shows at the played moment."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.identifiers import parse_arxiv_id
from bot.taxonomy import canonical_category, category_of_oai_set
from tests.servers import arxiv_xml
from tests.storm.world import World

_PAGE = 40


class Archive:
    """Feeds, OAI-PMH and look-ups. ``truncated`` counts nothing: faults are the gate's."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock
        self.base = ""

    async def __aenter__(self) -> "Archive":
        app = web.Application()
        app.router.add_get("/rss/{category}", self._rss)
        app.router.add_get("/oai", self._oai)
        app.router.add_get("/api/query", self._query)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _rss(self, request: web.Request) -> web.Response:
        name = request.match_info["category"]
        category = canonical_category(name)
        if category is None:
            return _xml(arxiv_xml.rss_error(name, f"Bad archive '{name}'."), 400)
        day, items = self._world.feed(category, self._clock())
        body = arxiv_xml.rss(name, day, items)
        state = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == state:
            return web.Response(status=304, headers={"ETag": state})
        answer = _xml(body)
        answer.headers["ETag"] = state
        return answer

    async def _oai(self, request: web.Request) -> web.Response:
        query = request.query
        if token := query.get("resumptionToken"):
            spec, first, last, start = token.split("|")
        else:
            spec, start = query.get("set", ""), "0"
            first, last = query.get("from", "0001-01-01"), query.get("until", "9999-12-31")
        category = category_of_oai_set(spec) or ""
        found = self._world.archive(category, first, last, self._clock())
        if not found:
            return _xml(arxiv_xml.oai_error("noRecordsMatch", "The list is empty.", spec))
        end = int(start) + _PAGE
        page = found[int(start) : end]
        more = f"{spec}|{first}|{last}|{end}" if end < len(found) else None
        papers, stamps = [one.paper for one in page], [one.stamp for one in page]
        return _xml(arxiv_xml.oai_records(papers, stamps, spec, more))

    async def _query(self, request: web.Request) -> web.Response:
        papers = []
        for raw in filter(None, request.query.get("id_list", "").split(",")):
            wanted = parse_arxiv_id(raw)
            if wanted is None:
                return _xml(arxiv_xml.answer_error(f"incorrect id format for {raw}"), 400)
            record = self._world.record(wanted.id, self._clock())
            if record is not None:
                papers.append(record.paper)
        return _xml(arxiv_xml.answer(papers))


def _xml(text: str, status: int = 200) -> web.Response:
    return web.Response(body=text.encode(), content_type="text/xml", status=status)
