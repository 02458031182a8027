"""``channels``: list, add, remove, show, export, import. Works beside a running service."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, get_args

import click

from adapters.platforms import address_fault, lacking, title_of
from bot.cli.channel_files import from_toml, to_toml
from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.cli.requested import read_categories, read_topics
from bot.errors import UsageError
from bot.schedules import changed, describe
from bot.settings import Settings
from bot.translator import languages, translator
from bot.values.channels import BriefLayout, Channel, Manner
from bot.wiring.commands import new_channel
from bot.wiring.service import channel_repository
from storage.channels.channels import SqlChannelRepository

T = TypeVar("T")


@click.group()
def channels() -> None:
    """The channels that get briefs. Changes go through beside a running service."""


def _with_channels(work: Callable[[SqlChannelRepository, Settings], Awaitable[T]]) -> T:
    """Open the store, do one thing, close it."""

    async def opened() -> T:
        settings = started()
        async with channel_repository(settings) as repository:
            return await work(repository, settings)

    with told_errors():
        return asyncio.run(opened())
    raise AssertionError("told_errors ends the program")


@channels.command("list")
def list_() -> None:
    """A line for each channel: address, categories, schedule, topics."""

    async def work(repository: SqlChannelRepository, settings: Settings) -> None:
        # the operator's tongue, whatever a channel speaks
        say = translator("en")
        for channel in await repository.every():
            state = describe(channel.schedule, say) if channel.subscribed else "not subscribed"
            topics = ", ".join(topic.name for topic in channel.topics) or "no topics"
            click.echo(f"{channel.address}\t{','.join(channel.categories)}\t{state}\t{topics}")

    _with_channels(work)


@channels.command()
@click.argument("address")
def show(address: str) -> None:
    """Everything that one channel has set, as TOML."""

    async def work(repository: SqlChannelRepository, settings: Settings) -> None:
        channel = await repository.get(address)
        if channel is None:
            raise UsageError(f"there is no channel {address}; `channels list` names them")
        click.echo(to_toml([channel]), nl=False)

    _with_channels(work)


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
@click.option(
    "--layout", type=click.Choice(get_args(BriefLayout)), help="Of the brief. Default: usual."
)
@click.option("--buttons/--no-buttons", default=None, help="Under the brief. Default: buttons.")
@click.option("--silent/--no-silent", default=None, help="Without a notification.")
@click.option("--pin/--no-pin", default=None, help="The newest brief, in place of the one before.")
@click.option("--discuss/--no-discuss", default=None, help="A thread under each brief: Discord.")
@click.option("--hashtags/--no-hashtags", default=None, help="Of categories: Telegram.")
@click.option("--ping", metavar="ROLE", help="Discord's number of a role to call; '' for none.")
@click.option("--tag", metavar="TAG", help="Discord's number of a forum's tag; '' for none.")
def add(
    address: str,
    categories: str | None,
    descriptions: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    top: int | None,
    threshold: int | None,
    schedule: str,
    **posted: Any,
) -> None:
    """Subscribe a channel, or change one: only what is given is changed.

    ADDRESS is terminal:NAME, telegram:CHAT, telegram:CHAT/TOPIC or discord:CHANNEL.
    """

    async def work(repository: SqlChannelRepository, settings: Settings) -> None:
        known = await repository.get(address) or _checked(address, settings)
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
            manner=_manner(known, posted),
        )
        await repository.keep(channel)
        click.echo(f"{address}\t{describe(channel.schedule, say)}")

    _with_channels(work)


def _manner(known: Channel, posted: Mapping[str, Any]) -> Manner:
    """``posted`` are facts by name, None for those that stay."""
    for name in ("ping", "tag"):
        if posted[name] and not (posted[name].isascii() and posted[name].isdigit()):
            raise UsageError(f"--{name} takes Discord's number of it, not {posted[name]!r}")
    for name, on in posted.items():
        if on and name in lacking(known.address):
            raise UsageError(f"--{name} has no effect on {title_of(known.address)}")
    return replace(known.manner, **{name: on for name, on in posted.items() if on is not None})


def _checked(address: str, settings: Settings) -> Channel:
    if (fault := address_fault(address)) is not None:
        raise UsageError(fault)
    return new_channel(settings, (), address)


@channels.command()
@click.argument("address")
def remove(address: str) -> None:
    """Forget a channel with its topics and with what it was shown."""

    async def work(repository: SqlChannelRepository, settings: Settings) -> None:
        if not await repository.remove(address):
            raise UsageError(f"there is no channel {address}; `channels list` names them")
        click.echo(f"{address}\tremoved")

    _with_channels(work)


@channels.command("export")
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True), default="-")
def export(target: Path) -> None:
    """All channels as TOML, to a file or standard output."""

    async def work(repository: SqlChannelRepository, settings: Settings) -> str:
        return to_toml(await repository.every())

    text = _with_channels(work)
    if str(target) == "-":
        click.echo(text, nl=False)
    else:
        target.write_text(text, "utf-8")


@channels.command("import")
@click.argument("source", type=click.File("rb"))
def import_(source: BinaryIO) -> None:
    """Take channels from TOML; a channel of the same address is changed, others stay."""

    async def work(repository: SqlChannelRepository, settings: Settings) -> None:
        taken = _channels_in(source)
        _can_be_told(taken, settings)
        for channel in taken:
            await repository.keep(channel)
        click.echo(f"{len(taken)} channels taken")

    _with_channels(work)


def _can_be_told(channels: Sequence[Channel], settings: Settings) -> None:
    """Raises UsageError where a language needs a model and none is set."""
    unspoken = {one.language for one in channels} - {*languages()}
    if unspoken and not settings.model.name:
        raise UsageError(
            f"the bot does not speak {' and '.join(sorted(unspoken))}; a model tells papers in any "
            "language, and none is set (OPENAI_MODEL)"
        )


def _channels_in(source: BinaryIO) -> Sequence[Channel]:
    """Raises UsageError with the file's name."""
    try:
        return from_toml(source.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{source.name}: this is no UTF-8 text") from error
    except OSError as error:
        raise UsageError(f"{source.name} cannot be read: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{source.name}: {error}") from error
