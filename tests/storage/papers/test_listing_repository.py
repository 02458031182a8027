"""What any ListingRepository keeps to."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ports.listings import AnnouncementRepository, ListingRepository
from bot.ports.papers import PaperRepository
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState, UnreadableItem
from tests.storage.values import FRIDAY, THURSDAY, a_full_paper, a_listing, a_paper, ids_in

A, B, C, D = "2603.00001", "2603.00002", "2603.00003", "2603.00004"
WEDNESDAY = date(2026, 3, 4)
BOTH = ("cs.CV", "cs.CL")


async def test_an_empty_shelf_has_nothing(listings: ListingRepository) -> None:
    assert await listings.days(WEDNESDAY, BOTH) == {}
    assert await listings.between(WEDNESDAY, FRIDAY, BOTH) == ()
    assert await listings.late(FRIDAY, 0, BOTH) == ()
    assert await listings.last_number() == 0


async def test_days_tell_the_state_of_each_category_that_was_asked(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    await announcements.keep(
        [
            a_listing(A, date=WEDNESDAY),
            a_listing(A),
            a_listing(category="cs.CV", state=ListingState.UNREACHABLE),
            a_listing(date=FRIDAY, state=ListingState.EMPTY),
            a_listing(B, category="math.CO", date=FRIDAY),
        ]
    )
    assert await listings.days(THURSDAY, BOTH) == {
        THURSDAY: {"cs.CL": ListingState.FRESH, "cs.CV": ListingState.UNREACHABLE},
        FRIDAY: {"cs.CL": ListingState.EMPTY},
    }


async def test_all_listings_of_a_stretch_come_back_whole_and_in_order(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    full = a_listing(
        items=(
            ListedPaper(a_full_paper(C), AnnounceType.CROSS),
            ListedPaper(a_paper("hep-th/9901002", version=None), None),
        ),
        unreadable=(UnreadableItem("entry 7", "it has no id", AnnounceType.NEW),),
        state=ListingState.TRUNCATED,
    )
    full = replace(full, incomplete=True)
    cross = a_listing(C, kind=AnnounceType.NEW, category="cs.CV")
    empty = a_listing(category="cs.CV", date=FRIDAY, state=ListingState.EMPTY)
    expected = (replace(cross, items=(ListedPaper(a_full_paper(C), AnnounceType.NEW),)), full)
    await announcements.keep([empty, full, cross, a_listing(A, date=WEDNESDAY)])
    assert await listings.between(THURSDAY, FRIDAY, BOTH) == (*expected, empty)
    assert await listings.between(THURSDAY, THURSDAY, ["cs.CL", "cs.CL"]) == (full,)
    assert await listings.between(FRIDAY, THURSDAY, BOTH) == ()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
async def test_a_paper_comes_back_as_it_was_listed_on_each_day(
    announcements: AnnouncementRepository, listings: ListingRepository, order: tuple[int, ...]
) -> None:
    days = {
        1: a_listing(items=(ListedPaper(a_full_paper(A, version=1), AnnounceType.NEW),)),
        2: a_listing(
            items=(ListedPaper(a_full_paper(A, version=2, title="Bog"), AnnounceType.REPLACE),),
            date=FRIDAY,
        ),
    }
    for number in order:
        await announcements.keep([days[number]])
    assert await listings.between(THURSDAY, FRIDAY, ["cs.CL"]) == (days[1], days[2])


async def test_outlines_name_what_each_listing_had_and_nothing_more(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    items = (ListedPaper(a_full_paper(C), AnnounceType.CROSS), ListedPaper(a_paper(A), None))
    unreadable = (UnreadableItem("entry 7", "it has no id", None),)
    full = a_listing(items=items, unreadable=unreadable)
    empty = a_listing(date=FRIDAY, state=ListingState.EMPTY)
    await announcements.keep([full, empty, a_listing(B, category="cs.CV")])
    outlines = await listings.between(THURSDAY, FRIDAY, ["cs.CL"], outlines=True)
    assert [(one.date, one.state, one.unreadable) for one in outlines] == [
        (THURSDAY, ListingState.FRESH, unreadable),
        (FRIDAY, ListingState.EMPTY, ()),
    ]
    named = [(each.paper.id, each.paper.version, each.announce_type) for each in outlines[0].items]
    assert named == [(each.paper.id, each.paper.version, each.announce_type) for each in items]
    assert not any(each.paper.abstract or each.paper.title for each in outlines[0].items)


async def test_a_look_at_the_newest_version_does_not_change_what_was_listed(
    announcements: AnnouncementRepository, listings: ListingRepository, papers: PaperRepository
) -> None:
    listing = a_listing(A)
    await announcements.keep([listing])
    await papers.keep([a_full_paper(A, version=4, abstract="Withdrawn.")])
    assert await listings.between(THURSDAY, THURSDAY, ["cs.CL"]) == (listing,)


async def test_where_no_version_was_named_text_and_version_are_the_newest(
    announcements: AnnouncementRepository, listings: ListingRepository, papers: PaperRepository
) -> None:
    await announcements.keep([a_listing(items=(ListedPaper(a_paper(A, version=None), None),))])
    newest = a_full_paper(A, version=3, title="Bog", updated=FRIDAY)
    await papers.keep([newest])
    (listing,) = await listings.between(THURSDAY, THURSDAY, ["cs.CL"])
    assert listing.items == (ListedPaper(newest, None),)


async def test_items_are_numbered_as_they_are_first_stored(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    await announcements.keep([a_listing(A, B)])
    first = await listings.last_number()
    await announcements.keep([a_listing(B, A)])
    assert await listings.last_number() == first
    await announcements.keep([a_listing(A, C, B)])
    assert await listings.last_number() > first


async def test_what_was_stored_after_a_number_is_late(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    await announcements.keep([a_listing(A), a_listing(A, date=WEDNESDAY)])
    then = await listings.last_number()
    await announcements.keep(
        [
            a_listing(C, A, B, unreadable=(UnreadableItem("x", "it has no id"),)),
            a_listing(D, category="cs.CV", date=WEDNESDAY),
            a_listing(D, date=FRIDAY),
            a_listing(D, category="math.CO"),
        ]
    )
    early, late = await listings.late(THURSDAY, then, BOTH)
    assert (early.category, early.date, ids_in(early)) == ("cs.CV", WEDNESDAY, [D])
    assert (late.category, late.date, ids_in(late)) == ("cs.CL", THURSDAY, [C, B])
    assert await listings.late(WEDNESDAY, await listings.last_number(), BOTH) == ()
    assert ids_in((await listings.late(FRIDAY, 0, ["cs.CL"]))[0]) == [A]


async def test_a_late_paper_comes_as_it_was_listed(
    announcements: AnnouncementRepository, listings: ListingRepository, papers: PaperRepository
) -> None:
    await announcements.keep([a_listing(A)])
    await papers.keep([a_paper(A, version=2, title="Bog")])
    (listing,) = await listings.late(THURSDAY, 0, ["cs.CL"])
    assert listing.items[0].paper == a_paper(A)


async def test_a_day_that_could_not_be_had_at_first_is_late_when_it_comes(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    await announcements.keep([a_listing(state=ListingState.UNREACHABLE)])
    then = await listings.last_number()
    await announcements.keep([a_listing(A, B)])
    (listing,) = await listings.late(FRIDAY, then, ["cs.CL"])
    assert (listing.state, ids_in(listing)) == (ListingState.FRESH, [A, B])


@pytest.mark.parametrize(
    "other",
    [
        a_listing(A, sample=True),
        a_listing(A, date=None),
        a_listing(A, category=None),
    ],
)
async def test_samples_and_answers_of_no_day_are_no_announcements(
    announcements: AnnouncementRepository, listings: ListingRepository, other: Listing
) -> None:
    await announcements.keep([other])
    asked = ["cs.CL", ""]
    assert await listings.days(date.min, asked) == {}
    assert await listings.between(date.min, date.max, asked) == ()
    assert await listings.late(date.max, 0, asked) == ()


async def test_real_items_in_the_place_of_samples_have_numbers_of_their_own(
    announcements: AnnouncementRepository, listings: ListingRepository
) -> None:
    await announcements.keep([a_listing(A, sample=True)])
    then = await listings.last_number()
    await announcements.keep([a_listing(A)])
    assert await listings.late(THURSDAY, then, ["cs.CL"]) == (a_listing(A),)
