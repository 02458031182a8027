"""Getting addresses of arXiv's over httpx, through the gate and within limits.

Conditional requests: https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from adapters.arxiv_site.answers import HttpAnswer, Validators
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.outcome import judge, unreachable
from adapters.arxiv_site.patience import RequestLimits, patiently
from bot.errors import SourceTooLarge, SourceUnreachable, SourceUnreadable

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_MAX_HOPS = 3


def connected(hooks: Mapping[str, Sequence[Callable[..., Any]]]) -> httpx.AsyncClient:
    """A client, as httpx makes it; ``hooks`` are its ``event_hooks``."""
    return httpx.AsyncClient(
        event_hooks={name: list(each) for name, each in hooks.items()}, verify=_certificates()
    )


@cache
def _certificates() -> ssl.SSLContext:
    # to read them takes long, and all clients take the same
    return httpx.create_ssl_context()


class ArxivHttp:
    """Gets addresses of arXiv's, one at a time through the gate.

    ``client`` is closed by whoever made it. Redirects are followed within a host.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        gate: ArxivGate,
        *,
        user_agent: str,
        limits: RequestLimits | None = None,
        priority: Priority = Priority.POLLING,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client = client
        self._gate = gate
        self._headers = {"User-Agent": user_agent}
        self._limits = limits or RequestLimits()
        self._priority = priority
        self._now = now

    async def get(self, url: str, what: str) -> bytes:
        """The body, decompressed. Raises SourceUnreachable, SourceRefused, SourceUnreadable."""
        return (await self.get_if_changed(url, what, Validators())).body or b""

    async def get_if_changed(self, url: str, what: str, known: Validators) -> HttpAnswer:
        """The body, unless ``known`` still holds. Raises as :meth:`get` does."""
        return await patiently(
            lambda: self._follow(url, what, known), limits=self._limits, gate=self._gate, what=what
        )

    async def _follow(self, url: str, what: str, known: Validators) -> HttpAnswer:
        for _ in range(_MAX_HOPS):
            answer = await self._once(url, what, known)
            if isinstance(answer, HttpAnswer):
                return answer
            url = answer.url
        raise SourceUnreadable(f"arXiv redirects in circles ({what}).")

    async def _once(self, url: str, what: str, known: Validators) -> "HttpAnswer | _Redirect":
        async with self._gate.turn(self._priority):
            try:
                async with asyncio.timeout(self._limits.total):
                    return await self._request(url, what, known)
            except (TimeoutError, httpx.TimeoutException) as error:
                raise SourceUnreachable(f"arXiv did not answer in time ({what}).") from error
            except httpx.RequestError as error:
                is_broken = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
                raise unreachable(error, what, is_broken=is_broken) from error

    async def _request(self, url: str, what: str, known: Validators) -> "HttpAnswer | _Redirect":
        limits = self._limits
        headers = {**self._headers, **known.conditions}
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        async with self._client.stream(
            "GET", url, headers=headers, timeout=timeout, follow_redirects=False
        ) as response:
            if response.status_code in _REDIRECTS:
                return _within_host(url, response.headers.get("location", ""), what)
            if response.status_code == _NOT_MODIFIED and known.conditions:
                return HttpAnswer(None, known)
            body = await _bounded(response, limits.max_bytes, what)
        judge(response.status_code, response.headers, body, what=what, now=self._now())
        return HttpAnswer(body, _validators(response))


@dataclass(frozen=True, slots=True)
class _Redirect:
    url: str


def _within_host(url: str, location: str, what: str) -> _Redirect:
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    is_downgrade = here.scheme == "https" and there.scheme != "https"
    if not location or here.hostname != there.hostname or is_downgrade:
        raise SourceUnreadable(f"arXiv redirects to {there.hostname or 'nowhere'} ({what}).")
    return _Redirect(target)


def _validators(response: httpx.Response) -> Validators:
    return Validators(response.headers.get("etag"), response.headers.get("last-modified"))


async def _bounded(response: httpx.Response, limit: int, what: str) -> bytes:
    parts = bytearray()
    async for part in response.aiter_bytes():
        parts += part
        if len(parts) > limit:
            raise SourceTooLarge(f"arXiv's answer is larger than {limit} bytes ({what}).")
    return bytes(parts)
