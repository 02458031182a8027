"""The operator's own chat: told when a promise is at risk, and when it is well again.

What was told is noted, so that a restart does not tell it once more; where the notes
themselves cannot be written, the memory of this run has to do.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.errors import PaperbriefError
from bot.messages.blocks import Message, Span, message, paragraph
from bot.ports.delivering import Messenger
from bot.ports.shelves import Notes

log = logging.getLogger(__name__)

# what lasts is told again after so long
AGAIN = timedelta(days=1)
_KEY = "alarm:"


class Alarms:
    """Implements ``bot.ports.delivering.Alarm``. ``address`` is the operator's chat, "" for none;
    ``messengers`` by platform."""

    def __init__(
        self,
        address: str,
        messengers: Mapping[str, Messenger],
        notes: Notes,
        clock: Callable[[], datetime],
    ) -> None:
        self._address = address
        self._messengers = messengers
        self._notes = notes
        self._clock = clock
        self._told: dict[str, datetime] = {}

    async def ring(self, kind: str, sentence: str) -> None:
        now = self._clock()
        last = await self._last(kind)
        if last is not None and now - last < AGAIN:
            return
        log.error("alarm", extra={"kind": kind, "why": sentence})
        self._told[kind] = now
        if await self._tell("⚠", sentence):
            await self._noted(kind, now)

    async def calm(self, kind: str, sentence: str) -> None:
        if await self._last(kind) is None:
            return
        self._told.pop(kind, None)
        log.info("alarm_over", extra={"kind": kind})
        await self._tell("✓", sentence)
        try:
            await self._notes.drop(_KEY + kind)
        except PaperbriefError as error:
            log.warning("alarm_not_noted", extra={"kind": kind, "why": str(error)})

    async def _last(self, kind: str) -> datetime | None:
        if kind in self._told:
            return self._told[kind]
        try:
            noted = await self._notes.get(_KEY + kind)
        except PaperbriefError:
            return None
        return datetime.fromisoformat(noted) if noted else None

    async def _noted(self, kind: str, now: datetime) -> None:
        try:
            await self._notes.keep(_KEY + kind, now.isoformat(), now)
        except PaperbriefError as error:
            log.warning("alarm_not_noted", extra={"kind": kind, "why": str(error)})

    async def _tell(self, sign: str, sentence: str) -> bool:
        """A platform that is down cannot tell of it itself: the log has it in any case."""
        messenger = self._messengers.get(self._address.partition(":")[0])
        if messenger is None:
            return False
        return await messenger.tell(self._address, _said(sign, sentence))


def _said(sign: str, sentence: str) -> Message:
    return message(paragraph(Span(f"{sign} Paperbrief: ", "strong"), sentence))
