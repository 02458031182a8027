"""The torture itself: a three-day run of the service that is killed again and again.

Time is played. Every life begins at the moment at which the one before was killed, and
the invented arXiv announces by the same clock.
"""

import asyncio
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.cli.channel_files import to_toml
from bot.models import Channel
from bot.wiring import DATABASE
from scheduler.calendar import feed_time
from storage.file.database import Database
from storage.ledger import SqlLedger
from tests.cli.shell import Shell, shell
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.torture.lives import Life, Nursery, nursery
from tests.torture.verdict import wrongs
from tests.torture.world import BEGIN, DAYS, END, announced, channels, starting_point

# seconds from the fork: some lives end before they are ready, most in the midst of things
LIFE = (0.02, 1.2)
# feeds are made at midnight and asked five minutes later
_MADE = timedelta(minutes=5)
_SETTINGS = (
    ("PAPERBRIEF_ARXIV_INTERVAL", "0"),
    ("PAPERBRIEF_TICK", "0.05"),
    ("PAPERBRIEF_LOG_LEVEL", "info"),
    ("PAPERBRIEF_LOG_FORMAT", "json"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """``kills`` were lives that ran when they were killed; ``ready`` those that had come
    so far by then. ``wrong`` has a sentence for each fault."""

    kills: int
    ready: int
    seconds: float
    wrong: Sequence[str]


def torture(folder: Path, kills: int, seed: int) -> Report:
    rng = Random(seed)  # noqa: S311 - moments and settings, not secrets
    everybody = channels(rng)
    lives = [rng.uniform(*LIFE) for _ in range(kills)]
    began = time.monotonic()
    papers = announced()
    with serve_in_thread(papers[DAYS[0]], day=DAYS[0]) as arxiv, nursery() as cradle:
        run = _Run(cradle, shell(folder, arxiv.base, _SETTINGS), arxiv, (END - BEGIN) / sum(lives))
        run.set_up(everybody)
        for seconds in lives:
            run.live(seconds)
        wrong = run.end()
    wrong += wrongs(folder / "data", everybody, run.now)
    return Report(run.kills, run.ready, time.monotonic() - began, wrong)


async def _begin_with(path: Path, everybody: Sequence[Channel]) -> None:
    async with Database(path) as database:
        for channel in everybody:
            await SqlLedger(database).advance(starting_point(channel))


class _Run:
    """``now`` is the time played so far."""

    def __init__(
        self, cradle: Nursery, at: Shell, arxiv: ArxivServer, played_a_second: timedelta
    ) -> None:
        self.kills = 0
        self.ready = 0
        self._cradle = cradle
        self._shell = at
        self._arxiv = arxiv
        self._second = played_a_second
        self.now = BEGIN
        self._to_announce = dict(announced())

    def set_up(self, everybody: Sequence[Channel]) -> None:
        path = self._shell.folder / "channels.toml"
        path.write_text(to_toml(everybody), "utf-8")
        done = self._cradle.run(self._shell, "channels", "import", str(path))
        assert done.code == 0, done.err
        asyncio.run(_begin_with(self._shell.folder / "data" / DATABASE, everybody))

    def live(self, seconds: float) -> None:
        life = self._begin()
        self._play(life, seconds)
        if life.wait(0) is None:
            self.kills += 1
            life.kill()
        self.now += self._second * (time.monotonic() - life.began)
        self.ready += '"ready"' in life.talk

    def end(self) -> list[str]:
        """The last life stops by itself, and what is left is delivered."""
        self.now = max(self.now, END)
        # no slot may come while it is looked at
        self._second = timedelta(seconds=1)
        life = self._begin()
        life.hears('"ready"')
        self._play(life, 2.0)
        life.signal(signal.SIGTERM)
        code = life.wait(10)
        life.kill()
        at = ("--at", self.now.isoformat())
        self._cradle.run(self._shell, "deliver", *at)
        again = self._cradle.run(self._shell, "deliver", *at)
        wrong = [] if code == 0 else [f"SIGTERM was answered with {code}: {life.talk[-500:]}"]
        if (again.code, again.out) != (0, "0 assembled; parts: none\n"):
            wrong.append(f"something was left: {again}")
        return [*wrong, *self._complaints()]

    def _begin(self) -> Life:
        speed = self._second.total_seconds()
        self._announce(self.now)
        return self._cradle.begin(
            self._shell, "run", "--at", self.now.isoformat(), "--speed", f"{speed:.2f}"
        )

    def _play(self, life: Life, seconds: float) -> None:
        """Let it live; arXiv announces meanwhile. Its own clock is never ahead of this one."""
        while (elapsed := time.monotonic() - life.began) < seconds:
            self._announce(self.now + self._second * elapsed)
            time.sleep(0.01)

    def _announce(self, now: datetime) -> None:
        due = [day for day in self._to_announce if now >= feed_time(day) - _MADE]
        for day in due:
            self._arxiv.announce(day, self._to_announce.pop(day))

    def _complaints(self) -> list[str]:
        """Nothing may have gone wrong but what a kill does."""
        said = [path.read_text("utf-8", "replace") for path in self._shell.folder.glob("*.err")]
        lines = [line for text in said for line in text.splitlines()]
        bad = ('"level": "error"', "Traceback", '"level": "warning"')
        return [line[:600] for line in lines if any(mark in line for mark in bad)]
