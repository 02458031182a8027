"""Which papers were never seen when they were first announced."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ports.listings import AnnouncementRepository
from bot.values.listings import AnnounceType
from storage.file.database import Database
from storage.papers.earlier import SqlEarlierListings
from tests.storage.values import a_listing

MON, TUE, WED = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
FIRST, SECOND, MISSED = "2603.00010", "2603.00020", "2603.00030"


@pytest.fixture
def earlier(database: Database) -> SqlEarlierListings:
    return SqlEarlierListings(database)


async def test_what_came_after_our_first_day_and_was_never_listed_is_unseen(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    await announcements.keep(
        [
            a_listing(FIRST, SECOND, date=MON),
            a_listing(MISSED, SECOND, date=WED, kind=AnnounceType.REPLACE),
        ]
    )
    asked = (FIRST, SECOND, MISSED)
    assert await earlier.unseen(asked, "cs.CL", WED) == {MISSED}


async def test_what_is_older_than_our_first_day_was_announced_before_it(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    await announcements.keep([a_listing(FIRST, SECOND, date=MON)])
    old = ("2603.00015", "2602.99999", "hep-th/9901002")
    assert await earlier.unseen(old, "cs.CL", WED) == frozenset()


async def test_a_category_begins_with_its_own_first_day(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    await announcements.keep(
        [
            a_listing(FIRST, date=MON),
            a_listing("2603.00040", category="cs.CV", date=TUE),
        ]
    )
    assert await earlier.unseen((MISSED,), "cs.CV", WED) == frozenset()
    assert await earlier.unseen((MISSED,), "cs.CL", WED) == {MISSED}
    assert await earlier.unseen((MISSED,), "cs.AI", WED) == frozenset()


async def test_what_another_category_listed_was_seen(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    await announcements.keep(
        [a_listing(FIRST, date=MON), a_listing(MISSED, category="cs.CV", date=TUE)]
    )
    assert await earlier.unseen((MISSED,), "cs.CL", WED) == frozenset()


async def test_samples_are_no_listings(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    await announcements.keep([replace(a_listing(FIRST, date=MON), sample=True)])
    assert await earlier.unseen((MISSED,), "cs.CL", WED) == frozenset()


async def test_a_first_day_of_replacements_alone_tells_nothing(
    announcements: AnnouncementRepository, earlier: SqlEarlierListings
) -> None:
    """As is left of a small category when the day before was forgotten."""
    friday = date(2026, 3, 6)
    await announcements.keep(
        [
            a_listing("2602.00001", date=MON, kind=AnnounceType.REPLACE),
            a_listing(FIRST, date=TUE),
        ]
    )
    asked = ("2603.00005", MISSED)
    assert await earlier.unseen(asked, "cs.CL", friday) == {MISSED}
