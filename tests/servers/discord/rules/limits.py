"""Discord's rate limits (topics/rate-limits): a bucket for each route and major parameter,
one limit over all but the interactions' endpoints, and the ban of who ignores refusals.

Discord names no bucket's size; those of this server are settings of a test.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

USUAL = (5, 1.0)
"""Requests and seconds of a bucket that a test says nothing of."""


@dataclass(slots=True)
class Window:
    ends: float = 0.0
    used: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one request meets: ``retry_after`` in seconds, None where it may pass."""

    headers: dict[str, str]
    retry_after: float | None = None
    everywhere: bool = False


@dataclass(slots=True)
class Limits:
    """``buckets`` maps a route ("POST /channels/{channel}/messages") to requests and seconds;
    ``overall`` is the limit in a second over all routes, 0 for none."""

    clock: Callable[[], float]
    overall: int = 50
    buckets: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    usual: tuple[int, float] = USUAL
    too_soon: list[str] = field(default_factory=list)
    _windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    _second: Window = field(default_factory=Window)
    _told: dict[tuple[str, str], float] = field(default_factory=dict)

    def ask(self, route: str, major: str, *, exempt: bool) -> Verdict:
        """Count one request. A refused one is counted in no bucket."""
        now = self.clock()
        if self.overall and not exempt and (wait := self._over(self._second, self.overall, 1.0)):
            headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return Verdict(headers, wait, everywhere=True)
        most, seconds = self.buckets.get(route, self.usual)
        key = route, major
        window = self._windows.setdefault(key, Window())
        wait = self._over(window, most, seconds)
        headers = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(0, most - window.used)),
            "X-RateLimit-Reset-After": f"{max(0.0, window.ends - now):.3f}",
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Bucket": _bucket(route),
        }
        if wait is None:
            return Verdict(headers)
        self._remember(key, now + wait, now)
        return Verdict(headers | {"X-RateLimit-Scope": "user"}, wait)

    def _over(self, window: Window, most: int, seconds: float) -> float | None:
        """Seconds to wait where the window is full; else one more is counted."""
        now = self.clock()
        if now >= window.ends:
            window.ends, window.used = now + seconds, 0
        if window.used >= most:
            return window.ends - now
        window.used += 1
        return None

    def _remember(self, key: tuple[str, str], until: float, now: float) -> None:
        if now < self._told.get(key, 0.0):
            self.too_soon.append(f"{key[0]} ({key[1]}) was asked again before its Retry-After")
        self._told[key] = until


def _bucket(route: str) -> str:
    return hashlib.sha256(route.encode()).hexdigest()[:32]
