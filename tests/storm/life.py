"""One life of the program in played time: what happens in the fork before it begins.

It can be doomed to die at one of its store's commits: before the n-th, or right before the
transaction that follows the n-th, so what was to happen between the two has happened.
"""

import asyncio
import os
import random
import signal
import sqlite3
import ssl
from functools import partial
from typing import Any

from adapters.discord_chat import platform as discord_platform
from adapters.discord_chat.connecting.library import discord
from adapters.telegram_chat.receiving import polling, webhook
from scheduler import platforms, service
from scheduler.operating import monitor
from tests.storm.following import Following, Line
from tests.storm.played import install

# seconds
POLL = 1800


class Doom:
    """``set`` from the conductor: n > 0 before the n-th COMMIT from then on, n < 0 before the
    BEGIN that follows it."""

    def __init__(self) -> None:
        self._left = 0.0

    def set(self, number: float) -> None:
        self._left = number

    def watch(self) -> None:
        """Every connection to a database that is opened from now on is listened to."""
        connect = sqlite3.connect

        def listened(*given: Any, **named: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*given, **named)
            connection.set_trace_callback(self._hear)
            return connection

        setattr(sqlite3, "connect", listened)  # noqa: B010

    def _hear(self, statement: str) -> None:
        if not self._left:
            return
        if statement == "COMMIT":
            if self._left == 1:
                self._die()
            self._left += -1 if self._left > 1 else 0
        elif statement.startswith("BEGIN IMMEDIATE") and self._left < 0:
            self._left += 1
            if not self._left:
                self._die()

    def _die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def play(path: str, seed: int) -> None:
    """From here on this process lives by the conductor's clock."""
    line, doom = Line(path), Doom()
    # jitter is chance as well
    random.seed(seed)
    doom.watch()
    install(line.clock, lambda: Following(line, doom.set))
    _rest()
    # everything is plain HTTP here, and reading the world's certificates takes long
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ssl.create_default_context = lambda *_, **__: context


def _rest() -> None:
    """What only shows that somebody is there would be most of the work of a played month: long
    polls that bring nothing, signs of life of who has nothing to do. Here they come twice an
    hour, and nobody looks whether one is missing."""
    setattr(polling, "Patience", partial(polling.Patience, poll=POLL))  # noqa: B010
    for module, name in (
        (service, "IDLE"), (platforms, "BEAT"), (webhook, "_BEAT"),
        (discord_platform, "_BEAT"), (discord_platform, "_CATCHING_UP"),
    ):  # fmt: skip
        assert hasattr(module, name), f"{module.__name__} has no {name} any more"
        setattr(module, name, float(POLL))
    setattr(monitor.Monitor, "run", _asleep)  # noqa: B010
    discord.gateway.DiscordWebSocket._max_heartbeat_timeout = property(  # type: ignore[assignment]
        lambda _: 1e9, lambda _, seconds: None
    )


async def _asleep(_: monitor.Monitor) -> None:
    await asyncio.Event().wait()
