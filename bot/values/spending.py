"""What calls to a model cost, and how much they may: prices, budgets, sums. Values only.

A day is one of UTC: the day by which the addresses that sell tokens count as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

UsageColumn = Literal["day", "model", "purpose", "channel", "person", "outcome"]


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal


@dataclass(frozen=True, slots=True)
class Prices:
    """``by_model`` has names in small letters; ``other`` is for all that are not named there,
    None where they have no price."""

    by_model: Mapping[str, Price] = field(default_factory=dict)
    other: Price | None = None

    def of(self, model: str) -> Price | None:
        return self.by_model.get(model.lower(), self.other)


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be spent in a day, in money or in tokens (input and output)."""

    most: Decimal
    unit: Literal["money", "tokens"]


@dataclass(frozen=True, slots=True)
class Budgets:
    """Of a day: in all, for each channel, for each person. None is no limit."""

    all: Budget | None = None
    channel: Budget | None = None
    person: Budget | None = None

    @property
    def set(self) -> tuple[Budget, ...]:
        return tuple(one for one in (self.all, self.channel, self.person) if one is not None)


@dataclass(frozen=True, slots=True)
class Spent:
    """``unpriced`` are those of the ``tokens`` that have no price: ``money`` lacks them."""

    tokens: int = 0
    money: Decimal = Decimal(0)
    unpriced: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.tokens + other.tokens, self.money + other.money, self.unpriced + other.unpriced
        )

    def at_least(self, other: "Spent") -> "Spent":
        """The greater of both, in each of them."""
        return Spent(
            max(self.tokens, other.tokens),
            max(self.money, other.money),
            max(self.unpriced, other.unpriced),
        )


NOTHING = Spent()


@dataclass(frozen=True, slots=True)
class Scopes:
    """What an account has to do with: what all spent, what its channel did, its person."""

    all: Spent = NOTHING
    channel: Spent = NOTHING
    person: Spent = NOTHING


@dataclass(frozen=True, slots=True)
class DayStanding:
    """What all spent on a day, as far as it is known, of what they may."""

    day: date
    spent: Spent
    budget: Budget | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageQuestion:
    """Which calls are added up, from ``since`` to ``until`` (both included), and by what. Of a
    ``channel`` or a ``person`` where one is named."""

    since: date
    until: date
    by: tuple[UsageColumn, ...] = ()
    channel: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSum:
    """Calls that were added up. What was not asked for is None. ``cached`` are a part of
    ``input``; ``answered`` are those of the ``calls`` that could be used, ``estimated`` those
    whose tokens the server did not count. ``seconds`` as they were waited for."""

    day: date | None = None
    model: str | None = None
    purpose: str | None = None
    channel: str | None = None
    person: str | None = None
    outcome: str | None = None
    calls: int = 0
    answered: int = 0
    estimated: int = 0
    input: int = 0
    output: int = 0
    cached: int = 0
    results: int = 0
    seconds: float = 0.0
