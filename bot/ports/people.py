"""What people vote on and keep."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.values.votes import Forgotten, Liked, Saved, Tally, Vote


class VoteRepository(Protocol):
    """Readers' votes, one for a person, a channel and a paper."""

    async def cast(self, vote: Vote, at: datetime) -> Tally:
        """Write down a vote in place of the person's earlier one on that paper in that
        channel; 0 withdraws it. Idempotent. The paper's tally there afterwards."""
        ...

    async def tallies(
        self, channel: str, papers: Sequence[str] | None = None
    ) -> Mapping[str, Tally]:
        """By canonical id (of ``papers``, where given); papers without a vote are absent."""
        ...

    async def liked(self, channel: str, limit: int) -> Sequence[Liked]:
        """The papers whose votes do not cancel out, the one voted on last first."""
        ...

    async def of(self, person: str) -> Sequence[Vote]:
        """Everything that a person voted, in all channels, newest first."""
        ...


class ReadingList(Protocol):
    """What people keep for themselves. A person's list is nobody else's business."""

    async def save(self, saved: Saved) -> bool:
        """False, and the earlier moment stays, where the paper is on the list already."""
        ...

    async def remove(self, person: str, paper: str) -> bool:
        """False where it is not on the list."""
        ...

    async def of(self, person: str) -> Sequence[Saved]:
        """Newest first."""
        ...

    async def forget(self, person: str) -> Forgotten:
        """Delete all that is kept of a person in one transaction: list, votes, notes, and
        the word of who subscribed a channel."""
        ...
