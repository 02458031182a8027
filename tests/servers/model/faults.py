"""Ways in which the model server fails on purpose: on the wire, or in what the model says."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from tests.servers.model.questions import Json

HUGE = 10_000_000
_PAGE = "<!DOCTYPE html><html><head><title>Bad gateway</title></head></html>"
_OTHER_PAPER = (
    "Gradient clipping for recurrent networks is revisited, and 17.3 % fewer steps are needed."
)


class Fault(StrEnum):
    TOO_MANY = "429, with Retry-After where one is given"
    QUOTA = "429, the quota is used up"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502 with a web page"
    UNAVAILABLE = "503, with Retry-After where one is given"
    NO_KEY = "401"
    FORBIDDEN = "403"
    NO_MODEL = "404, the model is unknown"
    BAD_REQUEST = "400 that explains nothing"
    TOO_LONG = "400, the question is too long"
    FLAGGED = "400, the question was filtered"
    ERROR_IN_ANSWER = "200 with an error in it"
    REDIRECT = "307 to the same place"
    RESET = "the connection is reset"
    HANG = "no answer ever"
    LATE = "the answer after a while"
    TRUNCATED = "half of the body, then the end"
    CUT_SHORT = "half of the body, as if it were the whole"
    DRIP = "a byte at a time"
    WRONG_TYPE = "the right body under a wrong content type"
    HTML_PAGE = "a web page with status 200"
    OTHER_JSON = "JSON of another form with status 200"
    HUGE = "10 MB of text"
    NO_USAGE = "no count of tokens"
    REFUSAL = "the model declines, in the field for it"
    REFUSAL_WORDS = "the model declines in words"
    THOUGHTS = "thoughts, then the answer"
    PROSE = "words around the answer"
    FENCE = "the answer in a fence of code"
    HALF_JSON = "half of the answer, as if it were the whole"
    NOT_JSON = "words in place of the answer"
    OTHER_FORM = "an object with other names"
    ANOTHER = "every text is another paper's"
    EMPTY = "an answer without a letter"
    NULL = "no content at all"
    TOOL = "a call of a tool in place of an answer"
    LENGTH = "half of the answer, and says that it was cut"
    ALL_THOUGHTS = "thoughts until the room is used up"
    FILTERED = "the answer was filtered"


_STATUS: dict[Fault, tuple[int, str, str | None]] = {
    Fault.TOO_MANY: (429, "Rate limit reached for requests", "rate_limit_exceeded"),
    Fault.QUOTA: (
        429,
        "You exceeded your current quota, please check your plan.",
        "insufficient_quota",
    ),
    Fault.SERVER_ERROR: (500, "The server had an error while processing your request.", None),
    Fault.UNAVAILABLE: (503, "The engine is currently overloaded.", None),
    Fault.NO_KEY: (401, "Incorrect API key provided: sk-se***et.", "invalid_api_key"),
    Fault.FORBIDDEN: (403, "Your project does not have access.", None),
    Fault.NO_MODEL: (404, "The model `x` does not exist.", "model_not_found"),
    Fault.BAD_REQUEST: (400, "Bad Request", None),
    Fault.TOO_LONG: (
        400,
        "This model's maximum context length is 8192 tokens.",
        "context_length_exceeded",
    ),
    Fault.FLAGGED: (400, "The response was filtered by the content policy.", "content_filter"),
}
# nothing is asked of the model
UNHANDLED = frozenset(
    {*_STATUS, Fault.REDIRECT, Fault.RESET, Fault.HANG, Fault.HTML_PAGE, Fault.BAD_GATEWAY,
     Fault.OTHER_JSON, Fault.ERROR_IN_ANSWER, Fault.HUGE}
)  # fmt: skip
# said by the model: the text that it would have said is given
SAID = frozenset(
    {Fault.REFUSAL_WORDS, Fault.THOUGHTS, Fault.PROSE, Fault.FENCE, Fault.HALF_JSON,
     Fault.NOT_JSON, Fault.OTHER_FORM, Fault.ANOTHER, Fault.EMPTY, Fault.LENGTH,
     Fault.ALL_THOUGHTS}
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Planned:
    """``interface`` may be "any"; ``times`` is None until cleared."""

    fault: Fault
    interface: str
    times: int | None
    headers: dict[str, str]
    seconds: float


class FaultPlan:
    def __init__(self) -> None:
        self._plans: list[Planned] = []

    def add(self, planned: Planned) -> None:
        self._plans.append(planned)

    def clear(self) -> None:
        self._plans.clear()

    def take(self, interface: str, body: Mapping[str, object]) -> Planned | None:
        """What goes wrong with the call that has this body, if anything does."""
        for planned in self._plans:
            if planned.interface in (interface, "any"):
                if planned.times is not None:
                    planned.times -= 1
                    if planned.times <= 0:
                        self._plans.remove(planned)
                return planned
        return None


def spoiled(fault: Fault, good: str) -> str:
    """What the model says in place of what it would have said."""
    match fault:
        case Fault.REFUSAL_WORDS:
            return "I'm sorry, but I can't help with that. Please provide the paper's abstract."
        case Fault.THOUGHTS:
            return f'<think>Maybe {{"score": 1}}? No: {{"a": [1]}} is no answer.</think>\n{good}'
        case Fault.PROSE:
            return f"Certainly! Here is the JSON that you asked for:\n\n{good}\n\nAnything else?"
        case Fault.FENCE:
            return f"```json\n{good}\n```"
        case Fault.HALF_JSON | Fault.LENGTH:
            return good[: len(good) // 2]
        case Fault.NOT_JSON:
            return "The papers are about language, mostly."
        case Fault.OTHER_FORM:
            return '{"tldr": "a text", "keywords": ["one", "two"]}'
        case Fault.ANOTHER:
            return _with_other_texts(good)
        case Fault.ALL_THOUGHTS:
            return "<think>" + "Let me see. " * 200
    return ""


def _with_other_texts(good: str) -> str:
    def changed(value: object) -> object:
        if isinstance(value, dict):
            return {name: changed(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [changed(each) for each in value]
        # ids and short names stay, so that the answer keeps its form
        return _OTHER_PAPER if isinstance(value, str) and len(value) > 20 else value

    try:
        return json.dumps(changed(json.loads(good)))
    except ValueError:
        return _OTHER_PAPER


async def on_the_wire(
    request: web.Request, planned: Planned, good: web.Response, closing: asyncio.Event
) -> web.StreamResponse:
    """``good`` is what would have been answered."""
    fault = planned.fault
    if fault in _STATUS:
        return _refused(fault, planned.headers)
    body = good.body if isinstance(good.body, bytes) else b""
    match fault:
        case Fault.RESET:
            return _reset(request)
        case Fault.HANG:
            await closing.wait()
            return _reset(request)
        case Fault.REDIRECT:
            return web.Response(status=307, headers={"Location": str(request.url)})
        case Fault.LATE:
            await _pause(planned.seconds, closing)
        case Fault.TRUNCATED:
            return await _truncated(request, body)
        case Fault.DRIP:
            return await _dripping(request, body, closing)
        case Fault.HUGE:
            return await _huge(request)
        case _:
            return _whole(fault, body, good)
    return good


def _whole(fault: Fault, body: bytes, good: web.Response) -> web.Response:
    """Faults of content alone: the connection is well."""
    error: Json = {"error": {"message": "Provider returned error", "code": 502}}
    match fault:
        case Fault.CUT_SHORT:
            return web.Response(body=body[: len(body) // 2], content_type="application/json")
        case Fault.WRONG_TYPE:
            return web.Response(body=body, content_type="text/plain")
        case Fault.HTML_PAGE:
            return web.Response(text=_PAGE, content_type="text/html")
        case Fault.BAD_GATEWAY:
            return web.Response(text=_PAGE, content_type="text/html", status=502)
        case Fault.OTHER_JSON:
            return web.json_response([{"models": "none"}, 7])
        case Fault.ERROR_IN_ANSWER:
            return web.json_response(error)
    return good


def _refused(fault: Fault, headers: dict[str, str]) -> web.Response:
    status, message, code = _STATUS[fault]
    error: Json = {"message": message, "type": code or "error", "param": None, "code": code}
    return web.json_response({"error": error}, status=status, headers=headers)


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _pause(seconds: float, closing: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(closing.wait(), seconds)
    except TimeoutError:
        return


async def _truncated(request: web.Request, body: bytes) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return answer


async def _dripping(
    request: web.Request, body: bytes, closing: asyncio.Event
) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    await answer.prepare(request)
    try:
        for place in range(len(body)):
            if closing.is_set():
                break
            await answer.write(body[place : place + 1])
            await asyncio.sleep(0.02)
    except ConnectionError:
        # the client had enough
        pass
    return answer


async def _huge(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    await answer.prepare(request)
    try:
        await answer.write(b'{"choices": [{"message": {"content": "')
        for _ in range(HUGE // 100_000):
            await answer.write(b"x" * 100_000)
        await answer.write(b'"}}]}')
    except ConnectionError:
        pass
    return answer
