"""``channels``: list, add, remove, show, export, import. Works beside a running service."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import click

from adapters.platforms import GUARDED, address_fault, lacking, title_of
from bot.cli.channel_acts import AT, known, pause, preview, resume, send_now
from bot.cli.channel_files import as_known, changed_by, from_toml, to_toml
from bot.cli.channel_list import (
    Since,
    as_json,
    as_table,
    moment_of,
    on_page,
    pages_of,
    summed_up,
)
from bot.cli.channel_options import as_in_files, every_other_setting
from bot.cli.in_office import in_office
from bot.cli.requested import read_categories, read_topics
from bot.errors import UsageError
from bot.schedules import describe
from bot.settings import Settings
from bot.translator import languages, translator
from bot.typed_schedules.telling import scheduled
from bot.values.channel_records import ChannelCondition
from bot.values.channels import Channel
from bot.wiring.commands import new_channel
from bot.wiring.office import Office
from scheduler.delivering.wording import counted
from scheduler.operating.conditions import without_brief
from scheduler.timing.clocks import machine


@click.group()
def channels() -> None:
    """The channels that get briefs. Changes go through beside a running service."""


for _act in (pause, resume, send_now, preview):
    channels.add_command(_act)


@channels.command("list")
@click.option(
    "--without-brief-since",
    "since",
    type=Since(),
    help="Only those that got no brief with papers in that time, and why: 7d, 36h, 2026-06-01.",
)
@click.option(
    "--perhaps-twice-since",
    "twice",
    type=Since(),
    help="Only those that may have got a brief twice in that time, as after a kill.",
)
@click.option("--page", type=click.IntRange(1), metavar="N", help="50 channels a page; default 1.")
@click.option("--all", "whole", is_flag=True, help="Every channel, on one page.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@AT
def list_(
    since: timedelta | datetime | None,
    twice: timedelta | datetime | None,
    page: int | None,
    form: str,
    at: datetime | None,
    *,
    whole: bool,
) -> None:
    """How every channel fares: last brief, what waits, who is suspended, and why.

    Trouble comes first: suspended, lost, waiting, overdue, new (no brief yet), empty (messages
    without papers). Then ok and paused. Moments are UTC. JSON has all channels, without --page.
    """

    async def work(office: Office) -> Sequence[ChannelCondition]:
        now = at or machine()
        found = await office.conditions(now)
        if twice is not None:
            again = await office.records.perhaps_twice(moment_of(twice, now), GUARDED)
            found = [one for one in found if one.record.channel.address in again]
        return found if since is None else without_brief(found, moment_of(since, now))

    found = in_office(work, reads=True)
    shown = page or (None if whole or form == "json" else 1)
    if shown is not None and shown > pages_of(found):
        last = pages_of(found)
        raise click.BadParameter(f"the last page is {last}", param_hint="--page")
    some = found if shown is None else on_page(found, shown)
    click.echo(as_json(some) if form == "json" else as_table(some), nl=form == "json")
    click.echo(f"paperbrief: {summed_up(found, shown)}", err=True)


@channels.command()
@click.argument("address")
def show(address: str) -> None:
    """Everything that one channel has set, as TOML."""

    async def work(office: Office) -> None:
        click.echo(to_toml([await known(office, address)]), nl=False)

    in_office(work, reads=True)


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
@every_other_setting
def add(
    address: str,
    categories: str | None,
    descriptions: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    top: int | None,
    threshold: int | None,
    schedule: str,
    **others: Any,
) -> None:
    """Subscribe a channel, or change one: only what is given is changed.

    ADDRESS is terminal:NAME, telegram:CHAT, telegram:CHAT/TOPIC or discord:CHANNEL.
    Every setting that `channels export` writes has an option here.
    """

    async def work(office: Office) -> None:
        known = await office.channels.get(address)
        before = known or _checked(address, office.settings)
        say = translator("en")
        changes: dict[str, Any] = {
            "categories": read_categories(categories),
            "topics": read_topics(descriptions, include, exclude),
            "top": top,
            "threshold": threshold,
        }
        given = {name: value for name, value in changes.items() if value}
        plan = scheduled(before.schedule, schedule, say)
        channel = replace(before, **given, subscribed=True, schedule=plan)
        channel = changed_by(channel, as_in_files(others))
        _can_be_told([channel], office.settings)
        await office.channels.keep(channel)
        done = "changed" if known else "added"
        click.echo(f"{address}\t{describe(channel.schedule, say)}\t{done}")
        for name in lacking(address):
            if others.get(name):
                click.echo(f"paperbrief: --{name} has no effect on {title_of(address)}", err=True)

    in_office(work)


def _checked(address: str, settings: Settings) -> Channel:
    if (fault := address_fault(address)) is not None:
        raise UsageError(fault)
    return new_channel(settings, (), address)


@channels.command()
@click.argument("address")
def remove(address: str) -> None:
    """Forget a channel with its topics and with what it was shown."""

    async def work(office: Office) -> None:
        if not await office.channels.remove(address):
            raise UsageError(f"there is no channel {address}; `channels list` names them")
        click.echo(f"{address}\tremoved")

    in_office(work)


@channels.command("export")
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True), default="-")
def export(target: Path) -> None:
    """All channels as TOML, to a file or standard output."""

    async def work(office: Office) -> str:
        return to_toml(await office.channels.every())

    text = in_office(work, reads=True)
    if str(target) == "-":
        click.echo(text, nl=False)
    else:
        target.write_text(text, "utf-8")


@channels.command("import")
@click.argument("source", type=click.File("rb"))
def import_(source: BinaryIO) -> None:
    """Take channels from TOML; a channel of the same address is changed, others stay."""

    async def work(office: Office) -> None:
        taken = _channels_in(source)
        _can_be_told(taken, office.settings)
        for channel in taken:
            before = await office.channels.get(channel.address)
            await office.channels.keep(as_known(channel, before) if before else channel)
        click.echo(f"{counted(len(taken), 'channel')} imported")

    in_office(work)


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
        raise UsageError(f"{source.name}: this is not UTF-8 text") from error
    except OSError as error:
        raise UsageError(f"{source.name} cannot be read: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{source.name}: {error}") from error
