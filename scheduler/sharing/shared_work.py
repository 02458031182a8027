"""Results that callers share: made once for all who ask meanwhile, the last used kept.

For one event loop. What is made goes on where a caller gives up, as others may wait.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


class SharedWork(Generic[K, V]):
    """``weigh`` tells how much a result counts; together those kept count ``most`` at most.

    Failures are raised to all who wait, and not kept.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = _one) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, asyncio.Future[V]] = {}

    async def of(self, key: K, make: Callable[[], Awaitable[V]]) -> V:
        """The result for ``key``, made by ``make`` unless it is kept or being made."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.ensure_future(make())
            self._making[key].add_done_callback(partial(self._made, key))
        return await asyncio.shield(self._making[key])

    def kept(self, key: K) -> V | None:
        """What is kept under ``key``, without making it."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> None:
        self.forget(key)
        self._kept[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._most:
            self.forget(next(iter(self._kept)))

    def forget(self, key: K) -> None:
        if key in self._kept:
            self._weight -= self._weigh(self._kept.pop(key))

    def _made(self, key: K, made: "asyncio.Future[V]") -> None:
        del self._making[key]
        if not made.cancelled() and made.exception() is None:
            self.keep(key, made.result())


class SharedQuestion(Generic[V]):
    """A question that grows old at once: one answer serves all who asked before it was put.

    While one is out, those who come wait together for the next: none of them is given an
    answer that is older than its own asking.
    """

    def __init__(self, ask: Callable[[], Awaitable[V]]) -> None:
        self._ask = ask
        self._out: asyncio.Future[V] | None = None
        self._next: asyncio.Future[V] | None = None

    async def answer(self) -> V:
        if self._next is None:
            self._next = asyncio.ensure_future(self._put(self._out))
        return await asyncio.shield(self._next)

    async def _put(self, before: "asyncio.Future[V] | None") -> V:
        if before is not None:
            await asyncio.wait([before])
        self._out, self._next = self._next, None
        return await self._ask()


class Rounds:
    """Divides work between rounds of the loop: so much time in each, then the others.

    Hundreds who come together would else be served in one round, and keep heartbeats and
    acknowledgements waiting for seconds. ``length`` is in seconds; a piece of work is never
    parted, and begins while there is time left.
    """

    def __init__(self, length: float = 0.005) -> None:
        self._length = length
        self._number = 0
        self._begun = -length

    async def turn(self) -> None:
        """Returns when this round, or a later one, has time for a piece of work."""
        while self._is_over():
            number = self._number
            await asyncio.sleep(0)
            if number == self._number:
                self._number, self._begun = number + 1, time.monotonic()

    def _is_over(self) -> bool:
        return time.monotonic() - self._begun >= self._length
