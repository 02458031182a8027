"""What is due, assembled and stored: each channel's brief with all that follows from it.

::

    channels | decide | listings of the batch | edition | render | publish

Nothing is sent here. A channel that fails is logged and tried again at the next call; the
others are not affected. Channels for which a model may be asked have a lane of their own, as their
briefs wait for its answers: some are assembled side by side there, each stored by itself, and the
others never wait for them. Of those, the briefs of some are stored in one transaction.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.errors import StoreUnusable
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Pulse, Unmeasured
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Publication
from bot.values.editions import Edition
from scheduler.publishing.lanes import PLAIN, SIDE_BY_SIDE, Lane, Lanes, Pass, address_of
from scheduler.publishing.looking_ahead import LookAhead, all_ended
from scheduler.publishing.publications import (
    Ahead,
    EditionForm,
    Lacking,
    Publications,
    PublisherRepositories,
    Waiting,
)

log = logging.getLogger(__name__)

# so many channels' papers are chosen before they are looked up together
TOGETHER = 100
# and so many channels' briefs are stored together: the last is not stored much later than the first
IN_ONE = 10

V = TypeVar("V")


def _nothing(channel: str) -> Collection[str]:
    return ()


class Publisher:
    """Assembles what is due. ``form`` gives the form for a channel's address; ``published`` is
    told of each brief once it is stored, and returns at once. ``lacking`` is what a platform
    cannot do about a brief."""

    def __init__(
        self,
        repositories: PublisherRepositories,
        pipeline: Pipeline,
        form: Callable[[str], EditionForm],
        pulse: Pulse | None = None,
        published: Callable[[Channel, Edition], None] | None = None,
        lacking: Lacking = _nothing,
    ) -> None:
        self._repositories = repositories
        self._lanes = Lanes(repositories, pipeline)
        self._publications = Publications(repositories, pipeline, form, lacking)
        self._pulse = pulse or Unmeasured()
        self._look_ahead = LookAhead(repositories.owing, self._publications, self._pulse)
        self._published = published
        # channels that could not be served in the last pass, through a defect
        self.failed = 0

    @property
    def lanes(self) -> Sequence[Lane]:
        return self._lanes.names

    async def idle(self) -> None:
        """Until no brief is being assembled: what can wait begins then."""
        await self._lanes.idle()

    async def publish_due(
        self,
        now: datetime,
        stop: asyncio.Event | None = None,
        looked: Collection[CategoryDate] | None = None,
        lane: Lane | None = None,
    ) -> int:
        """Publish every edition that is due at ``now``, until ``stop`` is set between two
        channels; how many there were. ``looked``: what arXiv was asked about, see decide().
        ``lane``: only its channels; without it, all, lane beside lane.
        Raises StoreUnusable: at once, or after all others where it concerns one channel."""
        self.failed = 0
        counts = await all_ended(
            [self._passed(each, now, stop, looked) for each in (self.lanes if not lane else [lane])]
        )
        return sum(counts)

    async def _passed(
        self,
        lane: Lane,
        now: datetime,
        stop: asyncio.Event | None,
        looked: Collection[CategoryDate] | None,
    ) -> int:
        taken = await self._lanes.take_up(lane, now, stop, looked)
        try:
            return await self._through(taken)
        finally:
            self._lanes.let_go(map(address_of, taken.waiting))

    async def _through(self, taken: Pass) -> int:
        together, in_one = (TOGETHER, IN_ONE) if taken.lane == PLAIN else (SIDE_BY_SIDE, 1)
        count = 0
        for several in _divided(taken.waiting, together):
            if taken.is_stopped:
                break
            ahead = await self._look_ahead.over(several, taken)
            for beside in _divided(_divided(several, in_one), taken.at_once):
                if taken.is_stopped:
                    break
                count += sum(await all_ended([self._served(one, taken, ahead) for one in beside]))
        if taken.damage is not None:
            raise taken.damage
        return count

    async def _served(
        self, several: Sequence[Waiting], taken: Pass, ahead: dict[str, Ahead]
    ) -> int:
        """What is due to some channels: what comes next for each of them is stored together."""
        count = 0
        going = [
            (one, self._steps(one, taken, ahead.pop(address_of(one), None))) for one in several
        ]
        try:
            while going:
                made = [
                    (one, steps, step)
                    for one, steps in going
                    if (step := await self._alone(anext(steps, None), one, taken)) is not None
                ]
                stored = await all_ended(
                    [self._alone(self._publish(step), one, taken) for one, _, step in made]
                )
                going = [
                    (one, steps)
                    for (one, steps, _), number in zip(made, stored, strict=True)
                    if number is not None
                ]
                count += len(going)
        finally:
            self._lanes.let_go(map(address_of, several))
        return count

    async def _alone(self, work: Awaitable[V], owed: Waiting, taken: Pass) -> V | None:
        """One of the boundaries: a channel that fails does not affect the others."""
        try:
            return await work
        except StoreUnusable as error:
            # a damaged page concerns one channel; any other fault of the store concerns all
            if error.fault != "damaged":
                raise
            taken.damage = error
        except Exception:
            self.failed += 1
            log.exception("channel_not_served", extra={"channel": address_of(owed)})
        return None

    async def _steps(
        self, owed: Waiting, taken: Pass, ahead: Ahead | None
    ) -> AsyncIterator[Publication]:
        """What is due to a channel, one after the other; each is stored before the next is asked
        for. ``ahead`` is for the first batch. None begins once it is to stop."""
        due = owed.due
        if taken.is_stopped:
            return
        for batch in due.batches:
            self._pulse.beat(taken.lane)
            prepared = await taken.days.of(batch, owed.progress, owed.channel.asked)
            made = await self._publications.brief(owed, batch, prepared, taken.now, ahead)
            yield made
            if self._published is not None:
                self._published(owed.channel, made.edition)
            owed, ahead = replace(owed, progress=made.progress), None
        if due.apology is not None:
            yield self._publications.apology(owed, due.apology, taken.cursor, taken.now)
        elif not due.batches:
            await self._repositories.ledger.advance(replace(owed.progress, slot=due.slot))

    async def _publish(self, publication: Publication) -> int:
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
        return delivery


def _divided(those: Sequence[V], size: int) -> Sequence[Sequence[V]]:
    return [those[start : start + size] for start in range(0, len(those), size)]
