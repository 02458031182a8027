"""``channels pause``, ``resume``, ``send-now``, ``preview``: one channel, by the operator."""

from dataclasses import replace
from datetime import datetime

import click

from bot.cli.brief_command import Format, rendered
from bot.cli.in_office import in_office
from bot.cli.requested import Moment
from bot.errors import UsageError
from bot.values.channels import Channel, active
from bot.values.deliveries import Progress
from bot.wiring.office import Office
from scheduler.delivering.wording import counted
from scheduler.timing.clocks import machine
from scheduler.timing.due import Due

AT = click.option("--at", type=Moment(), help="What now is, instead of the machine's clock.")
# what is stored here is done by whoever works on the data folder
_BY = "the running service does it within a minute; without one, `deliver` does"


async def known(office: Office, address: str) -> Channel:
    """Raises UsageError where there is none."""
    channel = await office.channels.get(address)
    if channel is None:
        raise UsageError(f"there is no channel {address}; `channels list` names them")
    return channel


@click.command()
@click.argument("address")
def pause(address: str) -> None:
    """No more briefs there; its settings stay, and so does what already waits for it."""

    async def work(office: Office) -> None:
        channel = await known(office, address)
        await office.channels.change(address, lambda now: replace(now, subscribed=False))
        click.echo(f"{address}\tpaused" if channel.subscribed else f"{address}\twas already paused")

    in_office(work, reads=True)


@click.command()
@click.argument("address")
@click.option("--catch-up", is_flag=True, help="Bring what was announced during the pause too.")
@AT
def resume(address: str, *, catch_up: bool, at: datetime | None) -> None:
    """Briefs come again, and what was closed to us is tried again.

    After a pause it begins with the newest announcement, if it has not had that one yet.
    """

    async def work(office: Office) -> None:
        channel = await known(office, address)
        opened = await office.membership.opened(address)
        if not channel.active:
            going_on = active(channel)
            if not catch_up and await office.anew(going_on, at or machine()):
                await office.ledger.advance(Progress(channel=address))
            await office.channels.change(address, active)
        done = "resumed" if opened or not channel.active else "gets briefs already"
        click.echo(f"{address}\t{done}")

    in_office(work, reads=True)


@click.command("send-now")
@click.argument("address")
@AT
def send_now(address: str, at: datetime | None) -> None:
    """Its brief at once, whatever its schedule; what waits for it is tried at once too."""

    async def work(office: Office) -> None:
        channel, now = await known(office, address), at or machine()
        await _refuse_closed(office, channel)
        async with office.previews() as previews:
            due = await previews.due(channel, now)
        # whoever owns it may have changed it in the meantime
        await office.channels.change(address, lambda stored: replace(stored, sooner=now))
        waiting = await office.records.hasten(address, now)
        click.echo(f"{address}\t{_coming(due, waiting)}")

    in_office(work, reads=True)


async def _refuse_closed(office: Office, channel: Channel) -> None:
    if not channel.active:
        raise UsageError(f"{channel.address} is paused; `channels resume` comes first")
    closure = await office.membership.closure(channel.address)
    if closure is not None:
        raise UsageError(
            f"{channel.address} is closed to us: {closure.why}. Put that right, then "
            "`channels resume`"
        )


def _coming(due: Due | None, waiting: int) -> str:
    if waiting:
        verb = "is" if waiting == 1 else "are"
        return f"{counted(waiting, 'brief')} that waited {verb} tried at once: {_BY}"
    if due is not None and due.batches:
        days = [day for batch in due.batches for day in batch.dates]
        named = ", ".join(f"{day:%a} {day.day} {day:%b}" for day in days)
        return f"goes out now{f', with {named}' if named else ''}: {_BY}"
    return (
        "nothing is there that it has not had; its brief goes out as soon as arXiv's next "
        "announcement is there"
    )


@click.command()
@click.argument("address")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@AT
def preview(address: str, at: datetime | None, form: Format) -> None:
    """The brief that the channel would get now, to standard output; nothing is stored or sent."""

    async def work(office: Office) -> None:
        channel = await known(office, address)
        async with office.previews() as previews:
            edition = await previews.edition(channel, at or machine())
        if edition is None:
            raise UsageError(
                f"nothing is stored that {address} has not had; the service fetches arXiv's "
                "announcements, and so does `fetch`"
            )
        click.echo(rendered(edition, form), nl=False)

    in_office(work, reads=True)
