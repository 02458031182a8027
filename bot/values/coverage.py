"""How far a category's announcement date is known: what its feed had, what the archive's
records say, and whether the two agree. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.values.listings import ListedPaper, UnreadableItem

CategoryDate = tuple[str, date]
"""A category on an announcement date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One category on one announcement date. Moments are aware, numbers count papers.

    ``fed`` had the fullest feed of that date, read first at ``fed_at``; None where no feed
    was read. ``recorded`` are in the archive's records as announced then, ``added`` of them
    were in no feed. ``checks`` are finished comparisons, the last at ``checked_at``; the last
    ``agreed`` of them found nothing new. ``tries`` questions in a row since had no answer, the
    last at ``tried_at``. ``half``: the feed was not whole, ``hole``: nor have records filled it
    yet, ``again``: the feed is to be asked once more. ``lost`` were read and are in no
    listing: a defect. ``refused_at``: arXiv would not speak of this category then.
    """

    category: str
    date: date
    fed: int | None = None
    fed_at: datetime | None = None
    recorded: int = 0
    added: int = 0
    checks: int = 0
    agreed: int = 0
    checked_at: datetime | None = None
    tries: int = 0
    tried_at: datetime | None = None
    half: bool = False
    hole: bool = False
    again: bool = False
    lost: int = 0
    refused_at: datetime | None = None

    @property
    def place(self) -> CategoryDate:
        return self.category, self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunHarvest:
    """Records of the dates from ``first`` to ``last`` that are given in pages.

    ``token`` asks for the next page; ``at`` (aware) is when the first was asked for.
    ``recorded`` and ``added`` count, by date, what the pages so far held and brought.
    """

    category: str
    first: date
    last: date
    at: datetime
    token: str | None = None
    recorded: Mapping[date, int] = field(default_factory=dict)
    added: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The records of one datestamp, in the archive's order."""

    stamp: date
    items: tuple[ListedPaper, ...]
    unreadable: tuple[UnreadableItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """One page of records by datestamp; ``token`` asks for the next, None on the last."""

    days: tuple[Recorded, ...]
    token: str | None = None
