"""Real announcements, judged one after another."""

from collections import defaultdict
from pathlib import Path

import pytest

from adapters.listings.reading import read_listing
from bot.errors import PaperbriefError
from bot.values.listings import Listing, ListingState
from scheduler.watching.freshness import judge


def feeds(folder: Path) -> dict[str, list[Listing]]:
    """Announcement feeds that name their types, by category, oldest first."""
    found: dict[str, dict[object, Listing]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.xml")):
        try:
            listing = read_listing(path.read_bytes())
        except PaperbriefError:
            continue
        typed = all(item.announce_type for item in listing.items)
        if listing.category and listing.date and listing.items and typed:
            found[listing.category].setdefault(listing.date, listing)
    return {
        name: sorted(by_day.values(), key=lambda one: str(one.date))
        for name, by_day in found.items()
    }


@pytest.mark.shared
def test_real_batches_are_fresh_once_and_stale_ever_after(shared: Path) -> None:
    days = feeds(shared / "data" / "arxiv")
    assert any(len(batches) > 1 for batches in days.values())
    for batches in days.values():
        stored: list[Listing] = []
        for feed in batches:
            assert feed.date is not None
            if stored:
                assert judge(stored[0], feed.date, stored).state is ListingState.STALE
            judged = judge(feed, feed.date, stored)
            assert (judged.state, judged.keep[0].date) == (feed.state, feed.date)
            stored.insert(0, judged.keep[0])
            known = {item.paper.id for one in stored for item in one.items}
            assert {item.paper.id for item in feed.items} <= known
