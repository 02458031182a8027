"""The line to Telegram as the operator hears of it: a short break is a line of the log, a
long one is told, and its end too."""

import asyncio
import logging

from bot.ports.delivering import Alarm

log = logging.getLogger(__name__)

_AWAY, _BACK = "telegram_away", "Telegram can be reached again."
# seconds
PATIENCE = 60.0


class Line:
    """Over all runs of the platform. ``patience``: seconds of a break until it is told."""

    def __init__(self, alarm: Alarm, patience: float | None = None) -> None:
        self._alarm = alarm
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
                log.warning("telegram_not_reached", extra={"why": why})
        if now - self._broken_at >= self._patience:
            self._told = True
            await self._alarm.ring(
                _AWAY, f"{why} Nothing that people do there reaches me; I go on trying."
            )

    async def well(self) -> None:
        """At every try that does not."""
        if self._broken_at is not None:
            lasted = asyncio.get_running_loop().time() - self._broken_at
            self._broken_at = None
            # as loud as its beginning: who reads warnings alone must not wonder
            log.warning("telegram_reached_again", extra={"after_s": round(lasted)})
        if self._told:
            self._told = False
            await self._alarm.calm(_AWAY, _BACK)
