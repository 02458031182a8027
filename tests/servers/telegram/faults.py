"""Ways in which the Bot API server fails on purpose."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

from tests.servers.telegram.errors import Json

Body = tuple[int, Json]


class Fault(StrEnum):
    TOO_MANY = "429 with retry_after"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502 with a web page"
    RESET_BEFORE = "the connection is reset before the request is handled"
    RESET_AFTER = "the request is handled, then the connection is reset"
    HANG_BEFORE = "no answer ever, and nothing is done"
    HANG_AFTER = "the request is handled, and never answered"
    TRUNCATED = "handled; half of the body, then the end"
    CUT_SHORT = "handled; half of the body, as if it were the whole"
    WRONG_TYPE = "handled; the right body under a wrong content type"
    WRONG_FORM = "handled; JSON of another form"
    HTML_PAGE = "a web page with status 200, and nothing is done"
    DELAY = "handled after a while"
    DELAY_AFTER = "handled at once, answered after a while"


UNHANDLED = frozenset(
    {
        Fault.TOO_MANY,
        Fault.SERVER_ERROR,
        Fault.BAD_GATEWAY,
        Fault.RESET_BEFORE,
        Fault.HANG_BEFORE,
        Fault.HTML_PAGE,
    }
)
_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(slots=True, eq=False)
class Planned:
    """``times`` is None until cleared; ``seconds`` goes with the delays, which end with
    ``cleared`` at the latest."""

    method: str
    fault: Fault
    chat: int | None
    times: int | None
    retry_after: int
    seconds: float
    cleared: asyncio.Event = field(default_factory=asyncio.Event)


class FaultPlan:
    """What goes wrong next, by method (lower case, "any" for all) and chat (None: all)."""

    def __init__(self) -> None:
        self._plans: list[Planned] = []
        self._delayed: list[Planned] = []

    def add(self, planned: Planned) -> None:
        self._plans.append(planned)
        self._delayed.append(planned)

    def clear(self) -> None:
        self._plans.clear()
        for planned in self._delayed:
            planned.cleared.set()
        self._delayed.clear()

    def take(self, method: str, chat: object) -> Planned | None:
        for planned in self._plans:
            if planned.method in (method, "any") and planned.chat in (None, chat):
                self._use(planned)
                return planned
        return None

    def _use(self, planned: Planned) -> None:
        if planned.times is not None:
            planned.times -= 1
            if planned.times <= 0:
                self._plans.remove(planned)


async def without_handling(
    request: web.BaseRequest, planned: Planned, closing: asyncio.Event
) -> web.StreamResponse:
    """The answer of a server that did nothing."""
    match planned.fault:
        case Fault.TOO_MANY:
            told = planned.retry_after
            sentence = f"Too Many Requests: retry after {told}"
            body = {"ok": False, "error_code": 429, "description": sentence}
            return web.json_response(body | {"parameters": {"retry_after": told}}, status=429)
        case Fault.SERVER_ERROR:
            body = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
            return web.json_response(body, status=500)
        case Fault.BAD_GATEWAY:
            page = _PAGE.format("502 Bad Gateway")
            return web.Response(text=page, content_type="text/html", status=502)
        case Fault.HTML_PAGE:
            return web.Response(text=_PAGE.format("Maintenance"), content_type="text/html")
        case Fault.HANG_BEFORE:
            await closing.wait()
    return _reset(request)


async def after_handling(
    request: web.BaseRequest, planned: Planned, good: web.Response, closing: asyncio.Event
) -> web.StreamResponse:
    """``good`` is what would have been said; it was done."""
    body = good.body if isinstance(good.body, bytes) else b""
    half = body[: len(body) // 2]
    match planned.fault:
        case Fault.HANG_AFTER:
            await closing.wait()
            return _reset(request)
        case Fault.RESET_AFTER:
            return _reset(request)
        case Fault.TRUNCATED:
            return await _truncated(request, body)
        case Fault.CUT_SHORT:
            return web.Response(body=half, content_type="application/json", status=good.status)
        case Fault.WRONG_TYPE:
            return web.Response(body=body, content_type="text/html", status=good.status)
        case Fault.WRONG_FORM:
            return web.json_response([{"update_id": "none"}, 7])
        case Fault.DELAY_AFTER:
            await _pause(planned, closing)
    return good


async def hold(planned: Planned, closing: asyncio.Event) -> None:
    """Before handling."""
    if planned.fault is Fault.DELAY:
        await _pause(planned, closing)


async def _pause(planned: Planned, closing: asyncio.Event) -> None:
    """A server that closes or is well again waits for nobody."""
    ends = {asyncio.ensure_future(each.wait()) for each in (closing, planned.cleared)}
    await asyncio.wait(ends, timeout=planned.seconds, return_when=asyncio.FIRST_COMPLETED)
    for each in ends:
        each.cancel()


def _reset(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _truncated(request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return answer
