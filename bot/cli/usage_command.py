"""``usage``: what calls to a model cost, added up, as a table with a chart of the days."""

import asyncio
import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.cli.requested import Moment
from bot.errors import UsageError
from bot.settings import Settings
from bot.spending import cost_of
from bot.translator import SOURCE_LANGUAGE, Translator, translator
from bot.values.spending import Prices, Spent, UsageQuestion, UsageSum
from scheduler.timing.clocks import machine
from storage.file.database import DATABASE, Database
from storage.model.usage import SqlUsageBooks

By = Literal["channel", "model", "purpose", "day"]
Form = Literal["table", "json", "csv"]
# so many days have a bar each; beyond that, each month has one
_BARS_OF_DAYS = 62
# the longest bar, in characters
_LONGEST = 40
# a pipe is as wide as what is written to it
_PIPE = 1_000
_HEAD = ("calls", "answered", "input", "cached", "output", "seconds a call")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """What was added up under one name."""

    name: str
    sums: tuple[UsageSum, ...]

    def total(self, column: str) -> Any:
        return sum(getattr(one, column) for one in self.sums)


@dataclass(frozen=True, slots=True)
class Usage:
    """``days`` has every day, also one without calls."""

    by: By
    since: date
    until: date
    lines: Sequence[Line]
    days: Sequence[Line]
    prices: Prices
    currency: str

    @property
    def whole(self) -> Line:
        return Line("in all", tuple(one for line in self.days for one in line.sums))


@click.command()
@click.option(
    "--days",
    type=click.IntRange(1, 800),
    default=30,
    show_default=True,
    help="How many days (in UTC), counting today.",
)
@click.option(
    "--by",
    type=click.Choice(["purpose", "channel", "model", "day"]),
    default="purpose",
    show_default=True,
    help="What each line of the table stands for.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table with a chart, or data for other programs.",
)
@click.option("--at", type=Moment(), help="What now is, instead of the machine's clock.")
def usage(days: int, by: By, form: Form, at: datetime | None) -> None:
    """What calls to a model cost: calls, tokens, and money where PAPERBRIEF_MODEL_PRICES has it.

    A call counts for the channel that asked first; others who use its result later pay nothing.
    Money is worked out from the prices that are set now.
    """
    with told_errors():
        settings = started()
        today = (at or machine()).astimezone(UTC).date()
        read = asyncio.run(_read(settings, by, today - (days - 1) * _ONE_DAY, today))
        match form:
            case "json":
                click.echo(json.dumps(as_json(read), ensure_ascii=False, indent=1))
            case "csv":
                click.echo(as_csv(read), nl=False)
            case "table":
                _print(read, _console())
        sys.stdout.flush()


async def _read(settings: Settings, by: By, since: date, until: date) -> Usage:
    path = settings.storage.data / DATABASE
    if not path.exists():
        raise UsageError(f"nothing has been noted yet: {path} does not exist")
    async with Database(path, only_reads=True) as database:
        books = SqlUsageBooks(database)
        asked = UsageQuestion(
            since=since, until=until, by=(by,) if by == "model" else (by, "model")
        )
        sums = await books.sums(asked)
        daily = await books.sums(UsageQuestion(since=since, until=until, by=("day", "model")))
    spending = settings.spending
    prices = spending.prices
    lines = sorted(_lines(by, sums), key=lambda line: _order(line, by, prices))
    return Usage(by, since, until, lines, _days(since, until, daily), prices, spending.currency)


def _lines(by: By, sums: Sequence[UsageSum]) -> list[Line]:
    """``sums`` come in the order of what they are by."""
    grouped = groupby(sums, key=lambda one: str(getattr(one, by)))
    return [Line(name or "(forgotten)", tuple(each)) for name, each in grouped]


def _order(line: Line, by: By, prices: Prices) -> tuple[Any, ...]:
    """What cost most comes first; days as they came."""
    spent = cost_of(line.sums, prices)
    return () if by == "day" else (-spent.money, -spent.tokens, line.name)


def _days(since: date, until: date, sums: Sequence[UsageSum]) -> list[Line]:
    known = {line.name: line for line in _lines("day", sums)}
    days = (since + n * _ONE_DAY for n in range((until - since).days + 1))
    return [known.get(day.isoformat(), Line(day.isoformat(), ())) for day in days]


# -- for other programs ----------------------------------------------------------------------


def as_json(read: Usage) -> Mapping[str, Any]:
    return {
        "since": read.since.isoformat(),
        "until": read.until.isoformat(),
        "currency": read.currency,
        "by": read.by,
        "lines": [{read.by: line.name, **_facts(line, read)} for line in read.lines],
        "days": [{"day": line.name, **_facts(line, read)} for line in read.days],
        "total": _facts(read.whole, read),
    }


def as_csv(read: Usage) -> str:
    """A line each, and none for the total."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((read.by, *_facts(read.whole, read)))
    for line in read.lines:
        facts = _facts(line, read).values()
        writer.writerow((line.name, *("" if each is None else each for each in facts)))
    return text.getvalue()


def _facts(line: Line, read: Usage) -> dict[str, Any]:
    """``money`` is None where some of the tokens have no price."""
    columns = ("calls", "answered", "estimated", "input", "cached", "output", "results")
    spent = cost_of(line.sums, read.prices)
    return {
        **{name: line.total(name) for name in columns},
        "seconds": round(line.total("seconds"), 3),
        "money": None if spent.unpriced else float(round(spent.money, 6)),
    }


# -- for people ------------------------------------------------------------------------------


def _console() -> Console:
    """Plain and never folded where it does not end at a person's terminal."""
    piped = not sys.stdout.isatty()
    return Console(
        file=sys.stdout,
        width=_PIPE if piped else None,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _print(read: Usage, console: Console) -> None:
    if not read.lines:
        console.print(f"No calls to a model since {read.since.isoformat()}.")
        return
    say = translator(SOURCE_LANGUAGE)
    console.print(_table(read, console.is_terminal, say))
    for line in chart(read, "█" if console.is_terminal else "#", say):
        console.print(line, markup=False, soft_wrap=True)


def _table(read: Usage, bordered: bool, say: Translator) -> Table:
    table = Table(box=box.SIMPLE if bordered else None, pad_edge=bordered, show_footer=True)
    whole = _cells(read.whole, read, say)
    table.add_column(read.by, "in all", overflow="fold")
    for head, total in zip((*_HEAD, "cost"), whole, strict=True):
        table.add_column(head, total, justify="right")
    for line in read.lines:
        table.add_row(line.name, *_cells(line, read, say))
    return table


def _cells(line: Line, read: Usage, say: Translator) -> tuple[str, ...]:
    numbers = (line.total(name) for name in ("calls", "answered", "input", "cached", "output"))
    each = line.total("seconds") / max(1, line.total("calls"))
    return (
        *map(say.number, numbers),
        f"{each:.1f}",
        _money(cost_of(line.sums, read.prices), read, say),
    )


def _money(spent: Spent, read: Usage, say: Translator) -> str:
    if spent.unpriced:
        return f"≥ {say.money(spent.money, read.currency)}" if spent.money else "-"
    return say.money(spent.money, read.currency)


def chart(read: Usage, mark: str, say: Translator) -> list[str]:
    """A bar for each day or, for a long time, each month: in money where all has a price."""
    bars = _drawn(read.days if len(read.days) <= _BARS_OF_DAYS else _months(read.days))
    spent = [cost_of(line.sums, read.prices) for line in bars]
    is_priced = not any(one.unpriced for one in spent)
    amounts = [one.money if is_priced else Decimal(one.tokens) for one in spent]
    most = max(amounts, default=Decimal(0))
    lines = [""]
    for line, amount in zip(bars, amounts, strict=True):
        # what is little is seen as well
        length = max(1, round(_LONGEST * amount / most)) if amount else 0
        told = (
            say.money(amount, read.currency)
            if is_priced
            else say.plural("{n} token", "{n} tokens", int(amount))
        )
        lines.append(f"{line.name}  {mark * length} {told if amount else '·'}")
    return lines


def _drawn(bars: Sequence[Line]) -> list[Line]:
    """Without what lies before the first call and behind the last, one line for each gap."""
    drawn: list[Line] = []
    for is_used, run in groupby(bars, key=lambda line: bool(line.sums)):
        lines = list(run)
        if is_used or len(lines) == 1:
            drawn += lines
        else:
            drawn.append(Line(f"{lines[0].name} to {lines[-1].name}", ()))
    ends = [place for place, line in enumerate(drawn) if line.sums]
    return drawn[ends[0] : ends[-1] + 1] if ends else []


def _months(days: Iterable[Line]) -> list[Line]:
    grouped = groupby(days, key=lambda line: line.name[:7])
    return [
        Line(month, tuple(one for line in each for one in line.sums)) for month, each in grouped
    ]
