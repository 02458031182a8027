"""The client library's connection to one address: made when it is first used, bounded, closed.

Importing ``openai`` takes most of a second, so that nobody pays for it who has no model.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import urlsplit

from adapters.openai_model.outcomes import AnswerTooLarge, Trouble, of_exception

if TYPE_CHECKING:
    import openai

Interface = Literal["chat", "responses", "embeddings"]
# bytes, decompressed; a brief's answers have some thousands, 64 vectors a million
MOST_BYTES = 4_000_000
_CONNECT_S = 10.0
# the library refuses an empty key, and servers of one's own ignore it
_NO_KEY = "none"


class Connection:
    """Use as an asynchronous context manager. ``at_once`` bounds the calls at a time, which
    begin in the order in which they were asked for."""

    def __init__(self, base_url: str, key: str, *, at_once: int) -> None:
        self.base_url = base_url
        parts = urlsplit(base_url)
        # as it may be told: an address can hold a password
        self.host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        self.slots = asyncio.Semaphore(at_once)
        self._key = key
        self._at_once = at_once
        self._opening = asyncio.Lock()
        self._client: openai.AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

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
        return await self._bounded(calling, seconds, now)

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
        """Loaded beside the loop, which has others to serve."""
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(
                    _client, self.base_url, self._key, self._at_once
                )
            return self._client


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
    limits = httpx2.Limits(max_connections=at_once, max_keepalive_connections=at_once)
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
