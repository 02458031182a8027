"""The command line. Each command's module is loaded when it is asked for."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import click

from bot.cli.exits import MEANINGS, Exit
from bot.version import VERSION
from bot.wiring.loading import loaded, tell_libraries

_EXITS = "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())
# command to the module of this room that has it; all of them together take a second to load
MODULES = {
    "account": "account_command",
    "ask": "ask_command",
    "backup": "service_commands",
    "brief": "reading_commands",
    "channels": "channel_commands",
    "check": "check_command",
    "deliver": "service_commands",
    "docs": "docs_command",
    "fetch": "service_commands",
    "model": "model_command",
    "notice": "notice_command",
    "paper": "paper_command",
    "restore": "service_commands",
    "run": "service_commands",
    "try": "reading_commands",
    "usage": "usage_command",
}


class _Program(click.Group):
    """Ends quietly where nobody reads on, as in ``brief | head``; click's own code for that
    would be the one of a defect."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        made: click.Command = getattr(
            _loaded(f"bot.cli.{MODULES[cmd_name]}"), "try_" if cmd_name == "try" else cmd_name
        )
        return made

    def invoke(self, ctx: click.Context) -> Any:
        try:
            made = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_output()
            ctx.exit(Exit.PIPE_CLOSED)
        return made


# what structlog and sqlite-utils load where it is there, and do without where it is not; what the
# service itself needs of it is loaded once it runs
_UNTRIED = {"bot.cli.service_commands": ("numpy", "rich")}


def _loaded(module: str) -> ModuleType:
    with _hidden(*_UNTRIED.get(module, ())):
        return loaded(module)


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """As if these libraries were not there, unless they are loaded already."""
    # https://docs.python.org/3/reference/import.html#the-module-cache
    modules: dict[str, ModuleType | None] = cast("Any", sys.modules)
    hidden = [name for name in names if name not in modules]
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nBegin with `try`. `docs` lists the guides, `docs operating` is the operator's.\n"
    "Settings are environment variables: `docs settings`.\n\n\b\nExit codes:\n" + _EXITS,
)
@click.version_option(VERSION, "-V", "--version", prog_name="paperbrief")
def cli() -> None:
    """Paperbrief: each arXiv announcement as one short brief."""


def _make_streams_tolerant() -> None:
    """A byte that is no text, or a letter that a terminal lacks, must not end the program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def main() -> None:
    tell_libraries()
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
