"""Messages past aiohttp's session: the same goes out, and the same comes back, whatever it is."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat import bounded
from adapters.chat.bounded import TooLarge
from adapters.chat.short_requests import ShortRequests, news_read

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
TYPE = {"Content-Type": "application/json"}
LIMITS = aiohttp.ClientTimeout()
# seconds
LONG = 20.0
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[aiohttp.ClientSession]:
    """A session for a server that gives this answer to everything."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    async with (
        TestServer(application) as server,
        aiohttp.ClientSession(
            server.make_url(""),
            connector=aiohttp.TCPConnector(limit=1),
            headers={"User-Agent": "brief", "Authorization": "Bot secret"},
        ) as session,
    ):
        yield session


@asynccontextmanager
async def spoken(talk: Talk) -> AsyncIterator[ShortRequests]:
    """Requests to a server that speaks as it likes."""
    talks = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError):
            await talk(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield short(session)
    server.close()
    await asyncio.gather(*(each for each in talks if each is not None))


def short(session: aiohttp.ClientSession) -> ShortRequests:
    origin = session._base_url
    assert origin is not None
    return ShortRequests(session, origin, TYPE)


async def heard(reader: asyncio.StreamReader) -> bytes:
    """One request's head, with its body read."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length))
    return head


async def test_a_message_goes_out_as_the_session_would_send_it() -> None:
    seen: list[tuple[str, dict[str, str], bytes]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.raw_path, dict(request.headers), await request.read()))
        return web.json_response({"id": "1"}, status=201, headers={"X-Left": "4"})

    async with served(answer) as session:
        body = '{"content":"é"}'.encode()
        async with session.post("/channels/5/messages?a=%20b", data=body, headers=TYPE) as told:
            assert told.status == 201
        made = await short(session).post("/channels/5/messages?a=%20b", body, LIMITS, LONG)
    assert (made.status, made.reason, made.headers["x-left"]) == (201, "Created", "4")
    assert made.body == b'{"id": "1"}'
    assert seen[0] == seen[1]


async def test_one_connection_serves_one_message_after_another() -> None:
    ports = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername"))
        return web.json_response({})

    async with served(answer) as session:
        posts = short(session)
        await asyncio.gather(*(posts.post("/", b"{}", LIMITS, LONG) for _ in range(5)))
    assert len(ports) == 1


@pytest.mark.parametrize("way", ["chunked", "compressed", "empty", "to the end"])
async def test_an_answer_is_read_in_every_form(way: str) -> None:
    said = b'{"text":"' + b"x" * 300_000 + b'"}'

    async def answer(request: web.Request) -> web.StreamResponse:
        if way == "compressed":
            return web.Response(body=gzip.compress(said), headers={"Content-Encoding": "gzip"})
        if way == "empty":
            return web.Response(status=204)
        told = web.StreamResponse()
        if way == "chunked":
            told.enable_chunked_encoding()
        else:
            told.force_close()
        await told.prepare(request)
        await told.write(said[:10])
        await told.write(said[10:])
        return told

    async with served(answer) as session:
        for _ in range(2):
            made = await short(session).post("/", b"{}", LIMITS, LONG)
            assert made.body == (b"" if way == "empty" else said)


async def test_what_is_only_said_in_between_is_no_answer() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" + WHOLE)
        await heard(reader)
        writer.write(WHOLE)

    async with spoken(talk) as posts:
        assert [(await posts.post("/", b"{}", LIMITS, LONG)).status for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("broken", [b"", b"no HTTP at all\r\n\r\n", WHOLE[:-1], WHOLE + b"more"])
async def test_no_whole_answer_is_an_error_and_the_next_gets_another_connection(
    broken: bytes,
) -> None:
    answers = iter((broken, WHOLE))

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(next(answers))

    async with spoken(talk) as posts:
        with pytest.raises(aiohttp.ClientError):
            await posts.post("/", b"{}", LIMITS, LONG)
        assert (await posts.post("/", b"{}", LIMITS, LONG)).status == 200


@pytest.mark.parametrize("at", [5, 20, len(WHOLE) - 3, len(WHOLE) - 1])
async def test_an_answer_is_read_in_pieces(at: int) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            await heard(reader)
            writer.write(WHOLE[:at])
            await asyncio.sleep(0.02)
            writer.write(WHOLE[at:])

    async with spoken(talk) as posts:
        assert [(await posts.post("/", b"{}", LIMITS, LONG)).body for _ in range(2)] == [b"{}"] * 2


@pytest.mark.parametrize("last", [b"", b"HTTP/1.1 408 Request Timeout\r\n\r\n"])
async def test_a_connection_that_ended_while_it_was_idle_is_not_used_again(last: bytes) -> None:
    ended = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(WHOLE)
        await writer.drain()
        await asyncio.sleep(0)
        writer.write(last)
        writer.close()
        ended.set()

    async with spoken(talk) as posts:
        for _ in range(3):
            ended.clear()
            assert (await posts.post("/", b"{}", LIMITS, LONG)).status == 200
            await ended.wait()


async def test_what_an_idle_connection_was_told_answers_no_message() -> None:
    """As some proxies end one: with a word that nobody asked for."""
    asked = 0
    read = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        while True:
            await heard(reader)
            asked += 1
            writer.write(WHOLE)
            if asked == 1:
                await writer.drain()
                await read.wait()
                writer.write(b"HTTP/1.1 408 Request Time-out\r\nContent-Length: 0\r\n\r\n")

    async with spoken(talk) as requests:
        assert (await requests.post("/", b"1", LIMITS, LONG)).status == 200
        assert requests._connector is not None
        ((idle, _),) = next(iter(requests._connector._conns.values()))
        read.set()
        while not idle.should_close:
            await news_read()
        assert (await requests.post("/", b"2", LIMITS, LONG)).status == 200
        assert asked == 2


async def test_an_answer_before_all_was_said_ends_the_connection() -> None:
    heads = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        # what was on its way is read, as the other side would be reset otherwise
        while await reader.read(1 << 20):
            pass

    async with spoken(talk) as posts:
        for _ in range(2):
            assert (await posts.post("/", b"x" * 50_000_000, LIMITS, LONG)).status == 413
    assert len(heads) == 2


async def test_an_answer_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST", 1000)

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/told":
            return web.Response(body=b"x" * 5000)
        # a small one that becomes large
        return web.Response(body=gzip.compress(b"x" * 5000), headers={"Content-Encoding": "gzip"})

    async with served(answer) as session:
        for path in ("/told", "/packed"):
            with pytest.raises(TooLarge):
                await short(session).post(path, b"{}", LIMITS, LONG)


async def test_a_silent_server_is_not_waited_for() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        await reader.read()

    async with spoken(talk) as posts:
        with pytest.raises(TimeoutError) as raised:
            await posts.post("/", b"{}", LIMITS, 0.05)
    assert not isinstance(raised.value, aiohttp.ConnectionTimeoutError)


async def test_an_answer_that_never_ends_is_not_read_for_ever() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.01)

    async with spoken(talk) as posts:
        with pytest.raises(TimeoutError):
            await posts.post("/", b"{}", LIMITS, 0.2)


async def test_an_answer_that_comes_in_pieces_is_waited_for() -> None:
    """A thin line: each piece comes late, all of it within the time."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
        for _ in range(5):
            await asyncio.sleep(0.03)
            writer.write(b"x")

    async with spoken(talk) as posts:
        answer = await posts.post("/", b"{}", aiohttp.ClientTimeout(sock_read=0.01), LONG)
    assert answer.body == b"xxxxx"


async def test_who_gets_no_connection_in_time_has_sent_nothing() -> None:
    came, held = asyncio.Event(), asyncio.Event()
    bodies = []

    async def answer(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        came.set()
        await held.wait()
        return web.json_response({})

    async with served(answer) as session:
        posts = short(session)
        first = asyncio.create_task(posts.post("/", b"1", LIMITS, LONG))
        await came.wait()
        with pytest.raises(aiohttp.ConnectionTimeoutError):
            await posts.post("/", b"2", aiohttp.ClientTimeout(connect=0.05), LONG)
        held.set()
        assert (await first).status == 200
    assert bodies == [b"1"]


async def test_who_is_cancelled_leaves_nothing_in_the_pool() -> None:
    came = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/held":
            came.set()
            await asyncio.Event().wait()
        return web.json_response({})

    async with served(answer) as session:
        posts = short(session)
        first = asyncio.create_task(posts.post("/held", b"{}", LIMITS, LONG))
        await came.wait()
        first.cancel()
        await asyncio.wait([first])
        assert first.cancelled()
        # the pool has room for one connection
        assert (await posts.post("/", b"{}", LIMITS, LONG)).status == 200


async def test_nothing_goes_once_the_session_is_closed() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response({})

    async with served(answer) as session:
        posts = short(session)
    with pytest.raises(aiohttp.ClientConnectionError):
        await posts.post("/", b"{}", LIMITS, LONG)


async def test_no_header_has_two_lines() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response({})

    async with served(answer) as session:
        assert session._base_url is not None
        with pytest.raises(ValueError, match="line"):
            ShortRequests(session, session._base_url, {"X-Token": "a\r\nX-Other: b"})
