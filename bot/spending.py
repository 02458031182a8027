"""What a call costs, who may make one, and how prices and budgets are written. Pure.

Amounts are exact: tokens are whole numbers, money is decimal.
"""

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from enum import StrEnum

from bot.translator import msgid
from bot.values.model import Account, Tokens
from bot.values.spending import NOTHING, Budget, Budgets, Price, Prices, Scopes, Spent, UsageSum

# on whose behalf the command line asks
OPERATOR = "operator"
EVERYBODY = "*"
_MILLION = 1_000_000
_AMOUNT = re.compile(r"(?P<number>[0-9][0-9,_ ]*(?:\.[0-9]+)?|\.[0-9]+)(?P<unit>\s*tokens?)?", re.I)
_PRICE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}", re.ASCII)
_GROUPING = re.compile(r"[,_ ]")
_NO_LIMIT = "none"


class Refusal(StrEnum):
    """Why an account may not make a call now, as readers are told."""

    NOT_OPEN = msgid("The operator has not enabled the model for this channel.")
    DAY = msgid("Today's model budget is used up; the model writes again from 00:00 UTC.")
    CHANNEL = msgid(
        "This channel's model budget for today is used up; the model writes again from 00:00 UTC."
    )
    PERSON = msgid(
        "The daily model budget for one person is used up; the model writes again from 00:00 UTC."
    )
    UNDER_WAY = msgid(
        "What is being written right now may use up the rest of today's model budget."
    )
    NO_PRICE = msgid("The operator's model budget is in money, but the model has no price.")
    NO_BOOKS = msgid("Today's model costs cannot be read, so the model is not used.")


# -- what a call costs -----------------------------------------------------------------------


def cost(model: str, tokens: Tokens, prices: Prices) -> Spent:
    return _priced(tokens.input, tokens.cached, tokens.output, prices.of(model))


def cost_of(sums: Iterable[UsageSum], prices: Prices) -> Spent:
    """Of sums that tell their models."""
    each = (_priced(one.input, one.cached, one.output, prices.of(one.model or "")) for one in sums)
    return sum(each, NOTHING)


def dearest(tokens: Tokens, prices: Prices) -> Spent:
    """Where the model is not known: the price at which they cost most."""
    known = (*prices.by_model.values(), *([prices.other] if prices.other else ()))
    costs = (_priced(tokens.input, tokens.cached, tokens.output, price) for price in known)
    return max(costs, key=lambda spent: spent.money, default=cost("", tokens, prices))


def _priced(read: int, cached: int, written: int, price: Price | None) -> Spent:
    tokens = read + written
    if price is None:
        return Spent(tokens, unpriced=tokens)
    # a server may count more as cached than as read
    cached = min(cached, read)
    money = (read - cached) * price.input + cached * price.cached + written * price.output
    return Spent(tokens, money / _MILLION)


# -- who may make one ------------------------------------------------------------------------


def is_open(account: Account, allowed: Collection[str], within: Collection[str] = ()) -> bool:
    """Whether the operator has opened the model to the account's channel or person.

    ``allowed`` are addresses of chats, people and servers, ``<platform>:*`` for all of one, ``*``
    for all; ``within`` is where the channel lies.
    """
    whole = f"{account.channel.partition(':')[0]}:{EVERYBODY}"
    if account.channel == OPERATOR or EVERYBODY in allowed or whole in allowed:
        return True
    names = (account.channel.partition("/")[0], account.channel, account.person, *within)
    bare = (name.replace(":user/", ":", 1) for name in names)
    return any(name in allowed for name in (*names, *bare) if name)


def why_not(
    account: Account, coming: Spent, spent: Scopes, held: Scopes, budgets: Budgets
) -> Refusal | None:
    """Whether the budgets leave room for what is ``coming``, beside what was ``spent`` today and
    what is ``held`` for calls under way. The operator's own questions count, and are never
    refused."""
    if account.channel == OPERATOR:
        return None
    scopes = [
        (Refusal.DAY, budgets.all, spent.all, held.all),
        (Refusal.CHANNEL, budgets.channel, spent.channel, held.channel),
    ]
    if account.person:
        scopes.append((Refusal.PERSON, budgets.person, spent.person, held.person))
    if coming.unpriced and any(one.unit == "money" for one in budgets.set):
        return Refusal.NO_PRICE
    for refusal, budget, gone, _ in scopes:
        if not _fits(gone + coming, budget):
            return refusal
    for _, budget, gone, under_way in scopes:
        if not _fits(gone + under_way + coming, budget):
            return Refusal.UNDER_WAY
    return None


def _fits(spent: Spent, budget: Budget | None) -> bool:
    return budget is None or in_unit(spent, budget) <= budget.most


def in_unit(spent: Spent, budget: Budget) -> Decimal:
    return spent.money if budget.unit == "money" else Decimal(spent.tokens)


def share(spent: Spent, budget: Budget | None) -> float:
    """How much of a budget is gone, 1.0 for all of it; 0.0 where there is no limit."""
    if budget is None:
        return 0.0
    return float(in_unit(spent, budget) / budget.most) if budget.most else 1.0


# -- how prices and budgets are written ------------------------------------------------------


def read_budget(text: str) -> Budget | None:
    """``2.50`` in money, ``400000 tokens``, or ``none`` for no limit. Raises ValueError, whose
    text ends a sentence on a setting."""
    if text.strip().lower() == _NO_LIMIT:
        return None
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            f"is {text!r}, which is not an amount: write money as 2.50, tokens as 400000 tokens, "
            "and none for no limit"
        )
    most = Decimal(_GROUPING.sub("", found["number"]))
    if not found["unit"]:
        return Budget(most, "money")
    if most != most.to_integral_value():
        raise ValueError(f"is {text!r}, and there are no parts of tokens")
    return Budget(most, "tokens")


def read_prices(text: str) -> Prices:
    """``gpt-5-mini=0.25/0.025/2, text-embedding-3-small=0.02``: money for a million tokens read,
    read from a cache, and written. With two numbers, what is cached costs as much as the rest;
    with one, nothing is written. Without a name: for all models that are not named. Raises
    ValueError as :func:`read_budget` does."""
    by_model: dict[str, Price] = {}
    other: Price | None = None
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, numbers = part.rpartition("=")
        price = _price(numbers, part)
        if name.strip() and by_model.setdefault(name.strip().lower(), price) is not price:
            raise ValueError(f"has two prices for {name.strip()}")
        if not name.strip():
            if other is not None:
                raise ValueError("has two prices without a model's name")
            other = price
    return Prices(by_model, other)


def _price(numbers: str, part: str) -> Price:
    written = [number.strip() for number in numbers.split("/")]
    if len(written) > 3 or not all(map(_PRICE.fullmatch, written)):
        raise ValueError(
            f"has {part!r}, which is not a price: write model=input/cached/output in money for a "
            "million tokens, such as gpt-5-mini=0.25/0.025/2"
        )
    read, *others = map(Decimal, written)
    cached = others[0] if len(others) == 2 else read
    return Price(read, cached, others[-1] if others else Decimal(0))
