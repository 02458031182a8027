"""What calls cost, who may make them, and how an operator writes it down: by table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spending import (
    OPERATOR,
    Refusal,
    cost,
    cost_of,
    dearest,
    is_open,
    read_budget,
    read_prices,
    share,
    why_not,
)
from bot.values.model import Account, Tokens
from bot.values.spending import (
    NOTHING,
    Budget,
    Budgets,
    Price,
    Prices,
    Scopes,
    Spent,
    UsageSum,
)

LAB = Account("telegram:-1001")
ADA = Account("telegram:-1001", "telegram:42")
PRICES = read_prices("small=0.25/0.025/2, vectors=0.02")


def tokens(n: int) -> Spent:
    return Spent(n)


def money(amount: str) -> Spent:
    return Spent(1, Decimal(amount))


# -- prices ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "model", "read"),
    [
        ("small=0.25/0.025/2", "small", Price(Decimal("0.25"), Decimal("0.025"), Decimal(2))),
        ("small=0.25/2", "SMALL", Price(Decimal("0.25"), Decimal("0.25"), Decimal(2))),
        ("0.02", "whatever", Price(Decimal("0.02"), Decimal("0.02"), Decimal(0))),
        ("qwen2.5:7b=0/0", "qwen2.5:7b", Price(Decimal(0), Decimal(0), Decimal(0))),
        ("a/b=1/2, 3/4", "a/b", Price(Decimal(1), Decimal(1), Decimal(2))),
        ("a/b=1/2, 3/4", "else", Price(Decimal(3), Decimal(3), Decimal(4))),
        (" a = 1 / 2 ,", "a", Price(Decimal(1), Decimal(1), Decimal(2))),
    ],
)
def test_prices_are_read(written: str, model: str, read: Price) -> None:
    assert read_prices(written).of(model) == read


def test_without_prices_nothing_has_one() -> None:
    assert read_prices("") == Prices()
    assert read_prices("small=1").of("large") is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("small", "'small', which is not a price: write model=input/cached/output"),
        ("small=", "is not a price"),
        ("small=1/2/3/4", "is not a price"),
        ("small=-1/2", "is not a price"),
        ("small=NaN", "is not a price"),
        ("small=1e999999999/2", "is not a price"),
        ("small=$1/2", "is not a price"),
        ("small=1,SMALL=2", "has two prices for SMALL"),
        ("1/2, 3/4", "has two prices without a model's name"),
    ],
)
def test_what_is_no_price_is_told(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_prices(written)


@pytest.mark.parametrize(
    ("model", "used", "spent"),
    [
        ("small", Tokens(1_000_000, 0), "0.25"),
        ("small", Tokens(0, 1_000_000), "2"),
        ("small", Tokens(1_000_000, 0, 1_000_000), "0.025"),
        ("small", Tokens(12_345, 678, 2_345), "0.003914625"),
        # a server that counts more as cached than as read
        ("small", Tokens(100, 0, 1_000_000), "0.0000025"),
        ("vectors", Tokens(50_000, 0), "0.001"),
        ("small", Tokens(), "0"),
    ],
)
def test_a_call_costs_what_its_tokens_cost(model: str, used: Tokens, spent: str) -> None:
    made = cost(model, used, PRICES)
    assert (made.money, made.tokens) == (Decimal(spent), used.input + used.output)
    assert made.unpriced == 0


def test_what_has_no_price_is_counted_apart() -> None:
    sums = [UsageSum(model="small", input=1_000_000), UsageSum(model="old", input=5, output=2)]
    assert cost_of(sums, PRICES) == Spent(1_000_007, Decimal("0.25"), 7)


def test_where_the_model_is_not_told_the_dearest_counts() -> None:
    assert dearest(Tokens(0, 1_000_000), PRICES).money == 2
    assert dearest(Tokens(5, 5), Prices()) == Spent(10, unpriced=10)
    with_others = read_prices("small=1/1, 0/100")
    assert dearest(Tokens(0, 1_000_000), with_others).money == 100


# -- budgets ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2.50", Budget(Decimal("2.50"), "money")),
        ("0", Budget(Decimal(0), "money")),
        (".5", Budget(Decimal("0.5"), "money")),
        ("1,000", Budget(Decimal(1000), "money")),
        ("400000 tokens", Budget(Decimal(400_000), "tokens")),
        ("400,000 Tokens", Budget(Decimal(400_000), "tokens")),
        ("400_000tokens", Budget(Decimal(400_000), "tokens")),
        ("1 token", Budget(Decimal(1), "tokens")),
        (" none ", None),
    ],
)
def test_budgets_are_read(written: str, read: Budget | None) -> None:
    assert read_budget(written) == read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "much",
            "not an amount: write money as 2.50, tokens as 400000 tokens, and none for no limit",
        ),
        ("$2.50", "not an amount"),
        ("-1", "not an amount"),
        ("2.50 EUR", "not an amount"),
        ("400k tokens", "not an amount"),
        ("tokens", "not an amount"),
        ("1.5 tokens", "no parts of tokens"),
        ("٣", "not an amount"),
    ],
)
def test_what_is_no_amount_is_told(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_budget(written)


@pytest.mark.parametrize(
    ("budgets", "account", "coming", "spent", "held", "refusal"),
    [
        # no limit
        (Budgets(), LAB, tokens(10**9), Scopes(), Scopes(), None),
        # to the last token, and not beyond
        ("9 tokens", LAB, tokens(4), Scopes(tokens(5)), Scopes(), None),
        ("9 tokens", LAB, tokens(5), Scopes(tokens(5)), Scopes(), Refusal.DAY),
        ("0 tokens", LAB, tokens(1), Scopes(), Scopes(), Refusal.DAY),
        # calls that are under way
        ("9 tokens", LAB, tokens(4), Scopes(), Scopes(tokens(6)), Refusal.UNDER_WAY),
        ("9 tokens", LAB, tokens(3), Scopes(), Scopes(tokens(6)), None),
        # money
        ("2.50", LAB, money("0.01"), Scopes(money("2.49")), Scopes(), None),
        ("2.50", LAB, money("0.01"), Scopes(money("2.495")), Scopes(), Refusal.DAY),
        ("2.50", LAB, Spent(5, unpriced=5), Scopes(), Scopes(), Refusal.NO_PRICE),
        # of one channel
        (
            Budgets(channel=Budget(Decimal(9), "tokens")),
            LAB,
            tokens(5),
            Scopes(tokens(10**6), tokens(5)),
            Scopes(),
            Refusal.CHANNEL,
        ),
        # of one person, where a person asked
        (
            Budgets(person=Budget(Decimal(9), "tokens")),
            ADA,
            tokens(5),
            Scopes(NOTHING, NOTHING, tokens(5)),
            Scopes(),
            Refusal.PERSON,
        ),
        (
            Budgets(person=Budget(Decimal(9), "tokens")),
            LAB,
            tokens(50),
            Scopes(NOTHING, NOTHING, tokens(5)),
            Scopes(),
            None,
        ),
        # the operator's own questions
        ("0 tokens", Account(OPERATOR), tokens(5), Scopes(tokens(9)), Scopes(), None),
    ],
)
def test_budgets_leave_room_or_not(
    budgets: Budgets | str,
    account: Account,
    coming: Spent,
    spent: Scopes,
    held: Scopes,
    refusal: Refusal | None,
) -> None:
    made = Budgets(all=read_budget(budgets)) if isinstance(budgets, str) else budgets
    assert why_not(account, coming, spent, held, made) == refusal


amounts = st.integers(0, 100).map(tokens)


@given(amounts, amounts, amounts, st.integers(0, 300))
def test_what_is_let_through_fits_with_all_that_is_under_way(
    coming: Spent, gone: Spent, under_way: Spent, most: int
) -> None:
    budgets = Budgets(all=Budget(Decimal(most), "tokens"))
    refusal = why_not(LAB, coming, Scopes(gone), Scopes(under_way), budgets)
    fits = coming.tokens + gone.tokens + under_way.tokens <= most
    assert (refusal is None) == fits


@pytest.mark.parametrize(
    ("spent", "budget", "part"),
    [
        (tokens(40), "50 tokens", 0.8),
        (money("2"), "2.50", 0.8),
        (tokens(40), "none", 0.0),
        (NOTHING, "0", 1.0),
    ],
)
def test_how_much_of_a_budget_is_gone(spent: Spent, budget: str, part: float) -> None:
    assert share(spent, read_budget(budget)) == part


# -- for whom the operator pays --------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "person", "allowed", "within", "opened"),
    [
        ("telegram:-1", "", (), (), False),
        ("telegram:-1", "", ("*",), (), True),
        ("telegram:-1", "", ("telegram:-1",), (), True),
        ("telegram:-1/7", "", ("telegram:-1",), (), True),
        ("telegram:-1/7", "", ("telegram:-1/7",), (), True),
        ("telegram:-12", "", ("telegram:-1",), (), False),
        ("telegram:-1", "telegram:42", ("telegram:42",), (), True),
        # what comes by itself is for the channel, whoever is in it
        ("telegram:-1", "", ("telegram:42",), (), False),
        ("discord:5", "discord:user/7", ("discord:7",), (), True),
        ("discord:5", "discord:user/7", ("discord:user/7",), (), True),
        ("discord:5", "", ("discord:9",), ("discord:9",), True),
        ("discord:user/7", "", ("discord:7",), (), True),
        ("terminal:main", "terminal:person", (), (), False),
        ("terminal:main", "terminal:person", ("terminal:*",), (), True),
        ("terminalis:main", "", ("terminal:*",), (), False),
        (OPERATOR, "", (), (), True),
        ("telegram:-1", "", ("",), (), False),
    ],
)
def test_the_model_is_open_to_whom_the_operator_lists(
    channel: str, person: str, allowed: tuple[str, ...], within: tuple[str, ...], opened: bool
) -> None:
    assert is_open(Account(channel, person), allowed, within) == opened
