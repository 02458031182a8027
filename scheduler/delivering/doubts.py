"""What a doubt says of the part itself, decided by what was delivered meanwhile.

While nothing is delivered, a doubt says nothing of the part. It counts where another send was
delivered since the part's try began, or before the part is tried again, and the platform never
fell silent in between. A part with counted doubts is tried at growing distances, for a lifetime,
and then given up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.values.deliveries import InDoubt, Later, Part, Suspected, Undelivered

# a laptop may sleep through a lifetime, so at least so many tries must have failed as well
LEAST = 6
# seconds until the next try, by the doubts that count
PAUSES = (5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0, 14_400.0, 28_800.0)

DoubtVerdict = InDoubt | Suspected | Undelivered
PartKey = tuple[int, int]
"""A delivery and the number of a part."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """How things stood when the doubt came; ``counted``: against the part, already."""

    through: int
    silences: int
    at: datetime
    why: str
    counted: bool


class LaneHistory:
    """What one lane has seen since it began: sends that went through, and silences (times
    when the platform did not answer, or a trial failed)."""

    def __init__(self, lifetime: timedelta) -> None:
        self._lifetime = lifetime
        self.through = 0
        self.silences = 0
        self._doubts: dict[PartKey, _Doubt] = {}
        # sends that had gone through when a part was last put off
        self._put_off: dict[PartKey, int] = {}

    def doubt(
        self, key: PartKey, part: Part, said: InDoubt, through_before: int, now: datetime
    ) -> DoubtVerdict:
        """A try that began when ``through_before`` sends had gone through ended in doubt."""
        why = said.why
        counts = said.alone or self.through > through_before
        verdict: DoubtVerdict = said
        if counts and self._is_over(part, now):
            verdict = Undelivered(why)
        elif counts or part.doubts:
            # once suspected it is not tried every minute, even while nothing else is sent
            verdict = Suspected(why, _pause(part.doubts))
        if not isinstance(verdict, Undelivered) and not said.alone:
            counted = isinstance(verdict, Suspected)
            self._doubts[key] = _Doubt(self.through, self.silences, now, why, counted)
        return verdict

    def put_off(
        self, key: PartKey, part: Part, said: Later, now: datetime
    ) -> Later | Suspected | Undelivered:
        """The platform wants the part later, and names no end. That counts against the part where
        others went through since it last said so."""
        last = self._put_off.get(key)
        self._put_off[key] = self.through
        if last is None or last == self.through:
            return said
        if self._is_over(part, now):
            return Undelivered(said.why)
        return Suspected(said.why, max(_pause(part.doubts), said.after), sent=False)

    def ended(self, key: PartKey) -> None:
        self._put_off.pop(key, None)

    def before_try(self, key: PartKey, part: Part, now: datetime) -> Suspected | Undelivered | None:
        """Whether the last doubt counts against the part, now that it is due again."""
        last = self._doubts.pop(key, None)
        if last is None or self.through == last.through or self.silences != last.silences:
            return None
        if self._is_over(part, now):
            return Undelivered(last.why)
        if last.counted:
            return None
        elapsed = (now - last.at).total_seconds()
        return Suspected(last.why, max(_pause(part.doubts) - elapsed, 0.0))

    def _is_over(self, part: Part, now: datetime) -> bool:
        since = part.doubted_since
        return since is not None and part.doubts >= LEAST and now - since >= self._lifetime


def _pause(doubts: int) -> float:
    return PAUSES[min(doubts, len(PAUSES) - 1)]
