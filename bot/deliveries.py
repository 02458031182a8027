"""What is owed to channels: how far each has come, and what waits to be sent. Values only."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.models import Edition

SilenceReason = Literal["holiday", "probably_holiday", "nothing_here", "unreachable"]


@dataclass(frozen=True, slots=True)
class Silence:
    """An announcement date without papers for a channel, and why.

    "nothing_here": arXiv announced, but nothing in this channel's categories.
    "unreachable": given up for now; what is fetched later joins a later brief.
    """

    date: date
    reason: SilenceReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a channel has come.

    ``covered`` is the last announcement date that ended in a brief or an explained
    silence here, None before the first. ``slot`` is the last slot that was served.
    ``cursor`` numbers the last listed item that was stored then: what was stored
    later under a covered date is late. ``apologised`` is the last date for which
    this channel was told that arXiv is out of reach.
    """

    channel: str
    covered: date | None = None
    slot: datetime | None = None
    cursor: int = 0
    apologised: date | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """Why a platform takes nothing for a channel any more, and from when on."""

    why: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as this channel was last shown it; ``on`` is the announcement's date."""

    version: int | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An edition with what is to be sent of it: stored whole, or not at all.

    ``parts`` are the platform's own form, ready to send. ``shown`` are the papers
    that this edition puts before the channel, with the version, updates included.
    ``progress`` is where the channel stands afterwards.
    """

    edition: Edition
    parts: tuple[str, ...]
    shown: Mapping[str, Shown]
    progress: Progress
    made_at: datetime


# a part that was cut off in flight, or whose answer never came, is sent again once
MOST_ATTEMPTS_IN_DOUBT = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a delivery; ``number`` counts from 0.

    ``attempts`` were begun and never answered for: 1 after a kill in flight.
    """

    number: int
    payload: str
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is still to be sent of one edition to one channel, in order.

    ``receipts`` are those of the parts that are there already, in order.
    """

    id: int
    channel: str
    edition: int
    parts: tuple[Part, ...]
    receipts: tuple[str, ...] = ()


Leaving = Callable[[], Awaitable[None]]


async def _left() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One part on its way. ``key`` is ``<edition>.<part>`` and names it for platforms that
    recognise a repetition; ``receipts`` are those of the parts before it.

    ``leaving`` is awaited right before the request that may deliver it: what was only
    waiting for its turn at a kill is not in doubt. Further calls do nothing.
    """

    channel: str
    payload: str
    key: str
    receipts: tuple[str, ...] = ()
    leaving: Leaving = field(default=_left, compare=False)


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there. ``receipt`` is the platform's id of it, which a next part may answer.

    ``defect`` says why the platform refused our form of it, where plain text went out
    in its stead: our fault, to be looked at.
    """

    receipt: str = ""
    defect: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; try again after so many seconds. ``everywhere``: the platform as a whole."""

    after: float
    why: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The channel has another address now; nothing was sent."""

    to: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel is closed to us: nothing more is sent until it is let in again."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform takes the channel but not this content; sending it again is of no use."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived or not. It is sent again once, under the same key."""

    why: str


Outcome = Delivered | Later | Moved | Gone | Refused | Unknown
