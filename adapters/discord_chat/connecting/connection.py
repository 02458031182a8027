"""The bot's requests to Discord, shared by everything that talks with it.

Two ways out. What the bot says by itself goes through the library's buckets and a brake
of ours over all of it; answers to interactions, which Discord exempts, go past both, so
that nobody waits behind a fan-out.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from math import inf
from types import SimpleNamespace
from typing import Any

import aiohttp

from adapters.discord_chat.connecting.completing import read_as_json
from adapters.discord_chat.connecting.invalid import MOST, InvalidRequests
from adapters.discord_chat.connecting.library import AsyncWebhookAdapter, HTTPClient, Route, discord
from adapters.discord_chat.connecting.outcomes import (
    TROUBLES,
    NoAnswer,
    Overdrawn,
    Paused,
    no_answer,
    pause_of,
    trouble,
)
from adapters.discord_chat.rendering.part import Json
from adapters.pacing import Lane, Limits, Pacer, Request, WouldWait
from bot.deliveries import Leaving

# seconds; of one try, of which the library makes several
_TIMEOUT = aiohttp.ClientTimeout(total=20.0, sock_connect=5.0)
# seconds that the library may wait for a bucket; what needs longer comes again later
_LONGEST_BUCKET = 30.0
# seconds by which requests may draw closer on their way: there are buckets and new
# connections between the turn and the line. A 25th of the pace, and no 429
_JITTER = 0.04
_TOO_MANY = 429
_BROKEN = (aiohttp.ClientError, OSError, json.JSONDecodeError)


class DiscordConnection:
    """One bot at one API. ``base`` ends in the version: ``https://discord.com/api/v10``.

    ``per_second``: requests in all, 0 for no brake. Discord knows one base in a process.
    """

    def __init__(self, token: str, base: str, per_second: int, *, most_invalid: int = MOST) -> None:
        Route.BASE = base
        self.token = token
        self.held = asyncio.Event()
        self._pacer = _pacer(per_second)
        self._invalid = InvalidRequests(most_invalid)
        self._http: HTTPClient | None = None
        self._answers: aiohttp.ClientSession | None = None
        self._adapter = _adapter()
        self._user: Json = {}
        self._application: Json = {}
        self._opening = asyncio.Lock()
        self._closed = False
        # monotonic seconds: until then Discord wants nothing of us, whatever it is
        self._away_until = 0.0

    async def me(self) -> int:
        """The bot's own id. Raises PlatformRefused (the token) or PlatformUnreachable."""
        await self._opened()
        return int(self._user["id"])

    async def application(self) -> Json:
        """What Discord says of the application. Raises as :meth:`me` does."""
        if not self._application:
            try:
                self._application = await self._asked_application()
            except TROUBLES as error:
                raise trouble(error) from error
        return self._application

    async def _asked_application(self) -> Json:
        """At one of two addresses; a server that has neither gives the bot and its application
        one number, as Discord does."""
        for path in ("/oauth2/applications/@me", "/applications/@me"):
            try:
                return dict(await self.ask("GET", path) or {})
            except discord.NotFound:
                continue
        return {"id": str(await self.me())}

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        lane: Lane = "person",
        patience: float = inf,
        leaving: Leaving | None = None,
        **parameters: Any,
    ) -> Any:
        """Discord's answer, an object or a list; None where it has no content.

        ``leaving`` is awaited when the request's turn has come.

        ``parameters`` fill the path. Raises DiscordException as the library does, NoAnswer,
        WouldWait, and PlatformRefused or PlatformUnreachable where nobody is logged in.
        """
        http = await self._opened()

        async def going() -> None:
            self._check()
            if leaving is not None:
                await leaving()

        if self._pacer is not None:
            await self._pacer.turn(Request(lane=lane, patience=patience), leaving=going)
        else:
            await going()
        given: dict[str, Any] = {} if body is None else {"json": body}
        try:
            said = await http.request(
                Route(method, path, **parameters),
                timeout=_TIMEOUT,
                trace_request_ctx=_Tries(),
                **given,
            )
        except _BROKEN as error:
            raise no_answer(error) from error
        return _usable(said)

    async def answer(
        self, method: str, path: str, body: Json | None = None, *, number: int, token: str
    ) -> Any:
        """The same for an interaction or its webhook, ``{webhook_id}/{webhook_token}``."""
        if self._closed:
            raise NoAnswer("the connection is closed", left=False)
        if self._answers is None:
            self._answers = aiohttp.ClientSession(
                timeout=_TIMEOUT, trace_configs=[self.trace(braked=False)]
            )
        route = Route(method, path, webhook_id=number, webhook_token=token)
        try:
            said = await self._adapter.request(route, self._answers, payload=body)
        except _BROKEN as error:
            raise no_answer(error) from error
        return _usable(said)

    def trace(self, *, braked: bool = True) -> aiohttp.TraceConfig:
        """Counts every answer, those too that the library takes for itself, and brakes what
        it asks by itself."""
        config = aiohttp.TraceConfig()
        if braked:
            config.on_request_start.append(self._brake)
        config.on_request_end.append(self._count)
        return config

    async def close(self) -> None:
        self._closed = True
        if self._pacer is not None:
            self._pacer.close()
        async with self._opening:
            if self._http is not None:
                await self._http.close()
            if self._answers is not None:
                await self._answers.close()
            self._http = self._answers = None

    async def _opened(self) -> HTTPClient:
        if self._http is not None:
            return self._http
        async with self._opening:
            if self._closed:
                raise NoAnswer("the connection is closed", left=False)
            if self._http is None:
                self._http = await self._logged_in()
        return self._http

    async def _logged_in(self) -> HTTPClient:
        http = _Requests(
            asyncio.get_running_loop(),
            http_trace=self.trace(),
            max_ratelimit_timeout=_LONGEST_BUCKET,
        )
        try:
            self._check()
            self._user = dict(_usable(await http.static_login(self.token.strip())))
        except (*TROUBLES, *_BROKEN) as error:
            await http.close()
            raise trouble(error) from error
        return http

    def why_held(self) -> WouldWait | None:
        """Why nothing may be asked just now: Overdrawn or Paused; None where it may. ``held``
        is set when it begins, and is the reader's to clear."""
        now = time.monotonic()
        if rest := self._invalid.rest(now):
            return Overdrawn(rest)
        return Paused(self._away_until - now) if self._away_until > now else None

    def _check(self) -> None:
        why = self.why_held()
        if why is not None:
            self.held.set()
            raise why

    async def _brake(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        _params: aiohttp.TraceRequestStartParams,
    ) -> None:
        """A second try, a login: of the first try of :meth:`ask` it has been seen to."""
        tries = context.trace_request_ctx
        if isinstance(tries, _Tries) and not tries.begun:
            tries.begun = True
        elif self._pacer is not None:
            await self._pacer.turn(Request(lane="person"))

    async def _count(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = params.response
        read_as_json(answer)
        scope, now = answer.headers.get("X-RateLimit-Scope"), time.monotonic()
        self._invalid.note(answer.status, scope, now)
        if answer.status == _TOO_MANY and (pause := pause_of(answer.headers)) > _LONGEST_BUCKET:
            self._away_until = max(self._away_until, now + pause)
            self.held.set()


@dataclass(slots=True)
class _Tries:
    """What the library does with one request of ours."""

    begun: bool = False


class _Requests(HTTPClient):
    """The library looks through all its buckets for idle ones with each new one: over ten
    thousand channels that is most of its work. Here it looks when they have doubled."""

    _many = 256

    def _try_clear_expired_ratelimits(self) -> None:
        if len(self._buckets) >= self._many:
            super()._try_clear_expired_ratelimits()
            self._many = max(256, 2 * len(self._buckets))


def _pacer(per_second: int) -> Pacer | None:
    limits = Limits(overall_per_second=per_second, jitter=_JITTER)
    return Pacer(limits) if per_second else None


def _adapter() -> AsyncWebhookAdapter:
    # the library annotates no result there
    make: Any = AsyncWebhookAdapter
    made: AsyncWebhookAdapter = make()
    return made


def _usable(said: object) -> Any:
    """The library gives text where the answer was no JSON: a page of somebody in between."""
    if isinstance(said, str) and said:
        raise NoAnswer("a page instead of an answer", left=True)
    return said or None
