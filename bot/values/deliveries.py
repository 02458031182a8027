"""What is owed to channels: how far each has come, and what waits to be sent. Values only."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.values.editions import Edition

Chore = Literal["pin", "discuss"]
"""What is done about a brief once it is there: pin it, open a thread under it."""

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
    this channel was told that arXiv is out of reach. ``begun`` tells by category from
    which announcement date on it is owed ("" for all), and is empty before the first brief.
    """

    channel: str
    covered: date | None = None
    slot: datetime | None = None
    cursor: int = 0
    apologised: date | None = None
    begun: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FirstBrief:
    """The announcement that a new channel begins with, and the last date that it is told of."""

    day: date
    covers: date


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


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper of a brief that never arrived: the channel's next brief brings it.

    ``on`` is the announcement's date, ``why`` what the platform said, ``since`` (aware)
    when the delivery ended as undelivered. ``version`` is what that brief had of it, None
    where the source did not tell.
    """

    on: date
    why: str
    since: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An edition with what is to be sent of it: stored whole, or not at all.

    ``parts`` are the platform's own form, ready to send. ``chores`` follow once they are there;
    ``title`` is what they call the brief. ``shown`` are the papers
    that this edition puts before the channel, with the version, updates included.
    ``progress`` is where the channel stands afterwards. ``released`` are papers that were
    owed and are no longer: this edition names them, and the channel does not ask for them.
    """

    edition: Edition
    parts: tuple[str, ...]
    shown: Mapping[str, Shown]
    progress: Progress
    made_at: datetime
    released: tuple[str, ...] = ()
    chores: tuple[Chore, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a delivery; ``number`` counts from 0. One with a ``chore`` is no message:
    its payload is the brief's title.

    ``attempts`` were begun and never answered for, the first of them at ``first_tried``.
    ``doubts`` count against the part itself, the first since ``doubted_since``. ``unsent``
    tries ended before anything can have arrived: in doubt, or told to wait with all others.
    ``refused_before`` counts papers in it whose text the platform refused once: refused again,
    they come no more.
    """

    number: int
    payload: str
    attempts: int = 0
    first_tried: datetime | None = None
    doubts: int = 0
    doubted_since: datetime | None = None
    unsent: int = 0
    refused_before: int = 0
    chore: Chore | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is still to be sent of one edition to one channel, in order.

    ``receipts`` are those of the parts that are there already, in order, ``last`` that of the part
    that came there last before this delivery, ``pinned`` that of the brief that was pinned before,
    "" where none was. ``token`` was
    drawn with the edition: a backup that is put back gives the same number to another one.
    It is empty for editions from before there were tokens.
    """

    id: int
    channel: str
    edition: int
    parts: tuple[Part, ...]
    receipts: tuple[str, ...] = ()
    last: str = ""
    pinned: str = ""
    token: str = ""

    def key(self, part: Part) -> str:
        """What platforms know the part by: ``<edition>.<part>.<token>``; no other part ever
        has the same."""
        return ".".join(filter(None, (str(self.edition), str(part.number), self.token)))


Leaving = Callable[[], Awaitable[None]]


async def _left() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One part on its way. ``key`` is ``Delivery.key`` and names it for platforms that
    recognise a repetition; ``receipts`` are those of the parts before it, ``last`` as in
    :class:`Delivery`.

    ``leaving`` is awaited right before the request that may deliver it: what was only
    waiting for its turn at a kill is not in doubt. Further calls do nothing. Where it raises,
    nothing is to be sent, and :meth:`Sender.send` lets that pass.

    ``tries`` were begun before and never answered for, the first of them at ``first_tried``
    (aware): any may have arrived, so a platform that can look looks before it sends again.

    ``chore``: nothing is sent; this is done about the brief of the ``receipts``, and ``payload``
    is its title. ``pinned`` as in :class:`Delivery`.
    """

    channel: str
    payload: str
    key: str
    receipts: tuple[str, ...] = ()
    last: str = ""
    tries: int = 0
    first_tried: datetime | None = None
    chore: Chore | None = None
    pinned: str = ""
    leaving: Leaving = field(default=_left, compare=False)


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there. ``receipt`` is the platform's id of it, which a next part may answer.

    ``defect`` says why the platform refused our form of it, where plain text went out
    in its stead: our fault, to be looked at. ``perhaps_twice``: an earlier try was never
    answered for, and nothing tells whether it arrived as well.

    ``lacking`` is why a chore was left undone, a sentence (msgid): the brief is there all the same.
    """

    receipt: str = ""
    defect: str = ""
    perhaps_twice: bool = False
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; try again after so many seconds. ``everywhere``: the platform as a whole.
    ``alone``: nothing names an end, so it counts against the part where others go through."""

    after: float
    why: str
    everywhere: bool = False
    alone: bool = False


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
class InDoubt:
    """It may have arrived or not: no end, whatever comes of it next. It closes the
    platform's lane until the platform answers, and counts against the part only where
    other sends went through meanwhile (:mod:`scheduler.delivering.doubts`).

    ``alone``: the platform answers, and still nobody can tell of this part. That closes no
    lane, and counts against the part."""

    why: str
    alone: bool = False


Outcome = Delivered | Later | Moved | Gone | Refused | InDoubt


@dataclass(frozen=True, slots=True)
class Suspected:
    """A doubt that counts against the part itself: others went through. It is tried again
    after so many seconds. ``sent``: this try may have arrived."""

    why: str
    after: float
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The end of a part that stayed in doubt for its lifetime, and of those behind it."""

    why: str


Settlement = Outcome | Suspected | Undelivered
"""What is written down of a part: what the sender said of it, or what was made of that."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Briefs that wait on a platform, and since when (None: none do)."""

    briefs: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of the briefs that waited in some span.

    ``waiting`` are still tried, ``hanging`` are those of them that fail while others go
    through; ``perhaps_twice`` are among the ``delivered``.
    """

    delivered: int = 0
    undelivered: int = 0
    refused: int = 0
    waiting: int = 0
    hanging: int = 0
    perhaps_twice: int = 0
