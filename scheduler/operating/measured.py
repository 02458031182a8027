"""Ports that are wrapped to count what goes through them and to give signs of life."""

import re
from dataclasses import dataclass, field
from functools import cache

from bot.measures import ALARM, PARTS
from bot.ports.alarms import Alarm
from bot.ports.measuring import Meter, Pulse
from bot.ports.sending import Sender
from bot.values.deliveries import Delivered, Later, Letter, Outcome

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class MeasuredSender:
    """A Sender of one platform: each message is a sign of life of its lane, and is counted."""

    platform: str
    sender: Sender
    pulse: Pulse
    meter: Meter

    async def send(self, letter: Letter) -> Outcome:
        outcome = "failed"
        self._beat()
        try:
            became = await self.sender.send(letter)
            outcome = outcome_name(became)
            return became
        finally:
            self._beat()
            if letter.chore is None:
                self.meter.count(PARTS, self.platform, outcome)

    async def silent(self) -> Later | None:
        """A lane that waits for a platform that is down is alive."""
        self._beat()
        try:
            return await self.sender.silent()
        finally:
            self._beat()

    def _beat(self) -> None:
        self.pulse.beat(f"deliver {self.platform}")


def outcome_name(outcome: Outcome) -> str:
    """``in_doubt``, ``later``; ``perhaps_twice`` for what may have arrived before."""
    if isinstance(outcome, Delivered) and outcome.perhaps_twice:
        return "perhaps_twice"
    return _in_small_letters(type(outcome).__name__)


@cache
def _in_small_letters(kind: str) -> str:
    return _WORDS.sub("_", kind).lower()


# kinds of alarm that are rung once, and that nothing calms
_EVENTS = frozenset(
    (
        "undelivered",
        "undone",
        "half",
        "hole",
        "rendering",
        "run",
        "wrong_address",
        "model_budget_low",
    )
)


def _is_calmed(kind: str) -> bool:
    name = kind.partition(":")[0]
    return name not in _EVENTS and not name.endswith("_failed")


def _named(kind: str) -> str:
    """The kind without what follows the colon, but for the store's faults: metrics need few
    names."""
    name = kind.partition(":")[0]
    return kind if name == "store" else name


@dataclass(frozen=True, slots=True)
class Ringing:
    """The alarms that ring in this process, shared by everything that rings them."""

    kinds: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        """Sorted. What follows a colon may be an address, and is left out."""
        return sorted({_named(kind) for kind in self.kinds})


@dataclass(frozen=True, slots=True)
class MeasuredAlarm:
    """An Alarm whose kinds are counted while they ring. Those that nothing calms are not counted:
    they would ring for ever."""

    alarm: Alarm
    meter: Meter
    ringing: Ringing = field(default_factory=Ringing)

    async def ring(self, kind: str, sentence: str) -> None:
        if _is_calmed(kind):
            self.ringing.kinds.add(kind)
            self._tell(kind)
        await self.alarm.ring(kind, sentence)

    async def calm(self, kind: str, sentence: str) -> None:
        self.ringing.kinds.discard(kind)
        if _is_calmed(kind):
            self._tell(kind)
        await self.alarm.calm(kind, sentence)

    def _tell(self, kind: str) -> None:
        name = _named(kind)
        self.meter.stands(ALARM, name in self.ringing.names(), name)
