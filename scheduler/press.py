"""What is due, assembled and stored: every subscribed channel, one transaction each.

::

    channels | decide | listings of the batch | edition | render | publish

Nothing is sent here. A channel that fails is logged and tried again at the next
call; it takes no other down.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.deliveries import Progress, Publication, Shown
from bot.messages.notices import apology
from bot.models import Announcement, Channel, Counts, Edition, Listing, Paper
from bot.ports.delivering import Ledger
from bot.ports.shelves import ChannelShelf, DayStates, ListingShelf
from bot.translator import Translator
from scheduler.calendar import newest_date
from scheduler.due import Batch, Due, decide
from scheduler.edition import Day, Newsroom, asked_categories
from scheduler.watching.polling import Place

log = logging.getLogger(__name__)

# how far back a channel's missed announcements are looked for
HORIZON = timedelta(days=60)
# channels chosen for before their papers are looked up together
TOGETHER = 100

Form = Callable[[Edition, Translator], tuple[str, ...]]
"""Turns an edition into the parts that its platform sends, in order."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """What is remembered, as far as the press needs it."""

    channels: ChannelShelf
    listings: ListingShelf
    ledger: Ledger


Standing = tuple[tuple[date, ...], date | None, int]
"""Dates of a batch, the date covered before, and the number stored last: who stands alike
shares a day."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A day, and the number of the item that was stored last when it was read."""

    day: Day
    cursor: int


@dataclass(frozen=True, slots=True)
class _Pass:
    """What all channels of one pass share: categories, the item stored last, prepared days."""

    categories: tuple[str, ...]
    cursor: int
    days: dict[Standing, _Prepared]


@dataclass(frozen=True, slots=True)
class _Owed:
    channel: Channel
    due: Due
    progress: Progress


class Press:
    """Assembles what is due. ``form`` gives the form for a channel's address."""

    def __init__(self, shelves: Shelves, room: Newsroom, form: Callable[[str], Form]) -> None:
        self._shelves = shelves
        self._room = room
        self._form = form
        self._pass = _Pass((), 0, {})

    async def publish_due(
        self,
        now: datetime,
        stop: asyncio.Event | None = None,
        looked: Collection[Place] | None = None,
    ) -> int:
        """Publish every edition that is due at ``now``, until ``stop`` is set between two
        channels; how many there were. ``looked``: what arXiv was asked about, see decide()."""
        channels = [one for one in await self._shelves.channels.every() if one.subscribed]
        if not channels:
            return 0
        # the cursor before the items: what is stored in between is late then, not lost
        cursor = await self._shelves.listings.last_number()
        progress = await self._shelves.ledger.progress([one.address for one in channels])
        everything = dict.fromkeys(name for one in channels for name in asked_categories(one))
        self._pass = _Pass(tuple(everything), cursor, {})
        states = await self._shelves.listings.days(newest_date(now) - HORIZON, tuple(everything))
        waiting = [
            _Owed(channel, due, progress.get(channel.address) or Progress(channel=channel.address))
            for channel in channels
            if (due := _due(channel, progress, states, now, looked)) is not None
        ]
        count = 0
        for first in range(0, len(waiting), TOGETHER):
            several = waiting[first : first + TOGETHER]
            if stop and stop.is_set():
                break
            await self._look_ahead(several)
            for owed in several:
                if stop and stop.is_set():
                    break
                count += await self._served(owed, now)
        self._pass = _Pass((), 0, {})
        return count

    async def _look_ahead(self, several: Sequence[_Owed]) -> None:
        """Choose for several channels, then ask arXiv once for what they will be shown:
        a question a channel would hold arXiv's gate for half an hour."""
        papers: dict[Standing, list[Paper]] = {}
        for owed in several:
            for batch in owed.due.batches[:1]:
                try:
                    day = (await self._prepared(batch, owed.progress)).day
                    known = await self._known(owed.channel, day)
                    chosen = await day.choose_for(owed.channel, known)
                except Exception:
                    # it is chosen for again when it is served, and fails alone there
                    log.exception("not_chosen_ahead", extra={"channel": owed.channel.address})
                    continue
                papers.setdefault(_standing(batch, owed.progress), []).extend(chosen)
        for place, chosen_papers in papers.items():
            await self._pass.days[place].day.look_up(chosen_papers)

    async def _known(self, channel: Channel, day: Day) -> Mapping[str, Shown]:
        ids = [one.paper.id for one in day.announcement(asked_categories(channel)).papers]
        return await self._shelves.ledger.shown(channel.address, ids)

    async def _served(self, owed: _Owed, now: datetime) -> int:
        """One of the boundaries: what goes wrong with one channel stays with it."""
        try:
            return await self._serve(owed.channel, owed.due, owed.progress, now)
        except Exception:
            log.exception("channel_not_served", extra={"channel": owed.channel.address})
            return 0

    async def _serve(self, channel: Channel, due: Due, progress: Progress, now: datetime) -> int:
        count = 0
        for batch in due.batches:
            publication = await self._publication(channel, batch, due, progress, now)
            await self._publish(publication)
            progress = publication.progress
            count += 1
        if due.apology is not None:
            progress = replace(
                progress,
                covered=due.covers,
                slot=due.slot,
                cursor=progress.cursor or self._pass.cursor,
                apologised=due.apology,
            )
            await self._publish(self._apology(channel, due.apology, progress, now))
            return count + 1
        if not due.batches:
            await self._shelves.ledger.advance(replace(progress, slot=due.slot))
        return count

    async def _publish(self, publication: Publication) -> None:
        delivery = await self._shelves.ledger.publish(publication)
        edition = publication.edition
        log.info(
            "published",
            extra={
                "delivery": delivery,
                "channel": edition.channel,
                "dates": [day.isoformat() for day in edition.announcement.dates],
                "shown": len(edition.papers),
                "parts": len(publication.parts),
            },
        )

    async def _publication(
        self, channel: Channel, batch: Batch, due: Due, progress: Progress, now: datetime
    ) -> Publication:
        prepared = await self._prepared(batch, progress)
        day = prepared.day
        known = await self._known(channel, day)
        edition = await day.edition(channel, known, batch.silent)
        return Publication(
            edition=edition,
            parts=self._parts(edition),
            shown=_shown(edition, known, batch.covers),
            progress=replace(progress, covered=batch.covers, slot=due.slot, cursor=prepared.cursor),
            made_at=now,
        )

    async def _prepared(self, batch: Batch, progress: Progress) -> _Prepared:
        """Shared by all channels of a pass that stand at the same place, whatever they ask for."""
        key = _standing(batch, progress)
        if key not in self._pass.days:
            before, listings = -1, list[Listing]()
            # the watch may be storing: what it adds in between would count here and, with
            # the cursor read before, as late once more
            while before != (cursor := await self._shelves.listings.last_number()):
                before, listings = cursor, await self._listings(batch, progress)
            self._pass.days[key] = _Prepared(Day(listings, self._room), cursor)
        return self._pass.days[key]

    async def _listings(self, batch: Batch, progress: Progress) -> list[Listing]:
        """Those of the batch's dates, and what came late for dates that were covered."""
        shelf, found = self._shelves.listings, list[Listing]()
        for day in batch.dates:
            found += await shelf.between(day, day, self._pass.categories)
        if progress.covered is not None:
            found += await shelf.late(progress.covered, progress.cursor, self._pass.categories)
        return found

    def _apology(
        self, channel: Channel, day: date, progress: Progress, now: datetime
    ) -> Publication:
        edition = Edition(
            channel=channel.address,
            announcement=_nothing(),
            language=channel.language,
            topics=channel.topics,
            matched=0,
            already_shown=0,
            failed=0,
            summary=None,
            papers=(),
            notice=apology(day, self._room.translate(channel.language)),
        )
        return Publication(
            edition=edition, parts=self._parts(edition), shown={}, progress=progress, made_at=now
        )

    def _parts(self, edition: Edition) -> tuple[str, ...]:
        return self._form(edition.channel)(edition, self._room.translate(edition.language))


def _due(
    channel: Channel,
    progress: Mapping[str, Progress],
    states: Mapping[date, DayStates],
    now: datetime,
    looked: Collection[Place] | None,
) -> Due | None:
    asked = asked_categories(channel)
    return decide(channel, progress.get(channel.address), states, asked, now, looked)


def _standing(batch: Batch, progress: Progress) -> Standing:
    return batch.dates, progress.covered, progress.cursor


def _shown(edition: Edition, known: Mapping[str, Shown], covers: date) -> dict[str, Shown]:
    """What this channel has seen after this edition; an update keeps its first day."""
    fresh = {entry.paper.id: Shown(entry.paper.version, covers) for entry in edition.papers}
    told = {
        each.id: replace(known[each.id], version=each.version or known[each.id].version)
        for each in edition.updated
    }
    return {**told, **fresh}


def _nothing() -> Announcement:
    return Announcement(
        dates=(), papers=(), unreadable=(), counts=Counts(), categories={}, basis="announced"
    )
