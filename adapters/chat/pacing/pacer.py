"""Waiting for one's turn with a chat platform: the line of ``adapters.chat.pacing.queue``, played.

::

    ticket = await pacer.turn(request, leaving=note) | send | pacer.answered(ticket)
                                                            | pacer.flooded(request, seconds)
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from adapters.chat.pacing.limits import RateLimits, SendClass, SendRequest, Urgency, WouldWait
from adapters.chat.pacing.queue import QueueVerdict, SendQueue
from bot.values.deliveries import Leaving

__all__ = ["Pacer", "RateLimits", "SendClass", "SendRequest", "Urgency", "WouldWait"]


class Timer(Protocol):
    def cancel(self) -> None: ...


Ring = Callable[[float, Callable[[], None]], Timer]
"""Calls back once, so many seconds from now."""


def _ring(seconds: float, call: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, call)


class Pacer:
    """Holds requests back until the platform takes them. For one event loop.

    ``clock`` is in seconds and never goes back.
    """

    def __init__(
        self, limits: RateLimits, *, clock: Callable[[], float] = time.monotonic, ring: Ring = _ring
    ) -> None:
        self._line = SendQueue(limits)
        self.clock = clock
        self._ring = ring
        self._turns: dict[int, asyncio.Future[float | None]] = {}
        self._alarm: Timer | None = None

    async def turn(
        self, request: SendRequest, ticket: int | None = None, leaving: Leaving | None = None
    ) -> int:
        """Wait until ``request`` may go, and go at once: its place is taken. ``leaving`` is
        awaited in between, and the place counts from its end.

        Returns a ticket; who was told to come again shows it and keeps his place.
        Raises WouldWait, at once, when the wait is going to be longer than the
        request's patience. Who is cancelled while waiting frees the place.
        """
        gone = self._line.go(request, self.clock()) if ticket is None else None
        if gone is not None:
            try:
                if leaving is not None:
                    await leaving()
            finally:
                self._line.left(gone, self.clock())
            return gone
        number = self._line.join(request, self.clock(), ticket)
        turn = self._turns[number] = asyncio.get_running_loop().create_future()
        try:
            self._look()
            too_long = await turn
            if too_long is not None:
                raise WouldWait(too_long)
            if leaving is not None:
                await leaving()
        finally:
            del self._turns[number]
            self._leave(number)
            self._line.left(number, self.clock())
        return number

    def answered(self, ticket: int) -> None:
        """The request has arrived and was answered, perhaps refused: how late it was is known now.
        What was lost may never have left, and says nothing of the way."""
        self._line.answered(ticket, self.clock())

    def flooded(self, request: SendRequest, seconds: float) -> None:
        """The platform answered ``request`` by asking for so many seconds of peace.

        The pause ends by itself, when its time is over and never before.
        """
        self._tell(self._line.flooded(request, seconds, self.clock()))
        self._look()

    def close(self) -> None:
        """Send those who wait away, with WouldWait."""
        self._tell(self._line.close(self.clock()))
        self._look()

    def _leave(self, ticket: int) -> None:
        """Only who was cancelled still stands in the line."""
        if self._line.leave(ticket):
            self._look()

    def _look(self) -> None:
        now = self.clock()
        if self._alarm is not None:
            self._alarm.cancel()
        self._tell(self._line.due(now))
        at = self._line.next_at(now)
        self._alarm = None if at is None else self._ring(at - now, self._look)

    def _tell(self, verdicts: Iterable[QueueVerdict]) -> None:
        for ticket, too_long in verdicts:
            turn = self._turns[ticket]
            if not turn.done():
                turn.set_result(too_long)
