"""Messages over the pool of an aiohttp session, and past the session itself.

::

    connection | head and body | answer | back into the pool

Of one message and the next, only path and body differ. A session makes everything else anew too:
address, headers, cookies, a task that writes; that is 0.1 ms of a message's 0.8. Connections,
certificates, time-outs and the reading of answers are aiohttp's here as well.
"""

import asyncio
import select
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError
from yarl import URL

from adapters.chat.bounded import read_bounded

_LINE_ENDS = frozenset("\r\n\0")
_REDIRECTED = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class Answer:
    """One that was read to its end."""

    status: int
    reason: str | None
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_redirect(self) -> bool:
        return self.status in _REDIRECTED


class ShortRequests:
    """POSTs to one host, whose session this is; ``headers`` go with each. Redirects are not
    followed. For one event loop."""

    def __init__(
        self, session: aiohttp.ClientSession, origin: URL, headers: Mapping[str, str]
    ) -> None:
        self._session = session
        self._connector = session.connector
        # what the connector knows a host by, and the head of every request, as a session has them
        self._model = aiohttp.ClientRequest(
            "POST",
            origin,
            headers={**session.headers, **headers},
            loop=asyncio.get_running_loop(),
            session=session,
        )
        self._head = _head(self._model.headers)

    async def post(
        self, path: str, body: bytes, limits: aiohttp.ClientTimeout, within: float | None
    ) -> Answer:
        """``path`` as it goes over the wire, without spaces. The ``limits`` are those until there
        is a connection; ``within`` as many seconds from then on all of the answer is there, with
        None it is waited for without end. Raises as a session does: ClientError, OSError,
        TimeoutError; and TooLarge."""
        line = f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        request = line.encode("ascii") + body
        connection = await self._connected(limits)
        answer: Answer | None = None
        try:
            # one timer for it, where aiohttp would set one for each piece that comes
            async with asyncio.timeout(within):
                if _has_news(connection):
                    await news_read()
                if connection.protocol is None or _is_spoilt(connection.protocol):
                    connection.close()
                    connection = await self._connected(limits)
                answer = await _asked(connection, request)
        finally:
            if answer is None:
                connection.close()
        connection.release()
        return answer

    async def _connected(self, limits: aiohttp.ClientTimeout) -> Connection:
        if self._session.closed or self._connector is None:
            raise aiohttp.ClientConnectionError("the session is closed")
        try:
            return await self._connector.connect(self._model, [], limits)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError("no connection in time") from error


async def news_read() -> None:
    """The loop reads what idle connections say, in one round of its own and the next: one that was
    closed is not used again, which nobody could tell from a lost answer."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def _has_news(connection: Connection) -> bool:
    """Whether anything came that nobody asked for: most often, that the connection ends."""
    transport = connection.transport
    socket = None if transport is None else transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0 or not hasattr(select, "poll"):
        # nobody can tell, so the loop has to look
        return True
    poll = select.poll()
    poll.register(socket.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _is_spoilt(protocol: ResponseHandler) -> bool:
    return protocol.should_close or not protocol.is_connected()


def _head(headers: Mapping[str, str]) -> str:
    """Without the length of the body. ValueError for what would end a header."""
    lines = [f"{name}: {value}" for name, value in headers.items() if name != "Content-Length"]
    if any(_LINE_ENDS.intersection(line) for line in lines):
        raise ValueError("a header has more than one line")
    return "".join(f"{line}\r\n" for line in lines)


async def _asked(connection: Connection, request: bytes) -> Answer:
    protocol, transport = connection.protocol, connection.transport
    if protocol is None or transport is None or transport.is_closing():
        raise aiohttp.ClientConnectionError("the connection is closing")
    protocol.set_response_params(read_until_eof=True)
    transport.write(request)
    try:
        message, content = await protocol.read()
        while 100 <= message.code < 200 and not message.upgrade:
            # only said in between
            message, content = await protocol.read()
    except HttpProcessingError as error:
        raise aiohttp.ClientPayloadError("an answer that is no HTTP") from error
    length = message.headers.get("Content-Length", "")
    body = await read_bounded(content, int(length) if length.isdecimal() else None)
    if transport.get_write_buffer_size():
        # answered before all of it has left
        protocol.force_close()
    return Answer(message.code, message.reason, message.headers, body)
