"""What readers say of papers, and keep for themselves. Values only.

A person is an opaque address (``telegram:42``, ``discord:user/7``, ``terminal:person``);
so is a channel. Papers are canonical ids.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Direction = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's word on one paper in one channel; a ``value`` of 0 withdraws it."""

    person: str
    channel: str
    paper: str
    value: Direction


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people voted a paper up and down in one channel."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class Liked:
    """A paper with its votes in one channel, up less down: never 0."""

    paper: str
    net: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A paper on a person's reading list, since ``at`` (with a zone)."""

    person: str
    paper: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person. The ``calls`` to a model that they asked for stay in the sums
    of what it costs, without them; ``owned`` channels stay, without the word that the person
    subscribed them."""

    votes: int
    saved: int
    notes: int = 0
    calls: int = 0
    owned: int = 0
