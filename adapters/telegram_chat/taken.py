"""Which updates were taken up: after a kill, none is done a second time.

Telegram gives an update again until a later request confirms it, and a webhook's until it
was answered well: what was done just before a kill comes once more.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Update

from bot.errors import PaperbriefError
from bot.ports import Notes

log = logging.getLogger(__name__)

# more than a request brings (100); numbers may begin anew after a quiet week, so what was
# taken is listed, not compared (https://core.telegram.org/bots/api#update)
KEPT = 300


class Taken:
    """``bot`` is its number: another token's updates have numbers of their own."""

    def __init__(self, notes: Notes, bot: int, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._key = f"telegram:taken:{bot}"
        self._clock = clock
        self._ids: deque[int] = deque(maxlen=KEPT)

    async def load(self) -> None:
        """What an earlier run took, where that can be read."""
        try:
            noted = await self._notes.get(self._key)
        except PaperbriefError as error:
            log.error("taken_not_read", extra={"why": str(error)})
            return
        self._ids.extend(map(int, (noted or "").split()))

    def new(self, updates: Sequence[Update]) -> Sequence[Update]:
        """Those that were not taken yet; they are from now on."""
        fresh = []
        for update in updates:
            if update.update_id not in self._ids:
                self._ids.append(update.update_id)
                fresh.append(update)
        return fresh

    async def note(self) -> None:
        """Before anything that they lead to is written down: the store keeps that order.
        Where nothing can be noted, people are told so rather than nothing."""
        try:
            await self._notes.keep(self._key, " ".join(map(str, self._ids)), self._clock())
        except PaperbriefError as error:
            log.error("taken_not_noted", extra={"why": str(error)})
