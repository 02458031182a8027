"""What each channel was given and is owed, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.values.deliveries import (
    Became,
    Delivery,
    Owed,
    Progress,
    Publication,
    Settlement,
    Shown,
    Waiting,
)
from bot.values.editions import Edition
from bot.values.standings import LoggedBrief, Standing


class Ledger(Protocol):
    """What each channel was given: the promise that nothing comes twice or goes missing."""

    async def progress(self, addresses: Sequence[str]) -> Mapping[str, Progress]:
        """By address; a channel that was never served is absent."""
        ...

    async def shown(self, address: str, ids: Sequence[str] | None = None) -> Mapping[str, Shown]:
        """What this channel was shown, by canonical id (of ``ids``, where given)."""
        ...

    async def publish(self, publication: Publication) -> int:
        """Store edition, shown papers, progress and one pending delivery in one
        transaction; the delivery's id."""
        ...

    async def advance(self, progress: Progress) -> None:
        """Move a channel on where there is nothing to send."""
        ...


class Outbox(Protocol):
    """Deliveries that wait. Any number of calls may be lost to a kill."""

    async def due(
        self,
        now: datetime,
        limit: int,
        platform: str = "",
        busy: Collection[str] = (),
        *,
        least_tried: bool = False,
    ) -> Sequence[Delivery]:
        """The oldest delivery of each channel whose time has come, longest waiting first
        (``least_tried``: fewest unanswered tries of its next part first), with the parts not
        yet sent; of one ``platform`` where it is named, without the channels that are
        ``busy``. A channel that is gone has none."""
        ...

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        """Mark a part as in flight before it is sent."""
        ...

    async def settle(
        self,
        delivery: int,
        part: int,
        outcome: Settlement,
        now: datetime,
        *,
        begun: bool = True,
    ) -> None:
        """Write down what became of it; the delivery ends with its last part, and what of its
        papers never arrived is owed. A doubt is no end, Later(everywhere) and InDoubt
        postpone nothing. ``begun``: :meth:`begin` was called for this try."""
        ...

    async def waiting(self) -> Mapping[str, int]:
        """Pending deliveries by channel."""
        ...


class Backlog(Protocol):
    """What waits on a platform, in numbers. Briefs of channels that are closed to us are in
    none of them."""

    async def waiting_on(self, platform: str) -> Waiting:
        """Without those that fail while others go through."""
        ...

    async def became(self, platform: str, since: datetime, until: datetime) -> Became:
        """Of the briefs that were made by ``until`` and had not ended at ``since``."""
        ...


class OwedPapers(Protocol):
    """What briefs that never arrived held. Publishing an edition that shows such a paper,
    or releases it, takes it off, in the same transaction."""

    async def owing(self, addresses: Collection[str]) -> Collection[str]:
        """Those that anything is owed, papers or updates: hardly any, most days."""
        ...

    async def of(self, address: str) -> Mapping[str, Owed]:
        """By canonical id; empty where everything arrived."""
        ...

    async def updates(self, address: str) -> Mapping[str, Shown]:
        """Papers that can be read there and have changed since, which only a brief that never
        arrived told, as the channel knows them. Taken off by an edition that tells of them."""
        ...


class Standings(Protocol):
    """Only of briefs that came by themselves: one that was asked for was answered."""

    async def of_paper(self, address: str, paper: str) -> Standing | None:
        """Of the last brief with this paper, by canonical id; None where there was none."""
        ...

    async def waiting(self, address: str) -> Sequence[Standing]:
        """Briefs that are not there yet, oldest first."""
        ...

    async def lost(self, address: str, since: datetime) -> Standing | None:
        """The last one that ended after ``since`` without having arrived whole."""
        ...

    async def log(self, address: str, most: int) -> Sequence[LoggedBrief]:
        """The last so many, newest first."""
        ...


class EditionRepository(Protocol):
    """The briefs that a channel was given."""

    async def keep(self, edition: Edition) -> None:
        """Remember what was shown under which number. Only the newest is asked for."""
        ...

    async def numbers(self, address: str) -> Mapping[int, str]:
        """Number to canonical id in this channel's newest brief that showed papers; an
        explained silence leaves the numbers of the one before, and so does a brief that waits
        or never arrived. Empty without one."""
        ...
