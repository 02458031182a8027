"""Entries of one source to one listing, or to one for each day. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from adapters.listings.fields import commonest_day
from adapters.listings.gathering import SourceEntry, gather, state_of
from bot.values.listings import Listing

# a day counts by itself if it has more entries than this, or more than this share of them
_SEVERAL = 5
_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBatch:
    """What a source without announce days holds: records, or JSON lines.

    ``day`` is used where no entry names one; ``cut``: there are more entries than these.
    """

    entries: tuple[SourceEntry, ...]
    category: str | None = None
    day: date | None = None
    cut: bool = False


def one_listing(batch: RecordBatch) -> Listing:
    """All entries on the day that most of them name."""
    return _listing(batch, commonest_day(entry.day for entry in batch.entries), batch.entries)


def listings_by_day(batch: RecordBatch) -> tuple[Listing, ...]:
    """A listing for each announced day, oldest first.

    A few stray entries are no announcement: they join the commonest day, as do those
    without a day.
    """
    commonest = commonest_day(entry.day for entry in batch.entries)
    announced = _announced_days(batch.entries)
    by_day: dict[date | None, list[SourceEntry]] = {day: [] for day in sorted(announced)}
    by_day.setdefault(commonest, [])
    for entry in batch.entries:
        by_day[entry.day if entry.day in announced else commonest].append(entry)
    return tuple(_listing(batch, day, entries) for day, entries in by_day.items())


def _announced_days(entries: Iterable[SourceEntry]) -> Mapping[date, int]:
    counted = Counter(entry.day for entry in entries if entry.day is not None)
    enough = min(_SEVERAL + 1, _SHARE * counted.total())
    return {day: count for day, count in counted.items() if count >= enough}


def _listing(batch: RecordBatch, day: date | None, entries: Iterable[SourceEntry]) -> Listing:
    items, unreadable = gather(entries)
    return Listing(
        category=batch.category,
        date=day or batch.day,
        items=items,
        unreadable=unreadable,
        state=state_of(len(items) + len(unreadable), cut=batch.cut),
        sample=any(item.paper.sample for item in items),
    )
