"""The program as a person starts it: a process of its own, with nothing but given settings."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Shell:
    """``folder`` is the working folder and holds the data folder ``data``."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, given: str = "", extra: Mapping[str, str] | None = None) -> Done:
        finished = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env={**self.environment, **(extra or {})},
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        out, err = finished.stdout.decode("utf-8"), finished.stderr.decode("utf-8")
        return Done(finished.returncode, out, err)

    def through(self, line: str) -> Done:
        """The program with a line of shell around it."""
        finished = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {sys.executable} -m bot {line}"],
            cwd=self.folder,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Done(finished.returncode, finished.stdout, finished.stderr)


def shell(folder: Path, arxiv: str, settings: Sequence[tuple[str, str]] = ()) -> Shell:
    """A shell whose arXiv is at ``arxiv``, an address on loopback."""
    environment = {
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "PYTHONUTF8": "1",
        "PAPERBRIEF_DATA": str(folder / "data"),
        "PAPERBRIEF_ARXIV_INTERVAL": "0.05",
        "ARXIV_RSS_BASE": arxiv,
        "ARXIV_OAI_BASE": f"{arxiv}/oai",
        "ARXIV_API_BASE": f"{arxiv}/api/query",
        "ARXIV_SITE_BASE": arxiv,
    }
    return Shell(folder, environment | dict(settings))
