"""What any AnnouncementRepository keeps to."""

from dataclasses import replace

import pytest

from bot.ports.listings import AnnouncementRepository
from bot.ports.papers import PaperRepository
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState, UnreadableItem
from tests.storage.values import FRIDAY, THURSDAY, a_full_paper, a_listing, a_paper, ids_in

A, B, C = "2603.00001", "2603.00002", "2603.00003"
UNREACHABLE = a_listing(state=ListingState.UNREACHABLE)


async def only(repository: AnnouncementRepository, *told: Listing) -> Listing:
    """The listing of cs.CL on Thursday after several were brought in, in turn."""
    for listing in told:
        await repository.keep([listing])
    (listing,) = await repository.on(THURSDAY, ["cs.CL"])
    return listing


async def test_a_listing_comes_back_as_it_was(announcements: AnnouncementRepository) -> None:
    listing = a_listing(
        items=(
            ListedPaper(a_full_paper(C), AnnounceType.CROSS),
            ListedPaper(a_paper(A, version=2), AnnounceType.REPLACE_CROSS),
            ListedPaper(a_paper("hep-th/9901002", version=None), None),
        ),
        unreadable=(
            UnreadableItem("2603.x", "it has no title", AnnounceType.NEW),
            UnreadableItem("entry 7", "it has no id"),
        ),
        state=ListingState.TRUNCATED,
    )
    assert await only(announcements, listing) == replace(listing, incomplete=True)


async def test_keeping_a_listing_twice_is_keeping_it_once(
    announcements: AnnouncementRepository,
) -> None:
    listing = a_listing(A, B, unreadable=(UnreadableItem("entry 3", "it has no id"),))
    assert await only(announcements, listing, listing) == listing


async def test_the_papers_of_a_listing_are_remembered(
    announcements: AnnouncementRepository, papers: PaperRepository
) -> None:
    await announcements.keep([a_listing(A, B)])
    assert list(await papers.get([A, B, C])) == [A, B]


async def test_a_paper_comes_back_in_the_newest_version_that_is_known(
    announcements: AnnouncementRepository, papers: PaperRepository
) -> None:
    await announcements.keep([a_listing(A)])
    await papers.keep([a_full_paper(A, version=2)])
    (listing,) = await announcements.on(THURSDAY, ["cs.CL"])
    assert listing.items == (ListedPaper(a_full_paper(A, version=2), AnnounceType.NEW),)


async def test_one_paper_in_two_categories_has_its_announce_type_in_each(
    announcements: AnnouncementRepository,
) -> None:
    cross = a_listing(A, kind=AnnounceType.CROSS, category="cs.CV")
    await announcements.keep([a_listing(A), cross])
    assert await announcements.on(THURSDAY, ["cs.CV", "cs.CL"]) == (cross, a_listing(A))


async def test_a_category_that_has_nothing_is_absent(announcements: AnnouncementRepository) -> None:
    await announcements.keep([a_listing(A)])
    assert await announcements.on(THURSDAY, ["cs.CV", "cs.CL", "cs.CL"]) == (a_listing(A),)
    assert await announcements.on(THURSDAY, ["cs.CV"]) == ()
    assert await announcements.on(FRIDAY, ["cs.CL"]) == ()
    assert await announcements.on(None, []) == ()


async def test_nothing_is_found_on_an_empty_shelf(announcements: AnnouncementRepository) -> None:
    assert await announcements.on(None, ["cs.CL"]) == ()
    assert await announcements.dates(5) == ()


async def test_papers_that_a_source_no_longer_names_stay_behind_the_others(
    announcements: AnnouncementRepository,
) -> None:
    assert ids_in(await only(announcements, a_listing(A, B), a_listing(C, B))) == [C, B, A]


async def test_a_late_paper_joins_its_day(announcements: AnnouncementRepository) -> None:
    assert ids_in(await only(announcements, a_listing(A), a_listing(A, B))) == [A, B]


async def test_an_announce_type_is_corrected_but_not_erased(
    announcements: AnnouncementRepository,
) -> None:
    corrected = await only(
        announcements,
        a_listing(A, B),
        a_listing(A, kind=AnnounceType.CROSS),
        a_listing(B, kind=None),
    )
    kinds = {item.paper.id: item.announce_type for item in corrected.items}
    assert kinds == {A: AnnounceType.CROSS, B: AnnounceType.NEW}


@pytest.mark.parametrize(
    ("then", "state", "ids"),
    [
        (UNREACHABLE, ListingState.FRESH, [A, B]),
        (a_listing(state=ListingState.EMPTY), ListingState.FRESH, [A, B]),
        (a_listing(A, state=ListingState.TRUNCATED), ListingState.FRESH, [A, B]),
        (a_listing(C, state=ListingState.TRUNCATED), ListingState.TRUNCATED, [C, A, B]),
        (a_listing(A, B, state=ListingState.STALE), ListingState.STALE, [A, B]),
    ],
)
async def test_a_poorer_answer_takes_nothing_away(
    announcements: AnnouncementRepository, then: Listing, state: ListingState, ids: list[str]
) -> None:
    listing = await only(announcements, a_listing(A, B), then)
    assert (listing.state, ids_in(listing)) == (state, ids)


@pytest.mark.parametrize("state", [ListingState.UNREACHABLE, ListingState.EMPTY])
async def test_a_good_answer_replaces_a_poor_one(
    announcements: AnnouncementRepository, state: ListingState
) -> None:
    assert await only(announcements, a_listing(state=state), a_listing(A)) == a_listing(A)


async def test_an_unreachable_category_is_remembered_as_such(
    announcements: AnnouncementRepository,
) -> None:
    assert await only(announcements, UNREACHABLE) == UNREACHABLE


async def test_unreadable_entries_are_those_of_the_last_whole_answer(
    announcements: AnnouncementRepository,
) -> None:
    third, fourth = (UnreadableItem(f"entry {n}", "it has no id") for n in (3, 4))
    before = a_listing(A, unreadable=(third,))
    assert (await only(announcements, before, a_listing(A, B))).unreadable == ()
    await announcements.keep([before])
    cut_short = a_listing(C, unreadable=(fourth,), state=ListingState.TRUNCATED)
    assert (await only(announcements, cut_short)).unreadable == (fourth, third)


async def test_without_a_day_the_newest_of_the_asked_categories_is_meant(
    announcements: AnnouncementRepository,
) -> None:
    friday = a_listing(B, category="cs.CV", date=FRIDAY)
    await announcements.keep([a_listing(A), friday, a_listing(C, category="cs.CV")])
    assert await announcements.on(None, ["cs.CL", "cs.CV"]) == (friday,)
    assert await announcements.on(None, ["cs.CL"]) == (a_listing(A),)


async def test_dates_are_newest_first_and_no_more_than_asked(
    announcements: AnnouncementRepository,
) -> None:
    await announcements.keep(
        [a_listing(A), a_listing(B, date=FRIDAY), a_listing(A, category="cs.CV")]
    )
    assert await announcements.dates(9) == (FRIDAY, THURSDAY)
    assert await announcements.dates(1) == (FRIDAY,)
    assert await announcements.dates(0) == ()


async def test_a_listing_without_category_is_asked_for_by_the_empty_name(
    announcements: AnnouncementRepository,
) -> None:
    loose = a_listing(A, category=None)
    await announcements.keep([loose])
    assert await announcements.on(THURSDAY, [""]) == (loose,)
    assert await announcements.on(THURSDAY, ["cs.CL"]) == ()


async def test_a_listing_without_date_alone_is_the_newest(
    announcements: AnnouncementRepository,
) -> None:
    loose = a_listing(A, category=None, date=None)
    await announcements.keep([loose])
    assert await announcements.on(None, [""]) == (loose,)
    assert await announcements.dates(5) == ()


async def test_a_listing_without_date_counts_as_of_the_latest_date(
    announcements: AnnouncementRepository,
) -> None:
    loose = a_listing(C, category=None, date=None)
    await announcements.keep([loose, a_listing(A)])
    expected = (a_listing(A), loose)
    assert await announcements.on(None, ["cs.CL", ""]) == expected
    assert await announcements.on(THURSDAY, ["cs.CL", ""]) == expected
    friday = a_listing(B, date=FRIDAY)
    await announcements.keep([friday])
    assert await announcements.on(None, ["cs.CL", ""]) == (friday,)


async def test_a_sample_without_date_counts_as_of_the_latest_sample(
    announcements: AnnouncementRepository,
) -> None:
    sample = a_listing(B, category="cs.CV", date=FRIDAY, sample=True)
    loose = a_listing(C, category=None, date=None, sample=True)
    await announcements.keep([a_listing(A), sample, loose])
    assert await announcements.on(None, ["cs.CV", ""]) == (sample, loose)


async def test_a_later_listing_without_date_replaces_an_earlier_one(
    announcements: AnnouncementRepository,
) -> None:
    await announcements.keep([a_listing(A, date=None)])
    await announcements.keep([a_listing(B, date=None)])
    assert await announcements.on(None, ["cs.CL"]) == (a_listing(B, date=None),)


async def test_one_category_is_one_listing_even_if_a_source_left_out_the_date(
    announcements: AnnouncementRepository,
) -> None:
    await announcements.keep([a_listing(A), replace(UNREACHABLE, date=None)])
    assert await announcements.on(None, ["cs.CL"]) == (a_listing(A),)
    await announcements.keep([a_listing(B, date=None)])
    (listing,) = await announcements.on(None, ["cs.CL"])
    assert (listing.date, ids_in(listing)) == (THURSDAY, [B, A])


async def test_a_sample_gives_way_to_the_real_listing_of_its_day(
    announcements: AnnouncementRepository,
) -> None:
    sample = a_listing(A, B, sample=True)
    assert await only(announcements, sample) == sample
    assert await only(announcements, a_listing(C)) == a_listing(C)
    assert await only(announcements, sample) == a_listing(C)


async def test_samples_never_stand_beside_real_listings(
    announcements: AnnouncementRepository,
) -> None:
    sample = a_listing(B, date=FRIDAY, sample=True)
    await announcements.keep([sample, a_listing(C, category="cs.CV", sample=True)])
    assert await announcements.on(None, ["cs.CL", "cs.CV"]) == (sample,)
    assert await announcements.dates(5) == (FRIDAY, THURSDAY)
    await announcements.keep([a_listing(A)])
    assert await announcements.on(None, ["cs.CL", "cs.CV"]) == (a_listing(A),)
    assert await announcements.on(THURSDAY, ["cs.CL", "cs.CV"]) == (a_listing(A),)
    assert await announcements.on(FRIDAY, ["cs.CL"]) == (sample,)
    assert await announcements.dates(5) == (THURSDAY,)
