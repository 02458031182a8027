"""What a channel is owed: every rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.values.channels import Channel, Schedule
from bot.values.deliveries import Progress, Silence, SilenceReason
from bot.values.listings import ListingState
from scheduler.timing.calendar import feed_time
from scheduler.timing.due import Batch, Due, decide
from tests.values import channel

FRESH, TRUNCATED = ListingState.FRESH, ListingState.TRUNCATED
EMPTY, STALE = ListingState.EMPTY, ListingState.STALE
UNREACHABLE = ListingState.UNREACHABLE
Days = dict[date, dict[str, ListingState]]

# an ordinary week in winter: the feeds come at 05:05 UTC, the cut-off is 17:00
FRI0, MON, TUE, WED, THU, FRI = (date(2026, 2, day) for day in (6, 9, 10, 11, 12, 13))
SUN0 = date(2026, 2, 8)
SAT, SUN, MON2 = date(2026, 2, 14), date(2026, 2, 15), date(2026, 2, 16)
DAILY = Schedule(at=time(8), zone="UTC")
ANNOUNCED = Schedule(when="announced")


def on(day: date, clock: str = "08:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC)


def subscribed(schedule: Schedule = DAILY, **changes: Any) -> Channel:
    return channel(subscribed=True, schedule=replace(schedule, **changes))


def came_to(covered: date | None, slot: datetime | None = None, **changes: Any) -> Progress:
    return Progress(channel="terminal:main", covered=covered, slot=slot, **changes)


def all_of(state: ListingState, *days: date) -> Days:
    return {day: {"cs.CL": state} for day in days}


def batch(*days: date, covers: date | None = None, **silent: SilenceReason) -> Batch:
    """Days with papers, and silences by weekday: ``batch(TUE, MON="holiday")``."""
    silences = tuple(Silence(globals()[name], reason) for name, reason in silent.items())
    newest = max((*days, *(silence.date for silence in silences)))
    return Batch(dates=days, silent=silences, covers=covers or newest)


def batches(due: Due | None) -> tuple[Batch, ...]:
    assert due is not None
    return due.batches


def test_a_channel_that_is_not_subscribed_is_owed_nothing() -> None:
    days = all_of(FRESH, TUE)
    assert decide(channel(schedule=DAILY), None, days, ["cs.CL"], on(TUE)) is None
    assert decide(channel(schedule=ANNOUNCED), None, days, ["cs.CL"], on(TUE)) is None


def test_a_first_brief_is_about_the_newest_date_alone() -> None:
    due = decide(subscribed(), None, all_of(FRESH, MON, TUE), ["cs.CL"], on(TUE))
    assert due == Due(slot=on(TUE), after=MON, batches=(batch(TUE),))
    assert due is not None
    assert due.covers == TUE


@pytest.mark.parametrize("schedule", [DAILY, ANNOUNCED])
def test_between_the_feed_and_its_own_hour_a_channel_begins_with_the_new_announcement(
    schedule: Schedule,
) -> None:
    """And the slot after it is served without a word."""
    days = all_of(FRESH, MON, TUE)
    due = decide(subscribed(schedule), None, days, ["cs.CL"], on(TUE, "06:00"))
    assert batches(due) == (batch(TUE),)
    assert due is not None
    later = came_to(TUE, due.slot)
    at_slot = decide(subscribed(schedule), later, days, ["cs.CL"], on(TUE))
    assert at_slot is None or (at_slot.batches, at_slot.apology) == ((), None)


def test_before_the_new_feed_is_here_a_channel_begins_with_the_one_before() -> None:
    """What is stored goes out at once; the slot of the day brings what came in between."""
    for state in (STALE, EMPTY, UNREACHABLE, None):
        days = {**all_of(FRESH, MON), **({TUE: {"cs.CL": state}} if state else {})}
        due = decide(subscribed(), None, days, ["cs.CL"], on(TUE, "06:00"), set())
        assert due == Due(slot=on(MON), after=SUN0, batches=(batch(MON),)), state
    begun = came_to(MON, on(MON))
    days = all_of(FRESH, MON, TUE)
    assert decide(subscribed(), begun, days, ["cs.CL"], on(TUE, "07:59")) is None
    assert batches(decide(subscribed(), begun, days, ["cs.CL"], on(TUE))) == (batch(TUE),)


def test_after_its_own_hour_what_comes_after_the_first_brief_follows_when_it_is_here() -> None:
    due = decide(subscribed(), None, all_of(FRESH, MON), ["cs.CL"], on(TUE, "09:00"), set())
    assert due == Due(slot=on(TUE), after=SUN0, batches=(batch(MON),))
    begun, days = came_to(MON, on(TUE)), all_of(FRESH, MON, TUE)
    assert batches(decide(subscribed(), begun, days, ["cs.CL"], on(TUE, "09:30"))) == (batch(TUE),)


def test_on_a_holiday_a_channel_begins_with_the_announcement_before_it() -> None:
    days = {**all_of(FRESH, THU), FRI: {"cs.CL": EMPTY}}
    due = decide(subscribed(), None, days, ["cs.CL"], on(FRI, "20:00"))
    assert batches(due) == (batch(THU, FRI="probably_holiday"),)
    assert due is not None
    assert due.covers == FRI, "its silence is told with the first brief, not again at the slot"


def test_a_silence_is_no_first_brief_while_the_announcement_before_it_may_come() -> None:
    days = {FRI: {"cs.CL": EMPTY}}
    looked = {("cs.CL", FRI)}
    assert decide(subscribed(), None, days, ["cs.CL"], on(FRI, "20:00"), looked) is None
    looked.add(("cs.CL", THU))
    due = decide(subscribed(), None, days, ["cs.CL"], on(FRI, "20:00"), looked)
    assert batches(due) == (batch(FRI="probably_holiday"),)
    came = {**days, **all_of(FRESH, THU)}
    due = decide(subscribed(), None, came, ["cs.CL"], on(FRI, "20:00"), looked)
    assert batches(due)[0].dates == (THU,)


def test_a_channel_begins_with_no_announcement_that_is_older_than_a_week() -> None:
    late = on(MON2) + timedelta(hours=1)
    assert decide(subscribed(), None, all_of(FRESH, FRI0), ["cs.CL"], late, set()) is None


def test_what_it_begins_with_is_one_announcement_whatever_it_does_with_missed_ones() -> None:
    days = all_of(FRESH, MON, TUE, WED)
    for missed in ("each", "combined"):
        due = decide(subscribed(missed=missed), None, days, ["cs.CL"], on(WED, "06:00"))
        assert batches(due) == (batch(WED),)


def test_a_first_brief_waits_until_its_channel_opens_and_a_later_one_does_not() -> None:
    days, soon = all_of(FRESH, TUE), replace(subscribed(), opens=on(TUE, "08:02"))
    assert decide(soon, None, days, ["cs.CL"], on(TUE, "08:01")) is None
    assert decide(soon, came_to(None), days, ["cs.CL"], on(TUE, "08:01")) is None
    assert batches(decide(soon, None, days, ["cs.CL"], on(TUE, "08:02"))) == (batch(TUE),)
    known = came_to(MON, on(MON))
    assert batches(decide(soon, known, days, ["cs.CL"], on(TUE, "08:01"))) == (batch(TUE),)


def test_before_its_slot_a_channel_is_owed_nothing() -> None:
    done = came_to(MON, on(MON))
    days = all_of(FRESH, TUE)
    assert decide(subscribed(), done, days, ["cs.CL"], on(TUE, "07:59")) is None
    assert batches(decide(subscribed(), done, days, ["cs.CL"], on(TUE))) == (batch(TUE),)


@pytest.mark.parametrize("schedule", [DAILY, ANNOUNCED])
def test_a_category_that_the_watch_comes_to_yet_is_waited_for(schedule: Schedule) -> None:
    """Who subscribes at noon is not told that there is no listing of the second category."""
    days = {TUE: {"cs.CL": FRESH}}
    asked, noon = ["cs.CL", "cs.CV"], on(TUE, "12:00")
    coming = {("cs.CL", TUE), ("cs.CV", MON)}
    who = subscribed(schedule)
    assert decide(who, None, days, asked, noon, coming) is None
    tried = coming | {("cs.CV", TUE)}
    assert batches(decide(who, None, days, asked, noon, tried)) == (batch(TUE),)
    assert batches(decide(who, None, days, asked, noon, None)) == (batch(TUE),)


def test_after_an_outage_the_categories_that_come_back_go_out_together() -> None:
    days = {TUE: {"cs.CL": FRESH, "cs.CV": UNREACHABLE}}
    asked, done = ["cs.CL", "cs.CV"], came_to(MON, on(TUE))
    assert decide(subscribed(), done, days, asked, on(TUE, "09:00"), {("cs.CL", TUE)}) is None
    tried = {("cs.CL", TUE), ("cs.CV", TUE)}
    due = decide(subscribed(), done, days, asked, on(TUE, "09:00"), tried)
    assert batches(due) == (batch(TUE),)


def test_a_watch_that_never_comes_holds_nothing_back_for_ever() -> None:
    days = {TUE: {"cs.CL": FRESH}}
    late = feed_time(TUE) + timedelta(days=7)
    each = subscribed(missed="each")
    due = decide(each, came_to(MON, on(MON)), days, ["cs.CL", "cs.CV"], late, set())
    assert batches(due)[0].dates == (TUE,)


def test_a_served_slot_is_not_served_again() -> None:
    done = came_to(TUE, on(TUE))
    assert decide(subscribed(), done, all_of(FRESH, TUE), ["cs.CL"], on(TUE, "23:59")) is None


def test_a_slot_missed_while_asleep_is_served_on_waking() -> None:
    due = decide(
        subscribed(), came_to(MON, on(MON)), all_of(FRESH, TUE), ["cs.CL"], on(WED, "03:00")
    )
    assert due == Due(slot=on(TUE), after=MON, batches=(batch(TUE),))


def test_weekend_slots_pass_without_a_word() -> None:
    due = decide(subscribed(), came_to(FRI, on(FRI)), {}, ["cs.CL"], on(SAT))
    assert due == Due(slot=on(SAT), after=FRI)
    due = decide(subscribed(), came_to(FRI, on(SAT)), {}, ["cs.CL"], on(SUN))
    assert due == Due(slot=on(SUN), after=FRI)
    assert decide(subscribed(), came_to(FRI, on(SUN)), {}, ["cs.CL"], on(SUN, "20:00")) is None


def test_who_subscribes_on_a_saturday_gets_friday_at_once() -> None:
    due = decide(subscribed(), None, all_of(FRESH, FRI), ["cs.CL"], on(SAT, "10:00"))
    assert due == Due(slot=on(SAT), after=THU, batches=(batch(FRI),))


def test_monday_morning_in_tokyo_has_nothing_new_after_fridays_brief() -> None:
    tokyo = subscribed(zone="Asia/Tokyo")
    saturday, monday = on(FRI, "23:00"), on(SUN, "23:00")
    friday = decide(tokyo, came_to(THU, on(THU, "23:00")), all_of(FRESH, FRI), ["cs.CL"], saturday)
    assert batches(friday) == (batch(FRI),)
    quiet = decide(tokyo, came_to(FRI, saturday), all_of(FRESH, FRI), ["cs.CL"], monday)
    assert quiet == Due(slot=monday, after=FRI)


def test_monday_morning_in_tokyo_gets_friday_where_weekends_are_not_chosen() -> None:
    tokyo = subscribed(zone="Asia/Tokyo", weekdays=(0, 1, 2, 3, 4))
    due = decide(
        tokyo, came_to(THU, on(THU, "23:00")), all_of(FRESH, FRI), ["cs.CL"], on(SUN, "23:00")
    )
    assert due == Due(slot=on(SUN, "23:00"), after=THU, batches=(batch(FRI),))


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        ("combined", (batch(TUE, WED, THU),)),
        ("each", (batch(TUE), batch(WED), batch(THU))),
    ],
)
def test_skipped_weekdays_come_combined_or_one_by_one(
    missed: str, expected: tuple[Batch, ...]
) -> None:
    twice_a_week = subscribed(weekdays=(0, 3), missed=missed)
    done = came_to(MON, on(MON))
    days = all_of(FRESH, TUE, WED, THU)
    assert decide(twice_a_week, done, days, ["cs.CL"], on(WED)) is None
    assert batches(decide(twice_a_week, done, days, ["cs.CL"], on(THU))) == expected


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        ("combined", (batch(TUE, THU, FRI, WED="probably_holiday"),)),
        ("each", (batch(TUE), batch(WED="probably_holiday"), batch(THU), batch(FRI))),
    ],
)
def test_three_days_down_are_caught_up(missed: str, expected: tuple[Batch, ...]) -> None:
    days = all_of(FRESH, TUE, THU, FRI) | all_of(EMPTY, WED)
    due = decide(
        subscribed(missed=missed), came_to(MON, on(MON)), days, ["cs.CL"], on(FRI, "09:30")
    )
    assert due == Due(slot=on(FRI), after=MON, batches=expected)


@pytest.mark.parametrize("missed", ["combined", "each"])
def test_days_that_nobody_asked_about_yet_are_waited_for(missed: str) -> None:
    down, done = subscribed(missed=missed), came_to(MON, on(MON))
    # the newest feed is there before the watch has caught up the days before
    assert decide(down, done, all_of(FRESH, THU), ["cs.CL"], on(THU, "21:00")) is None


def test_after_a_week_unasked_days_hold_nothing_back() -> None:
    done = came_to(FRI0, on(FRI0))
    days = all_of(FRESH, TUE, WED, THU, FRI, MON2)
    assert decide(subscribed(), done, days, ["cs.CL"], on(SUN, "23:59")) is None
    due = decide(subscribed(), done, days, ["cs.CL"], on(MON2))
    assert batches(due) == (batch(TUE, WED, THU, FRI, MON2, MON="unreachable"),)


@pytest.mark.parametrize("missed", ["combined", "each"])
def test_a_combined_brief_waits_for_its_newest_date_and_single_ones_do_not(missed: str) -> None:
    twice_a_week = subscribed(weekdays=(0, 3), missed=missed)
    days = all_of(FRESH, TUE, WED) | all_of(STALE, THU)
    due = decide(twice_a_week, came_to(MON, on(MON)), days, ["cs.CL"], on(THU))
    if missed == "combined":
        assert due is None
        due = decide(
            twice_a_week,
            came_to(MON, on(MON)),
            days | all_of(FRESH, THU),
            ["cs.CL"],
            on(THU, "09:00"),
        )
        assert batches(due) == (batch(TUE, WED, THU),)
    else:
        assert batches(due) == (batch(TUE), batch(WED))
        # what the served slot left open follows without another slot
        due = decide(
            twice_a_week,
            came_to(WED, on(THU)),
            days | all_of(FRESH, THU),
            ["cs.CL"],
            on(THU, "09:00"),
        )
        assert due == Due(slot=on(THU), after=WED, batches=(batch(THU),))


# one pending date, Tuesday: states of the asked two, of another, the time, what is said
A_DATE: list[tuple[str, tuple[ListingState | None, ...], str, str]] = [
    ("fresh", (FRESH, FRESH, None), "08:00", "brief"),
    ("truncated", (TRUNCATED, TRUNCATED, None), "08:00", "brief"),
    ("fresh beside stale does not wait", (FRESH, STALE, None), "08:00", "brief"),
    ("fresh beside unreachable does not wait", (UNREACHABLE, FRESH, None), "08:00", "brief"),
    ("fresh beside unasked does not wait", (FRESH, None, None), "08:00", "brief"),
    ("empty, others fresh", (EMPTY, EMPTY, FRESH), "08:00", "nothing_here"),
    ("empty, others truncated", (EMPTY, EMPTY, TRUNCATED), "08:00", "nothing_here"),
    ("empty, others too", (EMPTY, EMPTY, EMPTY), "16:59", "wait"),
    ("empty at the cut-off", (EMPTY, EMPTY, EMPTY), "17:00", "probably_holiday"),
    ("stale before the cut-off", (STALE, STALE, None), "16:59", "wait"),
    ("stale at the cut-off", (STALE, STALE, None), "17:00", "probably_holiday"),
    ("stale, others fresh", (STALE, EMPTY, FRESH), "16:59", "wait"),
    ("stale at the cut-off, others fresh", (STALE, EMPTY, FRESH), "17:00", "nothing_here"),
    ("not asked", (None, None, FRESH), "08:00", "wait"),
    ("not asked at the cut-off", (None, EMPTY, None), "17:00", "wait"),
    ("unreachable", (UNREACHABLE, UNREACHABLE, None), "08:00", "apology"),
    ("unreachable beside empty", (UNREACHABLE, EMPTY, FRESH), "08:00", "apology"),
    ("unreachable beside unasked", (UNREACHABLE, None, None), "08:00", "apology"),
    ("unreachable beside stale at the cut-off", (STALE, UNREACHABLE, None), "17:00", "apology"),
]


@pytest.mark.parametrize(
    ("states", "clock", "said"), [row[1:] for row in A_DATE], ids=[row[0] for row in A_DATE]
)
@pytest.mark.parametrize("missed", ["combined", "each"])
def test_what_is_said_of_a_date(
    states: Sequence[ListingState | None], clock: str, said: str, missed: str
) -> None:
    names = ("cs.CL", "cs.LG", "math.PR")
    known = {name: state for name, state in zip(names, states, strict=True) if state}
    now = on(TUE, clock)
    done = came_to(MON, on(MON))
    due = decide(subscribed(missed=missed), done, {TUE: known}, names[:2], now)
    assert outcome(due) == said


def outcome(due: Due | None) -> str:
    """In a word, what is said of the one pending date."""
    if due is None:
        return "wait"
    if due.apology:
        assert (due.apology, due.batches) == (TUE, ())
        return "apology"
    (only,) = due.batches
    assert only.covers == TUE
    return "brief" if only.dates == (TUE,) else only.silent[0].reason


def test_a_channel_without_categories_looks_at_all() -> None:
    days = {TUE: {"cs.CL": EMPTY, "math.PR": FRESH}}
    assert batches(decide(subscribed(), None, days, [], on(TUE))) == (batch(TUE),)
    assert decide(subscribed(), None, {}, [], on(TUE)) is None


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 11, 27)])
def test_a_listed_holiday_is_named_as_soon_as_the_feeds_are_empty(day: date) -> None:
    done = came_to(day - timedelta(days=1), on(day - timedelta(days=1)))
    due = decide(subscribed(), done, all_of(EMPTY, day), ["cs.CL"], on(day))
    (only,) = batches(due)
    assert only == Batch(dates=(), silent=(Silence(day, "holiday"),), covers=day)


def test_a_listed_holiday_with_stale_feeds_is_named_at_the_cut_off() -> None:
    day = date(2026, 11, 26)
    done = came_to(date(2026, 11, 25), on(date(2026, 11, 25)))
    assert decide(subscribed(), done, all_of(STALE, day), ["cs.CL"], on(day, "16:59")) is None
    (only,) = batches(decide(subscribed(), done, all_of(STALE, day), ["cs.CL"], on(day, "17:00")))
    assert only.silent == (Silence(day, "holiday"),)


def test_papers_on_a_listed_holiday_are_a_brief() -> None:
    day = date(2026, 11, 27)
    done = came_to(date(2026, 11, 26), on(date(2026, 11, 26)))
    assert batches(decide(subscribed(), done, all_of(FRESH, day), ["cs.CL"], on(day))) == (
        Batch(dates=(day,), silent=(), covers=day),
    )


def test_the_cut_off_is_noon_in_new_york_in_summer_too() -> None:
    day = date(2026, 7, 7)
    done = came_to(date(2026, 7, 6), on(date(2026, 7, 6)))
    assert decide(subscribed(), done, all_of(EMPTY, day), ["cs.CL"], on(day, "15:59")) is None
    assert outcome_reason(
        decide(subscribed(), done, all_of(EMPTY, day), ["cs.CL"], on(day, "16:00"))
    ) == ["probably_holiday"]


def outcome_reason(due: Due | None) -> list[str]:
    return [silence.reason for one in batches(due) for silence in one.silent]


def test_an_apology_is_made_once_and_the_brief_follows_without_a_slot() -> None:
    out, back = all_of(UNREACHABLE, TUE), all_of(FRESH, TUE)
    apology = decide(subscribed(), came_to(MON, on(MON)), out, ["cs.CL"], on(TUE))
    assert apology == Due(slot=on(TUE), after=MON, apology=TUE)
    told = came_to(MON, on(TUE), apologised=TUE)
    assert decide(subscribed(), told, out, ["cs.CL"], on(TUE, "08:01")) is None
    assert decide(subscribed(), told, out, ["cs.CL"], on(TUE, "20:00")) is None
    due = decide(subscribed(), told, back, ["cs.CL"], on(TUE, "20:01"))
    assert due == Due(slot=on(TUE), after=MON, batches=(batch(TUE),))


def test_a_new_channel_that_arxiv_keeps_waiting_does_not_lose_its_first_date() -> None:
    due = decide(subscribed(), None, all_of(UNREACHABLE, TUE), ["cs.CL"], on(TUE))
    assert due == Due(slot=on(TUE), after=MON, apology=TUE)
    assert due is not None
    told = came_to(due.covers, due.slot, apologised=due.apology)
    days = all_of(UNREACHABLE, TUE, WED)
    assert decide(subscribed(), told, days, ["cs.CL"], on(WED)) == Due(
        slot=on(WED), after=MON, apology=WED
    )


def test_an_apology_that_turns_out_a_holiday_ends_in_its_reason() -> None:
    told = came_to(MON, on(TUE), apologised=TUE)
    due = decide(subscribed(), told, all_of(EMPTY, TUE), ["cs.CL"], on(TUE, "17:00"))
    assert batches(due) == (batch(TUE="probably_holiday"),)


def test_weekend_slots_are_no_second_apology() -> None:
    told = came_to(THU, on(FRI), apologised=FRI)
    assert decide(subscribed(), told, all_of(UNREACHABLE, FRI), ["cs.CL"], on(SAT)) is None


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        ("combined", (batch(TUE, WED, THU),)),
        ("each", (batch(TUE), batch(WED), batch(THU))),
    ],
)
def test_three_days_out_of_reach_are_three_apologies_and_then_each_day_once(
    missed: str, expected: tuple[Batch, ...]
) -> None:
    place, progress = subscribed(missed=missed), came_to(MON, on(MON))
    for number, day in enumerate((TUE, WED, THU)):
        out = all_of(UNREACHABLE, *(TUE, WED, THU)[: number + 1])
        due = decide(place, progress, out, ["cs.CL"], on(day))
        assert due == Due(slot=on(day), after=MON, apology=day)
        progress = came_to(MON, on(day), apologised=day)
        assert decide(place, progress, out, ["cs.CL"], on(day, "23:00")) is None
    back = all_of(FRESH, TUE, WED, THU)
    assert batches(decide(place, progress, back, ["cs.CL"], on(FRI, "06:00"))) == expected


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        ("combined", (batch(MON, THU, TUE="unreachable", WED="probably_holiday"),)),
        ("each", (batch(MON), batch(TUE="unreachable", WED="probably_holiday"), batch(THU))),
    ],
)
def test_a_date_out_of_reach_does_not_hold_back_a_later_one(
    missed: str, expected: tuple[Batch, ...]
) -> None:
    days = all_of(FRESH, MON, THU) | all_of(UNREACHABLE, TUE) | all_of(EMPTY, WED)
    progress = came_to(FRI0, on(FRI0))
    due = decide(subscribed(missed=missed), progress, days, ["cs.CL"], on(THU))
    assert due == Due(slot=on(THU), after=FRI0, batches=expected)


def test_a_brief_and_an_apology_may_be_due_together() -> None:
    days = all_of(FRESH, TUE) | all_of(UNREACHABLE, WED)
    due = decide(subscribed(), came_to(MON, on(MON)), days, ["cs.CL"], on(WED))
    assert due == Due(slot=on(WED), after=MON, batches=(batch(TUE),), apology=WED)


def test_a_silence_waits_for_the_unreachable_date_before_it() -> None:
    days = all_of(UNREACHABLE, TUE) | {WED: {"cs.CL": EMPTY, "math.PR": FRESH}}
    told = came_to(MON, on(TUE), apologised=TUE)
    assert decide(subscribed(), told, days, ["cs.CL"], on(WED)) is None
    due = decide(subscribed(), told, days | all_of(FRESH, TUE), ["cs.CL"], on(WED))
    assert batches(due) == (batch(TUE, WED="nothing_here"),)


@pytest.mark.parametrize(
    ("states", "clock", "said"),
    [
        ((FRESH, FRESH), "05:06", "brief"),
        ((FRESH, TRUNCATED), "05:06", "brief"),
        ((FRESH, EMPTY), "05:06", "brief"),
        ((FRESH, STALE), "05:06", "wait"),
        ((FRESH, None), "07:04", "wait"),
        ((FRESH, UNREACHABLE), "07:04", "wait"),
        ((FRESH, STALE), "07:05", "brief"),
        ((FRESH, None), "07:05", "brief"),
        ((EMPTY, EMPTY), "16:59", "wait"),
        ((EMPTY, EMPTY), "17:00", "probably_holiday"),
        ((STALE, STALE), "17:00", "probably_holiday"),
        ((UNREACHABLE, EMPTY), "07:04", "wait"),
        ((UNREACHABLE, EMPTY), "07:05", "apology"),
    ],
)
def test_as_soon_as_announced_means_complete_or_two_hours_later(
    states: Sequence[ListingState | None], clock: str, said: str
) -> None:
    names = ("cs.CL", "cs.LG")
    known = {name: state for name, state in zip(names, states, strict=True) if state}
    done = came_to(MON, feed_time(MON))
    due = decide(subscribed(ANNOUNCED), done, {TUE: known}, names, on(TUE, clock))
    assert outcome(due) == said
    assert due is None or due.slot == feed_time(TUE)


def test_as_soon_as_announced_is_silent_once_nothing_is_pending() -> None:
    place, done = subscribed(ANNOUNCED), came_to(FRI, feed_time(FRI))
    for day in (FRI, SAT, SUN):
        assert decide(place, done, all_of(FRESH, FRI), ["cs.CL"], on(day, "12:00")) is None
    due = decide(place, done, all_of(FRESH, MON2), ["cs.CL"], on(MON2, "05:05"))
    assert due == Due(slot=feed_time(MON2), after=FRI, batches=(batch(MON2),))


def test_a_change_from_daily_to_announced_does_not_take_slots_back() -> None:
    place, done = subscribed(ANNOUNCED), came_to(MON, on(TUE, "08:00"))
    due = decide(place, done, all_of(FRESH, TUE), ["cs.CL"], on(TUE, "08:01"))
    assert due == Due(slot=on(TUE, "08:00"), after=MON, batches=(batch(TUE),))


def test_a_later_time_of_day_does_not_repeat_the_day() -> None:
    done = came_to(TUE, on(TUE))
    evening = subscribed(at=time(18))
    assert decide(evening, done, all_of(FRESH, TUE), ["cs.CL"], on(TUE, "09:00")) is None
    due = decide(evening, done, all_of(FRESH, TUE), ["cs.CL"], on(TUE, "18:00"))
    assert due == Due(slot=on(TUE, "18:00"), after=TUE)


@pytest.mark.parametrize("schedule", [DAILY, ANNOUNCED])
def test_a_clock_that_jumps_back_repeats_nothing(schedule: Schedule) -> None:
    done = came_to(THU, on(THU))
    for day in (TUE, WED, THU):
        due = decide(
            subscribed(schedule), done, all_of(FRESH, TUE, WED, THU), ["cs.CL"], on(day, "09:00")
        )
        assert due is None


def test_a_slot_served_by_a_clock_that_was_ahead_says_nothing_of_days_to_come() -> None:
    ahead = came_to(MON, on(THU), apologised=THU)
    days = all_of(FRESH, TUE)
    due = decide(subscribed(), ahead, days, ["cs.CL"], on(TUE, "09:00"))
    assert due == Due(slot=on(THU), after=MON, batches=(batch(TUE),))


@pytest.mark.parametrize("schedule", [DAILY, ANNOUNCED])
def test_what_is_covered_in_the_future_is_not_told_again(schedule: Schedule) -> None:
    due = decide(
        subscribed(schedule), came_to(MON2, on(MON)), all_of(FRESH, TUE), ["cs.CL"], on(TUE)
    )
    assert due is None or (due.batches, due.apology, due.covers) == ((), None, MON2)


def test_without_weekdays_a_channel_is_owed_nothing() -> None:
    assert decide(subscribed(weekdays=()), None, all_of(FRESH, TUE), ["cs.CL"], on(TUE)) is None


def test_the_hour_that_comes_twice_is_one_slot() -> None:
    night = subscribed(at=time(1, 30), zone="America/New_York")
    sunday, friday = date(2026, 11, 1), date(2026, 10, 30)
    first = on(sunday, "05:30")
    done = came_to(friday, first)
    assert decide(night, done, all_of(FRESH, friday), ["cs.CL"], on(sunday, "06:30")) is None


def test_an_operator_who_asks_for_a_brief_sooner_adds_one_slot() -> None:
    days, covered = all_of(FRESH, TUE, WED), came_to(TUE, on(TUE))
    early = on(WED, "06:00")
    asked = replace(subscribed(), sooner=early)
    assert decide(subscribed(), covered, days, ["cs.CL"], early) is None
    assert batches(decide(asked, covered, days, ["cs.CL"], early)) == (batch(WED),)
    # once it is served it is not served again, and the day's own slot has nothing left
    served = came_to(WED, early)
    assert decide(asked, served, days, ["cs.CL"], early + timedelta(minutes=1)) is None
    assert decide(asked, served, days, ["cs.CL"], on(WED)) == Due(slot=on(WED), after=WED)


def test_a_slot_that_is_asked_for_later_is_none_yet() -> None:
    asked = replace(subscribed(), sooner=on(WED, "06:00"))
    served = came_to(TUE, on(TUE))
    assert decide(asked, served, all_of(FRESH, WED), ["cs.CL"], on(WED, "05:30")) is None
