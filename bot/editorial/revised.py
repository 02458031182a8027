"""Papers that got a new version before we saw their first announcement. Pure.

arXiv could not be reached when they were announced, and when it could, it named them as
replacements only. No channel was shown them, so they count as new here.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.editorial.first_type import first_type
from bot.taxonomy import canonical_or_same
from bot.values.listings import ListedPaper, Listing


def replacements(listing: Listing) -> frozenset[str]:
    """Ids that the listing calls replaced, or that have a later version than the first."""
    return frozenset(one.paper.id for one in listing.items if _is_replaced(one))


def as_announced(listing: Listing, unseen: Collection[str]) -> Listing:
    """``listing`` with the ``unseen`` ones of its replacements typed as they were at first: new
    where its category is their primary one, else cross-listed."""
    if not unseen:
        return listing
    categories = (canonical_or_same(listing.category),) if listing.category else ()
    return replace(
        listing,
        items=tuple(
            ListedPaper(one.paper, first_type(one.paper, categories))
            if one.paper.id in unseen and _is_replaced(one)
            else one
            for one in listing.items
        ),
    )


def _is_replaced(one: ListedPaper) -> bool:
    if one.announce_type is None:
        return one.paper.is_revision
    return one.announce_type.is_replacement
