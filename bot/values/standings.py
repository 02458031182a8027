"""How far a brief has come on its way to a channel. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

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
