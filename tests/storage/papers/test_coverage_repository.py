"""How far days are known comes back as it was, and a hole is told with the listing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ports.coverage import CoverageRepository
from bot.ports.listings import AnnouncementRepository, ListingRepository
from bot.values.coverage import BegunHarvest, Coverage
from bot.values.listings import ListingState
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.settling import SqlCoverageRepository
from tests.storage.values import FRIDAY, THURSDAY, a_listing

NOW = datetime(2026, 3, 6, 7, 5, tzinfo=UTC)
FULL = Coverage(
    category="cs.CL",
    date=FRIDAY,
    fed=56,
    fed_at=NOW,
    recorded=120,
    added=64,
    checks=3,
    agreed=1,
    checked_at=NOW + timedelta(hours=2),
    tries=2,
    tried_at=NOW + timedelta(hours=3),
    half=True,
    hole=True,
    again=True,
    lost=1,
    refused_at=NOW,
)


@pytest.fixture
def coverages(database: Database) -> CoverageRepository:
    return SqlCoverageRepository(database)


async def test_a_standing_comes_back_as_it_was_and_is_replaced(
    coverages: CoverageRepository,
) -> None:
    bare = Coverage(category="cs.CV", date=FRIDAY)
    await coverages.keep([FULL, bare, replace(FULL, date=THURSDAY)])
    assert await coverages.coverages(FRIDAY, ["cs.CL", "cs.CV"]) == (FULL, bare)
    await coverages.keep([replace(FULL, hole=False, fed=None)])
    (found,) = await coverages.coverages(FRIDAY, ["cs.CL"])
    assert (found.hole, found.fed) == (False, None)


async def test_records_in_pages_are_remembered_until_they_are_read(
    coverages: CoverageRepository,
) -> None:
    begun = BegunHarvest(
        category="cs.CL",
        first=THURSDAY,
        last=FRIDAY,
        at=NOW,
        token="a|b",
        recorded={THURSDAY: 3},
        added={FRIDAY: 1},
    )
    await coverages.note("cs.CL", begun)
    assert await coverages.begun(["cs.CL", "cs.CV"]) == {"cs.CL": begun}
    await coverages.note("cs.CL", None)
    assert await coverages.begun(["cs.CL"]) == {}


async def test_a_listing_with_a_hole_is_incomplete_until_it_is_filled(
    announcements: AnnouncementRepository,
    listings: ListingRepository,
    coverages: CoverageRepository,
    database: Database,
) -> None:
    await announcements.keep([a_listing("2603.00001", date=FRIDAY)])
    repository = SqlAnnouncementRepository(database)
    before = await repository.revision()
    for hole in (True, False):
        await coverages.keep([replace(FULL, hole=hole)])
        (found,) = await listings.between(FRIDAY, FRIDAY, ["cs.CL"])
        (also,) = await announcements.on(FRIDAY, ["cs.CL"])
        assert found.incomplete is also.incomplete is hole
        # what was made of the listing is made again
        assert await repository.revision() > before
        before = await repository.revision()


async def test_a_cut_listing_is_incomplete_by_itself(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    cut = a_listing("2603.00001", date=FRIDAY, state=ListingState.TRUNCATED)
    await announcements.keep([cut])
    (found,) = await listings.between(FRIDAY, FRIDAY, ["cs.CL"])
    assert found.incomplete
