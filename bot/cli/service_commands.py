"""``run``, ``fetch``, ``deliver``, ``backup``: the service and its single steps."""

import asyncio
import signal
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.exits import told_errors
from bot.cli.moments import Moment
from bot.cli.promptness import keep_prompt
from bot.cli.started import started
from bot.errors import SourceUnreachable, UsageError
from bot.models import ListingState
from bot.settings import Settings
from bot.wiring import DATABASE, Office, office
from scheduler.calendar import newest_date
from scheduler.clocks import Clock, machine, rehearsal, standing
from scheduler.service import Round, round_of
from scheduler.watching.polling import PassReport
from storage.file.backup import backup as copy_database

_AT = click.option("--at", type=Moment(), help="What now is, instead of the machine's clock.")


@click.command()
@click.option("--at", type=Moment(), help="Begin a rehearsal at this time.")
@click.option("--speed", type=click.FloatRange(0.1, 100_000), help="How fast a rehearsal runs.")
def run(at: datetime | None, speed: float | None) -> None:
    """The service: watch arXiv, assemble what is due, deliver. Ends on SIGTERM or Ctrl-C.

    A second one on the same data folder is refused. With --at (and --speed), time is
    played: a rehearsal.
    """
    with told_errors():
        if speed is not None and at is None:
            raise UsageError("--speed goes with --at")
        clock = machine if at is None else rehearsal(at, speed or 1.0)
        settings = started()
        if speed is not None:
            # a tick is a minute of the played time too
            tick = max(0.05, settings.tick / speed)
            settings = settings.model_copy(update={"tick": tick})
        asyncio.run(_run(settings, clock))


async def _run(settings: Settings, clock: Clock) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with office(settings, clock) as opened:
        keep_prompt()
        click.echo(f"paperbrief: serving from {settings.data}", err=True)
        await opened.service.run(stop)


@click.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Only this announcement.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="All from this date on.")
@_AT
def fetch(day: datetime | None, since: datetime | None, at: datetime | None) -> None:
    """Bring in the newest announcement and what channels wait for, or catch up.

    Writes a line for each category and date: name, date, state. Dates are New York's.
    """
    with told_errors():
        if day and since:
            raise UsageError("--date and --since do not go together")
        clock = machine if at is None else standing(at)
        first, last = (_date(day or since), _date(day))
        asyncio.run(_fetch(started(), clock, first, last))


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


async def _fetch(settings: Settings, clock: Clock, first: date | None, last: date | None) -> None:
    async with office(settings, clock) as opened:
        look = await round_of(opened.channels, opened.ledger, clock())
        categories = look.categories or settings.categories
        report = await _brought(opened, categories, look, clock(), first, last)
        begin, end = first or report.day, last or report.day
        days = await opened.listings.days(begin, categories)
    had = [(day, *each) for day in sorted(days) if day <= end for each in days[day].items()]
    for day, name, state in had:
        click.echo(f"{name}\t{day.isoformat()}\t{state}")
    for (name, failed_day), why in report.failed.items():
        click.echo(f"paperbrief: {name}, {failed_day.isoformat()}: {why}", err=True)
    if not had:
        click.echo("paperbrief: no announcement has a date in that span", err=True)
    if report.failed and all(state is ListingState.UNREACHABLE for _, _, state in had):
        raise SourceUnreachable("nothing could be fetched")


async def _brought(
    opened: Office,
    categories: Sequence[str],
    look: Round,
    now: datetime,
    first: date | None,
    last: date | None,
) -> PassReport:
    if first is None:
        return await opened.watch.pass_(now, categories, look.since)
    return await opened.watch.catch_up(categories, first, last or newest_date(now), now)


@click.command()
@_AT
def deliver(at: datetime | None) -> None:
    """Assemble and deliver everything that is due, then end."""
    with told_errors():
        clock = machine if at is None else standing(at)
        asyncio.run(_deliver(started(), clock))


async def _deliver(settings: Settings, clock: Clock) -> None:
    async with office(settings, clock) as opened:
        published = await opened.press.publish_due(clock())
        sent = await opened.courier.deliver_due()
    told = ", ".join(f"{count} {name}" for name, count in sorted(sent.outcomes.items()))
    click.echo(f"{published} assembled; parts: {told or 'none'}")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Copy the database to TARGET, consistent while the service runs."""
    with told_errors():
        settings = started()
        copy_database(settings.data / DATABASE, target)
        click.echo(f"{target}")
