"""What listings say of single categories: which are asked for, and which feed is about which.
Pure.

A feed is what one listing says of one category on one day. A listing without a category becomes
one feed for each asked category that its papers carry, and one for papers that fit none of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.taxonomy import canonical_or_same
from bot.values.listings import ListedPaper, Listing, ListingState, UnreadableItem


@dataclass(frozen=True, slots=True)
class Feed:
    """What one listing says of one asked category; category None: of no particular one.

    ``source`` is the number of the listing, the same for equal ones.
    """

    category: str | None
    day: date | None
    items: tuple[ListedPaper, ...]
    unreadable: tuple[UnreadableItem, ...]
    state: ListingState
    source: int

    @property
    def names_types(self) -> bool:
        return names_types(self)


def names_types(source: Feed | Listing) -> bool:
    """Whether one entry at least tells how it was announced."""
    return any(one.announce_type and not one.derived for one in source.items) or any(
        one.announce_type for one in source.unreadable
    )


def reached(listing: Listing) -> bool:
    return listing.state is not ListingState.UNREACHABLE


def wanted_categories(listings: Sequence[Listing], asked: Sequence[str]) -> tuple[str, ...]:
    """The asked categories, else those that the listings or their papers name first."""
    if asked:
        return tuple(dict.fromkeys(canonical_or_same(name) for name in asked))
    names: list[str] = []
    for listing in listings:
        named = (listing.category,) if listing.category else listing.named
        primary = (item.paper.primary_category for item in listing.items)
        names.extend(canonical_or_same(name) for name in named or primary if name)
    return tuple(dict.fromkeys(names))


def is_of(listing: Listing, wanted: Collection[str]) -> bool:
    return listing.category is None or canonical_or_same(listing.category) in wanted


def feeds_of(
    listings: Sequence[Listing], wanted: Sequence[str], *, everything: bool
) -> tuple[Feed, ...]:
    """The feeds of the ``wanted`` categories; ``everything``: nothing was asked for.

    An undated listing belongs to the latest day.
    """
    stale, whole = _stale(listings), _whole_days(listings)
    used = [one for one in listings if is_of(one, wanted)]
    latest = max((one.date for one in used if one.date), default=None)
    feeds: list[Feed] = []
    for listing in used:
        day, source = listing.date or latest, used.index(listing)
        if listing.category is None:
            feeds.extend(_spread(_completed(listing, whole), day, source, wanted, everything))
            continue
        name = canonical_or_same(listing.category)
        lags = name in stale and listing.state is ListingState.FRESH
        state = ListingState.STALE if lags else listing.state
        feeds.append(Feed(name, day, listing.items, listing.unreadable, state, source))
    return tuple(feeds)


def _stale(listings: Iterable[Listing]) -> Collection[str]:
    """Categories whose listing is older than the newest one.

    Only where each has a single date: who gives a category twice wants both days.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for one in listings:
        if one.category and one.date and (one.items or one.unreadable):
            days[canonical_or_same(one.category)].add(one.date)
    if any(len(own) > 1 for own in days.values()):
        return ()
    newest = max((max(own) for own in days.values()), default=None)
    return {name for name, own in days.items() if newest not in own}


def _whole_days(listings: Iterable[Listing]) -> Collection[date | None]:
    """Days for which the last page of a harvest without a category was read."""
    ended = (ListingState.FRESH, ListingState.EMPTY)
    return {one.date for one in listings if one.category is None and one.state in ended}


def _completed(listing: Listing, whole: Collection[date | None]) -> Listing:
    is_cut = listing.state is ListingState.TRUNCATED
    return (
        replace(listing, state=ListingState.FRESH) if is_cut and listing.date in whole else listing
    )


def _spread(
    listing: Listing, day: date | None, source: int, wanted: Sequence[str], everything: bool
) -> Iterable[Feed]:
    """A listing tied to no category, as one feed for each asked category it touches."""
    held: dict[str, list[ListedPaper]] = {name: [] for name in wanted}
    homeless: list[ListedPaper] = []
    for item in listing.items:
        names = {canonical_or_same(name) for name in item.paper.categories}
        for name in names & held.keys():
            held[name].append(item)
        if _is_homeless(names, listing.named, held, everything):
            homeless.append(item)
    for name, items in held.items():
        fresh = listing.state is ListingState.FRESH
        state = ListingState.EMPTY if fresh and not items else listing.state
        yield Feed(name, day, tuple(items), (), state, source)
    yield Feed(None, day, tuple(homeless), listing.unreadable, listing.state, source)


def _is_homeless(
    names: Collection[str], named: Sequence[str], held: Mapping[str, object], everything: bool
) -> bool:
    """Whether a paper counts although it carries no asked category.

    A paper without any category might belong to the asked ones; and a listing that names its own
    categories vouches for papers that do not carry them.
    """
    if not names:
        return True
    if any(name in held for name in names):
        return False
    vouched = any(name in held for name in named) and not any(name in names for name in named)
    return everything or vouched
