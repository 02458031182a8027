"""What arXiv announced, as it was brought in: by announcement, and day by day.

The same listings, asked for differently: people ask for one announcement, which may be a
sample; channels are served the real listings of all days since their last brief.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.values.listings import DayTitles, Listing, ListingState

DayStates = Mapping[str, ListingState]
"""State by category, of one announcement date."""


class AnnouncementRepository(Protocol):
    """By announcement: what was listed on one date."""

    async def keep(self, listings: Sequence[Listing]) -> None:
        """Remember listings by (category, date), merged with what is there: nothing that was
        announced is forgotten, and a listing that could not be had erases none.

        Listings without a category or a date count as of category "" or the latest date."""
        ...

    async def on(self, day: date | None, categories: Sequence[str]) -> Sequence[Listing]:
        """The listings of one New York date (None: the newest that any of them has)."""
        ...

    async def dates(self, limit: int) -> Sequence[date]:
        """Newest first."""
        ...


class ListingRepository(Protocol):
    """Day by day, and by the order in which items were stored: nothing is served twice or lost.

    Real listings with a category and a date alone."""

    async def days(self, since: date, categories: Sequence[str]) -> Mapping[date, DayStates]:
        """State by category of every stored date from ``since`` on. Categories that were
        not asked for on a date are absent."""
        ...

    async def between(
        self, first: date, last: date, categories: Sequence[str], *, outlines: bool = False
    ) -> Sequence[Listing]:
        """All listings of these dates, each paper in the version that was listed; as
        ``outlines``, papers have their ids and versions alone."""
        ...

    async def late(self, until: date, after: int, categories: Sequence[str]) -> Sequence[Listing]:
        """Items of dates up to ``until`` that were stored after item number ``after``."""
        ...

    async def last_number(self) -> int:
        """The number of the item that was stored last; 0 without any."""
        ...


class EarlierListings(Protocol):
    """Of papers that a listing has in a later version: were they announced before?"""

    async def unseen(self, ids: Collection[str], category: str, day: date) -> frozenset[str]:
        """Those of ``ids`` whose first announcement should be here and is not: in no stored
        listing before ``day``, and submitted after the first stored one of ``category``."""
        ...


class PastTitles(Protocol):
    """What earlier announcements were about, as far as titles tell."""

    async def titles(self, category: str, first: date, last: date) -> Sequence[DayTitles]:
        """Every real stored date from ``first`` to ``last``, oldest first; replacements are
        left out. A date of which nothing is stored is absent."""
        ...
