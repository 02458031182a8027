"""``python -m tests.storm --platform telegram --days 3 --channels 60 --kills 15 --seed 1``.

Played time: a run takes as long as the work in it. It ends with one line of JSON, and with
exit code 1 where something was lost, unexplained or twice.
"""

import argparse
import asyncio
import faulthandler
import importlib
import logging
import os
import signal
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

import click

from tests.storm.conducting import Conducting
from tests.storm.played import Clock, PlayedLoop, install


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    reader.add_argument("--platform", choices=("terminal", "telegram", "discord"), required=True)
    reader.add_argument("--days", type=int, default=3)
    reader.add_argument("--channels", type=int, default=60)
    reader.add_argument("--kills", type=int, default=15)
    reader.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    reader.add_argument("--story", action="store_true", help="print what the operator was told")
    reader.add_argument("--folder", type=Path, help="Kept; default: one that is removed.")
    reader.add_argument("--trace", action="store_true", help="say what befalls the bot")
    given = reader.parse_args()
    # an answer to somebody who was killed meanwhile is no trouble of the servers'
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    logging.basicConfig(
        level=logging.INFO if given.trace else logging.WARNING, format="%(message)s"
    )
    faulthandler.register(signal.SIGUSR1)
    if os.environ.get("PYTHONHASHSEED") != "0":
        # a seed that failed fails again only if sets come in the same order
        os.execve(  # noqa: S606
            sys.executable,
            [sys.executable, "-m", "tests.storm", *_arguments(given.seed)],
            {**os.environ, "PYTHONHASHSEED": "0"},
        )
    # a file system may be mounted, and is taken away again
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="storm-") as made:
        folder = given.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        sys.exit(_played(given, folder))


def _arguments(seed: int) -> list[str]:
    return sys.argv[1:] if "--seed" in sys.argv else [*sys.argv[1:], "--seed", str(seed)]


def _played(given: argparse.Namespace, folder: Path) -> int:
    clock = Clock(0.0)
    selector = Conducting(clock, folder / "door")

    def tell(*_: object) -> None:
        click.echo(selector.state(), err=True)
        for task in asyncio.all_tasks(runner.get_loop()):
            task.print_stack(limit=2)

    signal.signal(signal.SIGUSR2, tell)
    importlib.import_module("aiohttp.connector")
    # before the servers are imported: they take the clock as they find it
    install(clock, lambda: selector)
    from tests.cli.lives import nursery
    from tests.storm.disk import Disk
    from tests.storm.run import Order, Outcome, Storm, begin
    from tests.storm.verdict import is_well, told

    order = Order(
        platform=given.platform,
        days=given.days,
        channels=given.channels,
        kills=given.kills,
        seed=given.seed,
    )
    clock.now = begin().timestamp()
    with (
        Disk(folder / "data") as disk,
        nursery() as cradle,
        asyncio.Runner(loop_factory=lambda: PlayedLoop(selector)) as runner,
    ):

        async def play() -> Outcome:
            return await Storm(order, disk, clock, cradle, selector).play()

        played = runner.run(play())
    for line in told(order, played, story=given.story):
        click.echo(line)
    return 0 if is_well(order, played) else 1


if __name__ == "__main__":
    main()
