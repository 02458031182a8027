"""What announcements and papers are fetched from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.values.coverage import RecordsPage
from bot.values.listings import Listing
from bot.values.papers import Paper


class AnnouncementSource(Protocol):
    """Where announcements come from."""

    async def listing(self, category: str) -> Listing:
        """The newest listing of one category (canonical name, never a combination).

        Idempotent. An empty feed is a Listing of state "empty". Raises
        SourceUnreachable, SourceUnreadable, or SourceRefused (no such category).
        """
        ...


class Records(Protocol):
    """The archive's own records, for days whose feed is gone and to compare with a feed."""

    async def page(
        self, category: str, first: date, last: date, token: str | None = None
    ) -> RecordsPage:
        """One page of the records of a canonical category that are dated from ``first`` to
        ``last``; ``token`` is that of the page before. Nothing there is an empty page.

        Idempotent. Raises as :meth:`AnnouncementSource.listing` does, and ListForgotten
        (a token that is not known any more).
        """
        ...


class PaperLookup(Protocol):
    """Single papers, asked by id."""

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """The papers for ids with or without version (``2602.01234v2``), keyed as asked.

        One request for a hundred of them; ids that arXiv does not know are absent.
        Raises SourceUnreachable, SourceUnreadable, or SourceRefused (an id it cannot read).
        """
        ...
