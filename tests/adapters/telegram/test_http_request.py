"""The Bot API's requests over aiohttp: what must hold whatever the library below is."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast
from urllib.parse import parse_qsl

import pytest
from aiohttp import web
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from adapters.chat import bounded
from adapters.telegram_chat.connecting.http_request import (
    AiohttpRequest,
    Broken,
    Fields,
    NotConnected,
    TooLarge,
)
from adapters.telegram_chat.rendering.forms import form_encoded

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN = "12:secret"


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler)
    # who is silent on purpose is not waited for at the end
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/bot{TOKEN}/sendMessage"
    finally:
        await runner.cleanup()


@pytest.fixture
async def asking() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(2)
    await request.initialize()
    yield request
    await request.shutdown()


def data(**told: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in told.items()])


@pytest.fixture(params=["a call", "a message"])
def asked(request: pytest.FixtureRequest) -> RequestData:
    """Both ways: with a session, and past it."""
    return (
        data(text="x") if request.param == "a call" else cast("RequestData", Fields({"text": "x"}))
    )


def unused() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/bot{TOKEN}/getMe"


async def test_parameters_go_as_a_form(asking: AiohttpRequest) -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update(await request.post())
        return web.json_response({"ok": True, "result": True}, status=201)

    async with served(answer) as url:
        status, body = await asking.do_request(url, "POST", data(text="ü & <b>", rows=[[1, 2]]))
    assert (status, body) == (201, b'{"ok": true, "result": true}')
    assert seen == {"text": "ü & <b>", "rows": "[[1, 2]]"}


async def test_a_message_of_ours_goes_as_a_form(asking: AiohttpRequest) -> None:
    """As the library's do: a server in Telegram's place may read no JSON."""
    seen: list[tuple[str, object]] = []
    message = {
        "chat_id": -7,
        "text": "ü & <b>",
        "entities": [{"type": "bold", "offset": 0}],
        "disable_notification": True,
    }

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.content_type, dict(await request.post())))
        return web.json_response({"ok": True, "result": {"message_id": 3}})

    async with served(answer) as url:
        assert await asking.post(url, cast("RequestData", Fields(message))) == {"message_id": 3}
    sent = {
        "chat_id": "-7",
        "text": "ü & <b>",
        "entities": '[{"type":"bold","offset":0}]',
        "disable_notification": "true",
    }
    assert seen == [("application/x-www-form-urlencoded", sent)]


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=60), max_size=4))
@example({"text": "100 % of “ü” + 1\n&=?"})
def test_a_form_says_what_was_given(told: dict[str, str]) -> None:
    assert dict(parse_qsl(form_encoded(told).decode("ascii"), keep_blank_values=True)) == told


async def test_a_file_goes_with_its_name_and_its_bytes(asking: AiohttpRequest) -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        fields = await request.post()
        sent = fields["document"]
        assert isinstance(sent, web.FileField)
        seen.update(name=sent.filename, content=sent.file.read(), chat=fields["chat_id"])
        return web.json_response({"ok": True, "result": True})

    file = data(document=InputFile(b"\x00deep", "2602.01234.md", attach=False), chat_id=7)
    async with served(answer) as url:
        await asking.do_request(url, "POST", file)
    assert seen == {"name": "2602.01234.md", "content": b"\x00deep", "chat": "7"}


async def test_without_a_connection_nothing_was_sent(
    asking: AiohttpRequest, asked: RequestData
) -> None:
    with pytest.raises(NotConnected):
        await asking.do_request(unused(), "POST", asked)


async def test_a_broken_answer_may_have_arrived(asking: AiohttpRequest, asked: RequestData) -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with served(answer) as url:
        with pytest.raises(Broken):
            await asking.do_request(url, "POST", asked)


async def test_a_silent_server_ends_in_time(asking: AiohttpRequest, asked: RequestData) -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async with served(answer) as url:
        with pytest.raises(TimedOut):
            await asking.do_request(url, "POST", asked, read_timeout=0.05, write_timeout=0.05)


async def test_an_echo_that_comes_slowly_is_read_to_its_end(asking: AiohttpRequest) -> None:
    """Over a thin line. What writing may take counts as well: one timer has it all."""
    message = cast("RequestData", Fields({"text": "x"}))

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(10):
            await asyncio.sleep(0.02)
            await response.write(b"x")
        return response

    async with served(answer) as url:
        told = await asking.do_request(url, "POST", message, read_timeout=0.05, write_timeout=20.0)
    assert told == (200, b"x" * 10)


async def test_who_waits_for_a_free_connection_has_sent_nothing() -> None:
    narrow = AiohttpRequest(1)
    came, held = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        came.set()
        await held.wait()
        return web.json_response({})

    async with served(answer) as url:
        first = asyncio.create_task(narrow.do_request(url, "POST", data(text="x")))
        await came.wait()
        with pytest.raises(NotConnected):
            await narrow.do_request(url, "POST", None, pool_timeout=0.05, connect_timeout=0.05)
        held.set()
        assert (await first)[0] == 200
    await narrow.shutdown()


@pytest.mark.parametrize("told", [True, False])
async def test_an_answer_without_end_is_refused(
    asking: AiohttpRequest, asked: RequestData, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    monkeypatch.setattr(bounded, "LARGEST", 1000)

    async def answer(request: web.Request) -> web.StreamResponse:
        if told:
            return web.Response(body=b"x" * 5000)
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(50):
            await response.write(b"x" * 100)
        return response

    async with served(answer) as url:
        with pytest.raises(TooLarge):
            await asking.do_request(url, "POST", asked)


async def test_a_redirect_is_not_followed(asking: AiohttpRequest, asked: RequestData) -> None:
    async def answer(request: web.Request) -> web.Response:
        raise web.HTTPFound("http://127.0.0.1:9/")

    async with served(answer) as url:
        assert (await asking.do_request(url, "POST", asked))[0] == 302


async def test_the_environments_proxy_is_used_unless_it_excepts_the_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(str(request.url))
        return web.json_response({})

    async with served(answer) as url:
        proxy = url.partition("/bot")[0]
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "no_proxy", "http_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ALL_PROXY", proxy)
        through = AiohttpRequest(1)
        await through.do_request("http://telegram.invalid/getMe", "POST")
        await through.shutdown()
        monkeypatch.setenv("NO_PROXY", "telegram.invalid")
        past = AiohttpRequest(1)
        with pytest.raises(NetworkError):
            await past.do_request("http://telegram.invalid/getMe", "POST", connect_timeout=5)
        await past.shutdown()
    assert asked == ["http://telegram.invalid/getMe"]


async def test_a_proxy_needs_no_scheme_and_one_of_another_kind_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(str(request.url))
        return web.json_response({})

    for name in ("HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with served(answer) as url:
        monkeypatch.setenv("ALL_PROXY", url.split("/")[2])
        through = AiohttpRequest(1)
        await through.do_request("http://telegram.invalid/getMe", "POST")
        await through.shutdown()
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    other = AiohttpRequest(1)
    with pytest.raises(NotConnected, match="socks5"):
        await other.do_request("http://telegram.invalid/getMe", "POST")
    await other.shutdown()
    assert asked == ["http://telegram.invalid/getMe"]


@pytest.mark.parametrize("how", ["refused", "silent", "unreadable"])
async def test_no_error_quotes_the_token(
    asking: AiohttpRequest, asked: RequestData, how: str
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if how == "silent":
            await asyncio.Event().wait()
        assert request.transport is not None
        request.transport.write(b"no HTTP at all\r\n\r\n")
        request.transport.close()
        return web.Response()

    async with served(answer) as url:
        with pytest.raises(TelegramError) as raised:
            await asking.do_request(
                unused() if how == "refused" else url,
                "POST",
                asked,
                read_timeout=0.05,
                write_timeout=0.05,
            )
    told, error = "", raised.value
    while error is not None:
        told += f"{error} {error!r}"
        error = error.__cause__  # type: ignore[assignment]
    assert "secret" not in told


async def test_certificates_are_checked() -> None:
    request = AiohttpRequest(1)
    session = request._opened("https://telegram.invalid/")
    assert session.connector is not None
    context = session.connector._ssl  # type: ignore[attr-defined]
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
    await request.shutdown()
    with pytest.raises(NotConnected):
        await request.do_request("https://telegram.invalid/", "POST")
