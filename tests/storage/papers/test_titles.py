"""Titles of earlier announcements come back by date, and what is not whole says so."""

from datetime import timedelta

import pytest

from bot.ports.listings import PastTitles
from bot.values.coverage import Coverage
from bot.values.listings import AnnounceType, DayTitles, ListedTitle, ListingState
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.settling import SqlCoverageRepository
from storage.papers.titles import SqlPastTitles
from tests.storage.values import FRIDAY, THURSDAY, a_listing

ROW = ListedTitle("2603.00001", "Sparse gardens", ("cs.CL", "cs.LG"))


@pytest.fixture
def past(database: Database) -> PastTitles:
    return SqlPastTitles(database)


async def test_titles_come_by_date_without_replacements(
    database: Database, past: PastTitles
) -> None:
    announcements = SqlAnnouncementRepository(database)
    await announcements.keep(
        [
            a_listing("2603.00001"),
            a_listing("2603.00002", date=FRIDAY, kind=AnnounceType.REPLACE),
            a_listing("2603.00003", category="cs.CV"),
            a_listing("2603.00004", date=FRIDAY + timedelta(days=7)),
        ]
    )
    assert await past.titles("cs.CL", THURSDAY, FRIDAY) == (
        DayTitles(THURSDAY, True, (ROW,)),
        DayTitles(FRIDAY, True, ()),
    )


@pytest.mark.parametrize(
    ("state", "whole"),
    [
        (ListingState.EMPTY, True),
        (ListingState.STALE, True),
        (ListingState.TRUNCATED, False),
        (ListingState.UNREACHABLE, False),
    ],
)
async def test_a_date_that_could_not_be_had_is_not_whole(
    database: Database, past: PastTitles, state: ListingState, whole: bool
) -> None:
    await SqlAnnouncementRepository(database).keep([a_listing(state=state)])
    (day,) = await past.titles("cs.CL", THURSDAY, THURSDAY)
    assert day.whole is whole


async def test_a_date_with_a_hole_is_not_whole(database: Database, past: PastTitles) -> None:
    await SqlAnnouncementRepository(database).keep([a_listing("2603.00001")])
    await SqlCoverageRepository(database).keep(
        [Coverage(category="cs.CL", date=THURSDAY, hole=True)]
    )
    (day,) = await past.titles("cs.CL", THURSDAY, THURSDAY)
    assert day.whole is False


async def test_samples_and_unknown_dates_are_absent(database: Database, past: PastTitles) -> None:
    await SqlAnnouncementRepository(database).keep([a_listing("2603.00001", sample=True)])
    assert await past.titles("cs.CL", THURSDAY, FRIDAY) == ()
