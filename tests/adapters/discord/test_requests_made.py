"""Requests over the wire: what goes out with each, and what no answer may do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat import bounded
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.outcomes import NoAnswer
from bot.errors import PlatformUnreachable
from tests.adapters.discord.side import Side
from tests.servers.discord_server import Channel, DiscordServer

ME = {"id": "7", "username": "brief"}
TOKEN = "secret-token"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def connected(answer: Answer) -> AsyncIterator[DiscordConnection]:
    """To a server that lets everybody in, and gives this answer to all else."""

    async def me(request: web.Request) -> web.StreamResponse:
        return web.json_response(ME)

    application = web.Application()
    application.router.add_get("/users/@me", me)
    application.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(application) as server:
        connection = DiscordConnection(TOKEN, str(server.make_url("")).rstrip("/"), 0)
        try:
            yield connection
        finally:
            await connection.close()


async def test_a_request_names_the_bot_and_its_token_in_its_head_alone() -> None:
    seen: list[web.Request] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return web.json_response(await request.json())

    async with connected(answer) as connection:
        assert await connection.ask("POST", "/channels/5/messages", {"content": "é"}) == {
            "content": "é"
        }
        assert await connection.ask("POST", "/channels/5/messages", '{"content":"é"}') == {
            "content": "é"
        }
    for request in seen:
        assert request.headers["Authorization"] == f"Bot {TOKEN}"
        # https://docs.discord.com/developers/reference#user-agent
        assert request.headers["User-Agent"].startswith("DiscordBot (https://")
        assert request.content_type == "application/json"
        assert TOKEN not in str(request.url)


@pytest.mark.parametrize("told", [True, False])
async def test_an_answer_without_end_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    monkeypatch.setattr(bounded, "LARGEST", 1000)

    async def answer(request: web.Request) -> web.StreamResponse:
        if told:
            return web.json_response({"content": "x" * 1000})
        endless = web.StreamResponse(headers={"Content-Type": "application/json"})
        await endless.prepare(request)
        try:
            while True:
                await endless.write(b"x" * 100)
        except ConnectionError:
            return endless

    async with connected(answer) as connection, asyncio.timeout(30):
        with pytest.raises(NoAnswer) as refused:
            await connection.ask("GET", "/channels/5")
    assert refused.value.left


async def test_no_error_quotes_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with connected(answer) as connection:
        with pytest.raises(NoAnswer) as broken:
            await connection.ask("POST", "/channels/5/messages", {})
    closed = DiscordConnection(TOKEN, "http://127.0.0.1:9", 0)
    with pytest.raises(PlatformUnreachable) as unreachable:
        await closed.me()
    await closed.close()
    for told in (str(broken.value), repr(broken.value), str(unreachable.value), caplog.text):
        assert TOKEN not in told


async def test_routes_that_share_a_bucket_wait_for_each_other_once_it_is_named(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.limits.usual = (1, 0.5)
    for _ in range(3):
        await out.connection.ask("GET", "/channels/{channel_id}", channel_id=papers.id)
        await out.connection.ask(
            "POST", "/channels/{channel_id}/messages", {"content": "x"}, channel_id=papers.id
        )
    assert server.records.too_many == 0
    assert server.violations == []


async def test_a_server_that_has_moved_is_followed_with_the_message() -> None:
    came: list[tuple[str, str, object]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        if not request.path.startswith("/moved"):
            raise web.HTTPTemporaryRedirect(f"/moved{request.path}")
        came.append((request.method, request.headers["Authorization"], await request.json()))
        return web.json_response({"id": "9"})

    async with connected(answer) as connection:
        said = await connection.ask("POST", "/channels/5/messages", {"content": "x"})
    assert said == {"id": "9"}
    assert came == [("POST", f"Bot {TOKEN}", {"content": "x"})]
