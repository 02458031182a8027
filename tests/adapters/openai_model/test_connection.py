"""What goes over the wire, how much of it, and what is left when it is over."""

import gzip
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from adapters.openai_model.connection import MOST_BYTES, Connection
from adapters.openai_model.outcomes import Trouble
from adapters.openai_model.settings import ModelSettings
from bot.errors import SettingsError
from bot.settings import load_settings
from tests.adapters.openai_model.stage import CHANNEL, NOW, request, staged
from tests.servers.model_server import PROFILES, ModelServer
from tests.test_architecture import ROOT

BODY = {"model": "m", "messages": [{"role": "user", "content": "x"}]}


@asynccontextmanager
async def answering(raw: bytes, *, status: int = 200) -> AsyncIterator[Connection]:
    """A server that sends these bytes, said to be compressed."""

    async def handle(_: web.Request) -> web.Response:
        return web.Response(
            body=raw,
            status=status,
            headers={"Content-Encoding": "gzip", "Content-Type": "application/json"},
        )

    app = web.Application()
    app.router.add_post("/v1/chat/completions", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        port = runner.addresses[0][1]
        async with Connection(f"http://127.0.0.1:{port}/v1", "", at_once=1) as connection:
            yield connection
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("status", [200, 500])
async def test_a_bomb_of_compressed_zeros_is_given_up_at_the_bound(status: int) -> None:
    async with answering(gzip.compress(bytes(20 * MOST_BYTES)), status=status) as connection:
        found = await connection.post("chat", BODY, 20.0, NOW)
    assert isinstance(found, Trouble)
    assert "far too large" in found.said


async def test_a_compressed_answer_is_read() -> None:
    async with answering(gzip.compress(b'{"choices": []}')) as connection:
        assert await connection.post("chat", BODY, 20.0, NOW) == b'{"choices": []}'


async def test_bytes_that_are_not_what_they_are_said_to_be_are_out_of_reach() -> None:
    async with answering(b"no gzip") as connection:
        found = await connection.post("chat", BODY, 20.0, NOW)
    assert isinstance(found, Trouble)
    assert found.outcome == "unreachable"


@pytest.mark.parametrize("host", ["127.0.0.1:9", "does-not-exist.invalid", "[::1]:9", "x" * 300])
async def test_no_address_is_too_strange(host: str) -> None:
    async with Connection(f"http://{host}/v1", "", at_once=1) as connection:
        found = await connection.post("chat", BODY, 20.0, NOW)
    assert isinstance(found, Trouble)
    assert found.outcome == "unreachable"


async def test_a_password_in_the_address_is_not_told() -> None:
    connection = Connection("http://ada:secret@127.0.0.1:9/v1", "", at_once=1)
    async with connection:
        found = await connection.post("chat", BODY, 20.0, NOW)
    assert isinstance(found, Trouble)
    assert "secret" not in found.said
    assert "127.0.0.1:9" in found.said


async def test_connections_are_kept_while_it_is_open_and_closed_with_it() -> None:
    async with ModelServer(profile=PROFILES["ollama"]) as server:
        async with staged(server) as at:
            for _ in range(3):
                await at.model.ask(request(), CHANNEL)
            await at.embeddings.embed(["a text"], CHANNEL)
            assert len(server.connections) == 1
        await server.settled(lambda: not server.connections)


def test_the_library_is_not_loaded_before_the_first_question() -> None:
    program = (
        "import sys, bot.cli.main, adapters.openai_model.opening, adapters.openai_model.probing; "
        "sys.exit(bool({'openai', 'httpx2'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("key", ["a b", "schlüssel", "a\nb"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_told(
    key: str, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(SettingsError, match="OPENAI_API_KEY has a character that") as raised:
        load_settings()
    assert key not in str(raised.value)


def test_a_key_goes_to_no_other_address_than_its_own() -> None:
    given = {"OPENAI_API_KEY": "sk-main"}
    same = ModelSettings.model_validate(given)
    other = ModelSettings.model_validate(
        {**given, "OPENAI_EMBEDDING_BASE_URL": "http://127.0.0.1:9/v1"}
    )
    assert (same.embedding_key, other.embedding_key) == ("sk-main", "")
