"""Discord's rate limits, waited for only where a bucket is empty and the wait bearable.

The library gives up on a bucket whose window ends late, whatever is left in it, and keeps
an answer back while the bucket behind it fills.
https://docs.discord.com/developers/topics/rate-limits
"""

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

import aiohttp

from adapters.discord_chat.connecting.library import Ratelimit, discord

# of 10,000: other programs at the same address count as well
MOST = 9_000
_SPAN = 600.0
_INVALID = (401, 403, 429)


class Bucket(Ratelimit):
    """One bucket; ``longest`` is the wait in seconds from which on RateLimited is raised.

    Until an answer tells its size, one request goes at a time.
    """

    def __init__(self, longest: float) -> None:
        super().__init__(None)
        self._longest = longest
        self._told = asyncio.Event()
        self._waiting = 0

    async def acquire(self) -> None:
        now = self._loop.time()
        self._last_request, deadline = now, now + self._longest
        self._waiting += 1
        try:
            while not self._take():
                await self._wait(deadline)
        finally:
            self._waiting -= 1

    async def __aenter__(self) -> Self:
        await self.acquire()
        return self

    async def __aexit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.outgoing -= 1
        if error is not None and not isinstance(error, discord.DiscordException):
            # no answer, so probably not counted: an outage must not use up the window
            self.remaining = min(self.remaining + 1, self.limit)
        if self.expires is None and not self.outgoing:
            # the answer named no limit
            self.reset()
        self._wake_all()

    def update(self, response: aiohttp.ClientResponse, *, use_clock: bool = False) -> None:
        """What is on the way besides may not be counted yet."""
        self.dirty = False
        try:
            super().update(response, use_clock=use_clock)
        except (KeyError, ValueError):
            # headers in another form than Discord's
            return
        self.remaining = max(0, self.remaining - (self.outgoing - 1))
        self._wake_all()

    def is_inactive(self) -> bool:
        return super().is_inactive() and not self._waiting

    def reset(self) -> None:
        super().reset()  # type: ignore[no-untyped-call]

    def _take(self) -> bool:
        if self.is_expired():
            self.reset()
        if self.remaining <= 0:
            return False
        self.remaining -= 1
        self.outgoing += 1
        return True

    async def _wait(self, deadline: float) -> None:
        now = self._loop.time()
        opens = deadline if self.expires is None else self.expires
        if opens > deadline or now >= deadline:
            raise discord.RateLimited(max(opens - now, 1.0))
        try:
            # a moment later, since a bucket expires strictly after its end
            async with asyncio.timeout(opens - now + 0.001):
                await self._told.wait()
        except TimeoutError:
            return

    def _wake_all(self) -> None:
        self._told.set()
        self._told = asyncio.Event()


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
