"""What straight from its source is new, and what has a hole."""

from dataclasses import replace
from datetime import date

from bot.editorial.announcement import merge
from bot.editorial.revised import as_announced, replacements
from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Paper
from tests.values import DAY, listing, paper


def record(number: int, published: date, updated: date | None = None, **more: object) -> Paper:
    """As OAI-PMH's arXiv form has it: no version, two dates."""
    return paper(number, version=None, published=published, updated=updated, **more)


def harvested(*papers: Paper) -> Listing:
    return listing(items=tuple(ListedPaper(each, None) for each in papers))


def test_an_old_paper_whose_record_was_touched_is_not_new() -> None:
    fresh = record(1, date(2026, 2, 11))
    held = record(2, date(2026, 2, 6))
    touched = record(3, date(2025, 11, 3), journal_ref="J. Pebbles 3")
    old = record(4, date(2017, 6, 12), categories=("math.AG", "cs.CL"))
    merged = merge([harvested(fresh, held, touched, old)], ["cs.CL"])
    types = {one.paper.id[-1]: one.announce_type for one in merged.papers}
    assert types["1"] == types["2"] == AnnounceType.NEW
    assert types["3"] == types["4"] == AnnounceType.REPLACE
    assert (merged.counts.new, merged.counts.cross, merged.counts.replaced) == (2, 0, 2)
    assert merged.basis == "derived"


def test_what_the_watch_has_looked_at_is_believed() -> None:
    held_for_weeks = record(1, date(2026, 1, 20))
    looked_at = ListedPaper(held_for_weeks, AnnounceType.NEW, derived=True)
    assert merge([listing(items=(looked_at,))], ["cs.CL"]).counts.new == 1


def test_a_listing_without_a_date_says_nothing_of_when_it_was_announced() -> None:
    found = replace(harvested(record(1, date(2017, 6, 12))), date=None, category=None)
    assert merge([found], ["cs.CL"]).counts.new == 1


def test_a_type_that_the_source_names_is_believed() -> None:
    named = listing(record(1, date(2017, 6, 12)))
    assert merge([named], ["cs.CL"]).counts.new == 1


def test_only_asked_categories_are_said_to_be_incomplete() -> None:
    one = replace(listing(paper(1)), incomplete=True)
    other = replace(listing(paper(2), category="cs.CV"), incomplete=True)
    whole = listing(paper(3), category="cs.AI")
    assert merge([one, other, whole], ["cs.CL", "cs.AI"]).incomplete == ("cs.CL",)
    assert merge([whole], ["cs.AI"]).incomplete == ()


def test_of_several_days_one_with_a_hole_is_enough() -> None:
    days = (replace(listing(paper(1)), incomplete=True), listing(paper(2), date=date(2026, 2, 12)))
    assert merge(days, ["cs.CL"]).incomplete == ("cs.CL",)


def test_what_was_revised_unseen_is_new_in_its_own_category_and_crossed_elsewhere() -> None:
    own = listing(items=(ListedPaper(paper(1, version=2), AnnounceType.REPLACE),))
    foreign = replace(own, category="cs.SD")
    assert replacements(own) == {paper(1).id}
    for one, kind in ((own, AnnounceType.NEW), (foreign, AnnounceType.CROSS)):
        (item,) = as_announced(one, {paper(1).id}).items
        assert (item.announce_type, item.paper.version) == (kind, 2)
    assert as_announced(own, ()) == own
    assert own.date == DAY
