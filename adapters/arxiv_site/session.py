"""The connection that the ``arxiv`` package talks over: bounded, named, and judged by our rules.

The package's own session has no time-out, a fixed User-Agent, and turns every
status into one error; this one is put in its place. It is used in one thread.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import requests
import urllib3

from adapters.arxiv_site.outcome import judge, unreachable
from adapters.arxiv_site.patience import RequestLimits
from adapters.listings.decoding import read_text
from adapters.listings.reading import read_xml
from bot.errors import SourceUnreachable, SourceUnreadable

_WHAT = "a look-up"
_CHUNK = 65_536


class ArxivSession(requests.Session):
    """``get`` returns a complete, sound XML answer or raises one of our errors."""

    def __init__(
        self,
        *,
        user_agent: str,
        limits: RequestLimits,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._user_agent = user_agent
        self._limits = limits
        # the thread must not go on long after its caller gave up
        self._total = min(limits.total, limits.patience)
        self._now = now

    def get(self, url: str | bytes, **kwargs: Any) -> requests.Response:
        """``kwargs`` are dropped: the package passes nothing but its own User-Agent."""
        deadline = time.monotonic() + self._total
        try:
            with super().get(
                url,
                headers={"User-Agent": self._user_agent},
                timeout=(self._limits.connect, min(self._limits.read, self._total)),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = self._body(response, deadline)
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise SourceUnreachable(f"arXiv did not answer in time ({_WHAT}).") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # a proxy and a certificate have names of their own
            is_broken = type(error) is requests.ConnectionError or isinstance(
                error, urllib3.exceptions.ProtocolError
            )
            raise unreachable(error, _WHAT, is_broken=is_broken) from error
        judge(response.status_code, response.headers, body, what=_WHAT, now=self._now())
        _check(body)
        # the package reads .content, which requests would fetch again
        response._content = body
        return response

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """Read in chunks: ``read`` limits the silences, the deadline the whole."""
        parts = bytearray()
        while part := response.raw.read1(_CHUNK, decode_content=True):
            parts += part
            if len(parts) > self._limits.max_bytes:
                raise SourceUnreadable(f"arXiv's answer is too large ({_WHAT}).")
            if time.monotonic() > deadline:
                raise SourceUnreachable(f"arXiv did not answer in time ({_WHAT}).")
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and response.raw.tell() < int(announced):
            raise SourceUnreachable(f"arXiv's answer broke off ({_WHAT}).")
        return bytes(parts)


def _check(body: bytes) -> None:
    """The package repairs broken XML silently, and half an answer would look like unknown ids."""
    try:
        read_xml(read_text(body).lstrip("\ufeff"))
    except SourceUnreadable as error:
        raise SourceUnreadable(f"arXiv's answer to {_WHAT} is unreadable: {error}.") from error
