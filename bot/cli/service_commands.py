"""``run``, ``fetch``, ``deliver``, ``backup``, ``restore``: the service and its single steps."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from adapters.platforms import title_of
from bot.cli.exits import Exit, told_errors
from bot.cli.logs import started
from bot.cli.requested import Moment
from bot.errors import PlatformUnreachable, SourceUnreachable, StoreUnusable, UsageError
from bot.settings import Settings
from bot.values.listings import ListingState
from bot.wiring.service import Runtime, runtime
from scheduler.delivering.wording import counted, still_waiting
from scheduler.ending import ended
from scheduler.timing.calendar import newest_date
from scheduler.timing.clocks import Clock, machine, rehearsal, standing
from scheduler.watch_order import WatchOrder, round_of
from scheduler.watching.polling import PassReport
from storage.file.backup import backup as copy_database
from storage.file.database import DATABASE
from storage.file.lock import DataFolderLock
from storage.file.restoring import contents
from storage.file.restoring import restore as restore_database
from storage.file.rotating import newest_in, rotate

# seconds. A thread that computes holds up the loop that long, and again after every request
# that the loop writes: Python's own 5 ms would add up to a tenth of a second for an answer
_SWITCH = 0.001
# outcomes that end a part without its arriving
_NOT_ARRIVED = ("refused", "undelivered")
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
            tick = max(0.05, settings.scheduler.tick / speed)
            quick = settings.scheduler.model_copy(update={"tick": tick})
            settings = settings.model_copy(update={"scheduler": quick})
        asyncio.run(_run(settings, clock))


async def _run(settings: Settings, clock: Clock) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with runtime(settings, clock) as opened, opened.port():
        keep_prompt()
        click.echo(f"paperbrief: serving from {settings.storage.data}", err=True)
        await opened.service.run(stop)
    await leave()


async def leave() -> None:
    """End at once: all that is kept is written and closed by now. A thread may still compute what
    nobody waits for any more, an analysis or a day's index, and the interpreter would wait."""
    # such as one whose child process must not stay behind
    await ended(asyncio.all_tasks() - {asyncio.current_task()}, 0.0)
    logging.shutdown()
    sys.stdout.flush()
    os._exit(Exit.GOOD)


def keep_prompt() -> None:
    """Let this process answer people without pauses of its own.

    What is loaded by now stays until the end: the collector, going through its hundred thousand
    objects again and again, would stop everybody for a tenth of a second.
    """
    sys.setswitchinterval(_SWITCH)
    gc.collect()
    gc.freeze()


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
    async with runtime(settings, clock) as opened:
        look = await round_of(opened.channels, opened.ledger, clock())
        categories = look.categories or settings.channels.categories
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
    opened: Runtime,
    categories: Sequence[str],
    look: WatchOrder,
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
    """Assemble and deliver everything that is due, then end.

    A platform that does not answer is waited for a minute; the next run goes on with it.
    """
    with told_errors():
        clock = machine if at is None else standing(at)
        asyncio.run(_deliver(started(), clock))


async def _deliver(settings: Settings, clock: Clock) -> None:
    async with runtime(settings, clock) as opened:
        published, trouble = await _published(opened, clock)
        sent = await opened.delivery_worker.deliver_due()
        away, waiting = opened.delivery_worker.away(), await opened.waiting()
    told = ", ".join(f"{count} {name}" for name, count in sorted(sent.outcomes.items()))
    click.echo(f"{published} assembled; parts: {told or 'none'}")
    waiting_on = Counter(name.partition(":")[0] for name in waiting)
    for platform, why in away.items():
        sentence = still_waiting(title_of(platform), waiting_on[platform], why)
        click.echo(f"paperbrief: {sentence}", err=True)
    for platform in sorted(waiting_on.keys() - set(opened.delivery_worker.platforms)):
        wait = f"{counted(waiting_on[platform], 'channel')} on {title_of(platform)}"
        click.echo(
            f"paperbrief: {wait} cannot be reached, because that platform is not set up: see "
            "`check`.",
            err=True,
        )
    if trouble is not None:
        raise trouble
    _refuse_good(opened.publisher.failed, len(waiting), sent.outcomes)


async def _published(opened: Runtime, clock: Clock) -> tuple[int, StoreUnusable | None]:
    """How many editions; what cannot be assembled now keeps nothing from being delivered."""
    try:
        return await opened.publisher.publish_due(clock()), None
    except StoreUnusable as error:
        return 0, error


def _refuse_good(failed: int, waiting: int, outcomes: Mapping[str, int]) -> None:
    """An end that is not good has a code that says so."""
    if failed:
        served = counted(failed, "channel")
        click.echo(f"paperbrief: {served} could not be served; the log has why", err=True)
        sys.exit(Exit.DEFECT)
    if waiting:
        raise PlatformUnreachable(
            f"Briefs wait for {counted(waiting, 'channel')}; the log has why. They are sent by "
            "the next `deliver` whose time has come, or by `run`."
        )
    if lost := sum(outcomes.get(name, 0) for name in _NOT_ARRIVED):
        verb = "was" if lost == 1 else "were"
        raise PlatformUnreachable(
            f"{counted(lost, 'message')} {verb} not taken by the platform; the log has why."
        )


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="TARGET is a folder: make a new copy in it, then delete the oldest of those that were "
    "made so, until N are left. Nothing else there is touched.",
)
def backup(target: Path, keep: int | None) -> None:
    """Copy the database to the file TARGET, consistent while the service runs."""
    with told_errors():
        settings = started()
        database = settings.storage.data / DATABASE
        if keep is None:
            copy_database(database, target)
            click.echo(f"{target}")
            return
        rotated = rotate(database, target, keep, machine())
        click.echo(f"{rotated.made}")
        for path in rotated.deleted:
            click.echo(f"paperbrief: deleted {path}", err=True)


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
def restore(source: Path) -> None:
    """Put the backup FILE in the place of the database; the service must be stopped.

    The backup is checked first, and copied. The earlier database is moved aside within the data
    folder and named. Channels may be sent once more what they were sent since the backup.
    """
    with told_errors():
        settings = started()
        if source.is_dir():
            raise UsageError(_folder_told(source))
        with DataFolderLock(settings.storage.data):
            earlier = restore_database(source, settings.storage.data / DATABASE, machine())
            held, made = contents(settings.storage.data / DATABASE)
        click.echo(f"{settings.storage.data / DATABASE}")
        click.echo(f"paperbrief: {_restored(held, made, earlier)}", err=True)


def _folder_told(folder: Path) -> str:
    newest = newest_in(folder)
    return f"{folder} is a folder, and `restore` takes one file; " + (
        f"the newest backup in it is {newest}" if newest else "no backup is in it"
    )


def _restored(channels: int, made: datetime | None, earlier: Path | None) -> str:
    newest = (
        f"its newest brief was made on {made.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"
        if made
        else "no brief was made before it"
    )
    aside = f"the earlier database is now {earlier}" if earlier else "there was no database before"
    return f"the backup is in place with {counted(channels, 'channel')}; {newest}; {aside}"
