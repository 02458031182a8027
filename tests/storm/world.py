"""An invented arXiv by seed: what is announced when, and how its feeds and records show it. Pure.

Every paper that counts bears a made-up word in its title and abstract; a channel asks for one
category and one word, so what it is owed is certain. ``truth`` is what was announced; feeds
and records show it late, in part, under another date, or not at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Literal

from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Author, Paper
from scheduler.timing.calendar import NEW_YORK

CATEGORIES = ("cs.CL", "cs.CV", "cs.LG", "hep-th", "math.PR", "q-bio.NC")
WORDS = ("quibblefrost", "marnolite", "zephyrkin")
# before the storm: what a new channel's first brief may hold
BEFORE = 3
HOUR = timedelta(hours=1)
_SUBJECTS = ("Listening to {} by night", "Weaving {} from reeds", "A census of {} in rivers",
             "Sorting {} by sound", "The slow drift of {}", "Folding {} without glue")  # fmt: skip
_PLAIN = ("pebbles", "lanterns", "harbours", "clay jars")

Shape = Literal[
    "whole", "late", "half", "half_for_good", "stale", "empty_at_first", "empty", "ahead", "behind"
]
"""How a feed shows its day: see :meth:`World.feed`."""
_SHAPES: Mapping[Shape, int] = {
    "whole": 56, "late": 10, "half": 8, "half_for_good": 4, "stale": 4, "empty_at_first": 6,
    "empty": 3, "ahead": 5, "behind": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feed:
    """``until``: how long after midnight its fault lasts, where it ends at all."""

    shape: Shape
    until: timedelta


@dataclass(frozen=True, slots=True)
class Record:
    """What the archive says of a paper from ``seen`` (UTC) on; dated ``stamp``."""

    seen: datetime
    stamp: date
    paper: Paper


@dataclass(frozen=True)
class World:
    """``truth`` by date and category. ``feeds`` has no entry for a date without a fault."""

    dates: Sequence[date]
    truth: Mapping[date, Mapping[str, Sequence[ListedPaper]]]
    feeds: Mapping[tuple[date, str], Feed]
    records: Mapping[str, Sequence[Record]]
    quiet_weekends: bool
    _by_category: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def announced(self, day: date, category: str) -> Sequence[ListedPaper]:
        return self.truth.get(day, {}).get(category, ())

    def feed(self, category: str, now: datetime) -> tuple[date, Sequence[ListedPaper]]:
        """The date that the feed names, and its entries."""
        here = now.astimezone(NEW_YORK).date()
        newest = max(day for day in self.dates if day <= here)
        if here != newest and self.quiet_weekends and here.weekday() >= 5:
            return here, ()
        items, before = self.announced(newest, category), self._before(newest, category)
        shown = self.feeds.get((newest, category), Feed("whole", HOUR))
        over = now >= midnight(newest) + shown.until
        match shown.shape:
            case "late" if not over:
                return before
            case "stale":
                return before
            case "half" if not over:
                return newest, items[::2]
            case "half_for_good":
                return newest, items[::2]
            case "empty_at_first" if not over:
                return newest, ()
            case "empty":
                return newest, ()
            case "ahead":
                return newest + timedelta(days=1), items
            case "behind":
                return before[0], items
        return newest, items

    def _before(self, day: date, category: str) -> tuple[date, Sequence[ListedPaper]]:
        earlier = max((one for one in self.dates if one < day), default=day)
        return earlier, self.announced(earlier, category)

    def archive(self, category: str, first: str, last: str, now: datetime) -> list[Record]:
        """Records of a category as they are now, by date."""
        known = (self.record(id_, now) for id_ in self._by_category.get(category, ()))
        found = [one for one in known if one and first <= one.stamp.isoformat() <= last]
        return sorted(found, key=lambda one: (one.stamp, one.paper.id))

    def record(self, id_: str, now: datetime) -> Record | None:
        seen = [one for one in self.records.get(id_, ()) if one.seen <= now]
        return seen[-1] if seen else None


def midnight(day: date) -> datetime:
    """In New York."""
    return datetime.combine(day, time(0), NEW_YORK).astimezone(UTC)


def world(rng: Random, first: date, days: int, *, faults: bool = True) -> World:
    """``days`` calendar days from ``first`` on, and a few working days before. Faults of feeds
    and records last until ``calm`` days before the end."""
    start = first - timedelta(days=1)
    while sum(1 for _ in _working(start, first)) < BEFORE:
        start -= timedelta(days=1)
    last = first + timedelta(days=days)
    dates = list(_working(start, last))
    made = _Making(rng, dates, _holiday(rng, [d for d in dates if d >= first]))
    for day in dates:
        made.announce(day)
    feeds = {}
    for day in dates if faults else ():
        for category in CATEGORIES:
            if day >= first:
                feeds[day, category] = _feed(rng)
    return World(
        dates=dates,
        truth=made.truth,
        feeds=feeds,
        records=made.records,
        quiet_weekends=rng.random() < 0.5,
        _by_category=made.by_category,
    )


def calmed(shown: World, since: date) -> World:
    """The same, but from ``since`` on feeds are whole and records there in time."""
    feeds = {place: feed for place, feed in shown.feeds.items() if place[0] < since}
    records = {
        id_: [_in_time(one) if one.stamp >= since else one for one in several]
        for id_, several in shown.records.items()
    }
    return replace(shown, feeds=feeds, records=records)


def _in_time(record: Record) -> Record:
    return replace(record, seen=min(record.seen, midnight(record.stamp)))


def _working(first: date, last: date) -> Iterator[date]:
    day = first
    while day < last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _holiday(rng: Random, dates: Sequence[date]) -> date | None:
    """A day on which nothing at all is announced."""
    return rng.choice(dates[2:-2]) if len(dates) > 8 else None


def _feed(rng: Random) -> Feed:
    shape = rng.choices(list(_SHAPES), list(_SHAPES.values()))[0]
    return Feed(shape, timedelta(minutes=rng.randrange(10, 14 * 60)))


class _Making:
    def __init__(self, rng: Random, dates: Sequence[date], holiday: date | None) -> None:
        self._rng = rng
        self._dates = dates
        self._holiday = holiday
        self.truth: dict[date, dict[str, list[ListedPaper]]] = {}
        self.records: dict[str, list[Record]] = {}
        self.by_category: dict[str, list[str]] = {name: [] for name in CATEGORIES}
        self._recent: list[tuple[date, Paper]] = []

    def announce(self, day: date) -> None:
        truth: dict[str, list[ListedPaper]] = {name: [] for name in CATEGORIES}
        self.truth[day] = truth
        if day == self._holiday:
            return
        for category in CATEGORIES:
            if self._rng.random() < 0.04:
                continue  # nothing in this category today
            for paper in self._new(day, category):
                self._listed(day, paper, AnnounceType.NEW, truth)
        for paper in self._revised(day):
            self._listed(day, paper, AnnounceType.REPLACE, truth)
        for paper in self._touched(day):
            self._note(paper, Record(midnight(day), day, paper))

    def _new(self, day: date, category: str) -> Iterator[Paper]:
        place = CATEGORIES.index(category)
        marks: list[str | None] = [None] * self._rng.randrange(1, 4)
        for each in WORDS:
            marks += [each] * self._rng.choice((0, 1, 1, 2, 2))
        self._rng.shuffle(marks)
        for n, word in enumerate(marks):
            number = 10000 + 1000 * (self._dates.index(day) % 80) + 100 * place + n
            crossed = self._rng.random() < 0.2
            beside = self._rng.choice([one for one in CATEGORIES if one != category])
            yield self._paper(day, number, word, (category, beside) if crossed else (category,))

    def _paper(self, day: date, number: int, word: str | None, names: tuple[str, ...]) -> Paper:
        thing = word or self._rng.choice(_PLAIN)
        eve = day - timedelta(days=1)
        return Paper(
            id=f"{day:%y%m}.{number}",
            version=1,
            title=f"{self._rng.choice(_SUBJECTS).format(thing)}, part {number}",
            abstract=f"Nobody has measured {thing} number {number} before. We propose a method "
            f"that listens to {thing}. It hears {number % 90 + 5} of them in one night.",
            authors=(Author("Ada Quill"), Author("Ben Rill")),
            categories=names,
            license="http://creativecommons.org/licenses/by/4.0/",
            published=eve,
            updated=eve,
        )

    def _listed(
        self,
        day: date,
        paper: Paper,
        kind: AnnounceType,
        truth: Mapping[str, list[ListedPaper]],
    ) -> None:
        for n, name in enumerate(paper.categories):
            crossed = n and kind is AnnounceType.NEW
            truth[name].append(ListedPaper(paper, AnnounceType.CROSS if crossed else kind))
        if kind is AnnounceType.NEW:
            self._recent.append((day, paper))
        self._note(paper, self._record(day, paper))

    def _record(self, day: date, paper: Paper) -> Record:
        if self._rng.random() < 0.7:
            return Record(midnight(day), day, paper)
        late = midnight(day) + timedelta(minutes=self._rng.randrange(5, 48 * 60))
        # some are dated when they appear
        stamp = late.astimezone(NEW_YORK).date() if self._rng.random() < 0.25 else day
        return Record(late, stamp, paper)

    def _note(self, paper: Paper, record: Record) -> None:
        known = self.records.setdefault(paper.id, [])
        if not known:
            for name in paper.categories:
                self.by_category[name].append(paper.id)
        elif record.seen < known[-1].seen:
            record = replace(record, seen=known[-1].seen)
        known.append(record)

    def _revised(self, day: date) -> Iterator[Paper]:
        """A few of the last week's in a new version."""
        week = [(on, one) for on, one in self._recent if timedelta(0) < day - on <= timedelta(7)]
        for on, paper in self._rng.sample(week, min(len(week), self._rng.randrange(3))):
            eve = day - timedelta(days=1)
            revised = replace(paper, version=(paper.version or 1) + 1, updated=eve)
            self._recent.remove((on, paper))
            self._recent.append((on, revised))
            yield revised

    def _touched(self, day: date) -> Iterator[Paper]:
        """Old ones whose record gets a journal reference and today's date."""
        old = [one for on, one in self._recent if timedelta(2) < day - on]
        for paper in self._rng.sample(old, min(len(old), self._rng.randrange(2))):
            yield replace(paper, journal_ref="Journal of Reeds 4 (2026)")
