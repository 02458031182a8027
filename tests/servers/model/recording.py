"""What the model server was asked and what it said, and waiting for it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.patience import PATIENCE
from tests.servers.model.faults import Planned
from tests.servers.model.questions import Json

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Call:
    """``at`` and ``ended`` in monotonic seconds. ``status`` is 0 as long as there is none,
    ``error`` says why there was no answer; ``said`` is the model's text."""

    interface: str
    body: Json
    at: float = field(default_factory=time.monotonic)
    headers: dict[str, str] = field(default_factory=dict)
    planned: Planned | None = None
    question: Json = field(default_factory=dict)
    status: int = 0
    error: str = ""
    said: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    ended: float | None = None


@dataclass
class Record:
    """``most_at_once``: calls that were under way together."""

    calls: list[Call] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, call: Call) -> None:
        self.calls.append(call)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        self._change.set()

    def end(self, call: Call) -> None:
        self._now -= 1
        call.ended = time.monotonic()
        self._change.set()

    async def settled(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """What ``predicate`` gives, as soon as that is true."""
        end = time.monotonic() + timeout
        while not (found := predicate()):
            self._change.clear()
            try:
                # now and then without a change as well: a predicate may look elsewhere
                await asyncio.wait_for(self._change.wait(), 0.05)
            except TimeoutError:
                if time.monotonic() > end:
                    last = [f"{c.interface} {c.status} {c.error}" for c in self.calls[-12:]]
                    raise TimeoutError(f"not so after {timeout} s; the last: {last}") from None
        return found
