"""How far a brief has come on its way to a channel. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.values.deliveries import Chore

StandingState = Literal["waiting", "delivered", "undelivered", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One brief, or one paper in it, which may be there before the rest is.

    ``dates`` are its announcements'. ``since`` (aware): when it was made where it waits, else
    when that ended. ``why`` is what the platform said last, "" where it said nothing.
    ``in_doubt``: it was sent and nobody answered, so that it may be there. ``refusals``: how
    often the paper's text was refused there; 0 for a brief.
    """

    state: StandingState
    dates: tuple[date, ...]
    since: datetime
    why: str = ""
    in_doubt: bool = False
    refusals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedBrief:
    """One brief that came by itself, or is to come. ``dates`` are its announcements'; ``announced``
    and ``matched`` count papers as it did, None for briefs from before they were kept.

    ``made`` and ``ended`` are moments (aware), ``ended`` None while it waits. ``parts`` are
    messages, ``arrived`` those that are there, ``tries`` all tries of them. ``troubles`` are what
    the platform said, as it was stored, each once; ``undone`` what was left undone, by chore.
    """

    state: StandingState
    dates: tuple[date, ...]
    announced: int | None
    matched: int | None
    shown: int
    made: datetime
    ended: datetime | None
    parts: int
    arrived: int
    tries: int
    perhaps_twice: bool = False
    troubles: tuple[str, ...] = ()
    undone: tuple[tuple[Chore, str], ...] = ()
