"""``channels``: list, add, remove, show, export, import. Works beside a running service."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from pydantic import ValidationError

from bot.cli.channel_files import ChannelForm, channel_from, from_toml, to_toml
from bot.cli.exits import told_errors
from bot.cli.requested import read_categories, read_topics
from bot.cli.started import started
from bot.errors import UsageError
from bot.models import Channel, Schedule
from bot.schedules import changed, describe
from bot.settings import Settings
from bot.translator import translator
from bot.wiring import channel_shelf
from storage.channels import SqlChannelShelf

T = TypeVar("T")


@click.group()
def channels() -> None:
    """The channels that get briefs. Changes go through beside a running service."""


def _with_shelf(work: Callable[[SqlChannelShelf, Settings], Awaitable[T]]) -> T:
    """Open the store, do one thing, close it."""

    async def opened() -> T:
        settings = started()
        async with channel_shelf(settings) as shelf:
            return await work(shelf, settings)

    with told_errors():
        return asyncio.run(opened())
    raise AssertionError("told_errors ends the program")


@channels.command("list")
def list_() -> None:
    """A line for each channel: address, categories, schedule, topics."""

    async def work(shelf: SqlChannelShelf, settings: Settings) -> None:
        # the operator's tongue, whatever a channel speaks
        say = translator("en")
        for channel in await shelf.every():
            state = describe(channel.schedule, say) if channel.subscribed else "not subscribed"
            topics = ", ".join(topic.name for topic in channel.topics) or "no topics"
            click.echo(f"{channel.address}\t{','.join(channel.categories)}\t{state}\t{topics}")

    _with_shelf(work)


@channels.command()
@click.argument("address")
def show(address: str) -> None:
    """Everything that one channel has set, as TOML."""

    async def work(shelf: SqlChannelShelf, settings: Settings) -> None:
        channel = await shelf.get(address)
        if channel is None:
            raise UsageError(f"there is no channel {address}; `channels list` names them")
        click.echo(to_toml([channel]), nl=False)

    _with_shelf(work)


@channels.command()
@click.argument("address")
@click.option("--categories", metavar="LIST", help="Separated by commas; default: the settings'.")
@click.option("--topic", "descriptions", multiple=True, metavar="TEXT", help="Repeatable.")
@click.option("--include", multiple=True, metavar="WORDS", help="Repeatable.")
@click.option("--exclude", multiple=True, metavar="WORDS", help="Repeatable.")
@click.option("--top", type=click.IntRange(1, 30), metavar="N")
@click.option("--threshold", type=click.IntRange(1, 100), metavar="N", help="Default 40.")
@click.option(
    "--schedule",
    metavar="TEXT",
    default="",
    help='As in the chat: "08:30 Europe/Berlin mon-fri each", or "announced". Default: '
    "every day at 08:00 UTC, missed announcements combined.",
)
def add(
    address: str,
    categories: str | None,
    descriptions: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    top: int | None,
    threshold: int | None,
    schedule: str,
) -> None:
    """Subscribe a channel, or change one: only what is given is changed.

    ADDRESS is terminal:NAME, telegram:CHAT, telegram:CHAT/TOPIC or discord:CHANNEL.
    """

    async def work(shelf: SqlChannelShelf, settings: Settings) -> None:
        known = await shelf.get(address) or _checked(address, settings)
        say = translator("en")
        changes: dict[str, Any] = {
            "categories": read_categories(categories),
            "topics": read_topics(descriptions, include, exclude),
            "top": top,
            "threshold": threshold,
        }
        given = {name: value for name, value in changes.items() if value}
        channel = replace(
            known,
            **given,
            subscribed=True,
            schedule=changed(known.schedule, schedule.split(), say),
        )
        await shelf.keep(channel)
        click.echo(f"{address}\t{describe(channel.schedule, say)}")

    _with_shelf(work)


def _checked(address: str, settings: Settings) -> Channel:
    try:
        form = ChannelForm(
            address=address,
            language=settings.language,
            top=settings.top,
            categories=list(settings.categories),
        )
    except ValidationError as error:
        raise UsageError(
            f"{address!r} is no channel's address; it looks like terminal:lab"
        ) from error
    return replace(channel_from(form), schedule=Schedule())


@channels.command()
@click.argument("address")
def remove(address: str) -> None:
    """Forget a channel with its topics and with what it was shown."""

    async def work(shelf: SqlChannelShelf, settings: Settings) -> None:
        if not await shelf.remove(address):
            raise UsageError(f"there is no channel {address}; `channels list` names them")
        click.echo(f"{address}\tremoved")

    _with_shelf(work)


@channels.command("export")
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True), default="-")
def export(target: Path) -> None:
    """All channels as TOML, to a file or standard output."""

    async def work(shelf: SqlChannelShelf, settings: Settings) -> str:
        return to_toml(await shelf.every())

    text = _with_shelf(work)
    if str(target) == "-":
        click.echo(text, nl=False)
    else:
        target.write_text(text, "utf-8")


@channels.command("import")
@click.argument("source", type=click.File("r", encoding="utf-8"))
def import_(source: TextIO) -> None:
    """Take channels from TOML; a channel of the same address is changed, others stay."""

    async def work(shelf: SqlChannelShelf, settings: Settings) -> None:
        taken = from_toml(source.read())
        for channel in taken:
            await shelf.keep(channel)
        click.echo(f"{len(taken)} channels taken")

    _with_shelf(work)
