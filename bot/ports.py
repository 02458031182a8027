"""The outside world as the product sees it: one Protocol for each need.

A docstring here is the contract that every implementation keeps and that the
shared test suites check. All I/O is asynchronous. Errors are those of
:mod:`bot.errors`; no vendor's error, row or object crosses a port.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.deliveries import Closure, Delivery, Letter, Outcome, Progress, Publication, Shown
from bot.messages.blocks import Message
from bot.models import (
    Announcement,
    BriefKey,
    Channel,
    Edition,
    Listing,
    ListingState,
    Match,
    Paper,
    PaperBrief,
    Selection,
    Summary,
    Topic,
)
from bot.votes import Forgotten, Liked, Saved, Tally, Vote

DayStates = Mapping[str, ListingState]
"""State by category, of one announcement date."""


class AnnouncementSource(Protocol):
    """Where announcements come from."""

    async def listing(self, category: str) -> Listing:
        """The newest listing of one category (canonical name, never a combination).

        Idempotent. An empty feed is a Listing of state "empty". Raises
        SourceUnreachable, SourceUnreadable, or SourceRefused (no such category).
        """
        ...


class PaperLookup(Protocol):
    """Single papers, asked by id."""

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """The papers for ids with or without version (``2602.01234v2``), keyed as asked.

        One request for a hundred of them; ids that arXiv does not know are absent.
        Raises SourceUnreachable, SourceUnreadable, or SourceRefused (an id it cannot read).
        """
        ...


class Scoring(Protocol):
    """Scores over one fixed set of papers."""

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        """Matches by canonical id, for a topic that has interests.

        Every ``relevance`` is 0 to 100; a paper that an unwanted keyword bars, or
        that shares nothing with the topic, is absent. Categories are not looked at.
        """
        ...

    async def barred(self, topic: Topic) -> frozenset[str]:
        """Canonical ids of the papers that hold an unwanted word of the topic."""
        ...


class Scorer(Protocol):
    """Judges papers against topics. A score depends on paper and topic alone."""

    def over(self, papers: Sequence[Paper]) -> Scoring:
        """Prepare a set of papers, once for all channels."""
        ...


class PaperWriter(Protocol):
    """Writes what a brief and a card say of one paper."""

    async def write(self, paper: Paper) -> PaperBrief:
        """The parts, each in the source's own language; idempotent and memoised by callers."""
        ...


class SummaryWriter(Protocol):
    """Writes the executive summary of an edition."""

    async def summarise(
        self, selection: Selection, briefs: Mapping[str, PaperBrief], language: str
    ) -> Summary | None:
        """None where nothing is shown. Paper numbers count ``selection.shown`` from 1."""
        ...


class BriefMemo(Protocol):
    """Written papers, remembered: work is done once for all channels and restarts."""

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        """What was written under these keys; unknown keys are absent."""
        ...

    async def keep(self, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
        """Remember. A paper without a version is not remembered."""
        ...


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
        self, now: datetime, limit: int, platform: str = "", busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """The oldest delivery of each channel whose time has come, longest waiting first,
        with the parts not yet sent; of one ``platform`` where it is named, without the
        channels that are ``busy``. A channel that is gone has none."""
        ...

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        """Mark a part as in flight before it is sent."""
        ...

    async def settle(self, delivery: int, part: int, outcome: Outcome, now: datetime) -> None:
        """Write down what became of it; the delivery ends with its last part. The first
        Unknown of a part makes it due again some seconds later, the second ends it."""
        ...

    async def waiting(self) -> Mapping[str, int]:
        """Pending deliveries by channel."""
        ...


class Sender(Protocol):
    """One platform's sending."""

    async def send(self, letter: Letter) -> Outcome:
        """Send one part. Never raises for what the platform says. May wait some seconds
        for the platform's pace; what must wait longer is Later."""
        ...


class Messenger(Protocol):
    """Tells somebody something outside of any conversation: operators, owners."""

    async def tell(self, address: str, message: Message) -> bool:
        """Send to a channel or to a person's private chat; False where it cannot arrive.
        Never raises for what the platform says."""
        ...


class Membership(Protocol):
    """What platforms say of channels by themselves. Every call may come twice."""

    async def moved(self, old: str, new: str) -> bool:
        """A chat goes on under another address, its threads (``old/<thread>``) with it.
        False where nothing is known of ``old``."""
        ...

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        """We were put out: nothing is sent there until it is opened again. Of a chat, all
        its threads are meant as well. The channels that were open until now."""
        ...

    async def opened(self, address: str) -> bool:
        """We are in again: what waits is due. False where it was not closed."""
        ...

    async def closure(self, address: str) -> Closure | None:
        """The platform's reason, and since when; None for a channel that is open to us."""
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


class Alarm(Protocol):
    """Tells the operator that a promise is at risk, in the log and in the operator's chat."""

    async def ring(self, kind: str, sentence: str) -> None:
        """Once while it lasts: the same ``kind`` again is not told before it was calmed,
        or a day has passed. Never raises."""
        ...

    async def calm(self, kind: str, sentence: str) -> None:
        """It is well again; told where the trouble was. Never raises."""
        ...


class Platform(Protocol):
    """A chat platform's own connection: receives what people do and answers it."""

    @property
    def name(self) -> str:
        """As in addresses: "telegram", "discord"."""
        ...

    async def serve(self, stop: asyncio.Event) -> None:
        """Connect, sync menus, receive until ``stop`` is set. Raises PlatformUnreachable
        (it may be tried again) or PlatformRefused (a person must change something)."""
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


class Briefs(Protocol):
    """Asks the scheduler for a channel's day; None where nothing is stored for it."""

    async def brief(self, channel: Channel, day: date | None) -> Edition | None:
        """The brief of a New York date (None: the newest), assembled now if need be."""
        ...

    async def announcement(self, channel: Channel, day: date | None) -> Announcement | None:
        """What was announced in the channel's categories on that date."""
        ...

    async def selection(self, channel: Channel) -> Selection | None:
        """What this channel's settings would choose from the newest announcement."""
        ...


class Rights(Protocol):
    """Asks the platform who a person is. All raise PlatformUnreachable where it cannot say."""

    async def may_configure(self, channel: str, person: str) -> bool:
        """True for those who own the channel: only they change its settings."""
        ...

    async def may_read(self, channel: str, person: str) -> bool:
        """True for those who are in the channel: they may ask for it from elsewhere."""
        ...

    async def may_post(self, channel: str) -> bool:
        """Whether the bot itself may write there."""
        ...

    async def find(self, name: str, near: str) -> str | None:
        """The address of a channel by the platform's public name (``@lab``) or id
        (``-1001234``), on the platform of the address ``near``; None where the bot
        knows none."""
        ...


class Conversation(Protocol):
    """One place where people talk with the bot, while one command is being answered."""

    async def send(self, message: Message) -> None:
        """The answer; it takes the place of what :meth:`progress` told."""
        ...

    async def refuse(self, message: Message) -> None:
        """The answer to what was not done, for this person alone where a platform can."""
        ...

    async def progress(self, text: str) -> None:
        """Tell what is being done; replaced by the next call or the answer."""
        ...

    def fits(self, message: Message) -> bool:
        """Whether it goes out in one piece here."""
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
