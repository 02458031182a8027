"""One request after another over one pool, with Discord's buckets kept.

::

    bucket | brake | request | answered | bucket told | again, where Discord says when

The library's own client does the same for bots of all kinds, at three times the cost of what
goes over the wire.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from pydantic_core import from_json
from yarl import URL

from adapters.chat.bounded import bounded
from adapters.chat.short_requests import Answer, ShortRequests
from adapters.discord_chat.connecting.buckets import Buckets
from adapters.discord_chat.connecting.completing import JSON, as_json
from adapters.discord_chat.connecting.library import Route, discord
from adapters.discord_chat.connecting.outcomes import NoAnswer
from adapters.discord_chat.rendering.part import Json

log = logging.getLogger(__name__)

# as Discord wants it, or its front door is shut:
# https://docs.discord.com/developers/reference#user-agent
_AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
# at the same time; more wait for a connection
_CONNECTIONS = 64
# Seconds. For what no person waits for, so that a platform that hangs is noticed soon; and for all
# else
_BRIEFLY = aiohttp.ClientTimeout(total=10.0, connect=10.0, sock_connect=5.0)
_PATIENTLY = aiohttp.ClientTimeout(total=20.0, connect=20.0, sock_connect=5.0)
# tries where each is told to come again, and tries of a request that gets a 5xx: of a delivery the
# sender is told after the first, and decides
_MOST, _SOME = 5, 3
_REDIRECTED, _TOO_MANY, _FAILED = 300, 429, 500
_PASSING = frozenset((500, 502, 504, 524))
_ERRORS = {403: discord.Forbidden, 404: discord.NotFound}
_TYPE = {"Content-Type": JSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What goes with a request: ``body`` as JSON, or the fields of a multipart ``form``.
    ``once``: a 5xx is not tried again, and a server that hangs not waited for long. ``paced``: it
    has waited for its first turn. ``read`` makes of an answer's body what is wanted of it, or
    raises ValueError; it is not asked about errors."""

    body: str | None = None
    form: Sequence[Json] | None = None
    query: Mapping[str, str | int] | None = None
    once: bool = True
    paced: bool = True
    read: Callable[[bytes], Any] = from_json


class Requests:
    """One bot's. ``brake`` is awaited before what has not waited for its turn, ``answered`` is
    called with each answer. For one event loop."""

    def __init__(
        self,
        token: str,
        brake: Callable[[], Awaitable[None]],
        answered: Callable[[Answer], None],
    ) -> None:
        self._brake = brake
        self._answered = answered
        self._buckets = Buckets()
        # nothing goes while Discord wants peace from all
        self._all_may = asyncio.Event()
        self._all_may.set()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": _AGENT, "Authorization": f"Bot {token}"},
        )
        base = URL(Route.BASE)
        self._posts = ShortRequests(self._session, base, _TYPE)
        # the address of a route, up to what its path begins with
        self._base, self._path = Route.BASE, (base / "x").raw_path.removesuffix("/x")

    async def close(self) -> None:
        await self._session.close()

    async def request(self, route: Route, asked: Asked) -> Any:
        """Discord's answer; text where it is no JSON, None where there is nothing. Raises
        HTTPException and RateLimited as the library does, NoAnswer, and what the connection
        raises."""
        await self._all_may.wait()
        async with self._buckets.of(route) as bucket:
            for tries in range(1, _MOST + 1):
                if tries > 1 or not asked.paced:
                    await self._brake()
                answer, said = await self._tried(route, asked, asked.once or tries >= _SOME)
                self._buckets.told(route, bucket, answer.status, answer.headers)
                if 200 <= answer.status < _REDIRECTED:
                    return said
                if answer.status == _TOO_MANY:
                    await self._peace(route, answer, said)
                elif answer.status in _PASSING:
                    await asyncio.sleep(2 * tries - 1)
                else:
                    break
            raise _error(answer, said)

    async def _tried(self, route: Route, asked: Asked, last: bool) -> tuple[Answer, Any]:
        answer = await self._posted(route, asked)
        if answer is None or answer.is_redirect:
            answer = await self._by_session(route, asked)
        self._answered(answer)
        if answer.status >= _FAILED and last:
            raise NoAnswer(f"Discord answered {answer.status}", left=True)
        return answer, _said(answer, asked.read)

    async def _posted(self, route: Route, asked: Asked) -> Answer | None:
        """The short way, for messages; None for all else."""
        is_message = route.method == "POST" and asked.body is not None and not asked.query
        if not is_message or asked.body is None or not route.url.startswith(self._base):
            return None
        path = self._path + route.url[len(self._base) :]
        limits = _timeout(asked)
        return _read(await self._posts.post(path, asked.body.encode(), limits, limits.total))

    async def _by_session(self, route: Route, asked: Asked) -> Answer:
        data: bytes | aiohttp.FormData | None = None
        if asked.body is not None:
            data = asked.body.encode()
        elif asked.form is not None:
            data = _form(asked.form)
        async with self._session.request(
            route.method,
            route.url,
            data=data,
            headers=None if asked.body is None else _TYPE,
            params=asked.query,
            timeout=_timeout(asked),
        ) as told:
            body = await bounded(told)
            return _read(Answer(told.status, told.reason, told.headers, body))

    async def _peace(self, route: Route, answer: Answer, said: Any) -> None:
        """As long as a 429 says. Raises where that is not Discord's own word, or too long."""
        if "Via" not in answer.headers or isinstance(said, str):
            raise _error(answer, said)
        seconds = float(said["retry_after"])
        if seconds > self._buckets.longest:
            raise discord.RateLimited(seconds)
        log.warning("too_many_requests", extra={"seconds": seconds, "path": route.path})
        if not said.get("global"):
            await asyncio.sleep(seconds)
            return
        self._all_may.clear()
        try:
            await asyncio.sleep(seconds)
        finally:
            self._all_may.set()


def _error(answer: Answer, said: Any) -> discord.HTTPException:
    # it reads no more of an answer than this one has
    told: Any = answer
    return _ERRORS.get(answer.status, discord.HTTPException)(told, said)


def _form(fields: Sequence[Json]) -> aiohttp.FormData:
    # Discord takes no escaped brackets in the names of fields
    form = aiohttp.FormData(quote_fields=False)
    for each in fields:
        form.add_field(**each)
    return form


def _timeout(asked: Asked) -> aiohttp.ClientTimeout:
    return _BRIEFLY if asked.once else _PATIENTLY


def _read(answer: Answer) -> Answer:
    headers = as_json(answer.status, answer.headers)
    return answer if headers is answer.headers else replace(answer, headers=headers)


def _said(answer: Answer, read: Callable[[bytes], Any]) -> Any:
    body = answer.body
    if not body or answer.headers.get("Content-Type") != JSON:
        return body.decode()
    if answer.status < _REDIRECTED:
        with suppress(ValueError):
            return read(body)
    try:
        # twice as fast; what it does not take, as half a pair of surrogates, the other may
        return from_json(body)
    except ValueError:
        return json.loads(body.decode())
