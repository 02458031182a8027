"""A small storm on each platform; a larger one: ``python -m tests.storm --help``."""

import json
import os
import subprocess
import sys
from random import SystemRandom

import pytest

from tests.cli.shell import ROOT

SIZE = ("--days", "1", "--channels", "4", "--kills", "2")
SEED = str(SystemRandom().randrange(10**6)) if os.environ.get("PAPERBRIEF_EXPLORE") else "20261121"


@pytest.mark.parametrize("platform", ["telegram", "discord", "terminal"])
def test_a_day_of_storm_loses_nothing_and_explains_everything(platform: str) -> None:
    """In a process of its own: it takes the clock of all that it imports into its hands."""
    order = ("--platform", platform, *SIZE, "--seed", SEED)
    done = subprocess.run(
        [sys.executable, "-m", "tests.storm", *order],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    again = f"again with: python -m tests.storm {' '.join(order)}\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, again
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["owed"] == told["delivered"] > 0, again
    assert (told["lost"], told["unexplained"], told["kills"]) == (0, 0, 2), again
    assert told["platform"] == platform, again
    assert sum(told["faults"].values()) > 0, again
