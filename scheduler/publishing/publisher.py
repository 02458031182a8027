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
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from bot.errors import StoreUnusable
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Pulse, Unmeasured
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Progress, Publication
from bot.values.editions import Edition
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Selection
from scheduler.edition import Day
from scheduler.publishing.preparing import PreparedDays
from scheduler.publishing.publications import (
    EditionForm,
    Lacking,
    Publications,
    PublisherRepositories,
    Waiting,
)
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import decide

log = logging.getLogger(__name__)

# how far back we look for announcements that a channel missed
HORIZON = timedelta(days=60)
# so many channels' papers are chosen before they are looked up together
TOGETHER = 100
# as many briefs keep a model busy that answers eight calls at a time, and hardly wait for one
# another; more would be late together
SIDE_BY_SIDE = 4

V = TypeVar("V")
Lane = Literal["publish", "publish with a model"]
"""Its name is the name of its worker, too."""
PLAIN: Lane = "publish"
WITH_MODEL: Lane = "publish with a model"


def _nothing(channel: str) -> Collection[str]:
    return ()


@dataclass(slots=True)
class _Pass:
    """What the channels of one pass share. ``cursor`` is the number of the item stored last, and
    ``damage`` what one of them met in the store."""

    lane: Lane
    now: datetime
    stop: asyncio.Event | None
    cursor: int
    days: PreparedDays
    waiting: Sequence[Waiting]
    damage: StoreUnusable | None = None

    @property
    def is_stopped(self) -> bool:
        return self.stop is not None and self.stop.is_set()


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
        self._pipeline = pipeline
        self._publications = Publications(repositories, pipeline, form, lacking)
        self._pulse = pulse or Unmeasured()
        self._published = published
        # addresses that a pass has taken up and not served yet: the other lane leaves them alone
        self._taken: set[str] = set()
        self._taking = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()
        # channels that could not be served in the last pass, through a defect
        self.failed = 0

    @property
    def lanes(self) -> Sequence[Lane]:
        return (PLAIN, WITH_MODEL) if self._pipeline.asks_a_model else (PLAIN,)

    async def idle(self) -> None:
        """Until no brief is being assembled: what can wait begins then."""
        await self._idle.wait()

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
        taken = await self._taken_up(lane, now, stop, looked)
        try:
            return await self._through(taken)
        finally:
            self._let_go(map(_name, taken.waiting))

    async def _through(self, taken: _Pass) -> int:
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
                        [self._served(one, taken, chosen.pop(_name(one), None)) for one in beside]
                    )
                )
        if taken.damage is not None:
            raise taken.damage
        return count

    async def _taken_up(
        self,
        lane: Lane,
        now: datetime,
        stop: asyncio.Event | None,
        looked: Collection[CategoryDate] | None,
    ) -> _Pass:
        """Begin a pass: the channels of the lane to which something is due."""
        # what the other lane has taken up is stored once it is let go, so progress is read after
        async with self._taking:
            every = await self._repositories.channels.every()
            channels = [one for one in every if one.active and one.address not in self._taken]
            # The cursor is read before the items: what is stored in between counts as late then,
            # and is not lost.
            cursor = await self._repositories.listings.last_number() if channels else 0
            due = await self._waiting(channels, now, looked) if channels else ()
            waiting = [one for one in due if await self._is_in(lane, one.channel)]
            self._take(map(_name, waiting))
        categories = tuple(dict.fromkeys(name for one in channels for name in one.asked))
        return _Pass(lane, now, stop, cursor, self._days_of(categories), waiting)

    def _take(self, addresses: Iterable[str]) -> None:
        self._taken.update(addresses)
        if self._taken:
            self._idle.clear()

    def _let_go(self, addresses: Iterable[str]) -> None:
        self._taken.difference_update(addresses)
        if not self._taken:
            self._idle.set()

    async def _is_in(self, lane: Lane, channel: Channel) -> bool:
        if len(self.lanes) == 1:
            return True
        refused = await self._pipeline.refused(Account(channel.address))
        return lane == (PLAIN if refused else WITH_MODEL)

    async def _waiting(
        self, channels: Sequence[Channel], now: datetime, looked: Collection[CategoryDate] | None
    ) -> Sequence[Waiting]:
        progress = await self._repositories.ledger.progress([one.address for one in channels])
        categories = tuple(dict.fromkeys(name for one in channels for name in one.asked))
        states = await self._repositories.listings.days(newest_date(now) - HORIZON, categories)
        waiting: list[Waiting] = []
        for channel in channels:
            known = progress.get(channel.address)
            due = decide(channel, known, states, channel.asked, now, looked)
            if due is not None:
                waiting.append(Waiting(channel, due, known or Progress(channel=channel.address)))
        return waiting

    def _days_of(self, categories: Sequence[str]) -> PreparedDays:
        stored = self._repositories
        return PreparedDays(stored.listings, stored.first_seen, self._pipeline, categories)

    async def _look_ahead(
        self, several: Sequence[Waiting], taken: _Pass, at_once: int
    ) -> dict[str, Selection]:
        """Choose for several channels, by address, then ask arXiv once for all papers that they
        will be shown: one question for each channel would keep arXiv's gate busy for half an
        hour."""
        await self._repositories.owing.look(list(map(_name, several)))
        papers: dict[Day, list[Paper]] = {}
        found: dict[str, Selection] = {}
        for place in range(0, len(several), at_once):
            beside = several[place : place + at_once]
            chosen = await _all([self._chosen(one, taken) for one in beside])
            for one, ahead in zip(beside, chosen, strict=True):
                if ahead is not None:
                    day, found[_name(one)] = ahead
                    shown = (each.announced.paper for each in ahead[1].shown)
                    papers.setdefault(day, []).extend(shown)
        for day, shown_papers in papers.items():
            await day.look_up(shown_papers)
        return found

    async def _chosen(self, owed: Waiting, taken: _Pass) -> tuple[Day, Selection] | None:
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

    async def _served(self, owed: Waiting, taken: _Pass, chosen: Selection | None) -> int:
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
            self._let_go([owed.channel.address])

    async def _serve(self, owed: Waiting, taken: _Pass, chosen: Selection | None) -> int:
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


def _name(waiting: Waiting) -> str:
    return waiting.channel.address


async def _all(works: Sequence[Coroutine[Any, Any, V]]) -> Sequence[V]:
    """Side by side; what fails is raised once the others have ended."""
    done = await asyncio.gather(*works, return_exceptions=True)
    for one in done:
        if isinstance(one, BaseException):
            raise one
    return [one for one in done if not isinstance(one, BaseException)]
