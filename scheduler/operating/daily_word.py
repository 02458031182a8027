"""A line a day in the operator's chat, if wanted: that all is well, or what is not."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.messages.blocks import Message, Span, message, paragraph
from bot.ports.notes import Notes
from bot.ports.sending import Messenger
from bot.values.channel_records import ChannelCondition, ChannelState
from bot.values.channels import Schedule
from scheduler.delivering.wording import counted
from scheduler.timing.timetable import last_slot

log = logging.getLogger(__name__)

KEY = "daily-word"
# a word that could not be told for so long is left to the next day's
_LATEST = timedelta(hours=6)
_TROUBLE: Sequence[ChannelState] = ("suspended", "lost", "waiting", "overdue")


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Of the last 24 hours: ``ended`` deliveries by state; ``newest`` is the last announcement
    that was read, None for none. ``free`` are bytes on the data folder's disk. ``ringing`` are the
    kinds of alarms that ring now."""

    conditions: Sequence[ChannelCondition]
    ended: Mapping[str, int]
    newest: date | None
    free: int
    ringing: Collection[str] = ()


class DailyWord:
    """Said once a slot of ``schedule`` to ``address``, also after a restart; the first slot is
    the one after the service was first run with it."""

    def __init__(
        self,
        schedule: Schedule,
        address: str,
        messenger: Messenger,
        notes: Notes,
        look: Callable[[datetime], Awaitable[DayFigures]],
        clock: Callable[[], datetime],
    ) -> None:
        self._schedule = schedule
        self._address = address
        self._messenger = messenger
        self._notes = notes
        self._look = look
        self._clock = clock

    async def say(self) -> None:
        """Where it is time to."""
        now = self._clock()
        slot, said = last_slot(self._schedule, now), await self._notes.get(KEY)
        if said is None:
            await self._notes.keep(KEY, now.isoformat(), now)
        if said is None or slot is None or slot <= datetime.fromisoformat(said):
            return
        word = _message(await self._look(now)) if now - slot < _LATEST else None
        # noted first: what was cut off between the two is left out rather than told twice
        await self._notes.keep(KEY, slot.isoformat(), now)
        if word is not None and not await self._messenger.tell(self._address, word):
            log.info("daily_word_not_told")
            await self._notes.keep(KEY, said, now)


def _message(figures: DayFigures) -> Message:
    sign, *rest = told(figures)
    return message(paragraph(Span(f"{sign} Paperbrief: ", "strong"), " ".join(rest)))


def told(figures: DayFigures) -> list[str]:
    """A sign, then sentences. Pure."""
    troubles = list(_troubles(figures))
    sign, first = ("✓", "All is well.") if not troubles else ("⚠", f"{'; '.join(troubles)}.")
    return [sign, first, *_figures(figures)]


def _troubles(figures: DayFigures) -> Collection[str]:
    states = Counter(one.state for one in figures.conditions)
    found = [f"{counted(states[state], 'channel')} {state}" for state in _TROUBLE if states[state]]
    if found:
        found[-1] += ", `channels list` tells why"
    if lost := figures.ended.get("undelivered", 0) + figures.ended.get("refused", 0):
        found.append(f"{counted(lost, 'brief')} did not arrive since yesterday")
    if figures.ringing:
        found.append(f"alarms ring: {', '.join(sorted(figures.ringing))}")
    return found


def _figures(figures: DayFigures) -> Collection[str]:
    served = sum(one.state != "paused" for one in figures.conditions)
    arrived = figures.ended.get("delivered", 0)
    said = [
        f"{counted(served, 'channel')}, {counted(arrived, 'message')} with briefs arrived since "
        "yesterday.",
    ]
    if figures.newest is not None:
        day = figures.newest
        said.append(f"The newest announcement is of {day:%a} {day.day} {day:%b}.")
    said.append(f"{figures.free / (1 << 30):.1f} GiB are free.")
    return said
