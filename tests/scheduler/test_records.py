"""What records tell that no listing has: announced papers, and none that was only touched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.editorial.announcement import merge
from bot.editorial.first_type import LONGEST_WAIT
from bot.values.coverage import Recorded
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from scheduler.watching.records import WINDOW, KnownCategory, Sifted, knowledge_begins, sift
from tests.samples.papers import paper

MON, TUE, WED, THU, FRI = (date(2026, 2, day) for day in (9, 10, 11, 12, 13))
NEW, CROSS, REPLACE = AnnounceType.NEW, AnnounceType.CROSS, AnnounceType.REPLACE


def a_record(
    number: int, *, created: date = WED, revised: date | None = None, primary: str = "cs.CL"
) -> ListedPaper:
    made = paper(number, categories=tuple({primary: 0, "cs.CL": 1}))
    made = replace(made, version=None, published=created, updated=revised or created)
    return ListedPaper(made, None)


def a_listing(*numbers: int, on: date = THU, kind: AnnounceType = NEW) -> Listing:
    items = tuple(ListedPaper(paper(number), kind) for number in numbers)
    return Listing(category="cs.CL", date=on, items=items)


def sifted(
    *records: ListedPaper,
    earlier: Sequence[Listing] = (),
    begin: date = MON,
    unfed: Sequence[date] = (),
    fed: bool = True,
    state: ListingState | None = ListingState.FRESH,
) -> Sifted:
    known = KnownCategory(category="cs.CL", begin=begin, unfed=unfed, earlier=earlier)
    return sift(Recorded(FRI, records), FRI, known, fed=fed, state=state)


def told(found: Sifted) -> dict[date, list[tuple[int, AnnounceType | None]]]:
    return {
        on: [(int(item.paper.id[-4:]), item.announce_type) for item in items]
        for on, items in found.items.items()
    }


def test_a_paper_that_the_feed_lacked_is_new_or_a_cross_list() -> None:
    found = sifted(a_record(1), a_record(2, primary="cs.LG"), a_record(10), earlier=[a_listing(10)])
    assert told(found) == {FRI: [(1, NEW), (2, CROSS)]}
    assert all(item.derived for item in found.items[FRI])


def test_what_the_feed_had_counts_as_recorded_and_is_not_added() -> None:
    found = sifted(a_record(20), a_record(21), earlier=[a_listing(20, on=FRI)])
    assert (found.recorded, found.added) == (2, 1)


def test_revisions_are_left_to_a_feed_that_was_whole() -> None:
    known = a_record(10, created=MON, revised=THU)
    assert told(sifted(known, earlier=[a_listing(10, on=TUE)])) == {}
    without = sifted(known, earlier=[a_listing(10, on=TUE)], fed=False)
    assert told(without) == {FRI: [(10, REPLACE)]}


def test_a_revision_that_was_listed_before_is_not_listed_again() -> None:
    replaced = a_listing(10, kind=REPLACE)
    old = a_record(10, created=date(2025, 1, 1), revised=TUE)
    assert told(sifted(old, earlier=[replaced], fed=False)) == {}
    newer = a_record(10, created=date(2025, 1, 1), revised=THU)
    already = a_listing(10, on=FRI, kind=REPLACE)
    assert told(sifted(newer, earlier=[already], fed=False)) == {}
    assert told(sifted(newer, earlier=[replaced], fed=False)) == {FRI: [(10, REPLACE)]}


def test_a_record_that_was_only_touched_was_not_announced() -> None:
    years_ago = date(2019, 5, 1)
    touched = (
        a_record(1, created=years_ago),
        a_record(2, created=years_ago, revised=years_ago + timedelta(days=9)),
        a_record(10),
    )
    assert told(sifted(*touched, earlier=[a_listing(10)], fed=False, state=None)) == {}


def test_a_paper_of_before_our_time_is_not_new_and_one_that_was_held_back_is() -> None:
    record = a_record(1, created=FRI - timedelta(days=21))
    assert told(sifted(record, begin=THU)) == {}
    assert told(sifted(record, begin=FRI - timedelta(days=28))) == {FRI: [(1, NEW)]}


def test_how_long_a_paper_may_be_held_back_is_the_same_for_records_and_in_a_brief() -> None:
    for held, expected in ((LONGEST_WAIT, NEW), (LONGEST_WAIT + timedelta(days=1), REPLACE)):
        record = a_record(1, created=THU - held)
        assert told(sifted(record, begin=THU)) == ({FRI: [(1, NEW)]} if expected is NEW else {})
        untyped = Listing(
            category="cs.CL",
            date=THU,
            state=ListingState.FRESH,
            items=(ListedPaper(record.paper, None),),
        )
        assert [one.announce_type for one in merge([untyped], ["cs.CL"]).papers] == [expected]


def test_a_paper_that_was_revised_before_we_saw_it_was_new_on_the_day_that_we_missed() -> None:
    record = a_record(1, created=MON, revised=THU)
    assert told(sifted(record, unfed=[WED])) == {WED: [(1, NEW)]}
    assert told(sifted(record, unfed=[])) == {TUE: [(1, NEW)]}


def test_a_feed_that_calls_it_replaced_does_not_make_it_known() -> None:
    record = a_record(1, created=MON, revised=THU)
    replaced = a_listing(1, on=FRI, kind=REPLACE)
    assert told(sifted(record, unfed=[TUE], earlier=[replaced])) == {TUE: [(1, NEW)]}


def test_a_revision_of_a_paper_from_before_our_time_is_no_new_paper() -> None:
    record = a_record(1, created=MON, revised=THU)
    assert told(sifted(record, begin=THU, fed=False)) == {FRI: [(1, REPLACE)]}


@pytest.mark.parametrize("state", [ListingState.EMPTY, ListingState.STALE])
def test_a_silent_feed_is_overruled_by_new_papers_and_not_by_revisions(state: ListingState) -> None:
    listed = [a_listing(2, on=TUE)]
    revision = a_record(2, created=MON, revised=THU)
    both = sifted(a_record(1), revision, earlier=listed, fed=False, state=state)
    assert told(both) == {FRI: [(1, NEW), (2, REPLACE)]}
    assert told(sifted(revision, earlier=listed, fed=False, state=state)) == {}


def test_we_know_a_category_from_the_first_date_of_an_unbroken_row() -> None:
    assert knowledge_begins(FRI, {FRI, THU, WED, MON}, None) == WED
    assert knowledge_begins(FRI, {FRI, MON}, since=TUE) == MON
    assert knowledge_begins(FRI, set(), None) == FRI
    assert knowledge_begins(FRI, set(), date(2020, 1, 1)) > FRI - WINDOW
