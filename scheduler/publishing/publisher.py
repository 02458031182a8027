"""What is due, assembled and stored: every subscribed channel, one transaction each.

::

    channels | decide | listings of the batch | edition | render | publish

Nothing is sent here. A channel that fails is logged and tried again at the next call; the
others are not affected.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.errors import StoreUnusable
from bot.messages.notices import apology
from bot.pipeline.parts import Pipeline
from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import Ledger
from bot.ports.listings import ListingRepository
from bot.translator import Translator
from bot.values.announcements import Announcement, Counts
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Owed, Progress, Publication, Shown
from bot.values.editions import Edition
from bot.values.papers import Paper
from bot.values.topics import Selection
from scheduler.edition import Day
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.owing import Owing
from scheduler.publishing.preparing import Prepared, PreparedDays, begun_after
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import Batch, Due, decide

log = logging.getLogger(__name__)

# how far back we look for announcements that a channel missed
HORIZON = timedelta(days=60)
# so many channels' papers are chosen before they are looked up together
TOGETHER = 100

EditionForm = Callable[[Edition, Translator], tuple[str, ...]]
"""Turns an edition into the parts that its platform sends, in order."""


@dataclass(frozen=True, slots=True)
class PublisherRepositories:
    """The part of the store that the publisher needs."""

    channels: ChannelRepository
    listings: ListingRepository
    ledger: Ledger
    owing: Owing
    first_seen: FirstSeen


@dataclass(frozen=True, slots=True)
class _Waiting:
    channel: Channel
    due: Due
    progress: Progress


class Publisher:
    """Assembles what is due. ``form`` gives the form for a channel's address."""

    def __init__(
        self,
        repositories: PublisherRepositories,
        pipeline: Pipeline,
        form: Callable[[str], EditionForm],
    ) -> None:
        self._repositories = repositories
        self._pipeline = pipeline
        self._form = form
        # what all channels of one pass share: the number of the item stored last, prepared days
        self._cursor = 0
        self._days = self._days_of(())
        self._damage: StoreUnusable | None = None
        # channels that could not be served in the last pass, through a defect
        self.failed = 0

    async def publish_due(
        self,
        now: datetime,
        stop: asyncio.Event | None = None,
        looked: Collection[CategoryDate] | None = None,
    ) -> int:
        """Publish every edition that is due at ``now``, until ``stop`` is set between two
        channels; how many there were. ``looked``: what arXiv was asked about, see decide().
        Raises StoreUnusable: at once, or after all others where it concerns one channel."""
        self._damage, self.failed = None, 0
        channels = [one for one in await self._repositories.channels.every() if one.subscribed]
        if not channels:
            return 0
        waiting = await self._waiting(channels, now, looked)
        count = 0
        for first in range(0, len(waiting), TOGETHER):
            several = waiting[first : first + TOGETHER]
            if stop and stop.is_set():
                break
            chosen = await self._look_ahead(several)
            for owed in several:
                if stop and stop.is_set():
                    break
                count += await self._served(owed, now, chosen.pop(owed.channel.address, None))
        self._days = self._days_of(())
        if self._damage is not None:
            raise self._damage
        return count

    async def _waiting(
        self, channels: Sequence[Channel], now: datetime, looked: Collection[CategoryDate] | None
    ) -> Sequence[_Waiting]:
        """Begin a pass: the channels to which something is due."""
        # The cursor is read before the items: what is stored in between counts as late then, and
        # is not lost.
        self._cursor = await self._repositories.listings.last_number()
        progress = await self._repositories.ledger.progress([one.address for one in channels])
        categories = tuple(dict.fromkeys(name for one in channels for name in one.asked))
        self._days = self._days_of(categories)
        states = await self._repositories.listings.days(newest_date(now) - HORIZON, categories)
        waiting: list[_Waiting] = []
        for channel in channels:
            known = progress.get(channel.address)
            due = decide(channel, known, states, channel.asked, now, looked)
            if due is not None:
                waiting.append(_Waiting(channel, due, known or Progress(channel=channel.address)))
        return waiting

    def _days_of(self, categories: Sequence[str]) -> PreparedDays:
        stored = self._repositories
        return PreparedDays(stored.listings, stored.first_seen, self._pipeline, categories)

    async def _look_ahead(self, several: Sequence[_Waiting]) -> dict[str, Selection]:
        """Choose for several channels, by address, then ask arXiv once for all papers that they
        will be shown: one question for each channel would keep arXiv's gate busy for half an
        hour."""
        await self._repositories.owing.look([one.channel.address for one in several])
        papers: dict[Day, list[Paper]] = {}
        found: dict[str, Selection] = {}
        for owed in several:
            for batch in owed.due.batches[:1]:
                try:
                    day = (await self._prepared(owed.channel, batch, owed.progress)).day
                    undelivered = await self._repositories.owing.of(owed.channel.address)
                    known = await self._known(owed.channel, day, undelivered)
                    chosen = await day.select(owed.channel, known)
                except StoreUnusable:
                    # it is chosen for again when its turn comes, and reports it then
                    continue
                except Exception:
                    # it is chosen for again when its turn comes, and fails alone then
                    log.exception("not_chosen_ahead", extra={"channel": owed.channel.address})
                    continue
                found[owed.channel.address] = chosen
                shown = (one.announced.paper for one in chosen.shown)
                papers.setdefault(day, []).extend(shown)
        for day, shown_papers in papers.items():
            await day.look_up(shown_papers)
        return found

    async def _known(
        self, channel: Channel, day: Day, owed: Mapping[str, Owed]
    ) -> Mapping[str, Shown]:
        """What was shown here, without what did not arrive."""
        announcement = await day.announcement(channel.asked)
        ids = [one.paper.id for one in announcement.papers]
        shown = await self._repositories.ledger.shown(channel.address, ids)
        return {id_: one for id_, one in shown.items() if id_ not in owed}

    async def _served(self, owed: _Waiting, now: datetime, chosen: Selection | None) -> int:
        """One of the boundaries: a channel that fails does not affect the others."""
        try:
            return await self._serve(owed, now, chosen)
        except StoreUnusable as error:
            # a damaged page concerns one channel; any other fault of the store concerns all
            if error.fault != "damaged":
                raise
            self._damage = error
            return 0
        except Exception:
            self.failed += 1
            log.exception("channel_not_served", extra={"channel": owed.channel.address})
            return 0

    async def _serve(self, owed: _Waiting, now: datetime, chosen: Selection | None) -> int:
        """``chosen`` is for the first batch."""
        channel, due, progress = owed.channel, owed.due, owed.progress
        count = 0
        for batch in due.batches:
            publication = await self._publication(channel, batch, due, progress, now, chosen)
            await self._publish(publication)
            progress, chosen = publication.progress, None
            count += 1
        if due.apology is not None:
            progress = replace(
                progress,
                covered=due.covers,
                slot=due.slot,
                cursor=progress.cursor or self._cursor,
                apologised=due.apology,
                begun=_begun(channel, due, progress),
            )
            await self._publish(self._apology(channel, due.apology, progress, now))
            return count + 1
        if not due.batches:
            await self._repositories.ledger.advance(replace(progress, slot=due.slot))
        return count

    async def _publish(self, publication: Publication) -> None:
        delivery = await self._repositories.ledger.publish(publication)
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
        self,
        channel: Channel,
        batch: Batch,
        due: Due,
        progress: Progress,
        now: datetime,
        chosen: Selection | None,
    ) -> Publication:
        prepared = await self._prepared(channel, batch, progress)
        day = prepared.day
        owed = await self._repositories.owing.of(channel.address)
        known = await self._known(channel, day, owed)
        returning = await self._repositories.owing.returning(channel, owed)
        edition = await day.edition(channel, known, batch.silent, returning, chosen)
        missed = await self._repositories.owing.updates(channel.address)
        told = await self._repositories.owing.told_again(edition.updated, missed)
        edition = replace(edition, updated=told)
        return Publication(
            edition=edition,
            parts=self._parts(edition),
            shown=_shown(edition, {**missed, **known}, batch.covers),
            progress=replace(
                progress,
                covered=batch.covers,
                slot=due.slot,
                cursor=prepared.cursor,
                begun=_begun(channel, due, progress),
            ),
            made_at=now,
            released=edition.undelivered.unasked,
        )

    async def _prepared(self, channel: Channel, batch: Batch, progress: Progress) -> Prepared:
        return await self._days.of(batch, progress, channel.asked)

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
            notice=apology(day, self._pipeline.translate(channel.language)),
        )
        return Publication(
            edition=edition, parts=self._parts(edition), shown={}, progress=progress, made_at=now
        )

    def _parts(self, edition: Edition) -> tuple[str, ...]:
        return self._form(edition.channel)(edition, self._pipeline.translate(edition.language))


def _begun(channel: Channel, due: Due, progress: Progress) -> Mapping[str, date]:
    return begun_after(progress, progress.covered or due.after, channel.asked)


def _shown(edition: Edition, known: Mapping[str, Shown], covers: date) -> dict[str, Shown]:
    """What this channel has seen after this edition. A paper with an update keeps the day on
    which it was first shown, and one that did not arrive the day of its announcement."""
    fresh = {entry.paper.id: Shown(entry.paper.version, covers) for entry in edition.papers}
    told = {
        each.id: replace(known[each.id], version=each.version or known[each.id].version)
        for each in edition.updated
    }
    brought = {
        one.entry.paper.id: Shown(one.entry.paper.version, one.on)
        for one in edition.undelivered.papers
    }
    return {**told, **fresh, **brought}


def _nothing() -> Announcement:
    return Announcement(
        dates=(), papers=(), unreadable=(), counts=Counts(), categories={}, basis="announced"
    )
