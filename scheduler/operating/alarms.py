"""The operator's own chat: told when a promise is at risk, and when it is well again.

What was told is noted, so that a restart does not tell it once more; where the notes
themselves cannot be written, the memory of this run has to do. What could not be told, as
the chat lies on the platform that is down, is kept and told when it can be, with its times:
the newest, and how many there were before.
"""

import json
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import PaperbriefError
from bot.messages.blocks import Message, Span, message, paragraph
from bot.ports.notes import Notes
from bot.ports.sending import Messenger
from scheduler.delivering.wording import moment

log = logging.getLogger(__name__)

# what lasts is told again after so long
AGAIN = timedelta(days=1)
# between two tries to tell what is kept: at first, and at most
SOONEST, LATEST = timedelta(minutes=1), timedelta(hours=1)
# what is kept of what could not be told; the log has all of it
MOST_KEPT = 20
_KEY = "alarm:"
_UNTOLD = "alarms-untold"


@dataclass(frozen=True, slots=True)
class AlarmNote:
    """One thing to tell, and when it was so."""

    sign: str
    sentence: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """What could not be told so far, oldest first; ``more`` were dropped before these."""

    words: tuple[AlarmNote, ...] = ()
    more: int = 0

    def then(self, later: "Untold") -> "Untold":
        words = (*self.words, *later.words)
        dropped = max(0, len(words) - MOST_KEPT)
        return Untold(words[dropped:], self.more + later.more + dropped)


class Alarms:
    """Implements ``bot.ports.alarms.Alarm``. ``address`` is the operator's chat, "" for none;
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
        self._untold = Untold()
        # whether it holds what an earlier process could not tell
        self._is_recalled = False
        self._is_noted = False
        self._telling = False
        self._tries = 0
        self._next_try: datetime | None = None

    async def ring(self, kind: str, sentence: str) -> None:
        now = self._clock()
        last = await self._last(kind)
        if last is not None and now - last < AGAIN:
            return
        log.error("alarm", extra={"kind": kind, "why": sentence})
        self._told[kind] = now
        await self._say(AlarmNote("⚠", sentence, now))
        await self._note(_KEY + kind, now.isoformat())

    async def calm(self, kind: str, sentence: str) -> None:
        if await self._last(kind) is None:
            return
        self._told.pop(kind, None)
        log.info("alarm_over", extra={"kind": kind})
        await self._say(AlarmNote("✓", sentence, self._clock()))
        await self._drop(_KEY + kind)

    async def remind(self, away: Collection[str] = ()) -> None:
        """Tell what could not be told, where it is time to try again, but not on a platform that
        is ``away``. Never raises."""
        if self._address.partition(":")[0] in away:
            return
        if self._next_try is None or self._clock() >= self._next_try:
            await self._tell_all()

    async def _say(self, word: AlarmNote) -> None:
        if self._address.partition(":")[0] not in self._messengers:
            # the log has it
            return
        self._untold = self._untold.then(Untold((word,)))
        await self._tell_all()

    async def _tell_all(self) -> None:
        """In one message; who comes while it is told is told by the same."""
        if self._telling:
            return
        self._telling = True
        try:
            await self._recall()
            while self._untold.words:
                if not await self._tell():
                    self._wait()
                    await self._note_untold()
                    return
                if self._is_noted:
                    # else the next process would tell it once more
                    await self._drop(_UNTOLD)
                    self._is_noted = bool(self._untold.words)
                self._tries, self._next_try = 0, None
        finally:
            self._telling = False

    def _wait(self) -> None:
        self._next_try = self._clock() + min(SOONEST * 2 ** min(self._tries, 10), LATEST)
        self._tries += 1

    async def _tell(self) -> bool:
        messenger = self._messengers.get(self._address.partition(":")[0])
        if messenger is None:
            return False
        untold, self._untold = self._untold, Untold()
        is_told = False
        try:
            is_told = await messenger.tell(self._address, _said(untold, self._clock()))
        finally:
            if not is_told:
                self._untold = untold.then(self._untold)
        return is_told

    async def _last(self, kind: str) -> datetime | None:
        if kind in self._told:
            return self._told[kind]
        try:
            noted = await self._notes.get(_KEY + kind)
        except PaperbriefError:
            return None
        if kind in self._told:
            # somebody else told it meanwhile
            return self._told[kind]
        return datetime.fromisoformat(noted) if noted else None

    async def _recall(self) -> None:
        """Once, and as soon as the notes can be read: what an earlier process could not tell."""
        if self._is_recalled:
            return
        try:
            noted = await self._notes.get(_UNTOLD)
        except PaperbriefError:
            return
        self._is_recalled = True
        self._is_noted = noted is not None
        if noted:
            self._untold = _from_note(noted).then(self._untold)

    async def _note_untold(self) -> None:
        # before they are read, the notes hold what would be lost
        if self._is_recalled:
            self._is_noted = True
            await self._note(_UNTOLD, _to_note(self._untold))

    async def _note(self, key: str, value: str) -> None:
        try:
            await self._notes.keep(key, value, self._clock())
        except PaperbriefError as error:
            log.debug("alarm_not_noted", extra={"kind": key, "why": str(error)})

    async def _drop(self, key: str) -> None:
        try:
            await self._notes.drop(key)
        except PaperbriefError as error:
            log.debug("alarm_not_noted", extra={"kind": key, "why": str(error)})


def _said(untold: Untold, now: datetime) -> Message:
    words = untold.words
    if len(words) == 1 and not untold.more and now - words[0].at < SOONEST:
        return message(
            paragraph(Span(f"{words[0].sign} Paperbrief: ", "strong"), words[0].sentence)
        )
    told = Span("Paperbrief could not tell you this when it happened:", "strong")
    return message(
        paragraph(told),
        *(paragraph(f"{moment(each.at, now)} {each.sign} {each.sentence}") for each in words),
        paragraph(f"And {untold.more} more before these; the log has them.")
        if untold.more
        else None,
    )


def _to_note(untold: Untold) -> str:
    words = [[each.sign, each.sentence, each.at.isoformat()] for each in untold.words]
    return json.dumps({"words": words, "more": untold.more})


def _from_note(noted: str) -> Untold:
    read = json.loads(noted)
    # without a number, as it was noted before there was one
    words, more = (read, 0) if isinstance(read, list) else (read["words"], read["more"])
    return Untold(
        tuple(AlarmNote(sign, said, datetime.fromisoformat(at)) for sign, said, at in words), more
    )
