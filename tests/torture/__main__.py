"""``python -m tests.torture --kills 500``: the torture as long as one likes.

With ``--platform telegram`` or ``discord``, briefs go out there while the bot is killed.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

import click

from tests.torture.platform_run import platform_torture
from tests.torture.run import torture


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--platform", choices=("terminal", "telegram", "discord"))
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--folder", type=Path, help="Kept; default: one that is removed.")
    given = parser.parse_args()
    click.echo(f"seed {given.seed}, {given.kills} kills", err=True)
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        told, wrong = _tortured(given, folder)
    click.echo(f"seed {given.seed}: {told}, {len(wrong)} faults")
    for sentence in wrong:
        click.echo(f"- {sentence}")
    sys.exit(bool(wrong))


def _tortured(given: argparse.Namespace, folder: Path) -> tuple[str, Sequence[str]]:
    if given.platform in ("telegram", "discord"):
        made = asyncio.run(platform_torture(folder, given.platform, given.kills, given.seed))
        return (
            f"{made.kills} kills, {made.days} days, {made.parts} parts, {made.in_doubt} in "
            f"doubt, {made.twice} more than once, {made.seconds:.0f} s"
        ), made.wrong
    report = torture(folder, given.kills, given.seed)
    told = f"{report.kills} kills, {report.ready} lives were ready, {report.seconds:.0f} s"
    return told, report.wrong


if __name__ == "__main__":
    main()
