"""The benchmark of commands runs on a small store, and measures every kind of command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "command_kinds.py"
KINDS = {
    "/paper <number>",
    "/paper <id>",
    "/topics",
    "/topics <change>",
    "/brief",
    "/search",
    "/paper <number>, beside searches",
    "news, then /topics",
}


@pytest.mark.parametrize("again", [False, True], ids=["once", "again"])
def test_each_kind_of_command_is_measured(tmp_path: Path, again: bool) -> None:
    told = [measured(tmp_path) for _ in range(1 + again)][-1]
    assert {one["command"] for one in told} == KINDS
    for one in told:
        assert set(one) == {"command", "per_s", "p50_ms", "p99_ms", "cpu_ms", "stall_ms"}
        assert 0 < float(one["p50_ms"]) <= float(one["p99_ms"])
        assert float(one["per_s"]) > 0


def measured(folder: Path) -> list[dict[str, str | float]]:
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--quick", "--store", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
