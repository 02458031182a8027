"""What is due, assembled and stored: every subscribed channel, one transaction each.

::

    channels | decide | listings of the batch | edition | render | publish

Nothing is sent here. A channel that fails is logged and tried again at the next call; the
others are not affected. Channels for which a model may be asked have a lane of their own, as their
briefs wait for its answers: some are assembled side by side there, and the others never wait for
them.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import StoreUnusable
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Pulse, Unmeasured
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Publication
from bot.values.editions import Edition
from bot.values.papers import Paper
from bot.values.topics import Selection
from scheduler.publishing.lanes import PLAIN, Lane, Lanes, Pass, address_of
from scheduler.publishing.publications import (
    EditionForm,
    Lacking,
    Publications,
    PublisherRepositories,
    Waiting,
)

if TYPE_CHECKING:
    from scheduler.edition import Day

log = logging.getLogger(__name__)

# so many channels' papers are chosen before they are looked up together
TOGETHER = 100
# as many briefs keep a model busy that answers eight calls at a time, and hardly wait for one
# another; more would be late together
SIDE_BY_SIDE = 4

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
        counts = await _all(
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
        together, at_once = (TOGETHER, 1) if taken.lane == PLAIN else (SIDE_BY_SIDE, SIDE_BY_SIDE)
        count = 0
        for first in range(0, len(taken.waiting), together):
            several = taken.waiting[first : first + together]
            if taken.is_stopped:
                break
            chosen = await self._look_ahead(several, taken, at_once)
            for place in range(0, len(several), at_once):
                if taken.is_stopped:
                    break
                beside = several[place : place + at_once]
                count += sum(
                    await _all(
                        [
                            self._served(one, taken, chosen.pop(address_of(one), None))
                            for one in beside
                        ]
                    )
                )
        if taken.damage is not None:
            raise taken.damage
        return count

    async def _look_ahead(
        self, several: Sequence[Waiting], taken: Pass, at_once: int
    ) -> dict[str, Selection]:
        """Choose for several channels, by address, then ask arXiv once for all papers that they
        will be shown: one question for each channel would keep arXiv's gate busy for half an
        hour."""
        await self._repositories.owing.look(list(map(address_of, several)))
        papers: dict[Day, list[Paper]] = {}
        found: dict[str, Selection] = {}
        for place in range(0, len(several), at_once):
            if taken.is_stopped:
                return {}
            beside = several[place : place + at_once]
            chosen = await _all([self._chosen(one, taken) for one in beside])
            for one, ahead in zip(beside, chosen, strict=True):
                if ahead is not None:
                    day, found[address_of(one)] = ahead
                    shown = (each.announced.paper for each in ahead[1].shown)
                    papers.setdefault(day, []).extend(shown)
        for day, shown_papers in papers.items():
            await day.look_up(shown_papers)
        return found

    async def _chosen(self, owed: Waiting, taken: Pass) -> "tuple[Day, Selection] | None":
        """For its first batch; None where there is none, or it cannot be chosen now: it is chosen
        for again when its turn comes, and fails alone or reports it then."""
        self._pulse.beat(taken.lane)
        try:
            for batch in owed.due.batches[:1]:
                prepared = await taken.days.of(batch, owed.progress, owed.channel.asked)
                undelivered = await self._repositories.owing.of(owed.channel.address)
                known = await self._publications.known(owed.channel, prepared.day, undelivered)
                return prepared.day, await prepared.day.select(owed.channel, known)
        except StoreUnusable:
            return None
        except Exception:
            log.exception("not_chosen_ahead", extra={"channel": owed.channel.address})
        return None

    async def _served(self, owed: Waiting, taken: Pass, chosen: Selection | None) -> int:
        """One of the boundaries: a channel that fails does not affect the others."""
        try:
            return await self._serve(owed, taken, chosen)
        except StoreUnusable as error:
            # a damaged page concerns one channel; any other fault of the store concerns all
            if error.fault != "damaged":
                raise
            taken.damage = error
            return 0
        except Exception:
            self.failed += 1
            log.exception("channel_not_served", extra={"channel": owed.channel.address})
            return 0
        finally:
            self._lanes.let_go([owed.channel.address])

    async def _serve(self, owed: Waiting, taken: Pass, chosen: Selection | None) -> int:
        """``chosen`` is for the first batch."""
        due, count = owed.due, 0
        for batch in due.batches:
            self._pulse.beat(taken.lane)
            prepared = await taken.days.of(batch, owed.progress, owed.channel.asked)
            made = await self._publications.brief(owed, batch, prepared, taken.now, chosen)
            await self._publish(made)
            if self._published is not None:
                self._published(owed.channel, made.edition)
            owed, chosen = replace(owed, progress=made.progress), None
            count += 1
        if due.apology is not None:
            await self._publish(
                self._publications.apology(owed, due.apology, taken.cursor, taken.now)
            )
            return count + 1
        if not due.batches:
            await self._repositories.ledger.advance(replace(owed.progress, slot=due.slot))
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


async def _all(works: Sequence[Coroutine[Any, Any, V]]) -> Sequence[V]:
    """Side by side; what fails is raised once the others have ended."""
    done = await asyncio.gather(*works, return_exceptions=True)
    for one in done:
        if isinstance(one, BaseException):
            raise one
    return [one for one in done if not isinstance(one, BaseException)]
