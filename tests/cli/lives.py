"""Lives of the program: begun, listened to, stopped or killed. Over the nursery."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.cli.shell import ROOT, Done, Shell
from tests.patience import PATIENCE


class Nursery:
    """Forks the program. For one thread."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._born = count()
        self._ask()

    def begin(
        self,
        shell: Shell,
        *arguments: str,
        largest_file: int | None = None,
        impatient: bool = False,
        given: str = "",
        line: str = "",
        seed: int = 0,
    ) -> "Life":
        """``largest_file``, in bytes, makes the disk full; ``impatient`` asks arXiv once;
        ``given`` is what it reads; ``line`` is the way to the conductor of a life in played
        time (tests/storm/)."""
        name = f"life-{next(self._born)}"
        out, err = shell.folder / f"{name}.out", shell.folder / f"{name}.err"
        read = shell.folder / f"{name}.in"
        if given:
            read.write_bytes(given.encode("utf-8", "surrogateescape"))
        order = {
            "arguments": arguments,
            "folder": str(shell.folder),
            "environment": dict(shell.environment),
            "given": str(read) if given else os.devnull,
            "out": str(out),
            "err": str(err),
            "largest_file": largest_file,
            "impatient": impatient,
            "line": line,
            "seed": seed,
        }
        return Life(self, self._ask({"begin": order}), out, err)

    def run(
        self,
        shell: Shell,
        *arguments: str,
        largest_file: int | None = None,
        impatient: bool = False,
        given: str = "",
    ) -> Done:
        """The program from its beginning to its end."""
        life = self.begin(
            shell, *arguments, largest_file=largest_file, impatient=impatient, given=given
        )
        code = life.wait(PATIENCE)
        assert code is not None, f"{arguments} did not end: {life.talk}"
        return Done(code, life.out.read_text("utf-8"), life.talk)

    def wait(self, pid: int, seconds: float) -> int | None:
        found = self._ask({"wait": pid, "seconds": seconds})
        return None if found is None else int(found)

    def _ask(self, order: Mapping[str, Any] | None = None) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if order is not None:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the nursery ended"
        return json.loads(line)


@dataclass(slots=True)
class Life:
    """One process. ``out`` and ``err`` are files that it writes to."""

    nursery: Nursery
    pid: int
    out: Path
    err: Path
    code: int | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def talk(self) -> str:
        return self.err.read_text("utf-8", "replace") if self.err.exists() else ""

    @property
    def events(self) -> list[dict[str, Any]]:
        """Its log lines; what a kill cut off is none."""
        whole = (line for line in self.talk.split("\n")[:-1] if line.startswith("{"))
        return [json.loads(line) for line in whole]

    def hears(self, words: str, seconds: float = PATIENCE) -> str:
        """Wait until it says ``words``; what it has said by then."""
        end = time.monotonic() + seconds
        while words not in (said := self.talk):
            assert self.wait(0) is None, f"ended with {self.code}: {said}"
            assert time.monotonic() < end, f"never said {words!r}: {said}"
            time.sleep(0.01)
        return said

    def wait(self, seconds: float) -> int | None:
        """Its exit code; None where it still runs after so many seconds."""
        if self.code is None:
            self.code = self.nursery.wait(self.pid, seconds)
        return self.code

    def signal(self, number: signal.Signals) -> None:
        assert self.code is None
        os.kill(self.pid, number)

    def kill(self) -> None:
        """SIGKILL, at whatever it is doing now."""
        if self.wait(0) is None:
            self.signal(signal.SIGKILL)
            self.wait(10)


@dataclass(frozen=True, slots=True)
class ForkedShell(Shell):
    """Forks the program where a shell would start it: much sooner, and the same otherwise."""

    nursery: Nursery

    def run(self, *arguments: str, given: str = "", extra: Mapping[str, str] | None = None) -> Done:
        at = Shell(self.folder, {**self.environment, **(extra or {})})
        return self.nursery.run(at, *arguments, given=given)


def forked(shell: Shell, nursery: Nursery) -> ForkedShell:
    return ForkedShell(shell.folder, shell.environment, nursery)


@contextmanager
def nursery() -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.cli.nursery"],
        cwd=ROOT,
        # a thread that counts in the background would not live on in a fork
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Nursery(process)
        finally:
            process.kill()
