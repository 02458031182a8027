"""What the store tells of its changes, and which announcement an answer comes from."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Connection

from bot.values.coverage import Coverage
from bot.values.listings import AnnounceType, Listing, ListingState, UnreadableItem
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository, keep_papers, revision
from storage.papers.settling import SqlCoverageRepository
from tests.storage.values import (
    FRIDAY,
    THURSDAY,
    a_channel,
    a_full_paper,
    a_listing,
    a_paper,
    an_edition,
)

A, B = "2603.00001", "2603.00002"
EMPTY = a_listing(state=ListingState.EMPTY)


@pytest.fixture
def repository(database: Database) -> SqlAnnouncementRepository:
    return SqlAnnouncementRepository(database)


@pytest.mark.parametrize(
    "change",
    [
        a_listing(A, B),
        a_listing(B, category="cs.CV"),
        a_listing(A, kind=AnnounceType.CROSS),
        a_listing(A, state=ListingState.TRUNCATED, unreadable=(UnreadableItem("x", "no title"),)),
        replace(EMPTY, category="cs.DS"),
        a_listing(A, date=FRIDAY),
        a_listing(A, date=None),
    ],
    ids=["item", "category", "type", "unreadable", "empty", "date", "undated"],
)
async def test_what_changes_a_listing_changes_the_revision(
    repository: SqlAnnouncementRepository, change: Listing
) -> None:
    await repository.keep([a_listing(A)])
    before = await repository.revision()
    await repository.keep([change])
    assert await repository.revision() != before


async def test_a_state_alone_changes_the_revision(repository: SqlAnnouncementRepository) -> None:
    await repository.keep([a_listing(state=ListingState.UNREACHABLE)])
    before = await repository.revision()
    await repository.keep([EMPTY])
    assert await repository.revision() != before


async def test_details_of_a_paper_change_the_revision(
    repository: SqlAnnouncementRepository, database: Database
) -> None:
    await repository.keep([a_listing(A)])
    before = await repository.revision()
    await SqlPaperRepository(database).keep([a_full_paper(A)])
    assert await repository.revision() != before


@pytest.mark.parametrize(
    ("change", "is_news"),
    [({"fed": 5}, True), ({"half": True}, True), ({"hole": True}, True), ({"checks": 1}, False)],
    ids=["fed", "half", "hole", "checks"],
)
async def test_how_far_a_day_is_known_changes_the_revision(
    repository: SqlAnnouncementRepository,
    database: Database,
    change: dict[str, Any],
    is_news: bool,
) -> None:
    """What was revised before it was seen depends on which days' feeds were read whole."""
    coverages, known = SqlCoverageRepository(database), Coverage(category="cs.CL", date=THURSDAY)
    await coverages.keep([known])
    before = await repository.revision()
    await coverages.keep([replace(known, **change)])
    assert (await repository.revision() != before) is is_news


async def test_what_is_told_again_changes_nothing(
    repository: SqlAnnouncementRepository, database: Database
) -> None:
    papers = SqlPaperRepository(database)
    await repository.keep([a_listing(A, B)])
    await papers.keep([a_full_paper(A)])
    before = await repository.revision()
    # the feed, which knows less than the look-up did
    await repository.keep([a_listing(A, B), a_listing(state=ListingState.UNREACHABLE)])
    await papers.keep([a_full_paper(A), a_paper(A)])
    await SqlChannelRepository(database).keep(a_channel("terminal:me"))
    await SqlEditionRepository(database).keep(an_edition("terminal:me", A))
    assert await repository.revision() == before


async def test_a_change_that_failed_is_no_change(
    repository: SqlAnnouncementRepository, database: Database
) -> None:
    before = await repository.revision()

    def half(db: Connection) -> None:
        keep_papers(db, [a_paper()])
        assert revision(db) != before
        raise LookupError("on purpose")

    with pytest.raises(LookupError):
        await database.write(half)
    assert await repository.revision() == before


async def test_another_program_sees_the_same_revision(
    repository: SqlAnnouncementRepository, path: Path
) -> None:
    await repository.keep([a_listing(A)])
    async with Database(path) as other:
        theirs = SqlAnnouncementRepository(other)
        assert await theirs.revision() == await repository.revision()
        await theirs.keep([a_listing(B)])
        assert await theirs.revision() == await repository.revision()


async def test_a_whole_announcement_has_what_is_asked_for_by_category(
    repository: SqlAnnouncementRepository,
) -> None:
    await repository.keep(
        [
            a_listing(A, date=THURSDAY),
            a_listing(A, B, date=FRIDAY),
            a_listing(B, date=FRIDAY, category="cs.CV"),
            a_listing(A, date=None, category="cs.CV"),
            a_listing(A, date=FRIDAY, category=None),
        ]
    )
    place = await repository.place(None, ["cs.CV"])
    assert place is not None
    assert place == await repository.place(FRIDAY, ["cs.CL"])
    by_category = {one.category or "": one for one in await repository.whole(place)}
    assert set(by_category) == {"", "cs.CL", "cs.CV"}
    asked = await repository.on(None, list(by_category))
    assert list(asked) == list(by_category.values())


async def test_each_set_of_categories_has_its_own_newest_announcement(
    repository: SqlAnnouncementRepository,
) -> None:
    await repository.keep(
        [a_listing(A, date=THURSDAY, category="cs.CV"), a_listing(B, date=FRIDAY)]
    )
    assert await repository.place(None, ["cs.CV"]) == (THURSDAY.isoformat(), False)
    assert await repository.place(None, ["cs.CV", "cs.CL"]) == (FRIDAY.isoformat(), False)
    assert await repository.place(THURSDAY, ["cs.CL"]) is None
    assert await repository.place(None, []) is None


async def test_samples_are_an_announcement_of_their_own(
    repository: SqlAnnouncementRepository,
) -> None:
    await repository.keep([a_listing(A, sample=True), a_listing(B, category="cs.CV")])
    assert await repository.place(None, ["cs.CL"]) == (THURSDAY.isoformat(), True)
    sample = await repository.whole((THURSDAY.isoformat(), True))
    assert [one.category for one in sample] == ["cs.CL"]
