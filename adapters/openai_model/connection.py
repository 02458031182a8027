"""The client library's connection to one address: loaded beside other work, bounded, closed.

Importing ``openai`` takes most of a second, so that nobody pays for it who has no model.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import urlsplit

from adapters.openai_model.breaker import Breaker
from adapters.openai_model.outcomes import AnswerTooLarge, Trouble, of_exception
from adapters.openai_model.turns import Turns

if TYPE_CHECKING:
    import openai

Interface = Literal["chat", "responses", "embeddings"]
# bytes, decompressed; 64 vectors of 4,096 numbers have six millions, an answer some thousands
MOST_BYTES = 16_000_000
_MOST_WORDS = 4_000_000
_CONNECT_S = 10.0
# the library refuses an empty key, and servers of one's own ignore it
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that does not let us in: what it says, in our words, and since when."""

    said: str
    since: datetime


class Connection:
    """Use as an asynchronous context manager. ``at_once`` bounds the calls at a time, see
    :class:`Turns`. ``breaker`` and ``refused`` are about the address, whichever model is asked."""

    def __init__(self, base_url: str, key: str, *, at_once: int) -> None:
        self.base_url = base_url
        parts = urlsplit(base_url)
        # as it may be told: an address can hold a password
        self.host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        self.turns = Turns(at_once)
        self.breaker = Breaker()
        self.refused: Refused | None = None
        self._key = key
        self._at_once = at_once
        self._loading: asyncio.Task[openai.AsyncOpenAI] | None = None

    async def __aenter__(self) -> Self:
        return self

    def load(self) -> None:
        """Begin to load the library, so that the first question need not wait for it."""
        if self._loading is None:
            self._loading = asyncio.create_task(
                asyncio.to_thread(_client, self.base_url, self._key, self._at_once)
            )

    async def __aexit__(self, *_: object) -> None:
        loading, self._loading = self._loading, None
        if loading is None:
            return
        if loading.done():
            await loading.result().close()
        else:
            # nobody was asked yet, and the end does not wait for a library
            loading.cancel()

    async def post(
        self, interface: Interface, body: Mapping[str, Any], seconds: float, now: datetime
    ) -> bytes | Trouble:
        """The body of an answer with status 200, whatever it holds."""
        client = await self._opened()
        given: dict[str, Any] = dict(body)
        match interface:
            case "chat":
                calling = client.chat.completions.with_raw_response.create(**given)
            case "responses":
                calling = client.responses.with_raw_response.create(**given)
            case "embeddings":
                calling = client.embeddings.with_raw_response.create(**given)
        raw = await self._bounded(calling, seconds, now)
        if interface != "embeddings" and isinstance(raw, bytes) and len(raw) > _MOST_WORDS:
            return of_exception(AnswerTooLarge(), self.host, now)
        return raw

    async def models(self, seconds: float, now: datetime) -> bytes | Trouble:
        return await self._bounded(
            (await self._opened()).models.with_raw_response.list(), seconds, now
        )

    async def _bounded(self, calling: Any, seconds: float, now: datetime) -> bytes | Trouble:
        import httpx2
        import openai

        known = (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError)
        try:
            # httpx2 bounds each silence, this the whole
            async with asyncio.timeout(seconds):
                answer = await calling
        except (*known, AnswerTooLarge) as error:
            return of_exception(error, self.host, now)
        return bytes(answer.http_response.content)

    async def _opened(self) -> "openai.AsyncOpenAI":
        """Loaded beside the loop, which has others to serve; one who gives up ends it for
        nobody else."""
        self.load()
        if (loading := self._loading) is None:
            raise RuntimeError("the connection is closed")
        return await asyncio.shield(loading)


def _client(base_url: str, key: str, at_once: int) -> "openai.AsyncOpenAI":
    import httpx2
    import openai

    class Bounded(httpx2.AsyncClient):
        """Reads each body whole and within the bound, those of errors too."""

        async def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
            answer = await super().send(request, **{**how, "stream": True})
            try:
                body = await _read(answer)
            finally:
                await answer.aclose()
            headers = {
                name: value
                for name, value in answer.headers.items()
                if name not in ("content-encoding", "content-length", "transfer-encoding")
            }
            return httpx2.Response(
                answer.status_code, headers=headers, content=body, request=request
            )

    timeout = httpx2.Timeout(None, connect=_CONNECT_S)
    # small servers close a connection after five idle seconds; a question must not meet that
    limits = httpx2.Limits(
        max_connections=at_once, max_keepalive_connections=at_once, keepalive_expiry=3.0
    )
    made = openai.AsyncOpenAI(
        base_url=base_url,
        api_key=key or _NO_KEY,
        # retries are ours: they know the time that is left, and ask the purse
        max_retries=0,
        timeout=timeout,
        http_client=Bounded(timeout=timeout, limits=limits, follow_redirects=False),
    )
    # each loads its part of the library
    _ = made.chat.completions, made.responses, made.embeddings, made.models
    return made


async def _read(answer: Any) -> bytes:
    parts = bytearray()
    async for part in answer.aiter_bytes():
        parts += part
        if len(parts) > MOST_BYTES:
            raise AnswerTooLarge
    return bytes(parts)
