"""Receiving what people do on a platform: how it goes on, and how its outages are told."""

import asyncio
import logging

from bot.errors import PlatformUnreachable
from bot.ports.alarms import Reach

log = logging.getLogger(__name__)

# seconds; shorter outages are told to nobody: platforms end connections now and then
PATIENCE = 60.0


async def receive_until(
    stop: asyncio.Event,
    receiving: asyncio.Task[None],
    ended: str,
    given_up: asyncio.Event | None = None,
    silent: str = "",
) -> None:
    """Until ``stop`` is set. Raises what ``receiving`` raises; PlatformUnreachable with the
    sentence ``ended`` where that ends by itself, and ``silent`` where ``given_up`` is set."""
    events = [stop] if given_up is None else [stop, given_up]
    waiting = [asyncio.create_task(each.wait()) for each in events]
    try:
        await asyncio.wait({receiving, *waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
    if receiving.done():
        receiving.result()
        raise PlatformUnreachable(ended)
    if not stop.is_set():
        raise PlatformUnreachable(silent)


class ReceivingLine:
    """Over all runs of a platform that is asked again and again. A short outage is two lines
    of the log; one that lasts longer than ``patience`` seconds is reported, and its end too."""

    def __init__(self, platform: str, reach: Reach, patience: float | None = None) -> None:
        self._platform = platform
        self._reach = reach
        self._patience = PATIENCE if patience is None else patience
        self._broken_at: float | None = None
        # what an earlier process told may be over by now
        self._told = True

    async def broken(self, why: str, *, logged: bool = False) -> None:
        """At every try that fails; ``why`` is a sentence. ``logged``: somebody has."""
        now = asyncio.get_running_loop().time()
        if self._broken_at is None:
            self._broken_at = now
            if not logged:
                log.warning(f"{self._platform}_not_reached", extra={"why": why})
        lasting = now - self._broken_at
        if lasting >= self._patience:
            self._told = True
            await self._reach.lost(self._platform, why, lasting)

    async def well(self) -> None:
        """At every try that does not."""
        if self._broken_at is not None:
            lasted = asyncio.get_running_loop().time() - self._broken_at
            self._broken_at = None
            # a warning like its beginning, for those who read warnings alone
            log.warning(f"{self._platform}_reached_again", extra={"after_s": round(lasted)})
        if self._told:
            self._told = False
            await self._reach.found(self._platform)
