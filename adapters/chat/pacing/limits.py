"""What a chat platform allows, and when that lets the next request through. Pure.

Times are monotonic seconds. Every limit is the log of what arrived last: ``count``
requests in any ``span``, exact for all that was answered, where a bucket that refills lets twice
as many through in its first span. What counts is when they arrived, not when their turn came:
what is written down before a request goes may take a while, and the way there takes one request
longer than the next. A request counts as late by the platform's ``jitter`` until its answer tells
how late it was (:mod:`adapters.chat.pacing.ways`). For a while after a 429 the span over all chats
is longer by ``unrest``.

Overall the fan-out goes one by one, a hair closer together than evenly: a timer that was
late is made up for within the second, and after a stall nothing goes in a bunch. A person's
answer may come a few places early while half of the second is free, as people do not come
evenly; a bunch in a full one takes its time on the way, and those behind it would meet it.
"""

from bisect import insort
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Literal

from bot.errors import TryAgain
from bot.values.deliveries import Leaving

SendClass = Literal["person", "fan-out"]
# in the order in which they are served
LANES: tuple[SendClass, ...] = ("person", "fan-out")

ChatId = int | str

# the fan-out's distance, in parts of the even one: the rest makes up for late timers
_CLOSER = 0.95
# seconds by which a timer may be late without the next request being later for it
_LATENESS = 0.005
# so many places early may a person's request go
EARLY = 3
# seconds by which a request may have been later yet than its answer told: the quickest seen need
# not be the quickest there is
_UNTOLD = 0.008


class WouldWait(TryAgain):
    """The turn comes later than the caller is ready to wait; ``seconds`` from now."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The chat platform takes the next message in {seconds:.0f} s.", retry_after=seconds
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """What a platform allows, 1 or more; None switches a limit off.

    ``overall_per_second`` counts requests, the others messages to one chat, and to one
    group or channel. ``jitter``: seconds by which a request may be late of which nothing is told
    yet; ``unrest``: the same over all chats after a 429.
    """

    overall_per_second: int | None = None
    chat_per_second: int | None = None
    group_per_minute: int | None = None
    jitter: float = 0.025
    unrest: float = 0.045


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest:
    """What wants to go. ``message``: it counts against its chat's own limits.

    ``patience`` is the longest wait in seconds.
    """

    lane: SendClass
    chat: ChatId | None = None
    group: bool = False
    message: bool = True
    patience: float = inf


@dataclass(frozen=True, slots=True)
class Urgency:
    """How a caller wants a request sent: its lane, and the longest wait in seconds; ``leaving``
    is awaited when its turn has come."""

    lane: SendClass = "person"
    patience: float = inf
    leaving: Leaving | None = None


class Window:
    """At most ``count`` in any ``span`` seconds, and ``step`` seconds between two that go
    evenly. Each counts as ``late`` on its way until it is told how late it was."""

    __slots__ = ("_count", "_late", "_next", "_step", "_taken", "span")

    def __init__(self, count: int, span: float, step: float = 0.0, late: float = 0.0) -> None:
        self._count, self.span, self._step, self._late = count, span, step, late
        # when they arrived, in order
        self._taken: deque[float] = deque(maxlen=count)
        self._next = -inf

    def opens_at(self, now: float, ahead: int = 0, early: int = 0) -> float:
        """The earliest moment, from ``now`` on, after ``ahead`` others have gone; ``early``
        steps before the even turn, where less than half is taken."""
        rounds, rest = divmod(ahead, self._count)
        index = len(self._taken) + rest - self._count
        free = self._taken[index] + self.span if index >= 0 else now
        even = self._next - early * self._step if early and self._is_roomy(now) else self._next
        return max(now, even, free) + rounds * (self.span + self._late)

    def take(self, now: float) -> None:
        self._put(now + self._late)
        self._next = max(self._next, now - _LATENESS) + self._step

    def move(self, taken: float, left: float) -> None:
        """Who took a place at ``taken`` left at ``left``."""
        self._remove(taken + self._late)
        self._put(left + self._late)

    def tell(self, left: float, late: float) -> None:
        """Who left at ``left`` was so late on the way. Whose place is gone takes one of those who
        arrived before."""
        arrived = left + late + _UNTOLD
        if self._remove(left + self._late) or (self._taken and arrived > self._taken[0]):
            self._put(arrived)

    def _put(self, arrived: float) -> None:
        if len(self._taken) == self._count:
            self._taken.popleft()
        insort(self._taken, arrived)

    def _remove(self, arrived: float) -> bool:
        is_there = arrived in self._taken
        if is_there:
            self._taken.remove(arrived)
        return is_there

    def _is_roomy(self, now: float) -> bool:
        half = self._count // 2
        return len(self._taken) < half or (half > 0 and self._taken[-half] + self.span <= now)

    def is_idle(self, now: float) -> bool:
        return not self._taken or self._taken[-1] + self.span <= now


class RateWindow:
    """The windows of one chat, or of the whole bot, with its pause.

    ``waiting`` counts what wants to go through by lane; ``held`` also what waits for
    the pause alone.
    """

    __slots__ = ("held", "paused_until", "waiting", "windows")

    def __init__(self, windows: Iterable[Window]) -> None:
        self.windows = tuple(windows)
        self.paused_until = -inf
        self.waiting = dict.fromkeys(LANES, 0)
        self.held = 0

    def opens_at(self, now: float, ahead: int = 0, early: int = 0) -> float:
        start = max(now, self.paused_until)
        opening = (window.opens_at(start, ahead, early) for window in self.windows)
        return max(opening, default=start)

    def take(self, now: float) -> None:
        for window in self.windows:
            window.take(now)

    def move(self, taken: float, left: float) -> None:
        for window in self.windows:
            window.move(taken, left)

    def tell(self, left: float, late: float) -> None:
        for window in self.windows:
            window.tell(left, late)

    def stretch(self, span: float) -> None:
        for window in self.windows:
            window.span = span

    def pause(self, until: float) -> None:
        """Longer if need be, never shorter."""
        self.paused_until = max(self.paused_until, until)

    def ahead_of(self, lane: SendClass) -> int:
        """How many wait here who go before a newcomer of this lane."""
        return sum(self.waiting[each] for each in LANES[: LANES.index(lane) + 1])

    def is_idle(self, now: float) -> bool:
        still = not self.held and self.paused_until <= now
        return still and all(window.is_idle(now) for window in self.windows)


def overall_windows(limits: RateLimits) -> Iterator[Window]:
    if limits.overall_per_second is not None:
        step = _CLOSER * (1 + limits.jitter) / limits.overall_per_second
        yield Window(limits.overall_per_second, 1, step, limits.jitter)


def overall_span(limits: RateLimits, *, restless: bool) -> float:
    """Seconds in which so many requests may arrive as may in one."""
    return 1 + max(limits.unrest - _UNTOLD, 0) * restless


def chat_windows(limits: RateLimits, group: bool) -> Iterator[Window]:
    if limits.chat_per_second is not None:
        yield Window(limits.chat_per_second, 1, late=limits.jitter)
    if group and limits.group_per_minute is not None:
        yield Window(limits.group_per_minute, 60, late=limits.jitter)
