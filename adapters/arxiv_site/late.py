"""Ways to arXiv that are loaded in a thread when they are first asked for.

httpx with its certificates, and requests below the ``arxiv`` package, take a fifth of a second:
neither a start nor anybody's answer has to wait for them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from adapters.arxiv_site.answers import HttpAnswer, HttpSource, Validators
from bot.ports.sources import PaperLookup
from bot.values.papers import Paper

T = TypeVar("T")


class Late(Generic[T]):
    """Calls ``make`` in a thread, once for all who ask; again where that failed."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._making: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        if self._making is None or _has_failed(self._making):
            self._making = asyncio.create_task(asyncio.to_thread(self._make))
        # whoever gives up leaves it to the others
        return await asyncio.shield(self._making)

    @property
    def made(self) -> T | None:
        """What is there already."""
        making = self._making
        is_there = making and making.done() and not _has_failed(making)
        return making.result() if making and is_there else None


def _has_failed(making: asyncio.Task[T]) -> bool:
    """Also where it ended with an error that nobody waited for."""
    return making.done() and (making.cancelled() or making.exception() is not None)


class LateHttp:
    """An :class:`HttpSource`; ``source`` gives the one that answers."""

    def __init__(self, source: Callable[[], Awaitable[HttpSource]]) -> None:
        self._source = source

    async def get(self, url: str, what: str) -> bytes:
        return await (await self._source()).get(url, what)

    async def get_if_changed(self, url: str, what: str, known: Validators) -> HttpAnswer:
        return await (await self._source()).get_if_changed(url, what, known)


class LateLookup:
    """A :class:`bot.ports.sources.PaperLookup`; ``lookup`` gives the one that answers."""

    def __init__(self, lookup: Callable[[], Awaitable[PaperLookup]]) -> None:
        self._lookup = lookup

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        return await (await self._lookup()).by_ids(ids)
