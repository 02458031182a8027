"""What is remembered: papers, announcements, channels, what people keep."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.models import (
    Channel,
    Edition,
    Listing,
    ListingState,
    Paper,
)
from bot.votes import Forgotten, Liked, Saved, Tally, Vote

DayStates = Mapping[str, ListingState]
"""State by category, of one announcement date."""


class PaperShelf(Protocol):
    """Every paper remembered, newest version of each."""

    async def keep(self, papers: Sequence[Paper]) -> None:
        """Remember papers. Idempotent; an older version never replaces a newer one,
        and a field that a source left out never erases one that is known."""
        ...

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """By canonical id; unknown ids are absent."""
        ...

    async def search(self, words: str, limit: int) -> Sequence[Paper]:
        """Best first, over titles, abstracts and authors. Any text is safe to pass."""
        ...


class AnnouncementShelf(Protocol):
    """The listings that were brought in."""

    async def keep(self, listings: Sequence[Listing]) -> None:
        """Remember listings by (category, date), merged with what is there: nothing that was
        announced is forgotten, and a listing that could not be had erases none.

        Listings without a category or a date count as of category "" or the latest date."""
        ...

    async def on(self, day: date | None, categories: Sequence[str]) -> Sequence[Listing]:
        """The listings of one New York date (None: the newest that any of them has)."""
        ...

    async def dates(self, limit: int) -> Sequence[date]:
        """Newest first."""
        ...


class ListingShelf(Protocol):
    """The watch's and the desk's view of what was brought in, day by day."""

    async def days(self, since: date, categories: Sequence[str]) -> Mapping[date, DayStates]:
        """State by category of every stored date from ``since`` on. Categories that were
        not asked for on a date are absent."""
        ...

    async def between(
        self, first: date, last: date, categories: Sequence[str]
    ) -> Sequence[Listing]:
        """All listings of these dates, each paper in the version that was listed."""
        ...

    async def late(self, until: date, after: int, categories: Sequence[str]) -> Sequence[Listing]:
        """Items of dates up to ``until`` that were stored after item number ``after``."""
        ...

    async def last_number(self) -> int:
        """The number of the item that was stored last; 0 without any."""
        ...


class ChannelShelf(Protocol):
    """Channels with what their owners set."""

    async def get(self, address: str) -> Channel | None: ...

    async def keep(self, channel: Channel) -> None:
        """Insert or replace, topics included, in one transaction."""
        ...

    async def every(self) -> Sequence[Channel]:
        """All channels, by address."""
        ...

    async def remove(self, address: str) -> bool:
        """Forget a channel with its topics, its progress, what it was shown and what is
        noted of it; False where there is none. Deliveries that wait are dropped."""
        ...


class EditionShelf(Protocol):
    """The briefs that a channel was given."""

    async def keep(self, edition: Edition) -> None:
        """Remember what was shown under which number. Only the newest is asked for."""
        ...

    async def numbers(self, address: str) -> Mapping[int, str]:
        """Number to canonical id in this channel's newest brief that showed papers; an
        explained silence leaves the numbers of the one before. Empty without one."""
        ...


class VoteShelf(Protocol):
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


class Notes(Protocol):
    """Small things that adapters must know after a restart, by a key of their own.

    What is about a channel or a person goes when they are forgotten."""

    async def get(self, key: str) -> str | None: ...

    async def keep(self, key: str, value: str, now: datetime, *about: str) -> None:
        """Insert or replace. ``about`` are the addresses of all whom key or value name."""
        ...

    async def drop(self, key: str) -> None: ...

    async def sweep(self, prefix: str, older_than: timedelta, now: datetime) -> int:
        """Forget what was kept under keys of one beginning longer ago; how many."""
        ...


class NoteCount(Protocol):
    """What people may know of the notes."""

    async def count(self, about: str) -> int:
        """How many notes are about a channel or a person, by address."""
        ...
