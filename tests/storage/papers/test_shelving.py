"""What is going to be read again soon stands by itself, all else on shelves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database as Connection

from bot.values.listings import AnnounceType, ListedPaper, Listing
from storage.file.database import Database
from storage.papers import shelving
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelving import Shelving
from tests.storage.values import MORNING, THURSDAY, a_paper

OLD, OTHER = "2503.00001", "2503.00002"


def by_themselves(db: Connection) -> set[str]:
    return {
        id_
        for (id_,) in db.execute("SELECT id FROM papers WHERE number IN (SELECT number FROM texts)")
    }


async def test_a_paper_that_is_announced_once_more_stands_by_itself_again(
    database: Database,
) -> None:
    announcements, old = SqlAnnouncementRepository(database), a_paper(OLD)
    before = Listing(
        category="cs.CL",
        date=THURSDAY - timedelta(days=30),
        items=(ListedPaper(old, AnnounceType.NEW), ListedPaper(a_paper(OTHER), AnnounceType.NEW)),
    )
    await announcements.keep([before])
    every_day = Shelving(database, new=0)
    assert await every_day.sweep(MORNING) == 2
    assert await database.read(by_themselves) == set()
    # read once more, as every day of late: that alone changes nothing
    await announcements.keep([before])
    assert await database.read(by_themselves) == set()
    crossed = Listing(
        category="cs.LG", date=THURSDAY, items=(ListedPaper(old, AnnounceType.CROSS),)
    )
    await announcements.keep([crossed])
    assert await database.read(by_themselves) == {OLD}
    (found,) = await SqlListingRepository(database).between(THURSDAY, THURSDAY, ["cs.LG"])
    assert found.items == crossed.items
    assert await every_day.sweep(MORNING) == 1
    assert await SqlPaperRepository(database).get([OLD, OTHER]) == {
        OLD: old,
        OTHER: a_paper(OTHER),
    }


async def test_a_paper_that_is_announced_once_more_counts_as_stored_last(
    database: Database,
) -> None:
    announcements = SqlAnnouncementRepository(database)
    items = [ListedPaper(a_paper(each), AnnounceType.NEW) for each in (OLD, OTHER)]
    before = Listing(category="cs.CL", date=THURSDAY - timedelta(days=1), items=tuple(items))
    await announcements.keep([before])
    # neither is on a shelf yet, and the first was stored first
    again = ListedPaper(a_paper(OLD, version=2), AnnounceType.REPLACE)
    await announcements.keep([Listing(category="cs.CL", date=THURSDAY, items=(again,))])
    assert await Shelving(database, new=1).sweep(MORNING) == 1
    assert await database.read(by_themselves) == {OLD}


async def test_texts_are_compressed_once_they_are_not_of_today(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "TODAY", 1)
    papers = SqlPaperRepository(database)
    old, new = (replace(a_paper(each), abstract="moor and heath " * 40) for each in (OLD, OTHER))
    await papers.keep([old])
    await papers.keep([new])
    await Shelving(database, new=2).sweep(MORNING)
    sizes = await database.read(
        lambda db: [size for (size,) in db.execute("SELECT length(texts) FROM texts ORDER BY put")]
    )
    assert sizes[0] < 200 < 600 < sizes[1]
    assert await papers.get([OLD, OTHER]) == {OLD: old, OTHER: new}
