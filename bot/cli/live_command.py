"""``check --live``: one look at the service's heartbeat, without loading what the service needs.

A supervisor asks this every minute: it reads one small file and opens no database.
"""

import sys
import time
from datetime import UTC, datetime

import click

from adapters.health_port.heartbeat_file import trouble
from bot.cli.exits import Exit, told_errors
from bot.settings import load_settings

ARGUMENTS = ["check", "--live"]


def check_live() -> None:
    """Says what is wrong in a sentence, and ends with an exit code."""
    with told_errors():
        found = trouble(load_settings().storage.data, time.monotonic(), datetime.now(UTC))
        if found is not None:
            click.echo(f"FAIL  live           {found}")
            sys.exit(Exit.DEFECT)
        click.echo("ok    live           the service runs, and all of its workers are alive")
