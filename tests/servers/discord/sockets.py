"""One connection to the gateway: a queue of what is sent, compressed as the client asked."""

import asyncio
import importlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.servers.discord.rules.refusals import Json

MOST_SENT = 120
"""Events that a connection may send in a minute."""

Squeeze = Callable[[bytes], bytes]


class Socket:
    """``receive`` is called with each payload of the client's."""

    def __init__(
        self,
        websocket: web.WebSocketResponse,
        request: web.Request,
        clock: Callable[[], float],
        receive: Callable[["Socket", Json], None],
    ) -> None:
        self._websocket, self._request = websocket, request
        self._clock, self._receive = clock, receive
        self._queue: asyncio.Queue[Json | int] = asyncio.Queue()
        self._squeeze = squeeze(request.query.get("compress", ""))
        self._writer = asyncio.create_task(self._write())
        self._arrived: list[float] = []

    @property
    def close_code(self) -> int | None:
        return self._websocket.close_code

    def send(self, payload: Json) -> None:
        self._queue.put_nowait(payload)

    def close(self, code: int) -> None:
        self._queue.put_nowait(code)

    def abort(self) -> None:
        """The line is cut without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def listen(self) -> None:
        """Take what comes, until the connection ends."""
        async for message in self._websocket:
            now = self._clock()
            self._arrived = [*(each for each in self._arrived if each > now - 60), now]
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            if len(self._arrived) > MOST_SENT:
                self.close(4008)
                continue
            try:
                payload = json.loads(message.data)
            except ValueError:
                self.close(4002)
                continue
            self._receive(self, payload)

    async def finish(self) -> None:
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        while True:
            payload = await self._queue.get()
            if isinstance(payload, int):
                await self._websocket.close(code=payload)
                return
            said = json.dumps(payload, separators=(",", ":"))
            if self._squeeze is None:
                await self._websocket.send_str(said)
            else:
                await self._websocket.send_bytes(self._squeeze(said.encode()))


def squeeze(name: str) -> Squeeze | None:
    """The compression of a whole connection, by its name; each payload is flushed."""
    if name == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda raw: deflate.compress(raw) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":
        # discord.py asks for it only where this very module is installed
        zstandard: Any = importlib.import_module("zstandard")
        stream = zstandard.ZstdCompressor().compressobj()
        block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return lambda raw: bytes(stream.compress(raw) + stream.flush(block))
    return None
