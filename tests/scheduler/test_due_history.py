"""Sixty random days of one channel: whatever happens, no date is lost or told twice."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.values.channels import Schedule
from bot.values.deliveries import Progress, Silence
from bot.values.listings import ListingState
from scheduler.timing.calendar import announcement_dates, cut_off, feed_time, newest_date
from scheduler.timing.due import Due, decide
from scheduler.timing.timetable import last_slot
from tests.values import channel

FRESH, EMPTY = ListingState.FRESH, ListingState.EMPTY
STALE, UNREACHABLE = ListingState.STALE, ListingState.UNREACHABLE
CATEGORIES = ("cs.CL", "cs.LG", "math.PR")
ASKED = CATEGORIES[:2]
START = datetime(2026, 10, 12, tzinfo=UTC)
SCHEDULES = st.builds(
    Schedule,
    when=st.sampled_from(("daily", "daily", "announced")),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(("UTC", "Asia/Tokyo", "America/New_York", "Australia/Sydney")),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    missed=st.sampled_from(("combined", "each")),
)


class World:
    """A channel in a world whose states change at random; keeps what it was given."""

    def __init__(self, schedule: Schedule, rng: Random) -> None:
        self.channel = channel(subscribed=True, schedule=schedule)
        self.rng = rng
        self.luck = rng.choice((0.01, 0.1, 0.4))
        self.days: dict[date, dict[str, ListingState]] = {}
        self.progress: Progress | None = None
        self.given: list[Due] = []

    def watch(self, now: datetime, *, well: bool) -> None:
        """Ask for all dates so far: papers stay, all else may change."""
        for day in announcement_dates(START.date() - timedelta(days=9), newest_date(now)):
            states = self.days.setdefault(day, {})
            mood = self.mood()
            for name in CATEGORIES:
                state = FRESH if well else self.rng.choice((mood, mood, self.mood()))
                if state and states.get(name) is not FRESH:
                    states[name] = state

    def mood(self) -> ListingState | None:
        """What arXiv would say now; None: it is not asked."""
        if self.rng.random() < self.luck:
            return FRESH
        return self.rng.choice((None, EMPTY, STALE, UNREACHABLE))

    def pause(self) -> timedelta:
        """Until the next call: mostly minutes or hours, at times days."""
        return timedelta(minutes=self.rng.choice((7, 61, 300, 700, 1500, 5000)))

    def call(self, now: datetime) -> None:
        due = decide(self.channel, self.progress, self.days, ASKED, now)
        if due is None:
            return
        self.check(due, now)
        self.given.append(due)
        told = self.progress.apologised if self.progress else None
        self.progress = Progress(
            channel=self.channel.address,
            covered=due.covers,
            slot=due.slot,
            apologised=due.apology or told,
        )

    def check(self, due: Due, now: datetime) -> None:
        """What is said must be so at the moment when it is said."""
        assert due.slot <= now
        assert due.covers <= newest_date(now)
        for one in due.batches:
            assert all(self.has(day, FRESH) for day in one.dates)
            for silence in one.silent:
                assert not self.has(silence.date, FRESH)
                assert self.is_so(silence, now)
        assert due.apology is None or self.out_of_reach(due.apology, now)

    def has(self, day: date, state: ListingState) -> bool:
        return any(self.days[day].get(name) is state for name in ASKED)

    def out_of_reach(self, day: date, now: datetime) -> bool:
        return self.has(day, UNREACHABLE) or now >= feed_time(day) + timedelta(days=7)

    def is_so(self, silence: Silence, now: datetime) -> bool:
        others = self.days[silence.date].get("math.PR") is FRESH
        match silence.reason:
            case "nothing_here":
                return others
            case "holiday":
                return not others and silence.date.month in (11, 12)
            case "probably_holiday":
                return not others and now >= cut_off(silence.date)
            case "unreachable":
                return self.out_of_reach(silence.date, now)


def covered_dates(given: Sequence[Due]) -> list[date]:
    return [
        day
        for due in given
        for one in due.batches
        for day in sorted((*one.dates, *(silence.date for silence in one.silent)))
    ]


@settings(max_examples=60, deadline=None)
@given(schedule=SCHEDULES, rng=st.randoms(use_true_random=True))
def test_sixty_random_days_end_with_every_date_once_and_in_order(
    schedule: Schedule, rng: Random
) -> None:
    world, now = World(schedule, rng), START
    while now < START + timedelta(days=60):
        now += world.pause()
        world.watch(now, well=False)
        world.call(now)
    # the trouble is over: a week passes, with a call every hour
    for hours in range(1, 8 * 24):
        later = now + timedelta(hours=hours)
        world.watch(later, well=True)
        world.call(later)
    check_history(world, later)


def check_history(world: World, now: datetime) -> None:
    told = covered_dates(world.given)
    assert told
    first = min(due.after for due in world.given)
    assert told == list(announcement_dates(first, told[-1]))
    apologies = [due.apology for due in world.given if due.apology]
    assert apologies == sorted(set(apologies))
    slots = [due.slot for due in world.given]
    assert slots == sorted(slots)
    for due, following in pairwise(world.given):
        # a slot comes up again only with what it had left open
        assert following.slot > due.slot or following.batches or following.apology
    # and nothing is left that the last slot could have had
    schedule = world.channel.schedule
    slot = now if schedule.when == "announced" else last_slot(schedule, now)
    assert slot is not None
    assert told[-1] == newest_date(slot)
