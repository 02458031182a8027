"""/status, /settings, /privacy and /forget where a model is used, and where none is."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.commands.lines.command import ModelServices, Origin
from bot.commands.lines.dispatch import answer
from bot.messages.plain import plain
from bot.pipeline.purse import BudgetedPurse, Terms
from bot.settings import Settings
from bot.spending import read_budget, read_prices
from bot.values.model import ModelCall, Tokens
from bot.values.spending import Budgets
from bot.wiring.session import session
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from tests.bot.commands.test_commands import Quiet
from tests.storage.values import a_call
from tests.values import listing, paper

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
LAB, CLUB, OPERATOR, ADA = "telegram:-1001", "telegram:-1002", "telegram:-1", "telegram:42"


class Desk:
    """Commands over one store, and the books of what the model cost."""

    def __init__(self, services: Any, books: SqlUsageBooks) -> None:
        self.services, self.books, self.operator = services, books, OPERATOR

    def open_to(
        self, *allowed: str, budgets: Budgets | None = None, prices: str = "small=1/0.1/10"
    ) -> None:
        terms = Terms(frozenset(allowed), budgets or Budgets(), read_prices(prices))
        purse = BudgetedPurse(self.books, terms, lambda: NOW)
        model = ModelServices("small", True, purse.look, terms, "EUR", self.operator)
        self.services = replace(self.services, model=model, clock=lambda: NOW)

    async def spend(self, tokens: int, channel: str = LAB, person: str = "", ago: int = 0) -> None:
        call: ModelCall = a_call(
            NOW - timedelta(days=ago), channel, person, tokens=Tokens(tokens), model="small"
        )
        await self.books.note([call])

    async def say(self, line: str, channel: str = LAB, **more: Any) -> str:
        origin = Origin(channel=channel, person=ADA, proven=True, **more)
        return plain((await answer(line, origin, Quiet(), self.services)).message)

    async def row(self, label: str, line: str = "/status", channel: str = LAB, **more: Any) -> str:
        lines = (await self.say(line, channel, **more)).splitlines()
        return next(each.partition(label)[2].lstrip(":： ") for each in lines if label in each)


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Desk]:
    listings = (listing(paper(1), category="cs.CL"),)
    folder = settings.storage.data
    async with (
        session(settings, folder, listings, ("cs.CL",), None, None) as services,
        Database(folder / "paperbrief.sqlite") as database,
    ):
        yield Desk(services, SqlUsageBooks(database))


async def test_without_a_model_nothing_is_said_of_one(desk: Desk) -> None:
    await desk.spend(10)
    for line in ("/status", "/settings"):
        told = await desk.say(line)
        assert "Model" not in told
        assert "Cost" not in told


async def test_a_channel_sees_what_it_cost_today_and_this_month(desk: Desk) -> None:
    desk.open_to("*")
    await desk.spend(200_000)
    await desk.spend(1_000_000, ago=3)
    await desk.spend(9_000_000, ago=10)
    await desk.spend(5_000_000, CLUB)
    assert await desk.row("Model") == "small writes here"
    expected = "today €0.20 (200,000 tokens); this month €1.20 (1,200,000 tokens)"
    assert await desk.row("Cost here") == expected
    assert "Cost of all" not in await desk.say("/status")
    assert await desk.row("Cost here", channel="telegram:5") == (
        "today 0 tokens; this month 0 tokens"
    )


async def test_a_budget_stands_beside_what_was_spent_of_it(desk: Desk) -> None:
    budgets = Budgets(channel=read_budget("400000 tokens"))
    desk.open_to("*", budgets=budgets)
    await desk.spend(100_000)
    assert "today €0.10 (100,000 tokens) of 400,000 tokens" in await desk.row("Cost here")
    await desk.spend(300_000)
    # a minute later the purse reads what was written beside it
    desk.open_to("*", budgets=budgets)
    why = "off here: This channel's model budget for today is used up"
    assert (await desk.row("Model")).startswith(why)
    assert (await desk.row("Model", "/settings")).startswith(why)


async def test_the_operator_sees_what_all_cost(desk: Desk) -> None:
    desk.open_to("*", budgets=Budgets(all=read_budget("2.50")))
    for tokens, channel in ((100_000, LAB), (300_000, CLUB), (50_000, ""), (1, "telegram:9")):
        await desk.spend(tokens, channel)
    assert await desk.row("Cost of all channels", channel=OPERATOR) == (
        "today €0.45 (450,001 tokens) of €2.50; this month €0.45 (450,001 tokens)"
    )
    assert await desk.row("Most this month", channel=OPERATOR) == (
        f"{CLUB}: €0.30 (300,000 tokens); {LAB}: €0.10 (100,000 tokens); "
        "forgotten: €0.05 (50,000 tokens)"
    )


async def test_an_operator_who_is_named_as_a_person_sees_it_where_nobody_else_does(
    desk: Desk,
) -> None:
    desk.operator = ADA
    desk.open_to("*")
    await desk.spend(1)
    assert "Cost of all channels" in await desk.say("/status", "telegram:77", private=True)
    assert "Cost of all channels" not in await desk.say("/status", "telegram:77")


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ("", "today 1,000 tokens; this month 1,000 tokens"),
        ("other=1", "today 1,000 tokens; this month 1,000 tokens"),
    ],
)
async def test_without_prices_tokens_are_told(desk: Desk, prices: str, told: str) -> None:
    desk.open_to("*", prices=prices)
    await desk.spend(1_000)
    assert await desk.row("Cost here") == told


async def test_why_the_model_does_not_write_is_told_in_the_persons_language(desk: Desk) -> None:
    desk.open_to(CLUB)
    assert await desk.row("Model") == (
        "off here: The operator has not enabled the model for this channel."
    )
    chinese = await desk.row("模型：", language="zh-hans")
    assert chinese == "这里未使用：运营者没有为这个频道开通模型。"


async def test_what_is_stored_of_calls_is_told_and_loses_its_names(desk: Desk) -> None:
    desk.open_to("*")
    await desk.say("/subscribe")
    assert "language model" not in await desk.say("/privacy")
    await desk.spend(10, LAB, ADA)
    await desk.spend(10, LAB)
    told = await desk.say("/privacy")
    assert "what 1 call to a language model that you asked for cost, but not what it said" in told
    assert "what 2 calls to a language model for it cost, but not what they said" in told
    stays = "The costs stay in the operator's totals, but not who they were for."
    assert stays in await desk.say("/forget me")
    await desk.say("/forget me yes")
    assert "that you asked for" not in await desk.say("/privacy")
    assert stays in await desk.say("/forget channel")
    await desk.say("/forget channel yes")
    assert "language model" not in await desk.say("/privacy")
    assert "20 tokens" in await desk.row("Cost of all channels", channel=OPERATOR)


async def test_a_key_that_is_refused_is_told_with_since_when(desk: Desk) -> None:
    desk.open_to("*")
    assert await desk.row("Model") == "small writes here"
    since = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    pipeline = replace(desk.services.pipeline, shut_since=lambda: since)
    desk.services = replace(desk.services, pipeline=pipeline)
    for line in ("/status", "/settings"):
        told = await desk.row("Model", line)
        assert "has refused the bot since Thu 5 Mar 2026 at" in told
    # why it is off for this channel goes before
    desk.open_to("telegram:-77")
    assert "off here" in await desk.row("Model")
