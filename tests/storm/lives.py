"""The program's lives in played time: begun, doomed, killed, asked to stop."""

import asyncio
import os
import resource
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.lives import Life, Nursery
from tests.cli.shell import Done, Shell
from tests.storm.conducting import Conducting, Follower


@dataclass(slots=True, eq=False)
class Played:
    """One life. ``ended`` gives its exit code, negative where a signal ended it."""

    life: Life
    follower: Follower
    ended: asyncio.Future[int]

    def dies_at_commit(self, number: int) -> None:
        """See :class:`tests.storm.life.Doom`."""
        self.follower.say(b"k", float(number))

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def has_disk(self, largest_file: int | None) -> None:
        """No file of its may grow beyond; None ends that."""
        limit = resource.RLIM_INFINITY if largest_file is None else largest_file
        resource.prlimit(self.life.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def _signal(self, number: signal.Signals) -> None:
        if not self.ended.done():
            os.kill(self.life.pid, number)


class Lives:
    """``died`` is called as soon as one has ended, before anything else goes on."""

    def __init__(self, nursery: Nursery, conductor: Conducting, door: Path, seed: int) -> None:
        self._nursery = nursery
        self._conductor = conductor
        self._door = door
        self._seed = seed
        self.born = 0
        self.died: Callable[[], None] = lambda: None
        self.codes: Counter[int] = Counter()

    def begin(self, shell: Shell, *arguments: str) -> Played:
        self.born += 1
        life = self._nursery.begin(
            shell, *arguments, line=str(self._door), seed=self._seed + self.born
        )
        ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def gone() -> None:
            code = life.wait(60)
            assert code is not None, f"{arguments} hung up and did not end"
            self.codes[code] += 1
            self.died()
            ended.set_result(code)

        return Played(life, self._conductor.welcome(gone), ended)

    async def run(self, shell: Shell, *arguments: str) -> Done:
        """The program from its beginning to its end, beside what else runs."""
        begun = self.begin(shell, *arguments)
        code = await begun.ended
        return Done(code, begun.life.out.read_text("utf-8"), begun.life.talk)


def log_lines(folder: Path) -> list[dict[str, Any]]:
    """What all lives said in JSON, in no order."""
    import json

    found = []
    for path in sorted(folder.glob("*.err")):
        for line in path.read_text("utf-8", "replace").splitlines():
            if line.startswith("{") and line.endswith("}"):
                found.append(json.loads(line))
    return found
