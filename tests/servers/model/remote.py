"""The server in a process of its own, as a test of the whole program sees it.

::

    async with model_process("--profile", "deepseek") as remote:
        await remote.call("fail", fault="too_many", times=2)
        ... remote.base, remote.key ...
        assert (await remote.call("counts"))["calls"] == 3
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.model.server import KEY

_ROOT = Path(__file__).resolve().parents[3]


class RemoteModel:
    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base = base
        self.key = KEY
        self._session = session

    async def call(self, verb: str, **arguments: object) -> Any:
        """What the verb gives (:mod:`tests.servers.model.control`); ValueError if refused."""
        address = f"{self.base.removesuffix('/v1')}/control/{verb}"
        async with self._session.post(address, json=arguments) as answer:
            said = await answer.json()
        if not said["ok"]:
            raise ValueError(said["error"])
        return said["result"]


def model_process(*options: str) -> AbstractAsyncContextManager[RemoteModel]:
    """Start it with the options of ``python -m tests.servers.model_server``."""
    return served("-m", "tests.servers.model_server", "--until-eof", *options)


@asynccontextmanager
async def served(*arguments: str) -> AsyncIterator[RemoteModel]:
    """Whatever program of Python's prints its address and ends with its input."""
    command = (sys.executable, *arguments)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=_ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        base = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        if not base:
            raise RuntimeError("the server did not start")
        async with aiohttp.ClientSession() as session:
            yield RemoteModel(base, session)
    finally:
        process.stdin.close()
        await process.wait()
