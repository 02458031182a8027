"""When an address that keeps failing is left alone. Pure: the clock is an argument.

::

    closed --failures in a row, or a refusal for good--> open --its time is over--> one trial
    one trial --answered--> closed          one trial --failed--> open, twice as long

Only failures that say nothing of the request count: no answer, a fault of the server's own, a
key or a model that it does not take. Any answer, even one that cannot be used, ends the row.
"""

from dataclasses import dataclass, replace

# failures in a row; a denial counts as so many at once
ENOUGH = 5
# seconds
_FIRST_PAUSE = 30.0
_LONGEST_PAUSE = 600.0
_LONGEST_HOLD = 3_600.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """``until`` is None while it is closed. Moments are seconds on one monotonic clock.

    ``said`` is why it opened, ``denied`` whether the address said no for good. ``held`` is
    until when the server asked to be left alone, which opens nothing: callers may wait.
    """

    failures: int = 0
    until: float | None = None
    pause: float = _FIRST_PAUSE
    trying: bool = False
    said: str = ""
    denied: bool = False
    held: float = 0.0

    def admits(self, now: float) -> bool:
        return self.until is None or (now >= self.until and not self.trying)

    def wait(self, now: float) -> float:
        """Seconds until it may be asked again; 0 where it may be now."""
        return max(0.0, (self.until or 0.0) - now)

    def hold(self, now: float) -> float:
        return max(0.0, self.held - now)

    def entered(self) -> "Breaker":
        """A call that is admitted begins; while open, it is the one trial."""
        return self if self.until is None else replace(self, trying=True)

    def left(self) -> "Breaker":
        """A call was given up without an outcome: another may be the trial."""
        return replace(self, trying=False) if self.trying else self

    def answered(self) -> "Breaker":
        return Breaker(held=self.held)

    def holding(self, seconds: float, now: float) -> "Breaker":
        until = now + min(seconds, _LONGEST_HOLD)
        return replace(self.left(), held=max(self.held, until))

    def failed(self, weight: int, said: str, *, denied: bool, now: float) -> "Breaker":
        """``weight`` is 0 for what tells nothing of the address."""
        if weight == 0:
            return self.left()
        failures = self.failures + weight
        if self.trying:
            pause = min(2 * self.pause, _LONGEST_PAUSE)
        elif self.until is None and failures >= ENOUGH:
            pause = self.pause
        else:
            return replace(self, failures=failures)
        return replace(
            self, failures=failures, until=now + pause, pause=pause, trying=False, said=said,
            denied=denied,
        )  # fmt: skip
