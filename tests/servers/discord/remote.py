"""The server in a process of its own, as a test sees it: it outlives a bot that is killed,
and its work does not count as the bot's.

::

    async with discord_process("--open-world") as remote:
        guild = await remote.call("guild", name="Lab")
        ... remote.base, remote.gateway, remote.token ...
        assert await remote.call("messages", channel=7) == []
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.discord.server import TOKEN

_ROOT = Path(__file__).resolve().parents[3]


class RemoteDiscord:
    """``base`` is the API's address, ``gateway`` the websocket's."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base, self.token = base, TOKEN
        self._host = base.removesuffix("/api/v10")
        self.gateway = self._host.replace("http://", "ws://") + "/gateway"
        self._session = session

    async def call(self, verb: str, **arguments: object) -> Any:
        """What the verb gives (:mod:`tests.servers.discord.control`); ValueError if refused."""
        async with self._session.post(f"{self._host}/control/{verb}", json=arguments) as answer:
            said = await answer.json()
        if not said["ok"]:
            raise ValueError(said["error"])
        return said["result"]


@asynccontextmanager
async def discord_process(*options: str) -> AsyncIterator[RemoteDiscord]:
    """Start it with the options of ``python -m tests.servers.discord_server``."""
    command = (sys.executable, "-m", "tests.servers.discord_server", "--until-eof", *options)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=_ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        base = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        if not base:
            raise RuntimeError("the server did not start")
        async with aiohttp.ClientSession() as session:
            yield RemoteDiscord(base, session)
    finally:
        process.stdin.close()
        await process.wait()
