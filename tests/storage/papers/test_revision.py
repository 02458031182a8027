"""What the store tells of its changes, and which announcement an answer comes from."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.models import AnnounceType, Listing, ListingState, UnreadableItem
from storage.channels import SqlChannelShelf
from storage.editions import SqlEditionShelf
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementShelf
from storage.papers.papers import SqlPaperShelf, keep_papers
from storage.papers.revision import revision
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
def shelf(database: Database) -> SqlAnnouncementShelf:
    return SqlAnnouncementShelf(database)


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
    shelf: SqlAnnouncementShelf, change: Listing
) -> None:
    await shelf.keep([a_listing(A)])
    before = await shelf.revision()
    await shelf.keep([change])
    assert await shelf.revision() != before


async def test_a_state_alone_changes_the_revision(shelf: SqlAnnouncementShelf) -> None:
    await shelf.keep([a_listing(state=ListingState.UNREACHABLE)])
    before = await shelf.revision()
    await shelf.keep([EMPTY])
    assert await shelf.revision() != before


async def test_details_of_a_paper_change_the_revision(
    shelf: SqlAnnouncementShelf, database: Database
) -> None:
    await shelf.keep([a_listing(A)])
    before = await shelf.revision()
    await SqlPaperShelf(database).keep([a_full_paper(A)])
    assert await shelf.revision() != before


async def test_what_is_told_again_changes_nothing(
    shelf: SqlAnnouncementShelf, database: Database
) -> None:
    papers = SqlPaperShelf(database)
    await shelf.keep([a_listing(A, B)])
    await papers.keep([a_full_paper(A)])
    before = await shelf.revision()
    # the feed, which knows less than the look-up did
    await shelf.keep([a_listing(A, B), a_listing(state=ListingState.UNREACHABLE)])
    await papers.keep([a_full_paper(A), a_paper(A)])
    await SqlChannelShelf(database).keep(a_channel("terminal:me"))
    await SqlEditionShelf(database).keep(an_edition("terminal:me", A))
    assert await shelf.revision() == before


async def test_a_change_that_failed_is_no_change(
    shelf: SqlAnnouncementShelf, database: Database
) -> None:
    before = await shelf.revision()

    def half(db: Connection) -> None:
        keep_papers(db, [a_paper()])
        assert revision(db) != before
        raise LookupError("on purpose")

    with pytest.raises(LookupError):
        await database.write(half)
    assert await shelf.revision() == before


async def test_another_program_sees_the_same_revision(
    shelf: SqlAnnouncementShelf, path: Path
) -> None:
    await shelf.keep([a_listing(A)])
    async with Database(path) as other:
        theirs = SqlAnnouncementShelf(other)
        assert await theirs.revision() == await shelf.revision()
        await theirs.keep([a_listing(B)])
        assert await theirs.revision() == await shelf.revision()


async def test_a_whole_announcement_has_what_is_asked_for_by_category(
    shelf: SqlAnnouncementShelf,
) -> None:
    await shelf.keep(
        [
            a_listing(A, date=THURSDAY),
            a_listing(A, B, date=FRIDAY),
            a_listing(B, date=FRIDAY, category="cs.CV"),
            a_listing(A, date=None, category="cs.CV"),
            a_listing(A, date=FRIDAY, category=None),
        ]
    )
    place = await shelf.place(None, ["cs.CV"])
    assert place is not None
    assert place == await shelf.place(FRIDAY, ["cs.CL"])
    by_category = {one.category or "": one for one in await shelf.whole(place)}
    assert set(by_category) == {"", "cs.CL", "cs.CV"}
    asked = await shelf.on(None, list(by_category))
    assert list(asked) == list(by_category.values())


async def test_each_set_of_categories_has_its_own_newest_announcement(
    shelf: SqlAnnouncementShelf,
) -> None:
    await shelf.keep([a_listing(A, date=THURSDAY, category="cs.CV"), a_listing(B, date=FRIDAY)])
    assert await shelf.place(None, ["cs.CV"]) == (THURSDAY.isoformat(), False)
    assert await shelf.place(None, ["cs.CV", "cs.CL"]) == (FRIDAY.isoformat(), False)
    assert await shelf.place(THURSDAY, ["cs.CL"]) is None
    assert await shelf.place(None, []) is None


async def test_samples_are_an_announcement_of_their_own(shelf: SqlAnnouncementShelf) -> None:
    await shelf.keep([a_listing(A, sample=True), a_listing(B, category="cs.CV")])
    assert await shelf.place(None, ["cs.CL"]) == (THURSDAY.isoformat(), True)
    sample = await shelf.whole((THURSDAY.isoformat(), True))
    assert [one.category for one in sample] == ["cs.CL"]
