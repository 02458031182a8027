"""``notice``: something that all owners have to know, looked at first, then sent once to each."""

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import click

from adapters.platforms import title_of
from adapters.terminal_chat.render import console_for, print_message
from bot.cli.in_office import in_office
from bot.errors import UsageError
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.notices import NoticeRecord, Recipient, RecipientState
from bot.wiring.office import Office
from scheduler.delivering.wording import counted
from scheduler.operating.notices import notice_message
from scheduler.timing.clocks import machine

# characters: with the line above it, it fits one message everywhere
_LONGEST = 1500
_STATES: dict[RecipientState, str] = {
    "told": "told",
    "waiting": "waiting",
    "failed": "not reached",
    "begun": "cut off",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """Who is told; ``unowned`` are channels of which nobody is known who subscribed them."""

    recipients: Sequence[Recipient]
    unowned: Sequence[str]


@click.command()
@click.argument("text", default="")
@click.option("--send", is_flag=True, help="Store it: the running service sends it. Without it, "
              "nothing is sent, and you see what would be.")  # fmt: skip
@click.option("--channels", "into", is_flag=True, help="Into every subscribed channel, instead of "
              "privately to whoever subscribed it.")  # fmt: skip
@click.option("--again", type=click.IntRange(1), metavar="N",
              help="Notice N once more to those whom it did not reach.")  # fmt: skip
def notice(text: str, again: int | None, *, send: bool, into: bool) -> None:
    """Tell all owners something: planned downtime, a move, an end.

    TEXT is in your words, a paragraph a line. Each person is told once, in private, however many
    channels they subscribed, at one message a second, also across restarts of the service.
    Without TEXT: what became of earlier notices.
    """

    async def work(office: Office) -> None:
        if again is not None:
            await _again(office, again)
        elif text.strip():
            await _take(office, text, send=send, into=into)
        else:
            for one in (every := await office.notices.every()):
                click.echo(_told(one))
            if not every:
                click.echo("paperbrief: no notices yet", err=True)

    in_office(work, reads=not send)


async def _again(office: Office, number: int) -> None:
    if number not in [one.id for one in await office.notices.every()]:
        raise UsageError(f"there is no notice {number}; `notice` lists them")
    count = await office.notices.again(number, machine())
    click.echo(f"notice {number}: {counted(count, 'recipient')} once more")


async def _take(office: Office, text: str, *, send: bool, into: bool) -> None:
    if len(text) > _LONGEST:
        raise UsageError(f"a notice has at most {_LONGEST} characters, and this has {len(text)}")
    plan = _planned(await office.channels.every(), into=into)
    if not plan.recipients:
        raise UsageError("there is nobody to tell: no subscribed channel has a known owner")
    if send:
        number = await office.notices.take(text, plan.recipients, machine())
        click.echo(f"notice {number}\t{_whom(plan)}")
        click.echo("paperbrief: the running service sends it; `notice` tells how far", err=True)
        return
    console = console_for(sys.stdout)
    print_message(console, notice_message(text, translator("en")))
    told = f"this would go to {_whom(plan)}; nothing was sent: --send does"
    click.echo(f"paperbrief: {told}", err=True)


def _planned(channels: Collection[Channel], *, into: bool) -> _Plan:
    """Each address once, in the language of its first channel. Pure."""
    found: dict[str, Recipient] = {}
    unowned = []
    for channel in channels:
        address = channel.address if into else channel.owner
        if not channel.subscribed:
            continue
        if not address:
            unowned.append(channel.address)
        else:
            found.setdefault(address, Recipient(address, channel.language))
    return _Plan(list(found.values()), unowned)


def _whom(plan: _Plan) -> str:
    where = Counter(title_of(one.address.partition(":")[0]) for one in plan.recipients)
    named = ", ".join(f"{count} on {title}" for title, count in sorted(where.items()))
    if not plan.unowned:
        return named
    some = ", ".join(plan.unowned[:5]) + (", ..." if len(plan.unowned) > 5 else "")
    unknown = counted(len(plan.unowned), "channel")
    return f"{named}; not to {unknown} whose owner is not known ({some}): --channels reaches these"


def _told(one: NoticeRecord) -> str:
    """A line: number, day, how many of which state, the text's beginning."""
    counts = ", ".join(
        f"{one.counts[state]} {word}" for state, word in _STATES.items() if one.counts.get(state)
    )
    missed = f" ({', '.join(one.failed[:5])}: --again {one.id})" if one.failed else ""
    return f"{one.id}\t{one.made_at:%Y-%m-%d %H:%M}\t{counts}{missed}\t{one.text.splitlines()[0]}"
