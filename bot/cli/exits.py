"""Exit codes, and errors said to the person at the shell in one place."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import click

from bot.errors import (
    PaperbriefError,
    PlatformUnreachable,
    SettingsError,
    SourceRefused,
    SourceUnreachable,
    SourceUnreadable,
    StoreUnusable,
    UsageError,
)


class Exit(IntEnum):
    """What a command's exit code means; docs/commands.md lists them."""

    GOOD = 0
    DEFECT = 1
    WRONG_USE = 2
    UNREACHABLE = 3
    UNREADABLE = 4
    WRONG_SETTINGS = 5
    STORE_UNUSABLE = 6
    WAITING = 7
    INTERRUPTED = 130
    PIPE_CLOSED = 141


_CODES: tuple[tuple[type[PaperbriefError], Exit], ...] = (
    (UsageError, Exit.WRONG_USE),
    (SourceUnreachable, Exit.UNREACHABLE),
    (SourceUnreadable, Exit.UNREADABLE),
    (SourceRefused, Exit.UNREADABLE),
    (SettingsError, Exit.WRONG_SETTINGS),
    (StoreUnusable, Exit.STORE_UNUSABLE),
    (PlatformUnreachable, Exit.WAITING),
)

MEANINGS = {
    Exit.GOOD: "good",
    Exit.DEFECT: "a defect of Paperbrief's own (the log has it); a check that failed; papers that "
    "`account` cannot explain",
    Exit.WRONG_USE: "wrong use: an option or argument cannot be carried out as written",
    Exit.UNREACHABLE: "arXiv could not be reached",
    Exit.UNREADABLE: "a file or an answer is not the announcement that it should be",
    Exit.WRONG_SETTINGS: "one or several settings are wrong",
    Exit.STORE_UNUSABLE: "the data folder or its database cannot be used: full, damaged, missing, "
    "locked, in use, or made by a newer version",
    Exit.WAITING: "not everything that was due arrived: a chat platform is out of reach, or closed "
    "to a channel, and the rest waits",
    Exit.INTERRUPTED: "interrupted from the keyboard",
    Exit.PIPE_CLOSED: "whoever read the output went away, as in `brief | head`",
}


def code_for(error: PaperbriefError) -> Exit:
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.DEFECT)


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn this product's errors into a sentence on standard error and an exit code."""
    try:
        yield
    except PaperbriefError as error:
        click.echo(f"paperbrief: {error}", err=True)
        sys.exit(code_for(error))
    except KeyboardInterrupt:
        click.echo("paperbrief: interrupted", err=True)
        sys.exit(Exit.INTERRUPTED)
