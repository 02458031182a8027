"""What happened, for tests to look at and to wait for."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.patience import PATIENCE
from tests.servers.telegram.errors import Json

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Call:
    """One request; ``at`` is when it arrived, in monotonic seconds; ``status`` is the HTTP
    status that was decided on, None while it is being handled or where none was given."""

    method: str
    params: Json
    at: float
    status: int | None = None
    error: str = ""


@dataclass(slots=True, eq=False)
class Answer:
    """A callback query with the answer that it got (None: not yet). ``url``: the button led
    there instead; ``message``: what pressing it made the person write."""

    id: str
    data: str | None = None
    answer: Json | None = None
    at: float = 0.0
    url: str | None = None
    message: object = None


class Record:
    """``whole``: every call is kept; otherwise they are only counted."""

    def __init__(self) -> None:
        self.whole = True
        self.calls: list[Call] = []
        self.counts: Counter[str] = Counter()
        self.sent: Counter[int] = Counter()  # messages by chat
        self.violations: list[str] = []
        self.first_sent = self.last_sent = 0.0
        self._change = asyncio.Event()

    def begin(self, method: str, params: Json) -> Call:
        call = Call(method, params, time.monotonic())
        self.counts[method] += 1
        if self.whole:
            self.calls.append(call)
        return call

    def message_sent(self, chat: int, now: float) -> None:
        self.sent[chat] += 1
        self.first_sent = self.first_sent or now
        self.last_sent = now

    def changed(self) -> None:
        """Wake those who wait in :meth:`settled`."""
        self._change.set()

    async def settled(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """What ``predicate`` gives, as soon as that is true. TimeoutError tells what was."""
        end = time.monotonic() + timeout
        while not (found := predicate()):
            self._change.clear()
            try:
                # now and then without a change as well: a predicate may look elsewhere
                await asyncio.wait_for(self._change.wait(), 0.05)
            except TimeoutError:
                if time.monotonic() > end:
                    raise TimeoutError(self._state(timeout)) from None
        return found

    def _state(self, timeout: float) -> str:
        last = [f"{call.method} {call.status} {call.error}".strip() for call in self.calls[-12:]]
        return f"not so after {timeout} s; the last calls: {last}; counts: {dict(self.counts)}"
