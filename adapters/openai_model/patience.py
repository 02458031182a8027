"""How often a question is asked again, and after which pause. Pure.

| what came | asked again | after |
|---|---|---|
| no answer, a fault of the server's, half an answer, a web page | twice | 1 s, 2 s |
| late | once | 1 s |
| too many requests | three times | what the server asks for, else 2 s, 4 s, 8 s |
| another form, nothing | once, with what was wrong | at once |
| cut off | once, with twice the room | at once |
| declined, filtered, too long, quota, key, model | never | |
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.values.model import CallOutcome

_AGAIN: Mapping[CallOutcome, int] = {
    "unreachable": 2,
    "late": 1,
    "overloaded": 3,
    "invalid": 1,
    "empty": 1,
    "truncated": 1,
}
_AT_ONCE = frozenset[CallOutcome]({"invalid", "empty", "truncated"})
_MOST_IN_ALL = 4
# a pause is up to so much longer, so that those who failed together do not return together
_JITTER = 0.25


@dataclass(frozen=True, slots=True)
class Patience:
    """``backoff``: seconds of the first pause."""

    backoff: float = 1.0

    def pause(
        self,
        outcome: CallOutcome,
        before: Mapping[CallOutcome, int],
        asked: float | None,
        left: float,
        chance: float,
    ) -> float | None:
        """Seconds until the question is asked again, None where it is given up.

        ``before`` counts the failures of this question before this one, ``asked`` is the
        server's Retry-After, ``left`` the time for the whole question, ``chance`` from 0 to 1.
        """
        done = before.get(outcome, 0)
        if done >= _AGAIN.get(outcome, 0) or sum(before.values()) >= _MOST_IN_ALL:
            return None
        if outcome in _AT_ONCE:
            return 0.0 if left > 0 else None
        first = 2 * self.backoff if outcome == "overloaded" else self.backoff
        wait = asked if asked is not None else first * 2.0**done
        wait += wait * _JITTER * chance
        return wait if wait < left else None
