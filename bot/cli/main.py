"""The command line: ``python -m bot``. Standard output is data, standard error is talk."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from bot.cli.account_command import account
from bot.cli.ask_command import ask
from bot.cli.brief_command import BriefOrder, Format, print_brief
from bot.cli.channel_commands import channels
from bot.cli.check_command import check
from bot.cli.docs_command import docs
from bot.cli.estimating import print_estimate
from bot.cli.exits import MEANINGS, Exit, told_errors
from bot.cli.logs import started
from bot.cli.model_command import model
from bot.cli.notice_command import notice
from bot.cli.paper_command import paper
from bot.cli.requested import Moment, read_categories, read_topics
from bot.cli.service_commands import backup, deliver, fetch, restore, run
from bot.cli.try_command import converse
from bot.cli.usage_command import usage
from bot.version import VERSION

_EXITS = "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())


class _Program(click.Group):
    """Ends quietly where nobody reads on, as in ``brief | head``; click's own code for that
    would be the one of a defect."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            made = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_output()
            ctx.exit(Exit.PIPE_CLOSED)
        return made


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nBegin with `try`. `docs` lists the guides, `docs operating` is the operator's.\n"
    "Settings are environment variables: `docs settings`.\n\n\b\nExit codes:\n" + _EXITS,
)
@click.version_option(VERSION, "-V", "--version", prog_name="paperbrief")
def cli() -> None:
    """Paperbrief: each arXiv announcement as one short brief."""


def _paths(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[Path, ...]:
    """An empty value would name the working folder."""
    if not all(given):
        raise click.BadParameter("it is empty; name a file or a folder")
    return tuple(map(Path, given))


# what to read and what to look for
_SOURCE_OPTIONS = (
    click.option(
        "--from",
        "paths",
        multiple=True,
        callback=_paths,
        metavar="PATH",
        help="A saved announcement instead of arXiv: a file or a folder of files (RSS, Atom, "
        "OAI-PMH, search API, JSON lines; plain or gzip). Repeatable.",
    ),
    click.option(
        "--categories",
        metavar="LIST",
        help="Categories, separated by commas: cs.CV,cs.CL. Without it: those of the files, "
        "or of PAPERBRIEF_CATEGORIES.",
    ),
    click.option(
        "--topic",
        "descriptions",
        multiple=True,
        metavar="TEXT",
        help="A topic in plain words. Repeatable, never split.",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="WORDS",
        help="A wanted word or phrase. Repeatable, never split.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="WORDS",
        help="An unwanted word or phrase: bars a paper. Repeatable, never split.",
    ),
    click.option("--top", type=click.IntRange(1, 30), metavar="N", help="Papers shown, 1 to 30."),
)


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SOURCE_OPTIONS):
        command = option(command)
    return command


def _order(
    form: Format = "text",
    lookup: bool | None = None,
    at: datetime | None = None,
    *,
    paths: tuple[Path, ...],
    categories: str | None,
    descriptions: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    top: int | None,
) -> BriefOrder:
    """Of the source options, as click gives them."""
    asked, topics = read_categories(categories), read_topics(descriptions, include, exclude)
    return BriefOrder(paths, asked, topics, top, form, lookup, at)


@cli.command("try")
@_source_options
def try_(**sources: Any) -> None:
    """Print the newest brief, then answer commands in this terminal.

    Where arXiv is out of reach, a sample of invented papers is used. From a pipe,
    every line is a command and the end of the pipe is the end.
    """
    with told_errors():
        settings = started(reading=True)
        asyncio.run(converse(_order(**sources), settings))


@cli.command("brief")
@_source_options
@click.option("--at", type=Moment(), help="What now is, instead of the machine's clock.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="json is described by docs/edition.schema.json.",
)
@click.option(
    "--lookup/--no-lookup",
    default=None,
    help="Ask arXiv once for what the source lacks of the shown papers (comments, DOI, "
    "affiliations). Default: yes when the announcement comes from arXiv, no with --from.",
)
@click.option(
    "--estimate",
    is_flag=True,
    help="Instead of the brief, what it would cost with a model, without asking one; as text or "
    "json.",
)
def brief(
    form: Format, lookup: bool | None, at: datetime | None, *, estimate: bool, **sources: Any
) -> None:
    """Write one brief to standard output; nothing is recorded as shown."""
    with told_errors():
        settings = started(reading=True)
        write = print_estimate if estimate else print_brief
        asyncio.run(write(_order(form, lookup, at, **sources), settings))
        sys.stdout.flush()


def _make_streams_tolerant() -> None:
    """A byte that is no text, or a letter that a terminal lacks, must not end the program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


_COMMANDS = (
    run, fetch, deliver, backup, restore, channels, notice, check, account, model, usage, ask,
    paper, docs,
)  # fmt: skip
for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> None:
    _make_streams_tolerant()
    try:
        cli(prog_name=_called())
    except OSError as error:
        # a full disk behind standard output
        _silence_output()
        click.echo(f"paperbrief: the output cannot be written: {error.strerror}", err=True)
        sys.exit(Exit.DEFECT)


def _called() -> str:
    """By the name under which it was started: installed, or from a checkout."""
    return "paperbrief" if Path(sys.argv[0]).stem == "paperbrief" else "python -m bot"


def _silence_output() -> None:
    """The interpreter flushes once more at its end, which would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
