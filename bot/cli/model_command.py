"""``model check``: what the address of the model can do, by asking it."""

import asyncio
import sys

import click

from adapters.openai_model.probing import Found, probed
from adapters.openai_model.settings import ModelSettings
from bot.cli.exits import Exit, told_errors
from bot.cli.logs import started
from bot.errors import SettingsError
from bot.values.model import Tokens
from scheduler.timing.clocks import machine

# one channel that shows 10 papers of 130, with a summary (docs/model.md)
_DAY_CALLS = 15
_DAY = Tokens(45_000, 12_000)


@click.group()
def model() -> None:
    """The language model, where one is set."""


@model.command("check")
def check_model() -> None:
    """Ask the model's address what it can do: a line each. Costs about 20,000 tokens."""
    with told_errors():
        settings = started().model
        if not (settings.name or settings.embedding_name):
            raise SettingsError(
                "No model is set. OPENAI_MODEL names the model that chooses and writes, "
                "OPENAI_BASE_URL the address that has it, OPENAI_API_KEY the key; "
                "OPENAI_EMBEDDING_MODEL alone only finds papers (docs/model.md)."
            )
        if any(found.state == "FAIL" for found in asyncio.run(_told(settings))):
            sys.exit(Exit.DEFECT)


async def _told(settings: ModelSettings) -> list[Found]:
    found = []
    async for each in probed(settings, machine):
        found.append(each)
        _say(each)
    if settings.name:
        _say(_day())
    return found


def _day() -> Found:
    said = f"of one channel: about {_DAY_CALLS} calls, {_DAY.input:,} tokens read and "
    return Found(
        "ok", "a day", f"{said}{_DAY.output:,} written; others that want the same are free"
    )


def _say(found: Found) -> None:
    click.echo(f"{found.state:<5} {found.what:<14} {found.said}")
