"""Requests to the Bot API over aiohttp, at the library's own place for another HTTP client.

The library's own one spends half of a message's CPU time; what it guarantees is kept: time-outs
by kind, a bounded pool, proxies from the environment, checked certificates. Beyond it an answer's
size has a bound, and no error quotes an address, which has the token in it.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from pydantic_core import from_json
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from adapters.chat.bounded import TooLarge as Oversized
from adapters.chat.bounded import bounded
from adapters.chat.short_requests import Answer, ShortRequests, news_read
from adapters.telegram_chat.rendering.forms import form_encoded

Post = Callable[[bytes, aiohttp.ClientTimeout, float | None], Awaitable[Answer]]

# seconds
CONNECT, READ, POOL = 5.0, 10.0, 5.0
# a file takes longer to go up
_UPLOAD = 20.0
# as the library sends them: a server that speaks for Telegram may read no JSON
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_DONE = 200
# What is read of a message that was sent, where the answer begins and ends as Telegram's do.
# Everything else in it we said ourselves, and to read that again costs as much as to write it
_SENT = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\{\s*"message_id"\s*:\s*(\d{1,19})\s*[,}]'
)
# what aiohttp raises before a byte of the request has left
_NOT_CONNECTED = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientProxyConnectionError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


class NotConnected(NetworkError):
    """No connection came about, so nothing was sent."""


class Broken(NetworkError):
    """The connection ended before the answer was there."""


class TooLarge(NetworkError):
    """The answer is larger than any of Telegram's."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a message in the place of the library's RequestData, which makes them of
    objects."""

    parameters: Mapping[str, object]
    contains_files: bool = False


class _Sent(bytes):
    """The answer to a message."""

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """A pool of at most ``connections``. Implements :class:`telegram.request.BaseRequest`.

    Raises NotConnected, Broken, TooLarge, TimedOut (it may have arrived) or NetworkError.
    """

    __slots__ = ("_closed", "_connections", "_methods", "_proxies", "_session")

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}
        self._methods: dict[str, Post] = {}
        self._closed = False

    @property
    def read_timeout(self) -> float:
        """Seconds, where a call names none."""
        return READ

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As the library does, at a third of the time; what is odd is left to it."""
        if isinstance(payload, _Sent) and payload.rstrip().endswith(b"}}"):
            found = _SENT.match(payload)
            if found is not None:
                return {"ok": True, "result": {"message_id": int(found[1])}}
        try:
            return from_json(payload)
        except ValueError:
            return BaseRequest.parse_json_payload(payload)

    async def initialize(self) -> None:
        self._closed = False

    async def shutdown(self) -> None:
        self._closed = True
        self._methods.clear()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Time-outs are seconds, None is without end."""
        files = request_data is not None and request_data.contains_files
        write = _given(write_timeout, _UPLOAD if files else READ)
        read = _given(read_timeout, READ)
        within = None if write is None or read is None else write + read
        limits = _limits(
            connect=_given(connect_timeout, CONNECT),
            pool=_given(pool_timeout, POOL),
            read=read,
            within=within,
        )
        session, proxy = self._opened(url), self._proxy(url)
        try:
            if isinstance(request_data, Fields) and proxy is None:
                answer = await self._posted(session, url, request_data, limits, within)
                is_sent = answer.status == _DONE
                return answer.status, _Sent(answer.body) if is_sent else answer.body
            # the short way sees to it by itself
            await news_read()
            async with session.request(
                method,
                url,
                timeout=limits,
                proxy=proxy,
                allow_redirects=False,
                **_body(request_data),
            ) as told:
                return told.status, await bounded(told)
        except _NOT_CONNECTED as error:
            raise NotConnected(_name(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except Oversized as error:
            raise TooLarge(str(error)) from None
        except (aiohttp.ClientError, OSError) as error:
            raise Broken(_name(error)) from None

    async def _posted(
        self,
        session: aiohttp.ClientSession,
        url: str,
        data: Fields,
        limits: aiohttp.ClientTimeout,
        within: float | None,
    ) -> Answer:
        """The short way, for messages. A poll may bring much over a thin line, so it keeps a timer
        for each piece that comes."""
        if url not in self._methods:
            address = URL(url)
            short = ShortRequests(session, address.origin(), _FORM)
            self._methods[url] = partial(short.post, address.raw_path_qs)
        return await self._methods[url](form_encoded(data.parameters), limits, within)

    def _opened(self, url: str) -> aiohttp.ClientSession:
        if self._closed:
            raise NotConnected("the connection is closed")
        if self._session is None:
            checked = httpx.create_ssl_context() if url.startswith("https:") else True
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=checked),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session

    def _proxy(self, url: str) -> str | None:
        """Of the environment, as other programs read it: by scheme, ``ALL_PROXY``, ``NO_PROXY``."""
        scheme, place, *_ = urlsplit(url)
        host = place.rpartition("@")[2]
        if host not in self._proxies:
            known = getproxies()
            found = known.get(scheme) or known.get("all")
            self._proxies[host] = None if not found or proxy_bypass(host) else _whole(found)
        return self._proxies[host]


def _whole(proxy: str) -> str:
    """Raises NotConnected for what aiohttp cannot go through."""
    if "://" not in proxy:
        return f"http://{proxy}"
    if not proxy.startswith(("http://", "https://")):
        raise NotConnected(f"a proxy of this kind is not known: {urlsplit(proxy).scheme}")
    return proxy


def _given(told: ODVInput[float], usual: float) -> float | None:
    return told if told is None or isinstance(told, int | float) else usual


@lru_cache
def _limits(
    *, connect: float | None, pool: float | None, read: float | None, within: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp has none for writing: the whole has one instead."""
    waiting = None if pool is None or connect is None else pool + connect
    all_of_it = None if waiting is None or within is None else waiting + within
    return aiohttp.ClientTimeout(
        total=all_of_it, connect=waiting, sock_connect=connect, sock_read=read
    )


def _body(data: RequestData | None) -> Mapping[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": form_encoded(data.json_parameters), "headers": _FORM}
    form = aiohttp.FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return {"data": form}


def _name(error: Exception) -> str:
    """Its words may quote the address, and with it the token."""
    return type(error).__name__
