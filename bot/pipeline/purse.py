"""Who may spend how much, kept in memory while the day lasts.

::

    a call:    open to this account? | room in its budgets? | set aside | made | noted

The decisions are :mod:`bot.spending`'s. What was spent today is read from the books at the first
question and once a minute from then on, as the command line may spend beside the service; a
question in between asks nobody. Within a day sums only grow: what somebody had forgotten counts
on. The books are by days, so a clock that is set back meets the sums of the day before again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.errors import StoreUnusable
from bot.ports.model import TYPICAL, UsageBooks
from bot.spending import OPERATOR, Refusal, cost, cost_of, dearest, is_open, why_not
from bot.values.model import Account, ModelCall, Tokens
from bot.values.spending import (
    NOTHING,
    Budgets,
    DayStanding,
    Prices,
    Scopes,
    Spent,
    UsageColumn,
    UsageQuestion,
)

log = logging.getLogger(__name__)

# so long what was read from the books is taken for true, beside what is noted here
_FRESH = timedelta(minutes=1)
# so long room is kept for a call of which nothing is heard
_HELD = timedelta(minutes=5)
# calls that could not be written into the books, and are with the next one
_MOST_UNWRITTEN = 1_000
_READ_BY: tuple[UsageColumn, ...] = ("model", "channel", "person")

Within = Callable[[str], Awaitable[Collection[str]]]


async def nowhere(channel: str) -> Collection[str]:
    """Where channels lie in no server that could be named in their place."""
    return ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator has decided. ``allowed`` as :func:`bot.spending.is_open` reads it."""

    allowed: frozenset[str] = frozenset()
    budgets: Budgets = field(default_factory=Budgets)
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True, slots=True)
class _Held:
    """Room that is kept for a call: at most so much will be spent."""

    account: Account
    model: str
    spent: Spent
    until: datetime


@dataclass(slots=True)
class _Today:
    """What was spent on one day, by the address of a channel or a person; as of ``read``."""

    day: date
    read: datetime
    all: Spent = NOTHING
    channels: dict[str, Spent] = field(default_factory=dict)
    people: dict[str, Spent] = field(default_factory=dict)

    def add(self, account: Account, spent: Spent) -> None:
        self.all += spent
        self.channels[account.channel] = self.channels.get(account.channel, NOTHING) + spent
        if account.person:
            self.people[account.person] = self.people.get(account.person, NOTHING) + spent

    def at_least(self, other: "_Today") -> None:
        self.all = self.all.at_least(other.all)
        for mine, others in ((self.channels, other.channels), (self.people, other.people)):
            for name, spent in others.items():
                mine[name] = mine.get(name, NOTHING).at_least(spent)

    def of(self, account: Account) -> Scopes:
        return Scopes(
            self.all,
            self.channels.get(account.channel, NOTHING),
            self.people.get(account.person, NOTHING),
        )


class BudgetedPurse:
    """Implements ``bot.ports.model.Purse``. ``within`` names the servers that a channel lies in."""

    def __init__(
        self,
        books: UsageBooks,
        terms: Terms,
        clock: Callable[[], datetime],
        within: Within = nowhere,
    ) -> None:
        self.terms = terms
        self._books = books
        self._clock = clock
        self._within = within
        self._today: _Today | None = None
        self._held: list[_Held] = []
        self._unwritten: tuple[ModelCall, ...] = ()
        self._lock = asyncio.Lock()
        self._noting: set[asyncio.Task[None]] = set()

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> Refusal | None:
        refusal = await self._refusal(account, model, tokens)
        if refusal is None:
            until = self._clock() + _HELD
            self._held.append(_Held(account, model, self._cost(model, tokens), until))
        return refusal

    async def look(self, account: Account, model: str = "") -> Refusal | None:
        """As :meth:`why_not` with the smallest call; nothing is set aside."""
        return await self._refusal(account, model, Tokens(input=1))

    async def note(self, call: ModelCall) -> None:
        # what was begun is ended, even where nobody waits for it any more
        noting = asyncio.create_task(self._note(call))
        self._noting.add(noting)
        noting.add_done_callback(self._noting.discard)
        await asyncio.shield(noting)

    def standing(self) -> DayStanding | None:
        """As of what is in memory; None before anybody asked."""
        today = self._today
        return DayStanding(today.day, today.all, self.terms.budgets.all) if today else None

    async def _refusal(self, account: Account, model: str, tokens: Tokens) -> Refusal | None:
        if not await self._is_open(account):
            return Refusal.NOT_OPEN
        try:
            today = await self._as_of_now()
        except StoreUnusable as error:
            log.warning("usage_not_read", extra={"why": str(error)})
            return None if account.channel == OPERATOR else Refusal.NO_BOOKS
        spent, held = today.of(account), self._held_beside(account)
        return why_not(account, self._cost(model, tokens), spent, held, self.terms.budgets)

    async def _is_open(self, account: Account) -> bool:
        allowed = self.terms.allowed
        return is_open(account, allowed) or (
            bool(allowed) and is_open(account, allowed, await self._within(account.channel))
        )

    def _cost(self, model: str, tokens: Tokens) -> Spent:
        prices = self.terms.prices
        return cost(model, tokens, prices) if model else dearest(tokens, prices)

    def _held_beside(self, account: Account) -> Scopes:
        now = self._clock()
        # nor for longer where the clock was set back
        self._held = [one for one in self._held if now <= one.until <= now + _HELD]
        return Scopes(
            _sum(self._held),
            _sum([one for one in self._held if one.account.channel == account.channel]),
            _sum([one for one in self._held if one.account.person == account.person]),
        )

    # -- the books -----------------------------------------------------------------------

    async def _as_of_now(self) -> _Today:
        today = self._today
        if today is not None and _is_fresh(today, self._clock()):
            return today
        async with self._lock:
            if self._today is None or not _is_fresh(self._today, self._clock()):
                self._today = await self._read(self._clock())
            return self._today

    async def _read(self, now: datetime) -> _Today:
        before, day = self._today, _day(now)
        sums = await self._books.sums(UsageQuestion(since=day, until=day, by=_READ_BY))
        read = _Today(day, now)
        for one in sums:
            account = Account(one.channel or "", one.person or "")
            read.add(account, cost_of([one], self.terms.prices))
        for call in self._unwritten:
            self._add(call, read)
        if before is not None and before.day == day:
            read.at_least(before)
        return read

    async def _note(self, call: ModelCall) -> None:
        async with self._lock:
            self._release(call)
            if self._today is not None:
                self._add(call, self._today)
            calls = (*self._unwritten, call)
            try:
                await self._books.note(calls)
                self._unwritten = ()
            except StoreUnusable as error:
                log.warning("usage_not_written", extra={"calls": len(calls), "why": str(error)})
                self._unwritten = calls[-_MOST_UNWRITTEN:]

    def _add(self, call: ModelCall, today: _Today) -> None:
        if _day(call.at) == today.day:
            today.add(call.account, cost(call.model, call.tokens, self.terms.prices))

    def _release(self, call: ModelCall) -> None:
        """The least room that the call fits in: which of several it was is not told, and what is
        left then is enough for the others, whichever they are."""
        made = cost(call.model, call.tokens, self.terms.prices)
        own = [one for one in self._held if one.account == call.account]
        own = [one for one in own if one.model == call.model] or own
        enough = [one for one in own if _holds(one.spent, made)]
        if own:
            self._held.remove(min(enough, key=_size) if enough else max(own, key=_size))


def _is_fresh(today: _Today, now: datetime) -> bool:
    return today.day == _day(now) and timedelta() <= now - today.read < _FRESH


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _holds(room: Spent, made: Spent) -> bool:
    return room.tokens >= made.tokens and room.money >= made.money


def _size(held: _Held) -> tuple[Decimal, int]:
    return held.spent.money, held.spent.tokens


def _sum(held: Sequence[_Held]) -> Spent:
    return sum((one.spent for one in held), NOTHING)
