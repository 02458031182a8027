"""What is stored of a channel's briefs, for the operator's eyes. Values only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.values.channels import Channel
from bot.values.deliveries import Closure, Progress

ChannelState = Literal["suspended", "lost", "waiting", "overdue", "new", "empty", "ok", "paused"]
"""The first six are trouble, the worst first."""


@dataclass(frozen=True, slots=True)
class LostBrief:
    """The end of a brief that never arrived whole; ``why`` is what the platform said."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRecord:
    """One channel. All moments are aware.

    ``brief`` is when the last brief with papers arrived, ``word`` when the last message of any
    kind did, and ``empty`` counts the messages without a paper after ``brief``. ``waiting`` are
    briefs that have not ended, the oldest made at ``waits_since``; ``waits_for`` is what the
    platform said of it, "" for nothing. ``lost`` is the newest brief, where it never arrived.
    """

    channel: Channel
    progress: Progress | None = None
    brief: datetime | None = None
    word: datetime | None = None
    empty: int = 0
    waiting: int = 0
    waits_since: datetime | None = None
    waits_for: str = ""
    lost: LostBrief | None = None
    closure: Closure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCondition:
    """How a channel fares, and ``why``: a clause in the operator's language. ``next`` (aware) is
    when its next brief is due, None where none is to come."""

    record: ChannelRecord
    state: ChannelState
    why: str
    next: datetime | None = None
