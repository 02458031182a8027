"""What stands between the bot and a server, and fails by the weather: an HTTP proxy.

The server behind it does its work or never hears of a request; what comes back is the
gate's matter. So any server will do, and what it accepted stands in its own records.
"""

import asyncio
import json
import socket
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

import aiohttp
import yarl
from aiohttp import web

from tests.storm.played import Clock
from tests.storm.weather import HANDLED, Spell, Wrong

Moment = Literal["arrived", "written", "answered"]
_HOP = frozenset(
    ("connection", "keep-alive", "transfer-encoding", "host", "content-length", "date", "server")
)
_SLOW = (Wrong.HANG, Wrong.HANG_AFTER, Wrong.HALF)
_PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>"


@dataclass(slots=True)
class Count:
    """``unanswered``: sends that the server took and the bot had no whole answer to."""

    faults: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


class Gate:
    """``too_many`` gives a 429 in the server's form for so many seconds, None for a bare one.
    ``is_send``: whether method and path write a message. ``seen`` is told of sends (and of
    everything where nothing is sent): where it answers True, the bot was killed just now."""

    def __init__(
        self,
        where: str,
        upstream: str,
        clock: Clock,
        spells: Sequence[Spell],
        seed: str,
        *,
        too_many: Callable[[float | None], Reply],
        is_send: Callable[[str, str], bool],
        seen: Callable[[str, Moment], bool],
        latency: float = 0.2,
    ) -> None:
        self.count = Count()
        # grows with every death of the bot: who asked in a former life hears no answer
        self.life = 0
        self._where = where
        self._upstream = yarl.URL(upstream).origin()
        self._clock = clock
        self._spells = [one for one in spells if one.where == where]
        self._rng = Random(seed)  # noqa: S311 - weather, not secrets
        self._too_many = too_many
        self._is_send = is_send
        self._seen = seen
        self._latency = latency
        self._closing = asyncio.Event()
        self._place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # bound and never listening: connections are refused, and nobody else takes the port
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind(("127.0.0.1", 0))
        self._runner: web.ServerRunner | None = None

    @property
    def base(self) -> str:
        host, port = self._place.getsockname()
        return f"http://{host}:{port}"

    @property
    def outages(self) -> Sequence[Spell]:
        return [one for one in self._spells if one.is_outage]

    async def __aenter__(self) -> "Gate":
        self._client = aiohttp.ClientSession(
            auto_decompress=False, timeout=aiohttp.ClientTimeout(total=None)
        )
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
        await self._client.close()
        self._place.close()

    async def open(self) -> None:
        self._closing = asyncio.Event()
        server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.01, handle_signals=False)
        await self._runner.setup()
        await web.TCPSite(
            self._runner, *self._place.getsockname(), reuse_address=True, backlog=1024
        ).start()

    async def close(self) -> None:
        """Connections end, and are refused from now on."""
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def begins(self, spell: Spell) -> None:
        if spell.is_refusal:
            self.count.faults[f"{self._where} {Wrong.REFUSED}"] += 1
            await self.close()
        else:
            self._cut()

    async def ends(self, spell: Spell) -> None:
        if spell.is_refusal:
            await self.open()
        else:
            self._cut()

    def _cut(self) -> None:
        """What hangs here is cut off."""
        self._closing.set()
        self._closing = asyncio.Event()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        body, life = await request.read(), self.life
        self.count.requests += 1
        path = request.rel_url.raw_path_qs
        sends = self._is_send(request.method, path)
        wrong = self._wrong()
        # a thread asks there, and while one is at work no time goes by
        in_thread = path.startswith("/api/")
        if in_thread and wrong in _SLOW:
            wrong = Wrong.RESET
        latency = 0.0 if in_thread else self._latency
        await asyncio.sleep(self._rng.uniform(0.05, 1) * latency)
        if self._is_end(sends, "arrived"):
            return self._abort(request)
        if wrong is not None:
            self.count.faults[f"{self._where} {wrong}"] += 1
            if wrong not in HANDLED:
                return await self._unhandled(request, wrong)
        good = await self._forwarded(request, path, body)
        taken = sends and 200 <= good.status < 300
        if self._is_end(sends, "written") or life != self.life:
            self.count.unanswered += taken
            return self._abort(request)
        if wrong is not None:
            self.count.unanswered += taken and wrong is not Wrong.WRONG_TYPE
            return await self._answered_wrongly(request, wrong, good)
        await asyncio.sleep(self._rng.uniform(0.05, 1) * latency)
        if life != self.life:
            self.count.unanswered += taken
            return self._abort(request)
        answer = _response(good)
        await answer.prepare(request)
        await answer.write_eof()
        self._is_end(sends, "answered")
        return answer

    def _wrong(self) -> Wrong | None:
        now = self._clock()
        for spell in self._spells:
            blows = spell.start <= now < spell.end and not spell.is_refusal
            if blows and self._rng.random() < spell.share:
                return self._rng.choice(spell.forms)
        return None

    def _is_end(self, sends: bool, moment: Moment) -> bool:
        return (sends or self._where == "arxiv") and self._seen(self._where, moment)

    async def _forwarded(self, request: web.BaseRequest, path: str, body: bytes) -> Reply:
        headers = [(k, v) for k, v in request.headers.items() if k.lower() not in _HOP]
        url = yarl.URL(f"{self._upstream}{path}", encoded=True)
        async with self._client.request(
            request.method, url, headers=headers, data=body, allow_redirects=False
        ) as answer:
            kept = [(k, v) for k, v in answer.headers.items() if k.lower() not in _HOP]
            return Reply(answer.status, kept, await answer.read())

    async def _unhandled(self, request: web.BaseRequest, wrong: Wrong) -> web.StreamResponse:
        match wrong:
            case Wrong.HTML_502:
                return web.Response(status=502, body=_PAGE, content_type="text/html")
            case Wrong.JSON_503:
                return web.json_response({"message": "Service Unavailable"}, status=503)
            case Wrong.HANG:
                await self._closing.wait()
                return self._abort(request)
            case Wrong.TOO_MANY:
                return _response(self._too_many(self._rng.randrange(1, 6)))
            case Wrong.TOO_MANY_LONG:
                return _response(self._too_many(self._rng.randrange(60, 1800)))
            case Wrong.TOO_MANY_BARE:
                return _response(self._too_many(None))
        return self._abort(request)

    async def _answered_wrongly(
        self, request: web.BaseRequest, wrong: Wrong, good: Reply
    ) -> web.StreamResponse:
        half = good.body[: len(good.body) // 2]
        match wrong:
            case Wrong.HANG_AFTER:
                await self._closing.wait()
            case Wrong.HALF:
                answer = web.StreamResponse(status=good.status)
                answer.content_length = len(good.body)
                await answer.prepare(request)
                await answer.write(half)
                # what was written leaves before the line is cut
                await asyncio.sleep(0.01)
            case Wrong.CUT:
                return _response(Reply(good.status, good.headers, half))
            case Wrong.WRONG_TYPE:
                kept = [(k, v) for k, v in good.headers if k.lower() != "content-type"]
                wrongly = [*kept, ("Content-Type", "application/octet-stream")]
                return _response(Reply(good.status, wrongly, good.body))
            case Wrong.WRONG_JSON:
                return web.json_response({"unexpected": ["of", "another", "service"]})
            case Wrong.HTML_PAGE:
                return web.Response(body=_PAGE, content_type="text/html")
        return self._abort(request)

    def _abort(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def _response(reply: Reply) -> web.Response:
    answer = web.Response(status=reply.status, body=reply.body)
    answer.headers.pop("Content-Type", None)
    for name, value in reply.headers:
        answer.headers.add(name, value)
    return answer


def bare(seconds: float | None) -> Reply:
    """A 429 that says so in its header alone."""
    headers = [("Content-Type", "text/plain")]
    headers += [] if seconds is None else [("Retry-After", str(int(seconds)))]
    return Reply(429, headers, b"Rate exceeded.")


def as_json(status: int, body: object, headers: Sequence[tuple[str, str]] = ()) -> Reply:
    return Reply(
        status, [("Content-Type", "application/json"), *headers], json.dumps(body).encode()
    )
