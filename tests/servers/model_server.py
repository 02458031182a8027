"""The suite's model server: what tests import, and the process of its own.

    python -m tests.servers.model_server --port 8083 --profile ollama --delay 0.5

prints the address that it listens on, with its ``/v1``, and is driven through
``/control/<verb>`` (see :mod:`tests.servers.model.control`).
"""

import argparse
import asyncio
import os
import signal
import sys

from tests.servers.model.answers import by_schema
from tests.servers.model.control import Control
from tests.servers.model.faults import Fault
from tests.servers.model.profiles import PROFILES, Profile
from tests.servers.model.questions import Json
from tests.servers.model.recording import Call
from tests.servers.model.remote import RemoteModel, model_process
from tests.servers.model.server import EMBEDDING_MODEL, KEY, MODEL, ModelServer

__all__ = [
    "EMBEDDING_MODEL",
    "KEY",
    "MODEL",
    "PROFILES",
    "Call",
    "Fault",
    "Json",
    "ModelServer",
    "Profile",
    "RemoteModel",
    "by_schema",
    "model_process",
]


def main() -> None:
    reader = argparse.ArgumentParser(prog="tests.servers.model_server")
    reader.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    reader.add_argument("--key", default=KEY)
    reader.add_argument("--profile", choices=sorted(PROFILES), default="openai")
    reader.add_argument("--delay", type=float, default=0.0, help="seconds of each call")
    reader.add_argument("--models", default=f"{MODEL},{EMBEDDING_MODEL}", help="empty: any")
    reader.add_argument("--until-eof", action="store_true", help="end with the standard input")
    asyncio.run(_serve(reader.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    server = ModelServer(
        profile=PROFILES[options.profile],
        delay=options.delay,
        port=options.port,
        key=options.key,
        models=tuple(name for name in options.models.split(",") if name),
    )
    Control(server)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if options.until_eof:
        # the pipe ends even where the parent was killed
        loop.add_reader(sys.stdin.fileno(), _read_to_the_end, ended)
    async with server:
        sys.stdout.write(f"{server.base}\n")
        sys.stdout.flush()
        await ended.wait()


def _read_to_the_end(ended: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        ended.set()


if __name__ == "__main__":
    main()
