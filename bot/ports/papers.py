"""Papers as they are remembered."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.values.papers import Paper


class PaperRepository(Protocol):
    """Every paper remembered, newest version of each."""

    async def keep(self, papers: Sequence[Paper]) -> None:
        """Remember papers. Idempotent; an older version never replaces a newer one,
        and a field that a source left out never erases one that is known."""
        ...

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """By canonical id; unknown ids are absent."""
        ...

    async def search(self, words: str, limit: int) -> Sequence[Paper]:
        """Best first, over titles, abstracts and authors. Any text is safe to pass."""
        ...
