"""Everything that a storm does to the bot beside the weather, by seed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from bot.values.channels import Channel, Schedule
from bot.values.topics import Topic
from tests.storm.weather import SLOTS
from tests.storm.world import CATEGORIES, HOUR, WORDS, World, midnight

Fatal = Literal["now", "commit", "after_commit", "arrived", "written", "answered", "arxiv_arrived"]
Kind = Literal[
    "join", "leave", "rejoin", "out", "in", "migrate", "backup", "restore", "full", "roomy", "stop"
]
# after the last fault: what appears late appears, what was given up comes with the next brief
CALM = 5
_AFTER_LAST = 30 * HOUR


@dataclass(frozen=True, slots=True)
class Kill:
    """From ``at`` on the bot dies at the ``n``-th moment of that kind."""

    at: datetime
    kind: Fatal
    n: int


@dataclass(frozen=True, slots=True)
class Event:
    """``channel`` is an index, -1 where it is about the whole service."""

    at: datetime
    kind: Kind
    channel: int = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """``joined`` are the channels that are there from the beginning, by index."""

    begin: datetime
    storm: tuple[datetime, datetime]
    end: datetime
    kills: Sequence[Kill]
    events: Sequence[Event]
    joined: Sequence[int]


def span(first: date, days: int) -> int:
    """Calendar days from ``first`` to the last that is played, calm ones included."""
    return days + CALM


def plan(rng: Random, first: date, days: int, channels: int, kills: int, *, platform: bool) -> Plan:
    start, over = midnight(first), midnight(first + timedelta(days=days))
    late = sorted(rng.sample(range(channels), channels // 10 if channels > 3 else 0))
    return Plan(
        begin=start - 12 * HOUR,
        storm=(start, over),
        end=midnight(first + timedelta(days=span(first, days))) + _AFTER_LAST - 24 * HOUR,
        kills=sorted(_kills(rng, start, over, kills, platform=platform), key=lambda one: one.at),
        events=sorted(
            _with_room(tuple(_events(rng, start, over, channels, late, platform=platform))),
            key=lambda one: one.at,
        ),
        joined=[n for n in range(channels) if n not in late],
    )


def _kills(
    rng: Random, start: datetime, over: datetime, many: int, *, platform: bool
) -> Iterator[Kill]:
    """Half of them at any time, half while briefs go out."""
    kinds: list[Fatal] = ["now", "commit", "commit", "after_commit", "arxiv_arrived"]
    if platform:
        kinds += ["arrived", "written", "written", "answered"]
    for n in range(many):
        at = start + rng.random() * (over - start)
        if n % 2:
            day = rng.randrange((over - start).days) * timedelta(days=1)
            slot = rng.choice([timedelta(minutes=5), *map(_since_midnight, SLOTS)])
            at = start + day + slot + timedelta(seconds=rng.randrange(90))
        yield Kill(at, rng.choice(kinds), rng.randrange(1, 8))


def _since_midnight(slot: time) -> timedelta:
    """From New York's midnight, about."""
    return timedelta(hours=(slot.hour - 5) % 24, minutes=slot.minute)


def _events(
    rng: Random,
    start: datetime,
    over: datetime,
    channels: int,
    late: Sequence[int],
    *,
    platform: bool,
) -> Iterator[Event]:
    length = over - start

    def between(first: float, last: float) -> datetime:
        return start + rng.uniform(first, last) * length

    for n in late:
        yield Event(between(0.05, 0.9), "join", n)
    early = [n for n in range(channels) if n not in late]
    rng.shuffle(early)
    several = max(1, len(early) // 20)
    leaving, moving, out = early[:several], early[several : 3 * several], early[3 * several :]
    if len(early) > 3:
        for n in leaving:
            at = between(0.2, 0.8)
            yield Event(at, "leave", n)
            yield Event(at + rng.uniform(0.05, 0.3) * (over - at), "rejoin", n)
    for n in moving if platform else ():
        yield Event(between(0.1, 0.9), "migrate", n)
    for n in out[: 2 * several] if platform else ():
        at = between(0.05, 0.8)
        yield Event(at, "out", n)
        yield Event(min(at + rng.randrange(1, 40) * HOUR, over), "in", n)
    yield from _to_the_service(rng, start, over)


def _with_room(events: Sequence[Event]) -> Iterator[Event]:
    """Whoever sets a channel up on a full disk is told so, and comes back."""
    (full,) = (each.at for each in events if each.kind == "full")
    (roomy,) = (each.at for each in events if each.kind == "roomy")
    for each in events:
        sets_up = each.kind in ("join", "leave", "rejoin")
        is_full = full <= each.at <= roomy
        yield replace(each, at=roomy + timedelta(minutes=10)) if sets_up and is_full else each


def _to_the_service(rng: Random, start: datetime, over: datetime) -> Iterator[Event]:
    days = (over - start).days
    for n in range(days):
        if n % 2 == 0:
            yield Event(start + n * 24 * HOUR + rng.random() * 24 * HOUR, "stop")
    full = start + rng.uniform(0.1, 0.8) * (over - start)
    slots = [full.replace(hour=s.hour, minute=s.minute) for s in SLOTS]
    full = min(slots, key=lambda at: abs(at - full)) - timedelta(minutes=rng.randrange(1, 30))
    yield Event(full, "full")
    yield Event(full + HOUR, "roomy")
    backup = start + rng.uniform(0.2, 0.5) * (over - start)
    if full <= backup < full + HOUR:
        backup = full - timedelta(minutes=10)
    yield Event(backup, "backup")
    longest = min(over - backup, timedelta(days=2))
    restore = backup + rng.uniform(0.3, 0.9) * longest
    # nobody puts a file back on a full disk
    is_full = full <= restore < full + HOUR
    yield Event(full + HOUR + timedelta(minutes=10) if is_full else restore, "restore")


def channel(rng: Random, address: str, number: int) -> Channel:
    schedule = Schedule(
        when="announced" if rng.random() < 0.3 else "daily",
        at=rng.choice(SLOTS),
        zone="UTC",
        missed=rng.choice(("combined", "each")),
    )
    word = WORDS[number % len(WORDS)]
    return Channel(
        address=address,
        language="en",
        top=30,
        categories=(CATEGORIES[number // len(WORDS) % len(CATEGORIES)],),
        topics=(Topic(name=word.capitalize(), include=(word,)),),
        subscribed=True,
        schedule=schedule,
    )


def public(world: World, end: datetime) -> Sequence[date]:
    """Dates whose announcement is played to its end."""
    return [day for day in world.dates if midnight(day) + _AFTER_LAST <= end]
