"""What a feed's answer means, case by case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState, UnreadableItem
from scheduler.watching.freshness import Judged, judge
from tests.samples.papers import listed, paper

MON, TUE, WED, THU, FRI = (date(2026, 2, number) for number in range(9, 14))
SATURDAY = date(2026, 2, 14)
FRESH, STALE, EMPTY = ListingState.FRESH, ListingState.STALE, ListingState.EMPTY
TRUNCATED, UNREACHABLE = ListingState.TRUNCATED, ListingState.UNREACHABLE


def a_batch(
    numbers: Iterable[int] = (), *, on: date | None = THU, state: ListingState = FRESH
) -> Listing:
    items = tuple(map(listed, numbers))
    return Listing(category="cs.CL", date=on, items=items, state=state)


def a_feed(numbers: Iterable[int] = (), *, dated: date | None = FRI) -> Listing:
    items = tuple(map(listed, numbers))
    return Listing(category="cs.CL", date=dated, items=items, state=FRESH if items else EMPTY)


def kept(judged: Judged) -> dict[date | None, tuple[ListingState, list[int]]]:
    """State and paper numbers by the date that they are stored under."""
    assert len({one.date for one in judged.keep}) == len(judged.keep)
    return {
        one.date: (one.state, [int(item.paper.id[-4:]) for item in one.items])
        for one in judged.keep
    }


YESTERDAY = a_batch(range(10, 20))


def test_the_first_feed_of_a_category_is_fresh() -> None:
    judged = judge(a_feed([1, 2]), FRI, [])
    assert (judged.state, judged.added) == (FRESH, 2)
    assert kept(judged) == {FRI: (FRESH, [1, 2])}


def test_a_batch_of_unseen_papers_is_fresh() -> None:
    judged = judge(a_feed(range(20, 30)), FRI, [YESTERDAY])
    assert (judged.state, judged.added) == (FRESH, 10)
    assert kept(judged) == {FRI: (FRESH, [*range(20, 30)])}


@pytest.mark.parametrize("dated", [FRI, THU, None])
def test_yesterdays_batch_is_stale_whatever_date_the_feed_bears(dated: date | None) -> None:
    judged = judge(a_feed(range(10, 20), dated=dated), FRI, [YESTERDAY])
    assert (judged.state, judged.added) == (STALE, 0)
    assert kept(judged) == {FRI: (STALE, [])}


def test_a_part_of_an_old_batch_is_stale_too() -> None:
    assert judge(a_feed([10, 11]), FRI, [YESTERDAY]).state is STALE


def test_a_batch_from_before_yesterday_is_stale() -> None:
    older = a_batch(range(30, 40), on=WED)
    judged = judge(a_feed(range(30, 40)), FRI, [YESTERDAY, older])
    assert kept(judged) == {FRI: (STALE, [])}


def test_a_new_version_of_a_known_paper_is_news() -> None:
    feed = replace(a_feed(), items=(listed(10, AnnounceType.REPLACE, version=2),), state=FRESH)
    judged = judge(feed, FRI, [YESTERDAY])
    assert judged.state is FRESH
    assert [item.paper.version for item in judged.keep[0].items] == [2]


def test_an_older_version_of_a_known_paper_is_no_news() -> None:
    known = replace(a_batch(), items=(listed(10, AnnounceType.REPLACE, version=3),))
    assert judge(a_feed([10]), FRI, [known]).state is STALE


def test_a_withdrawn_paper_is_a_replacement_of_the_day() -> None:
    gone = replace(paper(10, version=2), comments="This paper has been withdrawn by Ada Quill")
    item = ListedPaper(gone, AnnounceType.REPLACE)
    feed = replace(a_feed(range(20, 24)), items=(*map(listed, range(20, 24)), item))
    judged = judge(feed, FRI, [YESTERDAY])
    assert judged.state is FRESH
    assert judged.keep[0].items[-1] == item


@pytest.mark.parametrize("dated", [FRI, THU])
def test_a_few_unseen_among_known_ones_are_late_papers_of_the_old_batch(dated: date) -> None:
    judged = judge(a_feed([*range(10, 20), 8, 9], dated=dated), FRI, [YESTERDAY])
    assert (judged.state, judged.added) == (STALE, 2)
    assert kept(judged) == {THU: (FRESH, [8, 9]), FRI: (STALE, [])}


def test_a_few_known_among_unseen_ones_are_counted_where_they_were() -> None:
    judged = judge(a_feed([10, 11, *range(20, 30)]), FRI, [YESTERDAY])
    assert (judged.state, judged.added) == (FRESH, 10)
    assert kept(judged) == {FRI: (FRESH, [*range(20, 30)])}


def test_a_batch_of_an_earlier_day_is_stored_under_its_own_date() -> None:
    judged = judge(a_feed(range(20, 30), dated=WED), FRI, [YESTERDAY])
    assert kept(judged) == {WED: (FRESH, [*range(20, 30)]), FRI: (STALE, [])}


def test_a_missed_day_is_brought_by_a_feed_that_lags() -> None:
    missed = [a_batch(on=THU, state=UNREACHABLE), a_batch(range(30, 40), on=WED)]
    judged = judge(a_feed(range(20, 30), dated=THU), FRI, missed)
    assert kept(judged) == {THU: (FRESH, [*range(20, 30)]), FRI: (STALE, [])}


def test_a_new_batch_whose_dates_lag_a_day_is_todays() -> None:
    judged = judge(a_feed(range(20, 30), dated=THU), FRI, [YESTERDAY])
    assert kept(judged) == {FRI: (FRESH, [*range(20, 30)])}


def test_a_batch_dated_tomorrow_is_todays_unless_tomorrows_can_be_out() -> None:
    had = a_batch(range(10, 20), on=WED)
    judged = judge(a_feed(range(20, 30), dated=FRI), THU, [had])
    assert (judged.state, kept(judged)) == (FRESH, {THU: (FRESH, [*range(20, 30)])})
    # in the evening, tomorrow's papers are public
    judged = judge(a_feed(range(20, 30), dated=FRI), THU, [had], latest=FRI)
    assert judged.state is None
    assert kept(judged) == {FRI: (FRESH, [*range(20, 30)])}


def test_a_batch_with_a_weekends_date_is_fridays() -> None:
    judged = judge(a_feed(range(20, 30), dated=SATURDAY), FRI, [YESTERDAY])
    assert kept(judged) == {FRI: (FRESH, [*range(20, 30)])}


def test_an_empty_feed_is_an_empty_day() -> None:
    judged = judge(a_feed(), FRI, [YESTERDAY])
    assert (judged.state, kept(judged)) == (EMPTY, {FRI: (EMPTY, [])})


def test_a_day_that_had_its_batch_keeps_it_when_the_feed_turns_empty_or_old() -> None:
    had = a_batch(range(20, 30), on=FRI)
    for feed in (a_feed(), a_feed(range(10, 20)), a_feed(range(20, 30))):
        judged = judge(feed, FRI, [had, YESTERDAY])
        assert judged == Judged(FRESH)


def test_a_feed_read_again_adds_what_has_joined_it() -> None:
    had = a_batch(range(20, 30), on=FRI)
    judged = judge(a_feed(range(20, 33)), FRI, [had, YESTERDAY])
    assert (judged.state, judged.added) == (FRESH, 3)
    assert kept(judged) == {FRI: (FRESH, [30, 31, 32])}


def test_a_feed_first_read_while_it_was_being_made_is_completed() -> None:
    had = a_batch([20, 21], on=FRI)
    judged = judge(a_feed(range(20, 40)), FRI, [had, YESTERDAY])
    assert kept(judged) == {FRI: (FRESH, [*range(22, 40)])}


def test_a_day_told_empty_or_stale_turns_fresh() -> None:
    for state in (EMPTY, STALE, UNREACHABLE):
        before = [a_batch(on=FRI, state=state), YESTERDAY]
        assert judge(a_feed(range(20, 30)), FRI, before).state is FRESH


def test_a_cut_feed_is_truncated() -> None:
    cut = replace(a_feed(range(20, 30)), state=TRUNCATED)
    judged = judge(cut, FRI, [YESTERDAY])
    assert judged.state is TRUNCATED
    assert kept(judged) == {FRI: (TRUNCATED, [*range(20, 30)])}


def test_a_day_that_was_completed_is_not_cut_again() -> None:
    cut = replace(a_feed(range(20, 30)), state=TRUNCATED)
    whole = a_batch(range(20, 35), on=FRI)
    assert judge(cut, FRI, [whole]) == Judged(FRESH)
    more = replace(a_feed(range(20, 40)), state=TRUNCATED)
    assert judge(more, FRI, [whole]).state is FRESH


def test_yesterdays_records_make_yesterdays_feed_stale() -> None:
    harvested = replace(
        YESTERDAY, items=tuple(ListedPaper(item.paper, None) for item in YESTERDAY.items)
    )
    assert judge(a_feed(range(10, 20)), FRI, [harvested]).state is STALE


def test_a_record_does_not_hide_the_new_version_of_its_paper() -> None:
    # the store gives a record the newest version that it knows
    record = ListedPaper(paper(10, version=2), None)
    feed = a_feed(range(20, 24))
    feed = replace(feed, items=(*feed.items, listed(10, AnnounceType.REPLACE, version=2)))
    judged = judge(feed, FRI, [replace(YESTERDAY, items=(record,))])
    assert kept(judged) == {FRI: (FRESH, [20, 21, 22, 23, 10])}


def test_samples_are_no_evidence() -> None:
    sample = replace(YESTERDAY, sample=True)
    assert judge(a_feed(range(10, 20)), FRI, [sample]).state is FRESH


def test_unreadable_entries_are_news_once_and_never_lost() -> None:
    one, two = UnreadableItem("2602.90099v1", "it has no title"), UnreadableItem("x", "no id")
    feed = replace(a_feed(range(20, 30)), unreadable=(one,))
    judged = judge(feed, FRI, [YESTERDAY])
    assert (judged.keep[0].unreadable, judged.added) == ((one,), 11)
    had = replace(a_batch(range(20, 30), on=FRI), unreadable=(one,))
    more = replace(a_feed(range(20, 31)), unreadable=(two,))
    assert judge(more, FRI, [had]).keep[0].unreadable == (one, two)


def test_a_feed_of_nothing_but_unreadable_entries_is_judged_by_their_keys() -> None:
    entry = UnreadableItem("2602.90099v1", "it has no title")
    feed = replace(a_feed(), unreadable=(entry,), state=FRESH)
    assert judge(feed, FRI, [YESTERDAY]).state is FRESH
    assert judge(feed, FRI, [replace(YESTERDAY, unreadable=(entry,))]).state is STALE


def test_what_is_kept_is_never_known_and_nothing_new_is_dropped() -> None:
    """Whatever the feed shows of old and new, the new is stored, once."""
    for known in range(11):
        for new in range(11):
            feed = a_feed([*range(10, 10 + known), *range(50, 50 + new)])
            judged = judge(feed, FRI, [YESTERDAY])
            stored = [number for _, numbers in kept(judged).values() for number in numbers]
            assert stored == [*range(50, 50 + new)]
            assert judged.added == new
            assert judged.state is not None
