"""The webhook, asked by whoever finds its address."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest
from telegram import Update

from adapters.telegram_chat.receiving.webhook import LARGEST, Hook, Webhook, read_update
from bot.errors import PlatformRefused
from tests.adapters.telegram.side import Side

SECRET = "s3cret-of-the-test"
SHOWN = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
GOOD = {
    "update_id": 5,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}},
}


class Hooked:
    def __init__(self, port: int) -> None:
        self.port = port
        self.address = f"http://127.0.0.1:{port}/hook"
        self.came: asyncio.Queue[int] = asyncio.Queue()

    async def arrive(self, updates: Sequence[Update]) -> None:
        for update in updates:
            self.came.put_nowait(update.update_id)


@pytest.fixture
async def hooked(here: Side) -> AsyncIterator[Hooked]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made = Hooked(port)
    webhook = Webhook("https://bot.example.org/hook", "127.0.0.1", port, SECRET)
    hook = Hook(await here.connection.bot(), made.arrive, webhook, read_within=3.0)
    running = asyncio.create_task(hook.run())
    while not running.done():
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            break
    yield made
    running.cancel()
    await asyncio.wait({running})


async def asked(
    hooked: Hooked, body: bytes, headers: dict[str, str] | None = None, method: str = "POST"
) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, hooked.address, data=body, headers=headers or SHOWN) as answer,
    ):
        return answer.status


async def test_an_update_is_taken_whatever_its_type_is_called(hooked: Hooked) -> None:
    body = json.dumps(GOOD).encode()
    for kind in ("application/json", "application/json; charset=utf-8", "text/plain"):
        assert await asked(hooked, body, SHOWN | {"Content-Type": kind}) == 200
    assert [await hooked.came.get() for _ in range(3)] == [5, 5, 5]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff\xfe\x00",
        b'{"update_id": "5"}',
        b'{"message": {}}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
async def test_what_is_no_update_is_refused_and_not_logged(
    hooked: Hooked, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert await asked(hooked, body) == 400
    assert hooked.came.empty()
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


async def test_an_update_that_cannot_be_read_is_not_brought_again_nor_told_to_the_log(
    hooked: Hooked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = json.dumps({"update_id": 6, "message": {"text": "MY WORDS", "date": []}}).encode()
    assert await asked(hooked, body) == 200
    assert "MY WORDS" not in caplog.text


async def test_a_stranger_is_let_in_by_no_secret_of_his_own(hooked: Hooked) -> None:
    body = json.dumps(GOOD).encode()
    for secret in ({"X": "y"}, {"X-Telegram-Bot-Api-Secret-Token": "wr\u00f6ng"}):
        assert await asked(hooked, body, secret) == 403
    assert hooked.came.empty()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_other_methods_are_none(hooked: Hooked, method: str) -> None:
    assert await asked(hooked, b"", method=method) == 405


async def test_a_large_body_is_refused_before_it_has_come(
    hooked: Hooked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reader, writer = await asyncio.open_connection("127.0.0.1", hooked.port)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    writer.write(f"{head}Content-Length: {LARGEST + 1}\r\n\r\n".encode())
    assert b" 413 " in await reader.readline()
    writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", hooked.port)
    writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    writer.write(piece * 16)
    assert b" 413 " in await reader.readline()
    writer.close()
    assert "xxxx" not in caplog.text


async def test_a_body_that_does_not_come_is_not_waited_for(hooked: Hooked) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", hooked.port)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    writer.write(f"{head}Content-Length: 100\r\n\r\n{{".encode())
    assert b" 408 " in await reader.readline()
    writer.close()


async def test_a_place_that_is_taken_is_told(here: Side, hooked: Hooked) -> None:
    webhook = Webhook("https://bot.example.org/hook", "127.0.0.1", hooked.port, SECRET)
    with pytest.raises(PlatformRefused, match="is not free"):
        await Hook(await here.connection.bot(), hooked.arrive, webhook).run()


def test_an_update_has_a_number() -> None:
    assert read_update(b'{"update_id": 1}') == {"update_id": 1}
    assert read_update(b'{"update_id": true}') is None
