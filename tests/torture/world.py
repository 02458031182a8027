"""Three announcement days of an invented arXiv, two hundred channels, and what is true of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.deliveries import Progress
from bot.models import AnnounceType, Channel, ListedPaper, Paper, Schedule, Topic
from scheduler.calendar import announcement_dates, newest_date
from scheduler.timetable import last_slot, next_slot
from tests.samples.papers import paper

CATEGORIES = ("cs.CL", "cs.CV", "cs.LG", "hep-th", "math.PR", "q-bio.NC")
DAYS = (date(2026, 2, 11), date(2026, 2, 12), date(2026, 2, 13))
BEGIN = datetime(2026, 2, 11, 5, 6, tzinfo=UTC)
# every daily slot has come by then since the feeds of the last day
END = datetime(2026, 2, 14, 9, 0, tzinfo=UTC)
CHANNELS = 200
PAPERS = 8

_ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Australia/Sydney",
          "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")  # fmt: skip
_WEEKDAYS = ((0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (2, 4), (3, 5))
_WANTED = "pebbles"
_KINDS = (AnnounceType.NEW, AnnounceType.CROSS, AnnounceType.REPLACE)
# the feeds come at 05:05 UTC in winter: whoever asks for a brief in that very minute gets
# what is there, and the rest with the next one; that is another test's
_FETCHING = (time(5, 0), time(8, 0))


def announced() -> Mapping[date, Mapping[str, Sequence[ListedPaper]]]:
    return {day: {name: _batch(day, name) for name in CATEGORIES} for day in DAYS}


def _batch(day: date, category: str) -> list[ListedPaper]:
    """Papers of its own, one cross-list from the neighbour, a new version of yesterday's."""
    place = CATEGORIES.index(category)
    batch = [ListedPaper(_paper(day, category, n), AnnounceType.NEW) for n in range(PAPERS)]
    neighbour = CATEGORIES[place - 1]
    batch.append(ListedPaper(_paper(day, neighbour, 1), AnnounceType.CROSS))
    if day != DAYS[0]:
        earlier = _paper(day - timedelta(days=1), category, 2)
        revised = replace(earlier, version=2, updated=day - timedelta(days=1))
        batch.append(ListedPaper(revised, AnnounceType.REPLACE))
    return batch


def _paper(day: date, category: str, n: int) -> Paper:
    place = CATEGORIES.index(category)
    beside = CATEGORIES[(place + 1) % len(CATEGORIES)]
    number = 10000 + 100 * DAYS.index(day) + 10 * place + n
    subject = f"Sorting {_WANTED} by sound" if n % 4 == 0 else "Weaving reeds by night"
    return replace(
        paper(number, categories=(category, beside) if n == 1 else (category,)),
        title=f"{subject}, part {number}",
        published=day - timedelta(days=1),
        updated=day - timedelta(days=1),
    )


def channels(rng: Random) -> tuple[Channel, ...]:
    return tuple(_channel(number, rng) for number in range(CHANNELS))


def _channel(number: int, rng: Random) -> Channel:
    topics = (Topic(name="Stones", include=(_WANTED,)),) if rng.random() < 0.5 else ()
    schedule = Schedule(
        when="announced" if rng.random() < 0.2 else "daily",
        at=time(rng.randrange(24), rng.choice((0, 10, 30))),
        zone=rng.choice(_ZONES),
        weekdays=rng.choice(_WEEKDAYS),
        missed=rng.choice(("combined", "each")),
    )
    if schedule.when == "daily" and _is_amid_fetching(schedule):
        schedule = replace(schedule, at=time(12, 0), zone="UTC")
    return Channel(
        address=f"terminal:c{number:03}",
        language="en",
        top=rng.choice((3, 10, 30)),
        categories=tuple(rng.sample(CATEGORIES, rng.choice((1, 1, 2, 3)))),
        topics=topics,
        subscribed=True,
        schedule=schedule,
    )


def _is_amid_fetching(schedule: Schedule) -> bool:
    everyday = replace(schedule, weekdays=(0, 1, 2, 3, 4, 5, 6))
    slot = next_slot(everyday, BEGIN)
    return slot is not None and _FETCHING[0] <= slot.time() < _FETCHING[1]


def starting_point(channel: Channel) -> Progress:
    """As if served until the day before the first: else a slow machine, on which a whole
    played day may pass without work, would begin a channel with a later date."""
    slot = BEGIN if channel.schedule.when == "announced" else last_slot(channel.schedule, BEGIN)
    return Progress(channel=channel.address, covered=DAYS[0] - timedelta(days=1), slot=slot)


def expected_dates(channel: Channel, end: datetime) -> list[date]:
    """From the first date to the newest at the last slot before ``end``."""
    slot = end if channel.schedule.when == "announced" else last_slot(channel.schedule, end)
    assert slot is not None
    return list(announcement_dates(DAYS[0] - timedelta(days=1), newest_date(slot)))


def counted(places: Iterable[tuple[date, str]]) -> Mapping[str, AnnounceType]:
    """Every paper of these listings once: new beats cross-listed beats replaced."""
    kinds: dict[str, AnnounceType] = {}
    for day, category in places:
        for item in _batch(day, category):
            kind = item.announce_type or AnnounceType.NEW
            known = kinds.get(item.paper.id, kind)
            kinds[item.paper.id] = min(kind, known, key=_KINDS.index)
    return kinds


def matching(channel: Channel, kinds: Mapping[str, AnnounceType]) -> set[str]:
    """What meets the channel's topics: replacements never do."""
    return {
        id_
        for id_, kind in kinds.items()
        if kind is not AnnounceType.REPLACE and (not channel.topics or int(id_[-1]) % 4 == 0)
    }
