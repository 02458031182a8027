"""Whether a platform is sent to, decided from what it answers. Pure.

::

    open --a doubt--> closed --it answers again--> trial --one goes through--> open
                       ^  |                          |
                       |  +--silent: asked later     |
                       +-------a doubt---------------+

While closed, the platform is asked something that changes nothing; on trial, it gets one message
at a time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

# seconds until the platform is asked, by how often it has failed in a row
PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
# the longest wait, whatever the platform asked for
LONGEST = 1800.0
# Where only one message fails and the platform says that it is well, each try may have arrived
# without an answer: after so many tries, wait so many seconds between two.
_LONE = ((30, 1800.0), (10, 300.0))


@dataclass(frozen=True, slots=True)
class Gate:
    """``why`` and ``since`` are of the trouble; ``failures`` counts failed questions and trials
    in a row; ``ask_at``: when it is asked next. ``paused``: seconds waited since then, for clocks
    that stand still."""

    state: Literal["open", "closed", "trial"] = "open"
    why: str = ""
    since: datetime | None = None
    failures: int = 0
    ask_at: datetime | None = None
    paused: float = 0.0

    def wait(self, now: datetime) -> float:
        """Seconds until the platform is asked."""
        if self.ask_at is None:
            return 0.0
        return min(max((self.ask_at - now).total_seconds(), 0.0), LONGEST)

    def lasting(self, now: datetime) -> float:
        """Seconds of the trouble so far."""
        by_clock = (now - self.since).total_seconds() if self.since else 0.0
        return max(by_clock, self.paused)


OPEN = Gate()


def closed(gate: Gate, why: str, now: datetime, after: float = 0.0) -> Gate:
    """A send ended in doubt, or was told to wait ``after`` seconds, or nobody answered."""
    pause = max(PAUSES[min(gate.failures, len(PAUSES) - 1)], min(after, LONGEST))
    return Gate(
        state="closed",
        why=why,
        since=gate.since or now,
        failures=gate.failures + 1,
        ask_at=now + timedelta(seconds=pause),
        paused=gate.paused,
    )


def asked(gate: Gate, waited: float) -> Gate:
    return replace(gate, paused=gate.paused + waited)


def answering(gate: Gate) -> Gate:
    """It answered: one message may try."""
    return replace(gate, state="trial", ask_at=None)


def after_trial(tries: int) -> float:
    """Seconds for which the platform is left alone after a trial of a part that failed so often:
    none while there are other parts to try."""
    return next((pause for least, pause in _LONE if tries >= least), 0.0)
