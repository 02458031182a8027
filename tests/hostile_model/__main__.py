"""``python -m tests.hostile_model --days 100 --seed 1``: days with a hostile language model.

It ends with one line of JSON, and with exit code 1 where a brief that left the bot is not
complete, in time, true and labelled right.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

import click

from tests.hostile_model.answers import KINDS
from tests.hostile_model.playing import UNHURRIED, Pace, Played, play
from tests.hostile_model.verdict import told, verdict


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.hostile_model", description=__doc__)
    reader.add_argument("--days", type=int, default=5)
    reader.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    reader.add_argument("--perfect", action="store_true", help="every answer is right")
    reader.add_argument("--print", type=int, default=0, help="so many briefs, as people see them")
    given = reader.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    kinds, pace = (("perfect",), UNHURRIED) if given.perfect else (KINDS, Pace())
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        played = asyncio.run(play(given.seed, given.days, Path(folder), kinds, pace))
    _print(played, given.print)
    found = verdict(played, is_perfect=given.perfect)
    for line in told(played, found):
        click.echo(line)
    click.echo(json.dumps({"days": given.days, "seed": given.seed, **found.figures}))
    sys.exit(1 if found.wrong else 0)


def _print(played: Played, count: int) -> None:
    step = max(1, len(played.briefs) // max(1, count))
    for one in played.briefs[::step][:count]:
        click.echo(f"--- {one.day} {one.channel.address} {one.seconds:.2f} s\n{one.text}\n")


if __name__ == "__main__":
    main()
