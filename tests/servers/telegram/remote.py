"""The server in a process of its own, as a test sees it: it outlives a bot that is killed,
and its work does not count as the bot's.

::

    async with telegram_process("--open-world") as remote:
        await remote.call("person", id=7, started=True)
        ... remote.base, remote.token ...
        assert await remote.call("messages", chat=7) == []
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.telegram.server import TOKEN

_ROOT = Path(__file__).resolve().parents[3]


class RemoteTelegram:
    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base = base
        self.token = TOKEN
        self._session = session

    async def call(self, verb: str, **arguments: object) -> Any:
        """What the verb gives (:mod:`tests.servers.telegram.control`); ValueError if refused."""
        async with self._session.post(f"{self.base}/control/{verb}", json=arguments) as answer:
            said = await answer.json()
        if not said["ok"]:
            raise ValueError(said["error"])
        return said["result"]


@asynccontextmanager
async def telegram_process(*options: str) -> AsyncIterator[RemoteTelegram]:
    """Start it with the options of ``python -m tests.servers.telegram_server``."""
    command = (sys.executable, "-m", "tests.servers.telegram_server", "--until-eof", *options)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=_ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        base = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        if not base:
            raise RuntimeError("the server did not start")
        async with aiohttp.ClientSession() as session:
            yield RemoteTelegram(base, session)
    finally:
        process.stdin.close()
        await process.wait()
