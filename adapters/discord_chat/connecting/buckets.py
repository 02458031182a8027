"""Discord's rate limits, waited for only where a bucket is empty and the wait bearable.

The library's own bucket gives up where its window ends late, whatever is left in it, and keeps
an answer back while the bucket behind it fills.
https://docs.discord.com/developers/topics/rate-limits
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from adapters.discord_chat.connecting.library import Route, discord

# of 10,000: other programs at the same address count as well
MOST = 9_000
# seconds that a request may wait for a bucket; one that needs longer is put off
LONGEST_BUCKET = 30.0
_SPAN = 600.0
_TOO_MANY = 429
_INVALID = (401, 403, _TOO_MANY)
# seconds after which a bucket that nobody uses is forgotten, and how many are there before a look
_IDLE, _FEW = 300.0, 256
_LEFT, _NAME = "X-RateLimit-Remaining", "X-RateLimit-Bucket"


class Bucket:
    """One bucket; ``longest`` is the wait in seconds from which on RateLimited is raised. ``clock``
    is that of the event loop.

    Until an answer tells its size, one request goes at a time.
    """

    __slots__ = (
        "_clock",
        "_expires",
        "_last",
        "_limit",
        "_longest",
        "_outgoing",
        "_remaining",
        "_told",
        "_waiting",
    )

    def __init__(self, longest: float, clock: Callable[[], float]) -> None:
        self._longest = longest
        self._clock = clock
        self._limit = self._remaining = 1
        self._outgoing = self._waiting = 0
        self._expires: float | None = None
        self._last = 0.0
        self._told: asyncio.Event | None = None

    async def __aenter__(self) -> Self:
        self._last = self._clock()
        if not self._take():
            deadline = self._last + self._longest
            self._waiting += 1
            try:
                while not self._take():
                    await self._wait(deadline)
            finally:
                self._waiting -= 1
        return self

    async def __aexit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._outgoing -= 1
        if error is not None and not isinstance(error, discord.DiscordException):
            # no answer, so probably not counted: an outage must not use up the window
            self._remaining = min(self._remaining + 1, self._limit)
        if self._expires is None and not self._outgoing:
            # the answer named no limit
            self._begin_anew()
        self._wake_all()

    def update(self, headers: Mapping[str, str]) -> None:
        """As an answer tells it; what is on the way besides may not be counted yet."""
        try:
            limit, left = int(headers.get("X-RateLimit-Limit", 1)), int(headers[_LEFT])
            after = headers.get("X-RateLimit-Reset-After")
            seconds = float(after) if after else float(headers["X-RateLimit-Reset"]) - time.time()
        except (KeyError, ValueError):
            # headers in another form than Discord's
            return
        self._limit, self._expires = limit, self._clock() + seconds
        self._remaining = max(0, left - (self._outgoing - 1))
        self._wake_all()

    def is_idle(self) -> bool:
        return self._clock() - self._last >= _IDLE and not self._outgoing and not self._waiting

    def _take(self) -> bool:
        if self._expires is not None and self._clock() > self._expires:
            self._begin_anew()
        if self._remaining <= 0:
            return False
        self._remaining -= 1
        self._outgoing += 1
        return True

    def _begin_anew(self) -> None:
        self._remaining, self._expires = self._limit - self._outgoing, None

    async def _wait(self, deadline: float) -> None:
        now = self._clock()
        opens = deadline if self._expires is None else self._expires
        if opens > deadline or now >= deadline:
            raise discord.RateLimited(max(opens - now, 1.0))
        if self._told is None:
            self._told = asyncio.Event()
        try:
            # a moment later, since a bucket expires strictly after its end
            async with asyncio.timeout(opens - now + 0.001):
                await self._told.wait()
        except TimeoutError:
            return

    def _wake_all(self) -> None:
        if self._told is not None:
            self._told.set()
            self._told = None


class Buckets:
    """All buckets of one bot: by route, until Discord names the bucket that several routes share,
    and by whom they are about. Those that nobody uses are looked for when there are twice as many
    as at the last look."""

    longest = LONGEST_BUCKET

    def __init__(self) -> None:
        self._clock = asyncio.get_running_loop().time
        self._buckets: dict[str, Bucket] = {}
        self._names: dict[str, str] = {}
        self._many = _FEW

    def of(self, route: Route) -> Bucket:
        key = self._key(route)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(self.longest, self._clock)
            if len(self._buckets) >= self._many:
                self._forget_idle()
        return bucket

    def told(self, route: Route, bucket: Bucket, status: int, headers: Mapping[str, str]) -> None:
        """What an answer says of the bucket that its request went through."""
        if _LEFT not in headers:
            return
        name = headers.get(_NAME)
        if name is not None and name != self._names.get(route.key):
            self._buckets.pop(self._key(route), None)
            self._names[route.key] = name
            self._buckets[self._key(route)] = bucket
        if status != _TOO_MANY:
            bucket.update(headers)

    def _key(self, route: Route) -> str:
        key = route.key
        return f"{self._names.get(key, key)}:{route.major_parameters}"

    def _forget_idle(self) -> None:
        idle = {key for key, bucket in self._buckets.items() if bucket.is_idle()}
        self._buckets = {key: each for key, each in self._buckets.items() if key not in idle}
        self._many = max(_FEW, 2 * len(self._buckets))


class InvalidRequests:
    """Counted, as whoever makes 10,000 in ten minutes is banned. Answers of 401, 403 and 429
    count, but for a 429 of a limit that is shared. Times are monotonic seconds.

    https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
    """

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
        return max(0.0, self._times[0] + _SPAN - now)
