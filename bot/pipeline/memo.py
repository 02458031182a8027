"""Results that callers share: made once for all who ask meanwhile, those used last kept in memory.

For one event loop. When a caller gives up, the work goes on, as others may wait for it.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[V]):
    """One kind of result. ``weigh`` tells how much one result counts; those that are kept count
    ``most`` at most in all."""

    most: int
    weigh: Callable[[V], int] = _one


class Rounds:
    """Divides work between rounds of the event loop: so much time in each round, then the others.

    Without it hundreds of callers at once would be served in one round, while heartbeats and
    acknowledgements wait for seconds. ``length`` is in seconds; a piece of work is never
    interrupted, and begins while there is time left.
    """

    def __init__(self, length: float = 0.005) -> None:
        self._length = length
        self._number = 0
        self._begun = -length

    async def turn(self) -> None:
        """Wait until a round has time for a piece of work."""
        while self._is_over():
            number = self._number
            await asyncio.sleep(0)
            if number == self._number:
                self._number, self._begun = number + 1, time.monotonic()

    def _is_over(self) -> bool:
        return time.monotonic() - self._begun >= self._length


class Memo:
    """Results by kind and key. A key names everything that its result depends on.

    A failure is raised to all who wait, and not kept. Each result that is made waits for its turn
    in ``rounds``, which the memos of one loop share.
    """

    def __init__(self, rounds: Rounds | None = None) -> None:
        self.rounds = rounds or Rounds()
        self._kept_by_kind: dict[Kind[Any], _KeptResults] = {}
        self._making: dict[tuple[Kind[Any], Hashable], asyncio.Future[Any]] = {}
        self._out: dict[Hashable, asyncio.Future[Any]] = {}
        self._next: dict[Hashable, asyncio.Future[Any]] = {}

    async def once(self, kind: Kind[V], key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        """The result for ``key``, made by ``make`` unless it is kept or being made."""
        self._settle(kind, key)
        kept = self._results(kind).values
        if key in kept:
            kept.move_to_end(key)
            found: V = kept[key]
            return found
        if (kind, key) not in self._making:
            self._begin(kind, key, asyncio.ensure_future(self._made_in_turn(make)))
        made: V = await asyncio.shield(self._making[kind, key])
        return made

    async def many(
        self,
        kind: Kind[V],
        keys: Sequence[K],
        make: Callable[[Sequence[K]], Awaitable[Mapping[K, V | Exception]]],
    ) -> Mapping[K, V]:
        """As :meth:`once` for each of the keys. Missing results are made by one call, which has
        to give one for each key."""
        made = self.each(kind, keys, make)
        results = await asyncio.gather(*made.values())
        return dict(zip(made, results, strict=True))

    def each(
        self,
        kind: Kind[V],
        keys: Sequence[K],
        make: Callable[[Sequence[K]], Awaitable[Mapping[K, V | Exception]]],
    ) -> Mapping[K, "asyncio.Future[V]"]:
        """As :meth:`many`, each result as it comes. An error that ``make`` gives in place of a
        result is raised to those who wait for this one alone."""
        asked = dict.fromkeys(keys)
        missing = [key for key in asked if not self.has(kind, key)]
        if missing:
            together = asyncio.ensure_future(self._made_in_turn(lambda: make(missing)))
            for key in missing:
                self._begin(kind, key, asyncio.ensure_future(_picked(together, key)))
        return {key: self._coming(kind, key) for key in asked}

    def has(self, kind: Kind[Any], key: Hashable) -> bool:
        """Whether it is kept, or being made."""
        self._settle(kind, key)
        return key in self._results(kind).values or (kind, key) in self._making

    async def anew(self, key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        """A result that is out of date at once: all who asked before it was begun share it.

        Those who come while it is made wait together for the next one, so nobody gets a result
        that is older than their own question.
        """
        if key not in self._next:
            self._next[key] = asyncio.ensure_future(self._put(key, make))
        made: V = await asyncio.shield(self._next[key])
        return made

    def kept(self, kind: Kind[V], key: Hashable) -> V | None:
        """What is kept under ``key``, without making it."""
        kept = self._results(kind).values
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)

    def all(self, kind: Kind[V]) -> Sequence[V]:
        """All that is kept of a kind, what was used last at the end."""
        return tuple(self._results(kind).values.values())

    def keep(self, kind: Kind[V], key: Hashable, value: V) -> None:
        self._results(kind).keep(key, value)

    def forget(self, kind: Kind[Any], key: Hashable) -> None:
        self._results(kind).forget(key)

    async def close(self) -> None:
        """End what is being made: what it needs from outside is about to be closed."""
        making = [*self._making.values(), *self._out.values(), *self._next.values()]
        for each in making:
            each.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    def _results(self, kind: Kind[V]) -> "_KeptResults":
        if kind not in self._kept_by_kind:
            self._kept_by_kind[kind] = _KeptResults(kind)
        return self._kept_by_kind[kind]

    def _coming(self, kind: Kind[V], key: Hashable) -> "asyncio.Future[V]":
        kept = self._results(kind).values
        if key not in kept:
            return asyncio.shield(self._making[kind, key])
        kept.move_to_end(key)
        found: V = kept[key]
        return _done(found)

    async def _put(self, key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        if key in self._out:
            await asyncio.wait([self._out[key]])
        self._out[key] = self._next.pop(key)
        try:
            return await make()
        finally:
            del self._out[key]

    async def _made_in_turn(self, make: Callable[[], Awaitable[V]]) -> V:
        await self.rounds.turn()
        return await make()

    def _begin(self, kind: Kind[V], key: Hashable, making: "asyncio.Future[V]") -> None:
        self._making[kind, key] = making
        making.add_done_callback(partial(self._made, kind, key))

    def _settle(self, kind: Kind[Any], key: Hashable) -> None:
        """A failure of this round of the loop is no work under way: who asks again begins anew."""
        made = self._making.get((kind, key))
        if made is not None and made.done():
            self._made(kind, key, made)

    def _made(self, kind: Kind[V], key: Hashable, made: "asyncio.Future[V]") -> None:
        if self._making.get((kind, key)) is not made:
            return
        del self._making[kind, key]
        if not made.cancelled() and made.exception() is None:
            self.keep(kind, key, made.result())


class _KeptResults:
    """The results kept of one kind; those used last stand at the end."""

    def __init__(self, kind: Kind[Any]) -> None:
        self._kind = kind
        self._weight = 0
        self.values: OrderedDict[Hashable, Any] = OrderedDict()

    def keep(self, key: Hashable, value: object) -> None:
        self.forget(key)
        self.values[key] = value
        self._weight += self._kind.weigh(value)
        while self._weight > self._kind.most:
            self.forget(next(iter(self.values)))

    def forget(self, key: Hashable) -> None:
        if key in self.values:
            self._weight -= self._kind.weigh(self.values.pop(key))


async def _picked(together: "asyncio.Future[Mapping[K, V | Exception]]", key: K) -> V:
    found = (await together)[key]
    if isinstance(found, Exception):
        raise found
    return found


def _done(value: V) -> "asyncio.Future[V]":
    future: asyncio.Future[V] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future
