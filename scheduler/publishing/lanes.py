"""Whose turn it is: the channels to which something is due, in a lane each.

Channels for which a model may be asked have a lane of their own, as their briefs wait for its
answers. What one lane has taken up, the other leaves alone.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.errors import StoreUnusable
from bot.pipeline.parts import Pipeline
from bot.values.channels import Channel
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Progress
from bot.values.model import Account
from scheduler.publishing.preparing import PreparedDays
from scheduler.publishing.publications import PublisherRepositories, Waiting
from scheduler.timing.calendar import newest_date
from scheduler.timing.due import decide

# how far back we look for announcements that a channel missed
HORIZON = timedelta(days=60)

Lane = Literal["publish", "publish with a model"]
"""Its name is the name of its worker, too."""
PLAIN: Lane = "publish"
WITH_MODEL: Lane = "publish with a model"
# as many briefs keep a model busy that answers eight calls at a time, and hardly wait for one
# another; more would be late together
SIDE_BY_SIDE = 4


@dataclass(slots=True)
class Pass:
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
    def at_once(self) -> int:
        """So much is assembled side by side."""
        return 1 if self.lane == PLAIN else SIDE_BY_SIDE

    @property
    def is_stopped(self) -> bool:
        return self.stop is not None and self.stop.is_set()


class Lanes:
    def __init__(self, repositories: PublisherRepositories, pipeline: Pipeline) -> None:
        self._repositories = repositories
        self._pipeline = pipeline
        # addresses that a pass has taken up and not served yet
        self._taken: set[str] = set()
        self._taking = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def names(self) -> Sequence[Lane]:
        return (PLAIN, WITH_MODEL) if self._pipeline.asks_a_model else (PLAIN,)

    async def idle(self) -> None:
        """Until nothing that was taken up waits."""
        await self._idle.wait()

    async def take_up(
        self,
        lane: Lane,
        now: datetime,
        stop: asyncio.Event | None,
        looked: Collection[CategoryDate] | None,
    ) -> Pass:
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
            self._take(map(address_of, waiting))
        categories = tuple(dict.fromkeys(name for one in channels for name in one.asked))
        return Pass(lane, now, stop, cursor, self._days_of(categories), waiting)

    def _take(self, addresses: Iterable[str]) -> None:
        self._taken.update(addresses)
        if self._taken:
            self._idle.clear()

    def let_go(self, addresses: Iterable[str]) -> None:
        self._taken.difference_update(addresses)
        if not self._taken:
            self._idle.set()

    async def _is_in(self, lane: Lane, channel: Channel) -> bool:
        if len(self.names) == 1:
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
            # of thousands, in which others want the event loop
            await self._pipeline.memo.rounds.turn()
            known = progress.get(channel.address)
            due = decide(channel, known, states, channel.asked, now, looked)
            if due is not None:
                waiting.append(Waiting(channel, due, known or Progress(channel=channel.address)))
        return waiting

    def _days_of(self, categories: Sequence[str]) -> PreparedDays:
        stored = self._repositories
        return PreparedDays(stored.listings, stored.first_seen, self._pipeline, categories)


def address_of(waiting: Waiting) -> str:
    return waiting.channel.address
