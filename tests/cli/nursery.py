"""A process that has the whole program imported and forks it: a life begins in milliseconds.

``python -m tests.cli.nursery`` reads orders and answers them, a JSON object a line:
``{"begin": {...}}`` with a pid, ``{"wait": pid, "seconds": s}`` with an exit code as
:class:`subprocess.Popen` gives it, or null where the process still runs.
"""

import asyncio
import gc
import json
import os
import resource
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import stamina

from bot.cli.main import MODULES, main
from bot.wiring.after_start import load_the_rest
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.storm.life import play
from tests.values import channel, listing, paper


def serve() -> None:
    _warm()
    # what is shared with every fork is not to be written to by its collector
    gc.collect()
    gc.freeze()
    _say("warm")
    # sys.stdin stays unread: it is the program's own
    orders = os.fdopen(os.dup(0), encoding="utf-8")
    for line in orders:
        order = json.loads(line)
        if "begin" in order:
            pid = os.fork()
            if pid == 0:
                orders.close()
                _live(order["begin"])
            _say(pid)
        else:
            _say(_waited(order["wait"], order["seconds"]))


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _warm() -> None:
    """What is loaded late, and tables that a first brief reads: once, not in every life."""
    for each in MODULES.values():
        import_module(f"bot.cli.{each}")
    asyncio.run(load_the_rest(_nobody_waits))
    asyncio.run(Day([listing(paper(1), paper(2))], embedded(None)).edition(channel()))


async def _nobody_waits() -> None:
    return None


def _live(order: dict[str, Any]) -> None:
    """The program, as ``python -m bot`` starts it; does not come back."""
    for number, path in enumerate((order["given"], order["out"], order["err"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_APPEND | os.O_CREAT
        os.dup2(os.open(path, flags, 0o600), number)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    if order["largest_file"] is not None:
        # as at a full disk: what would write beyond it is told so, and not killed
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"],) * 2)
    if order["impatient"]:
        stamina.set_testing(True, attempts=1)
    if order["line"]:
        play(order["line"], order["seed"])
    sys.argv = [str(Path("bot/__main__.py")), *order["arguments"]]
    main()
    sys.exit(0)


def _waited(pid: int, seconds: float) -> int | None:
    end = time.monotonic() + seconds
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= end:
            return None
        time.sleep(0.005)


if __name__ == "__main__":
    serve()
