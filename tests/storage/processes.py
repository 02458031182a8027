"""Other processes, which a test starts, reads from and kills."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def program(script: str, path: Path, *more: str) -> subprocess.Popen[str]:
    """Another process, told a path as its first argument."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script, str(path), *more],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def output_of(process: subprocess.Popen[str]) -> str:
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return out


@contextmanager
def killed_at_the_end(script: str, path: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """SIGKILL, at whatever it is doing then."""
    with program(script, path, *more) as process:
        try:
            yield process
        finally:
            process.kill()


def line_from(process: subprocess.Popen[str]) -> str:
    """The next line that it says; fails where it ended without one."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the process ended"
    return line.rstrip("\n")
