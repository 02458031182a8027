"""How late a request reached a chat platform, as far as its answer tells. Pure.

An answer that took longer than the quickest did may have lost that time on its way back, on the way
there, or before either machine had a core for it. So a request arrived at most so much later than
the quickest would have, whatever the network is like and however busy a machine. What takes a
platform longer by itself, as a file does, counts as late too.
"""

from math import inf

# Seconds. What was quickest is believed for once to twice as long: a way may change
_LASTING = 30.0
# answers, of a start or after a rest, before which the quickest may not have been among them
_FEW = 20


class Ways:
    """Of one platform. Times are monotonic seconds."""

    __slots__ = ("_answers", "_before", "_least", "_since")

    def __init__(self) -> None:
        self._answers = 0
        self._since = -inf
        self._least = self._before = inf

    def lateness(self, took: float, now: float) -> float | None:
        """By how many seconds a request that was answered after ``took`` may have arrived late;
        None while too few have been answered to tell."""
        if now - self._since > 2 * _LASTING:
            self._since, self._answers = now, 0
            self._least = self._before = inf
        elif now - self._since > _LASTING:
            self._since, self._before, self._least = now, self._least, inf
        self._least = min(self._least, took)
        self._answers += 1
        return took - min(self._least, self._before) if self._answers > _FEW else None
