"""What was announced long ago is forgotten, with the papers that nobody asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlite_utils import Database as Connection

from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Paper
from bot.values.searching import all_words
from bot.values.votes import Saved, Vote
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.database import Database
from storage.papers.aged_listings import AgedListings
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelves import shelves_at
from storage.papers.shelving import Shelving
from storage.people.reading import SqlReadingList, SqlVoteRepository
from tests.storage.values import MORNING, THURSDAY, a_channel, a_paper, a_publication

ME = "terminal:me"
KEPT = timedelta(days=400)
LONG_AGO = THURSDAY - KEPT - timedelta(days=9)
OLD, SHOWN, AGAIN, YOUNG = "2503.00001", "2503.00002", "2503.00003", "2603.00001"


def listing(
    day: date, *papers: Paper, kind: AnnounceType = AnnounceType.NEW, category: str = "cs.CL"
) -> Listing:
    items = tuple(ListedPaper(each, kind) for each in papers)
    return Listing(category=category, date=day, items=items)


async def days(database: Database) -> Sequence[date]:
    return list(await SqlListingRepository(database).days(date.min, ["cs.CL"]))


async def known(database: Database) -> set[str]:
    """Ids, each as it is got, searched for and counted."""
    papers = SqlPaperRepository(database)
    rows = await database.read(lambda db: {row["id"] for row in db.query("SELECT id FROM papers")})
    searched = await papers.search(all_words("gardens"), 99)
    assert {one.id for one in searched.papers} == rows == set(await papers.get(sorted(rows)))
    assert searched.total == len(rows)
    return rows


def numbers_with_texts(db: Connection) -> set[int]:
    alone = {number for (number,) in db.execute("SELECT number FROM texts").fetchall()}
    return alone.union(*shelves_at(db, [0]).values())


@pytest.fixture
async def shown(database: Database) -> Database:
    """Three papers of long ago, of which one was shown and another is announced again."""
    announcements = SqlAnnouncementRepository(database)
    await announcements.keep([listing(LONG_AGO, *map(a_paper, (OLD, SHOWN, AGAIN)))])
    again = replace(a_paper(AGAIN), version=2, abstract="Newer words.")
    await announcements.keep([listing(THURSDAY, again, a_paper(YOUNG), kind=AnnounceType.REPLACE)])
    await SqlChannelRepository(database).keep(a_channel(ME))
    await SqlLedger(database).publish(a_publication(ME, SHOWN))
    return database


@pytest.mark.parametrize("new", [0, 2, 100])
async def test_papers_go_with_the_last_listing_that_has_them(shown: Database, new: int) -> None:
    await Shelving(shown, new).sweep(MORNING)
    # a listing and two papers
    assert await AgedListings(shown, KEPT).sweep(MORNING) == 3
    assert await known(shown) == {AGAIN, YOUNG}
    assert await days(shown) == [THURSDAY]
    assert await shown.read(numbers_with_texts) == {3, 4}
    # and nothing comes twice
    assert list(await SqlLedger(shown).shown(ME)) == [SHOWN]
    assert await AgedListings(shown, KEPT).sweep(MORNING) == 0


async def test_what_was_shown_is_kept_where_the_operator_wishes(shown: Database) -> None:
    assert await AgedListings(shown, KEPT, keep_shown=True).sweep(MORNING) == 2
    assert await known(shown) == {SHOWN, AGAIN, YOUNG}
    papers = await SqlPaperRepository(shown).get([SHOWN])
    assert papers[SHOWN] == a_paper(SHOWN)


async def test_what_is_forgotten_can_be_kept_again(shown: Database) -> None:
    await AgedListings(shown, KEPT).sweep(MORNING)
    await SqlPaperRepository(shown).keep([a_paper(OLD)])
    assert await known(shown) == {OLD, AGAIN, YOUNG}
    # no listing has it: what somebody opened stays
    assert await AgedListings(shown, KEPT).sweep(MORNING + KEPT + timedelta(days=1)) == 1 + 2
    assert await known(shown) == {OLD}


async def test_a_paper_of_several_listings_goes_with_the_last(database: Database) -> None:
    announcements = SqlAnnouncementRepository(database)
    later = LONG_AGO + timedelta(days=8)
    await announcements.keep(
        [
            listing(LONG_AGO, a_paper(OLD)),
            listing(LONG_AGO, a_paper(OLD), a_paper(SHOWN), category="cs.LG"),
            listing(later, a_paper(OLD), kind=AnnounceType.CROSS, category="cs.CV"),
        ]
    )
    aged = AgedListings(database, KEPT)
    # the day after the first two have come to the limit
    assert await aged.sweep(MORNING - timedelta(days=8)) == 2 + 1
    assert await known(database) == {OLD}
    assert await aged.sweep(MORNING) == 1 + 1
    assert await known(database) == set()


async def test_what_people_saved_or_voted_on_stays(database: Database) -> None:
    saved, voted = "2503.00007", "2503.00008"
    announcements = SqlAnnouncementRepository(database)
    await announcements.keep([listing(LONG_AGO, *map(a_paper, (saved, voted, OLD)))])
    await SqlReadingList(database).save(Saved("terminal:ada", saved, MORNING))
    await SqlVoteRepository(database).cast(Vote("terminal:ada", ME, voted, 1), MORNING)
    assert await AgedListings(database, KEPT).sweep(MORNING) == 2
    assert await known(database) == {saved, voted}


async def test_what_a_channel_is_still_owed_stays(shown: Database) -> None:
    await shown.write(
        lambda db: db.execute(
            "INSERT INTO owed_papers VALUES (?, ?, 1, ?, 'refused', ?, 0, NULL)",
            [ME, SHOWN, LONG_AGO.isoformat(), MORNING.isoformat()],
        )
    )
    await AgedListings(shown, KEPT).sweep(MORNING)
    assert await known(shown) == {SHOWN, AGAIN, YOUNG}


async def test_samples_and_what_was_opened_without_a_listing_stay(database: Database) -> None:
    papers = SqlPaperRepository(database)
    sample = replace(a_paper(SHOWN), sample=True)
    await SqlAnnouncementRepository(database).keep([listing(LONG_AGO, a_paper(OLD))])
    await papers.keep([sample, a_paper("1706.03762")])
    assert await AgedListings(database, KEPT).sweep(MORNING) == 2
    assert await known(database) == {SHOWN, "1706.03762"}


async def test_listings_are_kept_for_400_days_and_what_was_shown_for_good(
    database: Database,
) -> None:
    announcements = SqlAnnouncementRepository(database)
    last = THURSDAY - timedelta(days=400)
    earlier = [last - timedelta(days=n) for n in range(1, 13)]
    for day in (*earlier, last, THURSDAY):
        await announcements.keep([listing(day, a_paper(f"25{day:%m}.{day.day:05d}"))])
    await SqlChannelRepository(database).keep(a_channel(ME))
    await SqlLedger(database).publish(a_publication(ME, OLD))
    await AgedListings(database, KEPT).sweep(MORNING)
    assert await days(database) == [last, THURSDAY]
    assert list(await SqlLedger(database).shown(ME)) == [OLD]
    left = await database.read(lambda db: db.table("listed_papers").count)
    assert left == 2
