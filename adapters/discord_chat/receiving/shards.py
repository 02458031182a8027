"""The shards on which Discord's events come: a short outage is told to nobody, a long one is
reported, and its end too."""

import asyncio
import logging
from collections.abc import Iterable

from adapters.chat.receiving import PATIENCE
from bot.ports.alarms import Reach

log = logging.getLogger(__name__)

_PLATFORM = "discord"
_SILENT = "Discord's gateway gives no answer."


class ShardLine:
    """Over the runs of the connection. ``given_up`` is set when no shard has answered for
    ``patience`` seconds: a new run finds back sooner than the library, which waits longer
    after every try, up to a quarter of an hour."""

    def __init__(self, reach: Reach, patience: float | None = None) -> None:
        self._reach = reach
        self._patience = PATIENCE if patience is None else patience
        self._all: frozenset[int] = frozenset()
        self._away: set[int] = set()
        self._why = _SILENT
        self._waiting: asyncio.Task[None] | None = None
        self.given_up = asyncio.Event()

    def expect(self, shards: Iterable[int]) -> None:
        """A run begins: all of its shards are to come."""
        self._all = frozenset(shards)
        self._away = set(self._all)
        self._why = _SILENT
        self.given_up.clear()
        self._wait()

    def lost(self, shard: int) -> None:
        if shard not in self._away:
            log.info("discord_line_lost", extra={"shard": shard})
        self._away.add(shard)
        self._why = _SILENT
        self._wait()

    async def back(self, shard: int) -> None:
        self._away.discard(shard)
        if not self._away:
            self.rest()
            await self._reach.found(_PLATFORM)

    def failed(self, why: str) -> None:
        """A run did not come about, or ended: there is none to give up."""
        self._all = frozenset()
        self.given_up.clear()
        self._why = why
        self._wait()

    def rest(self) -> None:
        """Nobody waits any more: it is well, or over, or another alarm tells of it."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None

    def _wait(self) -> None:
        if self._waiting is None or self._waiting.done():
            self._waiting = asyncio.create_task(self._told())

    async def _told(self) -> None:
        await asyncio.sleep(self._patience)
        await self._reach.lost(_PLATFORM, self._why, self._patience)
        if self._all and self._away >= self._all:
            self.given_up.set()
