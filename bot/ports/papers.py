"""Papers as they are remembered."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.values.papers import Paper, PaperOutline
from bot.values.searching import SearchHits, SearchQuery


class PaperRepository(Protocol):
    """Every paper remembered, newest version of each."""

    async def keep(self, papers: Sequence[Paper]) -> None:
        """Remember papers. Idempotent; an older version never replaces a newer one,
        and a field that a source left out never erases one that is known."""
        ...

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """By canonical id, in the order of ``ids``; unknown ids are absent."""
        ...

    async def outlines(self, ids: Sequence[str]) -> Mapping[str, PaperOutline]:
        """The same as :meth:`get`, for lists: much faster, and without abstracts."""
        ...

    async def search(self, query: SearchQuery, limit: int, offset: int = 0) -> SearchHits:
        """Over titles, abstracts and authors: at most ``limit`` papers behind the first
        ``offset``, with the number of all, where there are not very many. Any text is safe to
        pass; a query without a word that can be looked for and without a limit finds nothing."""
        ...
