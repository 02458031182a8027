"""``python -m tests.torture --kills 500``: the torture as long as one likes."""

import argparse
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

import click

from tests.torture.run import torture


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--folder", type=Path, help="Kept; default: one that is removed.")
    given = parser.parse_args()
    click.echo(f"seed {given.seed}, {given.kills} kills", err=True)
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        report = torture(folder, given.kills, given.seed)
    click.echo(
        f"seed {given.seed}: {report.kills} kills, {report.ready} lives were ready, "
        f"{report.seconds:.0f} s, {len(report.wrong)} faults"
    )
    for sentence in report.wrong:
        click.echo(f"- {sentence}")
    sys.exit(bool(report.wrong))


if __name__ == "__main__":
    main()
