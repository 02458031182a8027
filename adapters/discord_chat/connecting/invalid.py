"""Invalid requests, counted: who makes 10,000 in ten minutes is banned. Pure.

https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
Answers of 401, 403 and 429 count, but for a 429 of a limit that is shared.
"""

from collections import deque

# of 10,000: other programs at the same address count as well
MOST = 9_000
SPAN = 600.0
_INVALID = (401, 403, 429)


class InvalidRequests:
    """Times are monotonic seconds."""

    def __init__(self, most: int = MOST) -> None:
        self._times: deque[float] = deque(maxlen=most)

    def note(self, status: int, scope: str | None, now: float) -> None:
        """One answer; ``scope`` is that of a 429."""
        if status in _INVALID and scope != "shared":
            self._times.append(now)

    def rest(self, now: float) -> float:
        """Seconds until another request is safe; 0 for now."""
        if len(self._times) < (self._times.maxlen or 0):
            return 0.0
        return max(0.0, self._times[0] + SPAN - now)
