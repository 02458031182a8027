"""``account``: what was announced, stored and shown, and why not; 1 where that is unexplained."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import click

from bot.accounting import KEPT, Announced, Fate, ListedItem, fates, is_unexplained
from bot.cli.exits import Exit, told_errors
from bot.cli.logs import started
from bot.cli.requested import Moment
from bot.errors import UsageError
from bot.identifiers import parse_arxiv_id
from bot.messages.categories import no_category
from bot.settings import Settings
from bot.taxonomy import canonical_category
from bot.translator import translator
from scheduler.timing.calendar import new_york
from scheduler.timing.clocks import machine
from storage.deliveries.account import SqlAccount
from storage.file.database import DATABASE, Database


@dataclass(frozen=True, slots=True)
class _Account:
    announced: Sequence[Announced]
    items: Sequence[ListedItem]
    fates: Mapping[str, Mapping[date, Mapping[str, Fate]]]

    @property
    def unexplained(self) -> int:
        lost = sum(one.coverage.lost for one in self.announced if one.coverage)
        return lost + sum(
            fate is Fate.UNEXPLAINED
            for days in self.fates.values()
            for papers in days.values()
            for fate in papers.values()
        )


@click.command()
@click.option(
    "--since",
    metavar="DATE",
    help="The first announcement date; has to be given.",
)
@click.option("--category", metavar="NAME", help="Only this category.")
@click.option("--paper", metavar="ID", help="The whole story of one paper.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@click.option("--at", type=Moment(), help="What now is, instead of the machine's clock.")
def account(
    since: str | None, category: str | None, paper: str | None, form: str, at: datetime | None
) -> None:
    """Account for every announced paper: announced, stored, and what became of it by channel.

    A paper of a channel's categories was delivered, waits to be sent, waits as the bot may not
    write there, did not arrive (the next brief brings it), was refused by the platform for good,
    is asked for no longer (its brief did not arrive, and the topics changed), was shown before,
    was looked at and not chosen (no match, below the threshold, beyond the number of papers), is
    a replacement, joins the next brief, or came before the subscription. The exit code is 1 where
    one is none of these, or was read from arXiv and is in no listing.

    The books go back 120 days.
    """
    with told_errors():
        settings = started()
        today = new_york(at or machine()).date()
        asked = _day(since, today)
        begin = max(asked, today - KEPT)
        read = asyncio.run(_read(settings, begin, category, _id(paper), today))
        if begin > asked:
            click.echo(f"The books go back to {begin.isoformat()}.", err=True)
        write = _write_json if form == "json" else _write_text
        write(read, begin, _id(paper))
        sys.stdout.flush()
    if read.unexplained:
        sys.exit(Exit.DEFECT)


def _day(raw: str | None, today: date) -> date:
    example = f"for example: account --since {(today - timedelta(7)).isoformat()}"
    if raw is None:
        raise UsageError(f"say from which day on, {example}")
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise UsageError(f"“{raw}” is not a day, {example}") from error


def _id(raw: str | None) -> str | None:
    if raw is None:
        return None
    found = parse_arxiv_id(raw)
    if found is None:
        raise UsageError(f"“{raw}” is not an arXiv id; one looks like 2602.01234")
    return found.id


async def _read(
    settings: Settings, since: date, category: str | None, paper: str | None, today: date
) -> _Account:
    path = settings.storage.data / DATABASE
    if not path.exists():
        raise UsageError(f"there is nothing to account for: {path} does not exist")
    name = canonical_category(category) if category else None
    if category and name is None:
        raise UsageError(no_category(category, translator("en")))
    async with Database(path, only_reads=True) as database:
        stored = SqlAccount(database)
        announced = await stored.announced(since, name)
        items = await stored.items(since, name, paper)
        channels = await stored.channels()
    return _Account(
        announced, items, {book.address: fates(book, items, today) for book in channels}
    )


def _write_text(read: _Account, since: date, paper: str | None) -> None:
    if paper is not None:
        _write_story(read, paper)
        return
    _write_table(
        ("category", "date", "state", "feed", "records added", "stored", "unreadable", "lost"),
        [_row(one) for one in read.announced],
    )
    used = [fate for fate in Fate if any(fate in counts for _, _, counts in _counted(read))]
    _write_table(
        ("channel", "date", "papers", *used),
        [
            (channel, day.isoformat(), counts.total(), *(counts[fate] for fate in used))
            for channel, day, counts in _counted(read)
        ],
    )
    click.echo(_verdict(read, since))


def _verdict(read: _Account, since: date) -> str:
    stored = sum(one.stored for one in read.announced)
    if not read.announced:
        return f"Nothing was announced since {since.isoformat()}, as far as is known here."
    if read.unexplained:
        return f"{read.unexplained} unexplained."
    return f"All {stored} listed papers since {since.isoformat()} are explained."


def _row(one: Announced) -> tuple[object, ...]:
    coverage = one.coverage
    fed = coverage.fed if coverage and coverage.fed is not None else "-"
    added = coverage.added if coverage else 0
    state = f"{one.state}, incomplete" if coverage and coverage.hole else one.state
    lost = coverage.lost if coverage else 0
    return one.category, one.date.isoformat(), state, fed, added, one.stored, one.unreadable, lost


def _counted(read: _Account) -> list[tuple[str, date, Counter[Fate]]]:
    return [
        (channel, day, Counter(papers.values()))
        for channel, days in read.fates.items()
        for day, papers in days.items()
    ]


def _write_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Nothing where there are no rows."""
    if not rows:
        return
    lines = [tuple(head), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    numeric = [all(isinstance(row[place], int) for row in rows) for place in range(len(head))]
    for line in lines:
        cells = (
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        )
        click.echo("  ".join(cells).rstrip())
    click.echo()


def _write_story(read: _Account, paper: str) -> None:
    if not read.items:
        click.echo(f"{paper} is in no listing of that time.")
    for item in read.items:
        kind = item.announce_type.value if item.announce_type else "listed"
        source = "an archive's record" if item.derived or not item.announce_type else "the feed"
        click.echo(f"{item.date.isoformat()}  {item.category}: {kind}, by {source}")
    for channel, days in read.fates.items():
        for day, papers in days.items():
            if paper in papers:
                click.echo(f"{day.isoformat()}  {channel}: {papers[paper].value}")


def _write_json(read: _Account, since: date, paper: str | None) -> None:
    told: dict[str, Any] = {
        "since": since.isoformat(),
        "announced": [_announced_json(one) for one in read.announced],
        "channels": [
            {
                "channel": channel,
                "date": day.isoformat(),
                "papers": counts.total(),
                "fates": {fate.value: count for fate, count in counts.items()},
            }
            for channel, day, counts in _counted(read)
        ],
        "unexplained": read.unexplained,
        "unexplained_papers": [
            {"channel": channel, "date": day.isoformat(), "paper": name}
            for channel, days in read.fates.items()
            for day, papers in days.items()
            for name, fate in papers.items()
            if fate is Fate.UNEXPLAINED
        ],
    }
    if paper is not None:
        told["paper"] = paper
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


def _announced_json(one: Announced) -> dict[str, Any]:
    coverage = one.coverage
    return {
        "category": one.category,
        "date": one.date.isoformat(),
        "state": one.state,
        "stored": one.stored,
        "unreadable": one.unreadable,
        "feed": coverage.fed if coverage else None,
        "records_added": coverage.added if coverage else 0,
        "incomplete": bool(coverage and coverage.hole),
        "lost": coverage.lost if coverage else 0,
        "explained": not is_unexplained(one),
    }
