"""``model check``: what the address of the model can do, by asking it."""

import asyncio
import sys

import click

from adapters.openai_model.probing import Found, probed
from bot.cli.exits import Exit, told_errors
from bot.cli.logs import started
from bot.errors import SettingsError
from bot.pipeline.settings import SpendingSettings
from bot.settings import Settings
from bot.spending import cost
from bot.translator import SOURCE_LANGUAGE, translator
from bot.values.model import Tokens
from scheduler.timing.clocks import machine

# one channel that shows 10 papers of 130, with a summary (docs/model.md)
_DAY_CALLS = 10
_DAY = Tokens(33_000, 4_000)


@click.group()
def model() -> None:
    """The language model, where one is set."""


@model.command("check")
def check_model() -> None:
    """Ask the model's address what it can do: a line each. Costs about 20,000 tokens."""
    with told_errors():
        settings = started()
        if not settings.models:
            raise SettingsError(
                "No model is set. Set OPENAI_MODEL to the model that chooses and writes, "
                "OPENAI_BASE_URL to its address and OPENAI_API_KEY to your key. "
                "OPENAI_EMBEDDING_MODEL alone only helps to find papers (docs/model.md)."
            )
        if any(found.state == "FAIL" for found in asyncio.run(_told(settings))):
            sys.exit(Exit.DEFECT)


async def _told(settings: Settings) -> list[Found]:
    found = []
    async for each in probed(settings.model, machine):
        found.append(each)
        _say(each)
    if settings.model.name:
        _say(_day(settings.model.name, settings.spending))
    return found


def _day(name: str, spending: SpendingSettings) -> Found:
    said = f"of one channel: about {_DAY_CALLS} calls, {_DAY.input:,} tokens read and "
    return Found(
        "ok",
        "a day",
        f"{said}{_DAY.output:,} written{_price(name, spending)}; others who want the same "
        "pay nothing",
    )


def _price(name: str, spending: SpendingSettings) -> str:
    spent = cost(name, _DAY, spending.prices)
    if spent.unpriced:
        return " (set PAPERBRIEF_MODEL_PRICES to see what that costs)"
    return f", {translator(SOURCE_LANGUAGE).money(spent.money, spending.currency)}"


def _say(found: Found) -> None:
    click.echo(f"{found.state:<5} {found.what:<14} {found.said}")
