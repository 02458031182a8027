"""The suite's Bot API server: what tests import, and the process of its own.

    python -m tests.servers.telegram_server --port 8081 --open-world --count-only

prints the address that it listens on, and is driven through ``/control/<verb>``
(see :mod:`tests.servers.telegram.control`).
"""

import argparse
import asyncio
import os
import signal
import sys

from tests.servers.telegram.chats import Chat, Member, Message, Person, Topic
from tests.servers.telegram.control import Control
from tests.servers.telegram.errors import ApiError
from tests.servers.telegram.faults import Fault
from tests.servers.telegram.flood import Limits
from tests.servers.telegram.recording import Answer, Call
from tests.servers.telegram.remote import RemoteTelegram, telegram_process
from tests.servers.telegram.server import TOKEN, TelegramServer

__all__ = [
    "TOKEN",
    "Answer",
    "ApiError",
    "Call",
    "Chat",
    "Fault",
    "Limits",
    "Member",
    "Message",
    "Person",
    "RemoteTelegram",
    "TelegramServer",
    "Topic",
    "telegram_process",
]


def main() -> None:
    reader = argparse.ArgumentParser(prog="tests.servers.telegram_server")
    reader.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    reader.add_argument("--token", default=TOKEN)
    reader.add_argument("--username", default="paperbrief_bot")
    reader.add_argument("--open-world", action="store_true", help="whoever is written to exists")
    reader.add_argument("--count-only", action="store_true", help="keep no call and no message")
    reader.add_argument("--limits", action="store_true", help="keep Telegram's flood limits")
    reader.add_argument("--until-eof", action="store_true", help="end with the standard input")
    asyncio.run(_serve(reader.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    server = TelegramServer(
        token=options.token,
        username=options.username,
        port=options.port,
        open_world=options.open_world,
        record=not options.count_only,
        limits=Limits() if options.limits else None,
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
