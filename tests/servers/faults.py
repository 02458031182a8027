"""Ways in which a server of the test suite fails on purpose."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from tests.servers import arxiv_xml


class Fault(StrEnum):
    TOO_MANY = "429 with Retry-After"
    SERVER_ERROR = "500"
    RESET = "the connection is reset"
    HANG = "no answer ever"
    TRUNCATED = "half of the body, then the end"
    CUT_SHORT = "half of the body, as if it were the whole"
    WRONG_TYPE = "the right body under a wrong content type"
    HTML_PAGE = "a web page with status 200"
    ERROR_FEED = "an error feed with status 200"
    CHANGED = "half of the body, then the beginning of another"
    DRIP = "a byte at a time"
    HUGE = "two hundred megabytes"


@dataclass(frozen=True, slots=True)
class Planned:
    fault: Fault
    retry_after: str | None = None


class FaultPlan:
    """What goes wrong next, per place; ``"any"`` is for all places."""

    def __init__(self) -> None:
        self._plans: dict[str, deque[Planned]] = {}

    def add(self, where: str, planned: Planned, times: int) -> None:
        self._plans.setdefault(where, deque()).extend([planned] * times)

    def take(self, where: str) -> Planned | None:
        for place in (where, "any"):
            if plan := self._plans.get(place):
                return plan.popleft()
        return None


async def fail(
    request: web.Request, planned: Planned, good: web.Response, closing: asyncio.Event
) -> web.StreamResponse:
    """Answer wrongly; ``good`` is what would have been said."""
    body = good.body if isinstance(good.body, bytes) else b""
    match planned.fault:
        case Fault.TOO_MANY:
            headers = {"Retry-After": planned.retry_after} if planned.retry_after else {}
            return web.Response(status=429, text="Rate exceeded.", headers=headers)
        case Fault.SERVER_ERROR:
            return web.Response(status=500, text="Internal Server Error")
        case Fault.RESET:
            assert request.transport is not None
            request.transport.abort()
            return good
        case Fault.HANG:
            await closing.wait()
            return good
        case Fault.TRUNCATED:
            return await _truncated(request, body)
        case Fault.DRIP:
            return await _dripping(request, body, closing)
        case Fault.HUGE:
            return await _huge(request, body)
        case other:
            return _sent_whole(request, other, body)


def _sent_whole(request: web.Request, fault: Fault, body: bytes) -> web.Response:
    """Faults of content alone: status 200, and the connection is well."""
    half = body[: len(body) // 2]
    feed = arxiv_xml.rss_error(request.path.rpartition("/")[2], "The database is away.")
    page = "<!DOCTYPE html><html><head><title>Maintenance</title></head></html>"
    content, kind = {
        Fault.CUT_SHORT: (half, "text/xml"),
        Fault.CHANGED: (half + half, "text/xml"),
        Fault.ERROR_FEED: (feed.encode(), "text/xml"),
        Fault.HTML_PAGE: (page.encode(), "text/html"),
        Fault.WRONG_TYPE: (body, "application/octet-stream"),
    }[fault]
    return web.Response(body=content, content_type=kind)


async def _truncated(request: web.Request, body: bytes) -> web.StreamResponse:
    answer = web.StreamResponse()
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    assert request.transport is not None
    request.transport.close()
    return answer


async def _huge(request: web.Request, body: bytes) -> web.StreamResponse:
    """As much as the other side takes."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(body)
    with suppress(ConnectionError):
        for _ in range(200):
            await answer.write(b" " * 1_000_000)
    return answer


async def _dripping(
    request: web.Request, body: bytes, closing: asyncio.Event
) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for position in range(len(body)):
        if closing.is_set():
            break
        await answer.write(body[position : position + 1])
        await asyncio.sleep(0.02)
    return answer
