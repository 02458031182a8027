"""Every listed paper has one fate in a channel, and what has none is unexplained."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.accounting import ChannelBook, Fate, ListedItem, Made, Step, fates
from bot.values.listings import AnnounceType

TUE, WED, THU, FRI = (date(2026, 2, day) for day in (10, 11, 12, 13))
FIRST = Step(
    covered_before=None, cursor_before=0, covered=WED, cursor=10, asked={"cs.CL"}, edition=1
)
SECOND = Step(
    covered_before=WED, cursor_before=10, covered=THU, cursor=20, asked={"cs.CL"}, edition=2
)


def an_item(
    number: int, day: date, *, category: str = "cs.CL", replaced: bool = False
) -> ListedItem:
    kind = AnnounceType.REPLACE if replaced else AnnounceType.NEW
    return ListedItem(f"2602.{number:05}", category, day, number, kind, derived=False)


def a_book(
    *steps: Step,
    made: Mapping[int, Made] | None = None,
    shown: Mapping[str, date] | None = None,
    subscribed: bool = True,
) -> ChannelBook:
    editions = {1: Made((WED,), "delivered", ()), 2: Made((THU,), "delivered", ())}
    return ChannelBook(
        address="terminal:lab",
        asked={"cs.CL"},
        subscribed=subscribed,
        closed=False,
        steps=steps,
        editions={**editions, **(made or {})},
        shown=shown or {},
    )


def fate_of(book: ChannelBook, *items: ListedItem, today: date = FRI) -> Sequence[Fate]:
    found = fates(book, items, today)
    return [fate for papers in found.values() for fate in papers.values()]


@pytest.mark.parametrize(
    ("item", "fate"),
    [
        (an_item(5, WED), Fate.NOT_CHOSEN),
        (an_item(15, THU), Fate.NOT_CHOSEN),
        # it was stored late, and looked at with the next brief
        (an_item(15, WED), Fate.NOT_CHOSEN),
        (an_item(25, WED), Fate.NEXT),
        (an_item(25, FRI), Fate.NEXT),
        (an_item(4, TUE), Fate.BEFORE),
        (an_item(5, WED, replaced=True), Fate.REPLACED),
    ],
)
def test_a_paper_belongs_to_one_edition_or_is_to_come(item: ListedItem, fate: Fate) -> None:
    assert fate_of(a_book(FIRST, SECOND), item) == [fate]


@pytest.mark.parametrize(
    ("delivery", "owed", "shown", "refused", "fate"),
    [
        ("delivered", False, True, False, Fate.DELIVERED),
        ("pending", False, True, False, Fate.WAITING),
        ("undelivered", True, False, False, Fate.OWED),
        ("refused", True, False, True, Fate.OWED),
        # one part of it arrived, or was refused
        ("undelivered", False, True, False, Fate.DELIVERED),
        ("delivered", True, False, True, Fate.OWED),
        # for the second time
        ("refused", False, False, True, Fate.REFUSED),
        ("delivered", False, False, True, Fate.REFUSED),
        # a later brief named it, as its topic was taken out
        ("undelivered", False, False, False, Fate.RELEASED),
    ],
)
def test_what_an_edition_showed_has_the_fate_of_its_delivery(
    delivery: str, owed: bool, shown: bool, refused: bool, fate: Fate
) -> None:
    item = an_item(15, THU)
    made = Made((THU,), delivery, {item.paper}, {item.paper} if refused else ())
    book = a_book(FIRST, SECOND, made={2: made}, shown={item.paper: THU} if shown else {})
    assert fate_of(replace(book, owed={item.paper} if owed else ()), item) == [fate]


def test_what_a_later_brief_brought_again_has_the_fate_of_that() -> None:
    item = an_item(5, WED)
    lost = Made((WED,), "undelivered", {item.paper})
    for delivery, fate in (("pending", Fate.WAITING), ("delivered", Fate.DELIVERED)):
        made = {1: lost, 2: Made((THU,), delivery, {item.paper})}
        book = a_book(FIRST, SECOND, made=made, shown={item.paper: WED})
        assert fate_of(book, item) == [fate]


def test_what_was_shown_on_an_earlier_date_is_not_shown_again() -> None:
    item = an_item(15, THU)
    assert fate_of(a_book(FIRST, SECOND, shown={item.paper: TUE}), item) == [Fate.SHOWN_BEFORE]


def test_a_step_over_papers_that_made_no_edition_is_unexplained() -> None:
    skipped = Step(
        covered_before=WED, cursor_before=10, covered=THU, cursor=20, asked={"cs.CL"}, edition=None
    )
    assert fate_of(a_book(FIRST, skipped), an_item(15, THU)) == [Fate.UNEXPLAINED]


def test_an_item_between_two_steps_is_unexplained() -> None:
    gap = Step(
        covered_before=THU, cursor_before=20, covered=FRI, cursor=30, asked={"cs.CL"}, edition=2
    )
    assert fate_of(a_book(FIRST, gap), an_item(15, THU)) == [Fate.UNEXPLAINED]


def test_a_channel_that_is_not_served_for_ten_days_is_unexplained() -> None:
    item = an_item(25, FRI)
    assert fate_of(a_book(FIRST, SECOND), item, today=date(2026, 2, 25)) == [Fate.UNEXPLAINED]
    paused = a_book(FIRST, SECOND, subscribed=False)
    assert fate_of(paused, item, today=date(2026, 2, 25)) == [Fate.BEFORE]


def test_a_category_that_was_not_asked_for_then_is_no_gap() -> None:
    other = Step(
        covered_before=WED, cursor_before=10, covered=THU, cursor=20, asked={"cs.CV"}, edition=2
    )
    assert fate_of(a_book(FIRST, other), an_item(15, THU)) == [Fate.BEFORE]


def test_a_subscription_that_began_anew_is_not_given_what_lies_before() -> None:
    anew = Step(
        covered_before=WED, cursor_before=10, covered=None, cursor=0, asked={"cs.CL"}, edition=None
    )
    first = Step(
        covered_before=None, cursor_before=0, covered=FRI, cursor=30, asked={"cs.CL"}, edition=3
    )
    book = a_book(FIRST, anew, first, made={3: Made((FRI,), "delivered", ())})
    assert fate_of(book, an_item(15, THU), an_item(5, WED)) == [Fate.NOT_CHOSEN, Fate.BEFORE]


def test_categories_that_the_channel_does_not_ask_for_do_not_count() -> None:
    assert fate_of(a_book(FIRST), an_item(5, WED, category="cs.CV")) == []
