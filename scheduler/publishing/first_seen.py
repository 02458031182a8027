"""Papers that were revised before they were seen here, taken as announced for the first time.

Asks and puts together; the rule is in :mod:`bot.editorial.revised`.
"""

from collections.abc import Sequence

from bot.editorial.revised import as_announced, replacements
from bot.ports.listings import EarlierListings
from bot.values.listings import Listing


class FirstSeen:
    """``earlier`` knows what was listed when."""

    def __init__(self, earlier: EarlierListings) -> None:
        self._earlier = earlier

    async def among(self, listings: Sequence[Listing]) -> tuple[Listing, ...]:
        """The listings, their papers as they are to be announced here."""
        return tuple([await self._as_announced(one) for one in listings])

    async def _as_announced(self, listing: Listing) -> Listing:
        found = replacements(listing)
        if listing.category is None or listing.date is None or listing.sample or not found:
            return listing
        unseen = await self._earlier.unseen(found, listing.category, listing.date)
        return as_announced(listing, unseen)
