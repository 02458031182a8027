"""Ways in which the server fails on purpose, planned per route, channel or for everything."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from tests.servers.discord.rules.refusals import Json


class Fault(StrEnum):
    TOO_MANY = "429 of the API"
    BANNED = "429 without Via, in HTML, as Cloudflare answers"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    RESET = "the connection is reset, and nothing was done"
    RESET_AFTER = "it was done, and the connection is reset"
    HANG = "nothing is done, and no answer comes"
    HANG_AFTER = "it was done, and no answer comes"
    TRUNCATED = "it was done, and half of the answer comes"
    HTML_PAGE = "it was done, and a web page with status 200 comes"
    DELAY = "it is done after a while"
    REFUSED = "an error of the API's own"
    PAGE = "a web page with a status, of somebody in between; nothing was done"
    BARE = "it was done, and what comes is JSON of another form"
    MISLABELLED = "it was done, and the answer is said to be text"


BEFORE = (
    Fault.TOO_MANY,
    Fault.BANNED,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.RESET,
    Fault.REFUSED,
    Fault.PAGE,
)
"""Faults that keep a request from being handled."""


@dataclass(frozen=True, slots=True)
class Planned:
    """``seconds``: retry_after of a 429, or the delay. ``status``: of REFUSED and PAGE, ``body``
    of REFUSED."""

    fault: Fault
    seconds: float = 0.05
    everywhere: bool = False
    status: int = 503
    body: Json | None = None


class FaultPlan:
    """What goes wrong next at each place; ``"any"`` is every place."""

    def __init__(self) -> None:
        self._next: dict[str, deque[Planned]] = {}
        self._standing: dict[str, Planned] = {}

    def add(self, place: str, planned: Planned, times: int | None) -> None:
        """``times`` None: until cleared."""
        if times is None:
            self._standing[place] = planned
        else:
            self._next.setdefault(place, deque()).extend([planned] * times)

    def take(self, *places: str) -> Planned | None:
        if not self._next and not self._standing:
            return None
        for place in places:
            if queue := self._next.get(place):
                return queue.popleft()
            if place in self._standing:
                return self._standing[place]
        return None

    def clear(self) -> None:
        self._next.clear()
        self._standing.clear()


def too_many(retry_after: float, headers: dict[str, str], *, everywhere: bool) -> web.Response:
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(retry_after, 3),
        "global": everywhere,
    }
    stated = {"Via": "1.1 google", "Retry-After": str(int(retry_after) + 1)}
    if everywhere:
        stated |= {"X-RateLimit-Global": "true"}
    return answer(body, status=429, headers=headers | stated)


def banned() -> web.Response:
    page = "<html><head><title>Access denied | Error 1015</title></head></html>"
    headers = {"Retry-After": "3600"}
    return web.Response(status=429, text=page, content_type="text/html", headers=headers)


def answer(
    body: object, *, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    """JSON under exactly "application/json": with a charset discord.py reads it as text."""
    if body is None:
        return web.Response(status=204, headers=headers)
    said = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(body=said, status=status, headers=headers, content_type="application/json")


def instead(request: web.Request, planned: Planned) -> web.Response:
    """The answer of a fault that keeps the request from being handled."""
    match planned.fault:
        case Fault.TOO_MANY:
            headers = {"X-RateLimit-Scope": "user"}
            return too_many(planned.seconds, headers, everywhere=planned.everywhere)
        case Fault.BANNED:
            return banned()
        case Fault.REFUSED:
            body = planned.body or {"message": "Service Unavailable", "code": 0}
            return answer(body, status=planned.status)
        case Fault.RESET:
            return cut(request)
        case Fault.PAGE:
            page = "<html><head><title>Attention Required! | Cloudflare</title></head></html>"
            return web.Response(status=planned.status, text=page, content_type="text/html")
        case fault:
            status = 500 if fault == Fault.SERVER_ERROR else 502
            return web.Response(status=status, text="upstream", content_type="text/html")


async def spoil(
    request: web.Request, planned: Planned, good: web.Response, closing: asyncio.Event
) -> web.StreamResponse:
    """The answer of a fault that comes after the request was handled."""
    match planned.fault:
        case Fault.RESET_AFTER:
            return cut(request)
        case Fault.HANG_AFTER:
            await closing.wait()
            return good
        case Fault.TRUNCATED:
            return await _truncated(request, good)
        case Fault.BARE:
            return answer(["ok"])
        case Fault.MISLABELLED:
            return web.Response(body=good.body, content_type="text/plain")
        case _:
            page = "<!DOCTYPE html><html><head><title>Discord</title></head></html>"
            return web.Response(text=page, content_type="text/html")


def cut(request: web.Request) -> web.Response:
    """The connection is reset."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _truncated(request: web.Request, good: web.Response) -> web.StreamResponse:
    body = good.body if isinstance(good.body, bytes) else b"{}"
    half = web.StreamResponse(headers={"Content-Type": "application/json"})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
