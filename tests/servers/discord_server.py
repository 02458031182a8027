"""The suite's Discord: what tests import, and the process of its own.

    python -m tests.servers.discord_server --port 8082 --open-world --count-only

prints the API's address (Route.BASE), and is driven through ``/control/<verb>``
(see :mod:`tests.servers.discord.control`). How a test uses it stands in
:mod:`tests.servers.discord.server`.
"""

import argparse
import asyncio
import os
import signal
import sys

from tests.servers.discord.acting.entering import CannotDo
from tests.servers.discord.acting.interactions import Act, Interaction, Reply
from tests.servers.discord.control import Control
from tests.servers.discord.failing import Fault
from tests.servers.discord.records import Call, Ping
from tests.servers.discord.rules.limits import USUAL
from tests.servers.discord.rules.permissions import Overwrite, Permission
from tests.servers.discord.rules.refusals import Refusal
from tests.servers.discord.server import TOKEN, DiscordServer
from tests.servers.discord.world import Channel, Guild, Kind, Message, Person, Role

__all__ = [
    "TOKEN",
    "Act",
    "Call",
    "CannotDo",
    "Channel",
    "DiscordServer",
    "Fault",
    "Guild",
    "Interaction",
    "Kind",
    "Message",
    "Overwrite",
    "Permission",
    "Person",
    "Ping",
    "Refusal",
    "Reply",
    "Role",
]


def main() -> None:
    reader = argparse.ArgumentParser(prog="tests.servers.discord_server")
    reader.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    reader.add_argument("--token", default=TOKEN)
    reader.add_argument("--open-world", action="store_true", help="every channel id is a channel")
    reader.add_argument("--count-only", action="store_true", help="keep no call and no message")
    reader.add_argument("--overall", type=int, default=50, help="requests a second, 0 for any")
    reader.add_argument("--bucket", type=float, default=USUAL[1], help="seconds for 5 requests")
    reader.add_argument("--until-eof", action="store_true", help="end with the standard input")
    asyncio.run(_serve(reader.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    server = DiscordServer(
        token=options.token,
        open_world=options.open_world,
        keep="counts" if options.count_only else "all",
        overall=options.overall,
    )
    server.limits.usual = (USUAL[0], options.bucket)
    Control(server)
    await server.start(options.port)
    ending, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ending.set)
    if options.until_eof:
        loop.add_reader(sys.stdin, _watch, ending)
    sys.stdout.write(server.base + "\n")
    sys.stdout.flush()
    await ending.wait()
    await server.stop()


def _watch(ending: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        ending.set()
        asyncio.get_running_loop().remove_reader(sys.stdin)


if __name__ == "__main__":
    main()
