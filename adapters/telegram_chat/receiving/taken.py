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
from bot.ports.notes import Notes

log = logging.getLogger(__name__)

# more than one request brings (100). Ids may begin anew after a quiet week or on another
# server, so updates are listed with their dates instead of comparing ids
# (https://core.telegram.org/bots/api#update)
KEPT = 300


class Taken:
    """``bot`` is its number: another token's updates have numbers of their own."""

    def __init__(self, notes: Notes, bot: int, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._key = f"telegram:taken:{bot}"
        self._clock = clock
        self._marks: deque[str] = deque(maxlen=KEPT)

    async def load(self) -> None:
        """What an earlier run took, where that can be read."""
        try:
            noted = await self._notes.get(self._key)
        except PaperbriefError as error:
            log.error("taken_not_read", extra={"why": str(error)})
            return
        self._marks.extend((noted or "").split())

    def new(self, updates: Sequence[Update]) -> Sequence[Update]:
        """Those that were not taken yet; they are from now on."""
        fresh = []
        for update in updates:
            mark = _mark(update)
            if mark not in self._marks:
                self._marks.append(mark)
                fresh.append(update)
        return fresh

    async def note(self) -> None:
        """Before anything that they lead to is written down: the store keeps that order.
        Where nothing can be noted, people are told so rather than nothing."""
        try:
            await self._notes.keep(self._key, " ".join(self._marks), self._clock())
        except PaperbriefError as error:
            log.error("taken_not_noted", extra={"why": str(error)})


def _mark(update: Update) -> str:
    """Its number, and what else is the same whenever Telegram gives it again."""
    query, message = update.callback_query, update.effective_message
    date = int(message.date.timestamp()) if message is not None and query is None else 0
    return f"{update.update_id}:{query.id if query else date}"
