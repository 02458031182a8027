"""What nobody asks for any more is forgotten after its days, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Paper
from bot.values.searching import all_words
from bot.values.votes import Saved, Vote
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.forgetting import Forgetting
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelving import Shelving
from storage.people.reading import SqlReadingList, SqlVoteRepository
from tests.storage.values import MORNING, THURSDAY, a_channel, a_paper, a_publication

ME = "terminal:me"
YEAR = timedelta(days=365)
LONG_AGO = THURSDAY - YEAR - timedelta(days=9)
OLD, SHOWN, SAMPLE, YOUNG = "2503.00001", "2503.00002", "2503.00003", "2603.00001"


def forgetting(database: Database) -> Forgetting:
    return Forgetting(database, versions=60, abstracts=365)


def listing(
    day: date, *papers: Paper, kind: AnnounceType = AnnounceType.NEW, sample: bool = False
) -> Listing:
    items = tuple(ListedPaper(each, kind) for each in papers)
    return Listing(category="cs.CL", date=day, items=items, sample=sample)


async def abstracts(database: Database, *ids: str) -> dict[str, bool]:
    found = await SqlPaperRepository(database).get(ids)
    return {id_: bool(one.abstract) for id_, one in found.items()}


@pytest.mark.parametrize("new", [0, 100])
async def test_a_paper_that_nobody_was_shown_loses_its_abstract_after_a_year(
    database: Database, new: int
) -> None:
    announcements, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
    before = THURSDAY - YEAR - timedelta(days=1)
    await announcements.keep([listing(before, a_paper(OLD), a_paper(SHOWN))])
    await papers.keep([replace(a_paper(SAMPLE), sample=True)])
    await announcements.keep([listing(THURSDAY - timedelta(days=3), a_paper(YOUNG))])
    await SqlChannelRepository(database).keep(a_channel(ME))
    await SqlLedger(database).publish(a_publication(ME, SHOWN))
    await Shelving(database, new).sweep(MORNING)
    assert await forgetting(database).sweep(MORNING) == 1
    assert await abstracts(database, OLD, SHOWN, SAMPLE, YOUNG) == {
        OLD: False,
        SHOWN: True,
        SAMPLE: True,
        YOUNG: True,
    }
    known = (await papers.get([OLD]))[OLD]
    assert known == replace(a_paper(OLD), abstract="")
    # by its words, and by no others
    words = a_paper().abstract
    assert {one.id for one in (await papers.search(all_words(words), 9)).papers} == {
        SHOWN,
        SAMPLE,
        YOUNG,
    }
    assert OLD in {one.id for one in (await papers.search(all_words(known.title), 9)).papers}
    # what arXiv tells again is kept again
    await papers.keep([a_paper(OLD)])
    assert await abstracts(database, OLD) == {OLD: True}
    assert await forgetting(database).sweep(MORNING) == 0
    assert await abstracts(database, OLD) == {OLD: True}


async def test_an_abstract_is_kept_for_as_long_as_it_was_said(database: Database) -> None:
    announcements = SqlAnnouncementRepository(database)
    await announcements.keep([listing(THURSDAY - YEAR, a_paper(OLD))])
    await announcements.keep([listing(THURSDAY, a_paper(YOUNG))])
    assert await forgetting(database).sweep(MORNING) == 0
    assert await abstracts(database, OLD, YOUNG) == {OLD: True, YOUNG: True}


async def test_days_that_were_read_out_of_order_make_no_paper_older(database: Database) -> None:
    """The watch reads the newest day first, then those that it missed."""
    announcements = SqlAnnouncementRepository(database)
    await announcements.keep([listing(THURSDAY, a_paper(YOUNG))])
    await announcements.keep([listing(THURSDAY - timedelta(days=1), a_paper("2603.00002"))])
    assert await forgetting(database).sweep(MORNING) == 0
    # nor a year later, when the limit lies between the two
    later = MORNING + YEAR
    await announcements.keep([listing(THURSDAY + YEAR, a_paper("2703.00001"))])
    assert await forgetting(database).sweep(later) == 0
    assert await forgetting(database).sweep(later + timedelta(days=1)) == 2
    assert await abstracts(database, YOUNG, "2603.00002", "2703.00001") == {
        YOUNG: False,
        "2603.00002": False,
        "2703.00001": True,
    }


async def test_what_was_opened_before_the_first_listing_is_kept(database: Database) -> None:
    await SqlPaperRepository(database).keep([a_paper(OLD), a_paper(SHOWN)])
    await SqlAnnouncementRepository(database).keep([listing(THURSDAY, a_paper(YOUNG))])
    assert await forgetting(database).sweep(MORNING) == 0
    assert await abstracts(database, OLD, SHOWN, YOUNG) == {OLD: True, SHOWN: True, YOUNG: True}


async def test_what_was_opened_after_the_last_old_listing_is_kept(database: Database) -> None:
    """A bot that followed nothing for a year has no later listing that could tell."""
    announcements, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
    await announcements.keep([listing(LONG_AGO, a_paper(OLD))])
    await papers.keep([a_paper("1706.03762")])
    await announcements.keep([listing(THURSDAY, a_paper(YOUNG))])
    assert await forgetting(database).sweep(MORNING) == 1
    assert await abstracts(database, OLD, "1706.03762") == {OLD: False, "1706.03762": True}


@pytest.mark.parametrize("kind", [AnnounceType.REPLACE, AnnounceType.CROSS, None])
async def test_an_old_paper_that_is_announced_again_keeps_its_abstract(
    database: Database, kind: AnnounceType | None
) -> None:
    announcements = SqlAnnouncementRepository(database)
    again, other = replace(a_paper(OLD), version=3, abstract="New text."), "2503.00009"
    await announcements.keep([listing(LONG_AGO, a_paper(OLD), a_paper(other))])
    await announcements.keep([listing(THURSDAY - timedelta(days=1), a_paper(YOUNG))])
    items = (ListedPaper(again, kind),)
    await announcements.keep([Listing(category="cs.LG", date=THURSDAY, items=items)])
    await forgetting(database).sweep(MORNING)
    known = await SqlPaperRepository(database).get([OLD, other])
    assert known[OLD].abstract == "New text."
    # all the same
    assert known[other].abstract == ""


async def test_what_people_saved_or_voted_on_keeps_its_abstract(database: Database) -> None:
    saved, voted = "2503.00007", "2503.00008"
    announcements = SqlAnnouncementRepository(database)
    long_ago = listing(LONG_AGO, a_paper(saved), a_paper(voted), a_paper(OLD))
    await announcements.keep([long_ago, listing(THURSDAY, a_paper(YOUNG))])
    await SqlReadingList(database).save(Saved("terminal:ada", saved, MORNING))
    await SqlVoteRepository(database).cast(Vote("terminal:ada", ME, voted, 1), MORNING)
    assert await forgetting(database).sweep(MORNING) == 1
    assert await abstracts(database, saved, voted, OLD) == {saved: True, voted: True, OLD: False}


async def test_an_earlier_version_is_kept_while_a_listing_of_these_days_has_it(
    database: Database,
) -> None:
    announcements, listings = SqlAnnouncementRepository(database), SqlListingRepository(database)
    first = replace(a_paper(YOUNG), version=1, abstract="The first text.")
    second = replace(first, version=2, abstract="The second text.")
    third = replace(first, version=3, abstract="The third text.")
    long_ago, lately = THURSDAY - timedelta(days=61), THURSDAY - timedelta(days=60)
    await announcements.keep([listing(long_ago, first)])
    await announcements.keep([listing(lately, second, kind=AnnounceType.REPLACE)])
    await announcements.keep([listing(THURSDAY, third, kind=AnnounceType.REPLACE)])
    assert await forgetting(database).sweep(MORNING) == 1
    found = await listings.between(long_ago, THURSDAY, ["cs.CL"])
    told = [one.items[0].paper.abstract for one in found]
    assert told == ["The third text.", "The second text.", "The third text."]
    assert await forgetting(database).sweep(MORNING) == 0
