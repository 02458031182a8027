"""Several listings become one announcement that counts each paper once."""

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.listings.reading import read_listing
from bot.editorial.announcement import merge, unreadable_candidates
from bot.values.announcements import AnnouncedPaper, Announcement, Counts
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState, UnreadableItem
from bot.values.papers import Author, Paper
from tests.values import DAY, paper

NEW, CROSS = AnnounceType.NEW, AnnounceType.CROSS
REPLACE, REPLACE_CROSS = AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS
LATER = date(2026, 2, 16)


def feed(
    category: str | None, *items: tuple[Paper, AnnounceType | None], day: date | None = DAY
) -> Listing:
    listed = tuple(ListedPaper(one, kind) for one, kind in items)
    return Listing(category=category, date=day, items=listed)


def found(announcement: Announcement) -> dict[str, AnnounceType]:
    return {one.paper.id: one.announce_type for one in announcement.papers}


def only(announcement: Announcement) -> AnnouncedPaper:
    (one,) = announcement.papers
    return one


def test_a_cross_list_is_counted_once() -> None:
    merged = merge([feed("cs.CL", (paper(), NEW)), feed("cs.AI", (paper(), CROSS))], ["cs.CL"])
    assert merged.counts == Counts(new=1)


@pytest.mark.parametrize(
    ("here", "there", "holds"),
    [
        (NEW, CROSS, NEW),
        (CROSS, NEW, NEW),
        (REPLACE, CROSS, CROSS),
        (REPLACE_CROSS, REPLACE, REPLACE),
        (REPLACE, NEW, NEW),
    ],
)
def test_new_beats_cross_beats_replaced(
    here: AnnounceType, there: AnnounceType, holds: AnnounceType
) -> None:
    listings = [feed("cs.CL", (paper(), here)), feed("cs.AI", (paper(), there))]
    assert only(merge(listings, ["cs.CL", "cs.AI"])).announce_type is holds


def test_both_replacements_are_counted_as_replaced() -> None:
    merged = merge([feed("cs.CL", (paper(1), REPLACE), (paper(2), REPLACE_CROSS))], ["cs.CL"])
    assert merged.counts == Counts(replaced=2)


def test_each_category_counts_its_own_items() -> None:
    listings = [
        feed("cs.CL", (paper(1), NEW), (paper(2), NEW)),
        feed("cs.AI", (paper(1), CROSS), (paper(3), NEW)),
    ]
    merged = merge(listings, ["cs.CL", "cs.AI"])
    assert merged.counts == Counts(new=3)
    assert merged.categories["cs.CL"].counts == Counts(new=2)
    assert merged.categories["cs.AI"].counts == Counts(new=1, cross=1)


def test_an_asked_category_without_a_listing_is_unreachable() -> None:
    merged = merge([feed("cs.CL", (paper(), NEW))], ["cs.CL", "cs.CV"])
    assert merged.categories["cs.CV"].state is ListingState.UNREACHABLE
    assert merged.categories["cs.CV"].counts == Counts()


def test_a_listing_that_nobody_asked_for_is_left_out() -> None:
    merged = merge([feed("cs.CL", (paper(1), NEW)), feed("cs.CV", (paper(2), NEW))], ["cs.CL"])
    assert found(merged) == {paper(1).id: NEW}
    assert list(merged.categories) == ["cs.CL"]


def test_without_asked_categories_all_that_are_named_count() -> None:
    merged = merge([feed("cs.CL", (paper(1), NEW)), feed("cs.CV", (paper(2), NEW))], [])
    assert merged.counts == Counts(new=2)
    assert list(merged.categories) == ["cs.CL", "cs.CV"]


def test_without_asked_categories_a_listing_of_none_asks_for_primary_ones() -> None:
    merged = merge([feed(None, (paper(categories=("cs.CV", "cs.AI")), None))], [])
    assert found(merged) == {paper().id: NEW}
    assert list(merged.categories) == ["cs.CV"]


def test_a_paper_without_categories_does_not_vanish_when_nothing_is_asked() -> None:
    assert merge([feed(None, (paper(categories=()), None))], []).counts == Counts(new=1)


def test_a_listing_of_no_category_gives_the_papers_that_carry_an_asked_one() -> None:
    inside = paper(1, categories=("math-ph",))
    outside = paper(2, categories=("cs.CV",))
    merged = merge([feed(None, (inside, None), (outside, None))], ["math.MP"])
    assert found(merged) == {inside.id: NEW}
    assert merged.categories["math-ph"].counts == Counts(new=1)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"version": 2}, REPLACE),
        ({"version": None, "published": DAY, "updated": LATER}, REPLACE),
        ({"version": 1, "categories": ("cs.CL",)}, NEW),
        ({"version": 1, "categories": ("cs.CV", "cs.CL")}, CROSS),
        ({"version": None, "categories": ("cs.CL",)}, NEW),
    ],
)
def test_a_type_that_no_source_names_is_inferred(
    changes: dict[str, Any], kind: AnnounceType
) -> None:
    merged = merge([feed("cs.CL", (paper(**changes), None))], ["cs.CL"])
    assert only(merged).announce_type is kind
    assert merged.basis == "derived"


def test_named_types_are_announced() -> None:
    assert merge([feed("cs.CL", (paper(), NEW))], ["cs.CL"]).basis == "announced"


def test_a_replacement_named_elsewhere_that_day_is_not_guessed_to_be_new() -> None:
    listings = [feed("cs.AI", (paper(), REPLACE)), feed("cs.CL", (paper(), None))]
    assert only(merge(listings, ["cs.CL", "cs.AI"])).announce_type is REPLACE


def test_several_sources_of_one_day_are_one_feed() -> None:
    typed = feed("cs.CL", (paper(1), CROSS))
    harvested = feed("cs.CL", (paper(1), None), (paper(2), None))
    merged = merge([harvested, typed], ["cs.CL"])
    assert found(merged) == {paper(1).id: CROSS}
    assert merged.basis == "announced"
    assert merged.categories["cs.CL"].counts == Counts(cross=1)


def test_the_source_with_types_wins_and_the_others_fill_what_it_lacks() -> None:
    typed = paper(comments=None, doi=None, authors=(Author("Ada Example"),))
    harvested = paper(
        version=None,
        title="Another Title",
        comments="Accepted somewhere",
        doi="10.1/x",
        authors=(Author("Ada Example", ("University of Nowhere",)),),
    )
    merged = merge([feed("cs.CL", (harvested, None)), feed("cs.CL", (typed, NEW))], ["cs.CL"])
    kept = only(merged).paper
    assert kept.title == typed.title
    assert (kept.version, kept.comments, kept.doi) == (1, "Accepted somewhere", "10.1/x")
    assert kept.authors[0].affiliations == ("University of Nowhere",)


def test_an_undated_listing_belongs_to_the_latest_day() -> None:
    listings = [feed("cs.CL", (paper(1), NEW)), feed("cs.CL", (paper(2), None), day=None)]
    assert found(merge(listings, ["cs.CL"])) == {paper(1).id: NEW}


def test_days_are_combined_with_each_paper_once_in_its_newest_version() -> None:
    listings = [
        feed("cs.CL", (paper(version=2, title="Second"), REPLACE), day=LATER),
        feed("cs.CL", (paper(version=1, title="First"), NEW), (paper(2), NEW)),
    ]
    merged = merge(listings, ["cs.CL"])
    assert merged.dates == (DAY, LATER)
    assert merged.counts == Counts(new=2)
    assert {one.paper.title for one in merged.papers} == {"Second", paper(2).title}
    assert merged.categories["cs.CL"].counts == Counts(new=2)


def test_an_unreadable_entry_is_counted_and_not_silent() -> None:
    broken = (UnreadableItem("entry 4", "it has no title"), UnreadableItem("entry 5", "x", CROSS))
    listing = Listing(category="cs.CL", date=DAY, unreadable=broken)
    merged = merge([listing], ["cs.CL"])
    assert merged.unreadable == broken
    assert merged.counts == Counts(new=1, cross=1)
    assert merged.categories["cs.CL"].counts == Counts(new=1, cross=1)


def test_the_same_unreadable_entry_in_two_categories_counts_once() -> None:
    broken = (UnreadableItem("2602.00001", "it has no title", NEW),)
    listings = [Listing(category=name, date=DAY, unreadable=broken) for name in ("cs.CL", "cs.CV")]
    merged = merge(listings, ["cs.CL", "cs.CV"])
    assert merged.counts == Counts(new=1)
    assert len(merged.unreadable) == 1


def test_what_one_source_could_not_read_and_another_could_is_readable() -> None:
    broken = UnreadableItem(f"oai:arXiv.org:{paper().id}v1", "it is damaged", NEW)
    listings = [
        Listing(category="cs.CL", date=DAY, unreadable=(broken,)),
        feed("cs.CL", (paper(), NEW)),
    ]
    merged = merge(listings, ["cs.CL"])
    assert merged.unreadable == ()
    assert merged.counts == Counts(new=1)


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((ListingState.UNREACHABLE, ListingState.FRESH), ListingState.FRESH),
        ((ListingState.EMPTY,), ListingState.EMPTY),
        ((ListingState.TRUNCATED, ListingState.STALE), ListingState.TRUNCATED),
    ],
)
def test_of_several_sources_the_best_state_is_told(
    states: tuple[ListingState, ...], told: ListingState
) -> None:
    listings = [Listing(category="cs.CL", date=DAY, state=state) for state in states]
    assert merge(listings, ["cs.CL"]).categories["cs.CL"].state is told


def test_a_sample_makes_the_announcement_a_sample() -> None:
    assert merge([Listing(category="cs.CL", date=DAY, sample=True)], ["cs.CL"]).sample


def test_nothing_gives_an_empty_announcement() -> None:
    merged = merge([], ["cs.CL"])
    assert (merged.dates, merged.papers, merged.counts) == ((), (), Counts())


def test_papers_keep_the_order_in_which_they_are_first_seen() -> None:
    listings = [
        feed("cs.CL", (paper(3), NEW), (paper(1), NEW)),
        feed("cs.AI", (paper(1), NEW), (paper(2), NEW)),
    ]
    merged = merge(listings, ["cs.CL", "cs.AI"])
    assert [one.paper.id for one in merged.papers] == [paper(n).id for n in (3, 1, 2)]


def test_entries_without_an_id_are_told_apart_by_their_listing() -> None:
    broken = (UnreadableItem("entry 1", "it has no id", NEW),)
    listings = [
        Listing(category="cs.CL", date=DAY, unreadable=broken),
        Listing(category="cs.CV", date=DAY, unreadable=(*broken, *broken)),
    ]
    merged = merge(listings, ["cs.CL", "cs.CV"])
    assert merged.counts == Counts(new=2)
    assert len(merged.unreadable) == 2


def test_a_copy_of_a_listing_adds_no_unreadable_entry() -> None:
    broken = (UnreadableItem("entry 1", "it has no id", NEW),)
    copies = [Listing(category="cs.CL", date=DAY, unreadable=tuple(broken)) for _ in range(2)]
    assert merge(copies, ["cs.CL"]).counts == Counts(new=1)


def test_unreadable_replacements_are_no_candidates() -> None:
    kinds = (None, NEW, CROSS, REPLACE, REPLACE_CROSS)
    broken = tuple(UnreadableItem(f"entry {n}", "x", kind) for n, kind in enumerate(kinds))
    merged = merge([Listing(category="cs.CL", date=DAY, unreadable=broken)], ["cs.CL"])
    assert len(merged.unreadable) == 5
    assert unreadable_candidates(merged) == 3


def page(state: ListingState, *papers: Paper, category: str | None = None) -> Listing:
    items = tuple(ListedPaper(one, None) for one in papers)
    return Listing(category=category, date=DAY, items=items, state=state)


def test_a_harvest_is_whole_with_its_last_page() -> None:
    first = page(ListingState.TRUNCATED, paper(1), category="cs.CL")
    last = page(ListingState.FRESH, paper(2), category="cs.CL")
    assert merge([first], ["cs.CL"]).categories["cs.CL"].state is ListingState.TRUNCATED
    whole = merge([first, last], ["cs.CL"])
    assert whole.categories["cs.CL"].state is ListingState.FRESH
    assert whole.counts == Counts(new=2)


def test_a_page_without_papers_of_a_category_does_not_cut_it_off() -> None:
    here, there = paper(1, categories=("cs.CL",)), paper(2, categories=("cs.CV",))
    pages = [page(ListingState.TRUNCATED, here), page(ListingState.FRESH, there)]
    merged = merge(pages, ["cs.CL", "cs.CV", "cs.AI"])
    states = {name: one.state for name, one in merged.categories.items()}
    assert states == {
        "cs.CL": ListingState.FRESH,
        "cs.CV": ListingState.FRESH,
        "cs.AI": ListingState.EMPTY,
    }
    cut = merge(pages[:1], ["cs.CL", "cs.AI"])
    assert {one.state for one in cut.categories.values()} == {ListingState.TRUNCATED}


def test_a_paper_without_categories_belongs_to_whatever_is_asked() -> None:
    listings = [feed(None, (paper(1, categories=()), None), (paper(2), None))]
    first = merge(listings, [])
    again = merge(listings, tuple(first.categories))
    assert found(again) == found(first) == {paper(1).id: NEW, paper(2).id: NEW}
    assert found(merge(listings, ["q-bio.TO"])) == {paper(1).id: NEW}


def combined(*papers: Paper) -> Listing:
    items = tuple(ListedPaper(one, NEW) for one in papers)
    return Listing(category=None, date=DAY, items=items, named=("cs.CL", "cs.CV"))


def test_a_combined_source_asks_for_the_categories_that_it_names() -> None:
    listing = combined(
        paper(1, categories=("cs.CL", "cs.AI")),
        paper(2, categories=("stat.ML", "cs.CV")),
        paper(3, categories=("cs.RO",)),
    )
    merged = merge([listing], [])
    assert list(merged.categories) == ["cs.CL", "cs.CV"]
    assert merged.counts == Counts(new=3)
    assert found(merge([listing], list(merged.categories))) == found(merged)


def test_a_combined_source_gives_one_category_only_what_is_of_it() -> None:
    listing = combined(paper(1, categories=("cs.CL",)), paper(2, categories=("cs.CV",)))
    assert found(merge([listing], ["cs.CL"])) == {paper(1).id: NEW}


@pytest.mark.parametrize(
    "listings",
    [
        [Listing(category="cs.CL", date=DAY, state=ListingState.EMPTY)],
        [feed(None, (paper(categories=("cs.CV",)), None))],
    ],
)
def test_without_any_type_named_the_counts_are_derived_even_if_they_are_none(
    listings: list[Listing],
) -> None:
    assert merge(listings, ["cs.CL"]).basis == "derived"


def test_an_empty_category_beside_named_types_leaves_the_counts_announced() -> None:
    empty = Listing(category="cs.CV", date=DAY, state=ListingState.EMPTY)
    merged = merge([feed("cs.CL", (paper(), NEW)), empty], ["cs.CL", "cs.CV"])
    assert merged.basis == "announced"


def test_a_category_that_still_shows_the_day_before_is_stale() -> None:
    listings = [feed("cs.CL", (paper(1), NEW), day=LATER), feed("cs.CV", (paper(2), NEW))]
    merged = merge(listings, ["cs.CL", "cs.CV"])
    assert merged.categories["cs.CL"].state is ListingState.FRESH
    assert merged.categories["cs.CV"].state is ListingState.STALE
    assert merged.counts == Counts(new=2), "its papers are still there"
    alone = merge(listings, ["cs.CV"])
    assert alone.categories["cs.CV"].state is ListingState.STALE


def test_two_days_given_on_purpose_are_both_fresh() -> None:
    listings = [
        feed("cs.CL", (paper(1), NEW)),
        feed("cs.CL", (paper(2), NEW), day=LATER),
        feed("cs.CV", (paper(3), NEW)),
    ]
    merged = merge(listings, [])
    assert {one.state for one in merged.categories.values()} == {ListingState.FRESH}


def test_an_empty_feed_makes_no_other_feed_stale() -> None:
    listings = [
        feed("cs.CL", (paper(1), NEW)),
        Listing(category="cs.CV", date=LATER, state=ListingState.EMPTY),
    ]
    merged = merge(listings, [])
    assert merged.categories["cs.CL"].state is ListingState.FRESH
    assert merged.categories["cs.CV"].state is ListingState.EMPTY


KINDS = st.sampled_from([*AnnounceType, None])
FEEDS = st.lists(
    st.builds(
        lambda category, day, items: feed(
            category,
            *((paper(number, version=version), kind) for number, version, kind in items),
            day=day,
        ),
        st.sampled_from(["cs.CL", "cs.AI", None]),
        st.sampled_from([DAY, LATER]),
        st.lists(
            st.tuples(st.integers(1, 5), st.integers(1, 2), KINDS),
            max_size=4,
            unique_by=lambda item: item[0],
        ),
    ),
    max_size=5,
)


@given(FEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_listings_does_not_change_the_counts(
    listings: list[Listing], chance: Random
) -> None:
    shuffled = list(listings)
    chance.shuffle(shuffled)
    one, other = merge(listings, ["cs.CL", "cs.AI"]), merge(shuffled, ["cs.CL", "cs.AI"])
    assert (one.counts, one.categories, one.basis) == (other.counts, other.categories, other.basis)
    assert found(one) == found(other)


@given(FEEDS)
def test_each_id_appears_once_and_the_counts_are_theirs(listings: list[Listing]) -> None:
    merged = merge(listings, ["cs.CL", "cs.AI"])
    ids = [one.paper.id for one in merged.papers]
    assert len(ids) == len(set(ids)) == merged.counts.total


@pytest.mark.shared
def test_counts_agree_with_a_plain_reading_of_the_feeds(shared: Path) -> None:
    by_day: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((shared / "data" / "arxiv").glob("*-*-*/rss_*.xml")):
        by_day[path.parent.name].append(path)
    assert by_day
    for paths in by_day.values():
        best: dict[str, int] = {}
        for path in paths:
            for item in re.findall(r"<item>.*?</item>", path.read_text("utf-8"), re.DOTALL):
                (identity,) = re.findall(r"arXiv\.org:([^<]+?)v\d+</guid>", item)
                (kind,) = re.findall(r"announce_type>([a-z-]+)<", item)
                rank = ["new", "cross", "replace", "replace-cross"].index(kind)
                best[identity] = min(rank, best.get(identity, 9))
        ranks = list(best.values())
        merged = merge([read_listing(path.read_bytes()) for path in paths], [])
        assert merged.basis == "announced"
        assert merged.counts == Counts(
            ranks.count(0), ranks.count(1), ranks.count(2) + ranks.count(3)
        )
