"""What a feed's answer means for one category on one day. Pure.

A feed is dated today on every day, so its date does not tell whether its papers are new;
whether they were seen before does. ``previous`` are the category's stored listings of the
last days, newest first, each paper in the version that was listed.

::

    feed | nothing in it: EMPTY | all seen before: STALE
         | mostly seen before: the rest is late, of that batch's date
         | else a new batch: of the day, or of the working day that the feed names
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.values.listings import ListedPaper, Listing, ListingState, UnreadableItem
from scheduler.timing.calendar import is_announcement_date

HAD = frozenset((ListingState.FRESH, ListingState.TRUNCATED))
"""States of a day whose papers came."""

Versions = Mapping[str, int | None]
"""The latest version seen, by canonical id; None where a source did not name it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """``state`` is what the day has come to, None where the feed does not tell.

    ``keep`` is to be stored as it is: it adds to what is there and takes nothing away. ``added``
    counts its entries, none of which was known.
    """

    state: ListingState | None
    keep: tuple[Listing, ...] = ()
    added: int = 0


def judge(
    listing: Listing, day: date, previous: Sequence[Listing], latest: date | None = None
) -> Judged:
    """What ``listing``, the feed as it is now, means for the announcement date ``day``.

    ``latest`` is the newest date that can have been announced, the day itself if not given. A
    feed that is dated later holds the papers of ``day``, unless papers of later dates are stored:
    then it is our own clock that is behind.
    """
    stored = [one for one in previous if one.date and not one.sample]
    if not listing.items and not listing.unreadable:
        return _without_batch(listing, day, stored, ListingState.EMPTY)
    seen = seen_versions(stored)
    unreadable = _unseen_entries(listing.unreadable, stored)
    unseen = tuple(item for item in listing.items if not is_seen(item, seen))
    if not unseen and (listing.items or not unreadable):
        return _without_batch(listing, day, stored, ListingState.STALE)
    if 2 * len(unseen) < len(listing.items):
        batch = _batch_still_served(listing, stored)
        rest = replace(listing, items=unseen, unreadable=unreadable)
        return _with_part(rest, batch, day, stored)
    news = replace(listing, items=_not_carried_over(listing, stored), unreadable=unreadable)
    return _with_part(news, _named_date(listing, day, stored, latest or day), day, stored)


def seen_versions(stored: Iterable[Listing]) -> Versions:
    found: dict[str, int | None] = {}
    for item in (item for one in stored for item in one.items):
        known, version = found.get(item.paper.id, 0), _listed_version(item)
        unsure = known is None or version is None
        found[item.paper.id] = None if unsure else max(known or 0, version or 0)
    return found


def _listed_version(item: ListedPaper) -> int | None:
    """None for an archive's record: it names no version, so the store filled in the newest."""
    return item.paper.version if item.announce_type and not item.derived else None


def is_seen(item: ListedPaper, seen: Versions) -> bool:
    """Whether this version or a later one was seen; an unknown version counts as any."""
    if item.paper.id not in seen:
        return False
    known, version = seen[item.paper.id], item.paper.version
    return known is None or version is None or version <= known


def _unseen_entries(
    entries: Iterable[UnreadableItem], stored: Sequence[Listing]
) -> tuple[UnreadableItem, ...]:
    known = {entry.key for one in stored for entry in one.unreadable}
    return tuple(entry for entry in entries if entry.key not in known)


def _not_carried_over(listing: Listing, stored: Sequence[Listing]) -> tuple[ListedPaper, ...]:
    """Without papers that an earlier listing has in the same version: they are counted there.

    An archive's record proves no version, so a paper that only a record named is kept.
    """
    listed = {
        (item.paper.id, version)
        for one in stored
        for item in one.items
        if (version := _listed_version(item)) is not None
    }
    return tuple(
        item for item in listing.items if (item.paper.id, item.paper.version) not in listed
    )


def _overlap(listing: Listing, other: Listing) -> int:
    seen = seen_versions([other])
    return sum(is_seen(item, seen) for item in listing.items)


def _batch_still_served(listing: Listing, stored: Sequence[Listing]) -> date:
    """The date of the stored papers that the feed shares most with; the newest of equals."""
    overlaps = {one.date: _overlap(listing, one) for one in stored if one.date}
    return max(overlaps, key=overlaps.__getitem__)


def _named_date(listing: Listing, day: date, stored: Sequence[Listing], latest: date) -> date:
    """The date of new papers: the feed's own, unless other papers have that date already, or it
    is still to come.

    Feeds' dates have been seen a day behind their papers, and ahead of them.
    """
    own = _working_day(listing.date or day)
    if own > latest and not any(one.date and one.date > day and one.items for one in stored):
        return day
    of_date = next((one for one in stored if one.date == own), None)
    taken = of_date is not None and of_date.state is ListingState.FRESH and of_date.items
    if own < day and of_date and taken and not _overlap(listing, of_date):
        return day
    return own


def _working_day(day: date) -> date:
    """What a weekend's feed holds, if anything, was announced on Friday."""
    while not is_announcement_date(day):
        day -= timedelta(days=1)
    return day


def _with_part(news: Listing, own_date: date, day: date, stored: Sequence[Listing]) -> Judged:
    """``news`` stored under its date: the day itself, or an earlier or later one."""
    part = _addition(news, own_date, stored)
    added = len(news.items) + len(news.unreadable)
    if own_date == day:
        return Judged(part.state, (part,), added)
    if own_date > day:
        return Judged(_state_had(day, stored), (part,), added)
    rest = _without_batch(news, day, stored, ListingState.STALE)
    return Judged(rest.state, (part, *rest.keep), added)


def _addition(news: Listing, own_date: date, stored: Sequence[Listing]) -> Listing:
    known = next((one for one in stored if one.date == own_date), None)
    if known is None:
        return replace(news, date=own_date)
    # A day whose papers came stays as it is. A whole answer replaces what was unreadable before,
    # so that is passed on too.
    return replace(
        news,
        date=own_date,
        unreadable=(*known.unreadable, *news.unreadable),
        state=known.state if known.state in HAD else news.state,
    )


def _without_batch(
    listing: Listing, day: date, stored: Sequence[Listing], state: ListingState
) -> Judged:
    """A day whose papers came stays as it is, whatever the feed shows afterwards."""
    had = _state_had(day, stored)
    if had is not None:
        return Judged(had)
    return Judged(state, (Listing(category=listing.category, date=day, state=state),))


def _state_had(day: date, stored: Sequence[Listing]) -> ListingState | None:
    states = (one.state for one in stored if one.date == day and one.state in HAD)
    return next(states, None)
