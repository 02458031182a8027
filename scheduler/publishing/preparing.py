"""The days of one pass over all channels, prepared once for those who stand alike.

::

    batch | listings of its dates, what came late | first seen | Day

A paper that comes late for a date on which the channel did not ask for the category yet was not
missed there: the channel was never owed that date.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.ports.listings import ListingRepository
from bot.values.deliveries import Progress
from bot.values.listings import Listing, ListingState
from scheduler.publishing.day_type import day_type
from scheduler.publishing.first_seen import FirstSeen
from scheduler.timing.due import Batch

if TYPE_CHECKING:
    from scheduler.edition import Day

# a channel from before its beginning was stored: no late paper is kept from it
_EVER = date.min


@dataclass(frozen=True, slots=True)
class Prepared:
    """A day, and the number of the item that was stored last when it was read."""

    day: "Day"
    cursor: int


@dataclass(frozen=True, slots=True)
class _Read:
    listings: tuple[Listing, ...]
    late: tuple[Listing, ...]
    cursor: int


# a pass has one day for each stage at which channels are: few
_READ: Kind[_Read] = Kind(1_000)
_PREPARED: Kind[Prepared] = Kind(1_000)


class PreparedDays:
    """``categories`` are those of all channels of the pass."""

    def __init__(
        self,
        listings: ListingRepository,
        first_seen: FirstSeen,
        pipeline: Pipeline,
        categories: Sequence[str],
    ) -> None:
        self._listings = listings
        self._first_seen = first_seen
        self._pipeline = pipeline
        self._categories = tuple(categories)
        self._memo = Memo(pipeline.memo.rounds)

    async def of(self, batch: Batch, progress: Progress, asked: Sequence[str]) -> Prepared:
        """Shared by all channels that are at the same stage, whatever they ask for."""
        position = batch.dates, _is_silence(batch), progress.covered, progress.cursor
        read = await self._memo.once(_READ, position, lambda: self._reading(batch, progress))
        begun = begun_after(progress, progress.covered, asked) if progress.covered else {}
        foreign = frozenset(
            place
            for place, one in enumerate(read.late)
            if (not asked or one.category in asked) and _is_foreign(one, begun)
        )
        return await self._memo.once(
            _PREPARED, (position, foreign), lambda: self._without(foreign, read)
        )

    async def _without(self, foreign: frozenset[int], read: _Read) -> Prepared:
        late = (one for place, one in enumerate(read.late) if place not in foreign)
        day = await day_type()
        return Prepared(day((*read.listings, *late), self._pipeline), read.cursor)

    async def _reading(self, batch: Batch, progress: Progress) -> _Read:
        before, listings, late = -1, list[Listing](), list[Listing]()
        # The watch may store meanwhile. What it adds in between would count here, and once more
        # as late with the cursor that was read before.
        while before != (cursor := await self._listings.last_number()):
            before, listings = cursor, []
            for day in batch.dates:
                listings += await self._listings.between(day, day, self._categories)
            if _is_silence(batch):
                # a date without announcement is no listing that could not be had
                listings = [
                    Listing(category=name, date=None, state=ListingState.EMPTY)
                    for name in self._categories
                ]
            if progress.covered is not None:
                late = list(
                    await self._listings.late(progress.covered, progress.cursor, self._categories)
                )
        return _Read(
            await self._first_seen.among(listings), await self._first_seen.among(late), cursor
        )


def _is_silence(batch: Batch) -> bool:
    return not batch.dates and all(one.reason != "unreachable" for one in batch.silent)


def _is_foreign(late: Listing, begun: Mapping[str, date]) -> bool:
    first = begun.get(late.category or "", begun.get("", _EVER))
    return late.date is not None and late.date < first


def begun_after(progress: Progress, after: date, asked: Collection[str]) -> Mapping[str, date]:
    """From which announcement date on each asked category is owed, once a batch is out.

    ``after`` is what was covered before the batch. A category that is new here begins with
    it; one that is asked for no longer begins anew when it is asked for again.
    """
    unwritten = progress.covered is not None and not progress.begun
    first = _EVER if unwritten else after + timedelta(days=1)
    return {name: progress.begun.get(name, first) for name in asked or ("",)}
