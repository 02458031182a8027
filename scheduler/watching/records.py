"""What of an archive's records of a day was announced on it. Pure.

OAI-PMH dates a record whenever anything in it changes: a journal reference, a DOI. So
a harvest of a day holds its announcement and old papers besides. ``earlier`` are the
category's stored listings of the last :data:`WINDOW`, the day itself included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.models import ListedPaper, Listing, ListingState, Paper

WINDOW = timedelta(days=30)
# from its submission to its announcement, but for a paper that moderators hold back
_USUAL_WAIT = timedelta(days=7)


def missed_on(harvested: Listing, day: date, earlier: Sequence[Listing]) -> Listing:
    """A day of which nothing else is known: the papers first announced or replaced on it.

    EMPTY where there are none. An old paper that was cross-listed that day cannot be
    told from one whose record was touched, and is left out.
    """
    items = _announced(harvested, day, earlier)
    state = harvested.state if items or harvested.unreadable else ListingState.EMPTY
    return replace(harvested, date=day, items=items, state=state)


def missing_from(harvested: Listing, day: date, earlier: Sequence[Listing]) -> Listing | None:
    """What is to be added to a day whose feed has spoken; None where that is nothing.

    To a day that had its batch only new papers are added, typeless: revisions are
    left to the feed. One that had none (stale, empty) is given all that was announced,
    if there is a new paper among it: a touched record makes no announcement.
    """
    known = next((one for one in earlier if one.date == day), None)
    listed = _listed_on(earlier)
    announced = _announced(harvested, day, earlier)
    new = tuple(
        item for item in announced if item.paper.id not in listed and not item.paper.is_revision
    )
    was_cut = known is not None and known.state is ListingState.TRUNCATED
    if not new and not (was_cut and harvested.items):
        return None
    has_batch = known is not None and bool(known.items)
    return Listing(
        category=harvested.category,
        date=day,
        items=new if has_batch else announced,
        # a whole answer takes the place of the unreadable entries known before
        unreadable=known.unreadable if known else (),
        state=harvested.state,
    )


def _announced(
    harvested: Listing, day: date, earlier: Sequence[Listing]
) -> tuple[ListedPaper, ...]:
    listed = _listed_on(earlier)
    first = _first_created(day, earlier)
    return tuple(item for item in harvested.items if _was_announced(item.paper, day, listed, first))


def _was_announced(paper: Paper, day: date, listed: Mapping[str, date], first: date) -> bool:
    if paper.is_revision:
        # a version that was submitted before it was last listed was announced then
        since = listed.get(paper.id, day - WINDOW) - timedelta(days=1)
        return paper.updated is None or paper.updated >= since
    return paper.id not in listed and (paper.published is None or paper.published >= first)


def _listed_on(earlier: Sequence[Listing]) -> Mapping[str, date]:
    """The last date on which each id was listed."""
    found: dict[str, date] = {}
    for on, item in ((one.date, item) for one in earlier if one.date for item in one.items):
        found[item.paper.id] = max(on, found.get(item.paper.id, on))
    return found


def _first_created(day: date, earlier: Sequence[Listing]) -> date:
    """The earliest first submission that counts as new on ``day``.

    What was submitted before our own listings begin may have been announced then.
    """
    begin = min((one.date for one in earlier if one.date and one.items), default=day)
    return max(day - WINDOW, begin - _USUAL_WAIT)
