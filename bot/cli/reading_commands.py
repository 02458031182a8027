"""``try`` and ``brief``: one announcement, read now."""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.brief_command import BriefOrder, Format, print_brief
from bot.cli.estimating import print_estimate
from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.cli.requested import Moment, read_categories, read_topics
from bot.cli.try_command import converse


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


@click.command("try")
@_source_options
def try_(**sources: Any) -> None:
    """Print the newest brief, then answer commands in this terminal.

    Where arXiv is out of reach, a sample of invented papers is used. From a pipe,
    every line is a command and the end of the pipe is the end.
    """
    with told_errors():
        settings = started(reading=True)
        asyncio.run(converse(_order(**sources), settings))


@click.command("brief")
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
