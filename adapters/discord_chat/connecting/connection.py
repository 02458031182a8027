"""The bot's requests to Discord, shared by everything that talks with it.

Two ways out. What the bot says by itself goes through the library's buckets and a brake
of ours over all of it; answers to interactions, which Discord exempts, go past both, so
that nobody waits behind a fan-out.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp
from pydantic_core import from_json

from adapters.chat.pacing.pacer import Pacer, RateLimits, SendRequest, Urgency, WouldWait
from adapters.chat.short_requests import Answer
from adapters.discord_chat.connecting.buckets import LONGEST_BUCKET, MOST, InvalidRequests
from adapters.discord_chat.connecting.completing import read_as_json
from adapters.discord_chat.connecting.library import AsyncWebhookAdapter, Route, discord
from adapters.discord_chat.connecting.outcomes import (
    TROUBLES,
    NoAnswer,
    Overdrawn,
    Paused,
    no_answer,
    pause_of,
    trouble,
)
from adapters.discord_chat.connecting.requests_made import Asked, Requests
from adapters.discord_chat.rendering.part import Json, compact
from bot.errors import PaperbriefError

# seconds for one try; the library makes several
_TIMEOUT = aiohttp.ClientTimeout(total=20.0, sock_connect=5.0)
# seconds by which a request may be late of which no answer tells yet, through buckets and new
# connections
_JITTER = 0.026
_TOO_MANY = 429
PERSON, FAN_OUT = Urgency("person"), Urgency("fan-out")
_BROKEN = (aiohttp.ClientError, OSError, json.JSONDecodeError)
# the library reads fields of an answer that other servers leave out
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


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
        self._http: Requests | None = None
        self._answers: aiohttp.ClientSession | None = None
        self._adapter = _adapter()
        self._user: Json = {}
        self._application: Json = {}
        self._opening = asyncio.Lock()
        self._closed = False
        # the last login that failed, when and why
        self._shut: tuple[float, PaperbriefError] | None = None
        # monotonic seconds: until then Discord wants no request at all
        self._away_until = 0.0

    async def me(self) -> int:
        """The bot's own id. Raises PlatformRefused (the token) or PlatformUnreachable."""
        return int((await self.user())["id"])

    async def user(self) -> Json:
        """What Discord said of the bot at its login. Raises as :meth:`me` does."""
        await self._opened()
        return self._user

    async def ping(self) -> None:
        """Ask who the bot is, now and past everything that waits. Raises as :meth:`ask`
        does, where no usable answer comes."""
        _somebody(await self.ask("GET", "/users/@me", once=True))

    async def application(self, *, fresh: bool = False) -> Json:
        """What Discord says of the application. Raises as :meth:`me` does."""
        if fresh or not self._application:
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
        body: Json | list[Json] | str | None = None,
        *,
        urgency: Urgency = PERSON,
        query: Mapping[str, str | int] | None = None,
        once: bool | None = None,
        form: Sequence[Json] | None = None,
        read: Callable[[bytes], Any] = from_json,
        **parameters: Any,
    ) -> Any:
        """Discord's answer, an object or a list, or what ``read`` makes of it; None where it has no
        content. ``body`` is JSON as text, or becomes it.

        ``once``: a 5xx is not tried again, and a server that hangs not waited for long; so it
        is in the fan-out. ``form`` are the fields of a multipart body, in place of ``body``.
        ``parameters`` fill the path. Raises DiscordException as the library does, NoAnswer,
        WouldWait, and PlatformRefused or PlatformUnreachable where nobody is logged in.
        """
        http = await self._opened()

        async def going() -> None:
            self._check()
            if urgency.leaving is not None:
                await urgency.leaving()

        ticket = None
        if self._pacer is not None:
            request = SendRequest(lane=urgency.lane, patience=urgency.patience)
            ticket = await self._pacer.turn(request, leaving=going)
        else:
            await going()
        hurried = urgency.lane == "fan-out" if once is None else once
        text = body if body is None or isinstance(body, str) else compact(body)
        asked = Asked(body=text, form=form, query=query, once=hurried, read=read)
        try:
            said = await http.request(Route(method, path, **parameters), asked)
        except discord.HTTPException:
            self._note_answer(ticket)
            raise
        except (*_BROKEN, *_UNREADABLE) as error:
            raise no_answer(error) from error
        self._note_answer(ticket)
        return _usable(said)

    def _note_answer(self, ticket: int | None) -> None:
        if self._pacer is not None and ticket is not None:
            self._pacer.answered(ticket)

    async def answer(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        number: int,
        token: str,
        form: Sequence[Json] | None = None,
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
            fields = None if form is None else list(form)
            said = await self._adapter.request(route, self._answers, payload=body, multipart=fields)
        except _BROKEN as error:
            raise no_answer(error) from error
        return _usable(said)

    def trace(self, *, braked: bool = True) -> aiohttp.TraceConfig:
        """For sessions of the library's own: counts every answer, and brakes what it asks."""

        async def brake(*_: object) -> None:
            await self._brake()

        async def count(_s: object, _c: object, ended: aiohttp.TraceRequestEndParams) -> None:
            read_as_json(ended.response)
            self._answered(ended.response)

        config = aiohttp.TraceConfig()
        if braked:
            config.on_request_start.append(brake)
        config.on_request_end.append(count)
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

    async def _opened(self) -> Requests:
        if self._http is not None:
            return self._http
        came = time.monotonic()
        async with self._opening:
            if self._closed:
                raise NoAnswer("the connection is closed", left=False)
            if self._shut is not None and self._shut[0] >= came:
                # many wait for one login; where it failed, it failed for all of them
                raise self._shut[1]
            if self._http is None:
                try:
                    self._http = await self._logged_in()
                except PaperbriefError as error:
                    self._shut = time.monotonic(), error
                    raise
        return self._http

    async def _logged_in(self) -> Requests:
        http = Requests(self.token.strip(), self._brake, self._answered)
        try:
            self._check()
            said = await http.request(Route("GET", "/users/@me"), Asked(paced=False))
            self._user = _somebody(_usable(said))
        except (*TROUBLES, *_BROKEN, *_UNREADABLE) as error:
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

    async def _brake(self) -> None:
        """A second try, a login: the first try of :meth:`ask` has been seen to."""
        if self._pacer is not None:
            await self._pacer.turn(SendRequest(lane="person"))

    def _answered(self, answer: Answer | aiohttp.ClientResponse) -> None:
        scope, now = answer.headers.get("X-RateLimit-Scope"), time.monotonic()
        self._invalid.note(answer.status, scope, now)
        if answer.status == _TOO_MANY and (pause := pause_of(answer.headers)) > LONGEST_BUCKET:
            self._away_until = max(self._away_until, now + pause)
            self.held.set()


def _pacer(per_second: int) -> Pacer | None:
    limits = RateLimits(overall_per_second=per_second, jitter=_JITTER)
    return Pacer(limits) if per_second else None


def _adapter() -> AsyncWebhookAdapter:
    # the library annotates no result there
    make: Any = AsyncWebhookAdapter
    made: AsyncWebhookAdapter = make()
    return made


def _somebody(said: Any) -> Json:
    """NoAnswer for what names nobody."""
    if not isinstance(said, dict) or not str(said.get("id", "")).isdigit():
        raise NoAnswer("an answer of the wrong form", left=True)
    return said


def _usable(said: object) -> Any:
    """The library gives text where the answer was no JSON: a page of somebody in between."""
    if isinstance(said, str) and said:
        raise NoAnswer("a page instead of an answer", left=True)
    # nothing at all, or an empty object, is no empty list
    return said if isinstance(said, list) else said or None
