"""Flood limits, and what becomes of those who pass them. Pure but for its own memory.

Telegram publishes about one message a second in a chat, thirty a second overall and
twenty a minute in a group: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits
"""

import math
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Each is a rate, or None for none. ``chat_window_s`` is the length over which the rate
    of a chat is measured: 1 is strict, 5 lets five messages of 1/s come at once. Channels
    count as groups."""

    overall_per_s: float | None = 30
    chat_per_s: float | None = 1
    group_per_min: float | None = 20
    chat_window_s: float = 1.0


class Window:
    """At most ``most`` events in any ``length`` seconds."""

    __slots__ = ("_events", "length", "most")

    def __init__(self, most: float, length: float) -> None:
        self.most = max(1, math.floor(most))
        self.length = length
        self._events: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more would be allowed, 0 for now."""
        events = self._events
        while events and events[0] <= now - self.length:
            events.popleft()
        return 0.0 if len(events) < self.most else events[0] + self.length - now

    def add(self, now: float) -> None:
        self._events.append(now)


class Flood:
    """``refused`` counts 429s by chat (None: told by a fault for no chat); ``early`` counts
    requests to a chat that had been told to wait and did not."""

    def __init__(self, limits: Limits | None) -> None:
        self.refused: dict[int | None, int] = {}
        self.early = 0
        self.set(limits)

    def set(self, limits: Limits | None) -> None:
        self.limits = limits
        self._until: dict[int | None, float] = {}
        self._overall: Window | None = None
        self._windows: dict[int, tuple[Window, ...]] = {}
        if limits and limits.overall_per_s:
            self._overall = Window(limits.overall_per_s, 1.0)

    @property
    def total_refused(self) -> int:
        return sum(self.refused.values())

    def ask(self, chat: int, is_private: bool, now: float) -> int:
        """Seconds to be told as ``retry_after``; 0: go on, and it is counted."""
        self._count_early(chat, now)
        if self.limits is None:
            return 0
        windows = self._windows_of(chat, is_private, self.limits)
        wait = max((window.wait(now) for window in windows), default=0.0)
        if wait > 0:
            told = math.ceil(wait)
            self._tell(chat, told, now)
            return told
        for window in windows:
            window.add(now)
        return 0

    def refuse(self, chat: int | None, seconds: float, now: float) -> None:
        """A 429 that was planned: this chat is told to wait."""
        self._count_early(chat, now)
        self._tell(chat, seconds, now)

    def _count_early(self, chat: int | None, now: float) -> None:
        if now < self._until.get(chat, 0.0):
            self.early += 1

    def _tell(self, chat: int | None, seconds: float, now: float) -> None:
        self.refused[chat] = self.refused.get(chat, 0) + 1
        self._until[chat] = now + seconds

    def _windows_of(self, chat: int, is_private: bool, limits: Limits) -> tuple[Window, ...]:
        if chat not in self._windows:
            own = []
            if limits.chat_per_s:
                length = limits.chat_window_s
                own.append(Window(limits.chat_per_s * length, length))
            if limits.group_per_min and not is_private:
                own.append(Window(limits.group_per_min, 60.0))
            self._windows[chat] = tuple(own)
        mine = self._windows[chat]
        return (*mine, self._overall) if self._overall else mine
