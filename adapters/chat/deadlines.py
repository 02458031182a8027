"""Time-outs of many that wait at the same time, with one timer for all of them.

A timer for each costs a message 10 us, and hardly one ever rings.
"""

import asyncio
from math import inf
from types import TracebackType
from typing import Self


class Deadlines:
    """For one event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._open: set[Deadline] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = inf

    def within(self, seconds: float | None) -> "Deadline":
        """``with`` this, whoever waits gets TimeoutError after so many seconds; None: never."""
        return Deadline(self, inf if seconds is None else self._loop.time() + seconds)

    def add(self, deadline: "Deadline") -> None:
        if deadline.at == inf:
            return
        self._open.add(deadline)
        if deadline.at < self._rings_at:
            self._ring_at(deadline.at)

    def discard(self, deadline: "Deadline") -> None:
        # the timer stays: the next will need it as well
        self._open.discard(deadline)

    def _ring_at(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._rings_at = when
        self._timer = self._loop.call_at(when, self._rang)

    def _rang(self) -> None:
        self._timer, self._rings_at = None, inf
        now = self._loop.time()
        for late in [each for each in self._open if each.at <= now]:
            self._open.discard(late)
            late.ring()
        if self._open:
            self._ring_at(min(each.at for each in self._open))


class Deadline:
    """One wait of one task."""

    __slots__ = ("_all", "_cancelling", "_rang", "_task", "at")

    def __init__(self, deadlines: Deadlines, at: float) -> None:
        self._all = deadlines
        # of the loop's clock
        self.at = at
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0
        self._rang = False

    def ring(self) -> None:
        if self._task is not None:
            self._rang = True
            self._task.cancel()

    def __enter__(self) -> Self:
        self._task = asyncio.current_task()
        self._cancelling = self._task.cancelling() if self._task is not None else 0
        self._all.add(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._all.discard(self)
        task, self._task = self._task, None
        # as asyncio.timeout does: somebody else may have cancelled the task as well
        is_own = self._rang and task is not None and task.uncancel() <= self._cancelling
        if is_own and kind is asyncio.CancelledError:
            raise TimeoutError from error
