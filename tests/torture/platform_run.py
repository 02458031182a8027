"""The kill test on a chat platform: ``python -m bot run`` is killed while briefs go out.

The platform's server outlives the bot in a process of its own. A day is announced, the
bot begins to send, is killed, begins again; the next day is announced once all briefs of
the day before are assembled, so a kill meets whatever is still to be sent.
"""

import asyncio
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.cli.channel_files import to_toml
from bot.wiring import DATABASE
from storage.file.database import Database
from storage.ledger import SqlLedger
from tests.cli.shell import Shell, shell
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.torture.lives import Life, Nursery, nursery
from tests.torture.platform_books import Books
from tests.torture.platform_sites import Name, Site, site
from tests.torture.platform_verdict import Place, wrongs
from tests.torture.platform_world import CHANNELS, batch, channel, dates, noon, starting_point

# seconds from the first sign of work: sending a day takes about two
LIFE = (0.0, 0.9)
_SETTINGS = {
    "PAPERBRIEF_ARXIV_INTERVAL": "0",
    "PAPERBRIEF_TICK": "0.05",
    "PAPERBRIEF_LOG_LEVEL": "info",
    "PAPERBRIEF_LOG_FORMAT": "json",
}
_ENDING = 90.0


@dataclass(frozen=True, slots=True)
class PlatformReport:
    """``in_doubt``: parts that were in flight at a kill; ``twice``: messages too many."""

    kills: int
    days: int
    parts: int
    in_doubt: int
    twice: int
    seconds: float
    wrong: Sequence[str]


async def platform_torture(folder: Path, name: Name, kills: int, seed: int) -> PlatformReport:
    rng = Random(seed)  # noqa: S311 - moments, not secrets
    began = time.monotonic()
    days = dates(-(-kills // 3))
    async with site(name) as there:
        # the nursery talks over pipes and blocks: in a thread, beside the loop
        run = await asyncio.to_thread(_whole_run, folder, there, days, kills, rng)
        standing = {address: await there.messages(address) for address in there.addresses}
        broken = await there.violations()
        parts = run.books.parts()
    found = wrongs(parts, standing, run.in_doubt, len(days), recognises=there.recognises)
    many = sum(map(len, standing.values()))
    return PlatformReport(
        kills=run.kills,
        days=len(days),
        parts=len(parts),
        in_doubt=len(run.in_doubt),
        twice=many - len(parts),
        seconds=time.monotonic() - began,
        wrong=[*run.wrong, *broken, *found],
    )


def _whole_run(folder: Path, there: Site, days: Sequence[date], kills: int, rng: Random) -> "_Run":
    with serve_in_thread(batch(days[0]), day=days[0]) as arxiv, nursery() as cradle:
        run = _Run(cradle, shell(folder, arxiv.base, _settings(there.settings)), arxiv, days)
        run.set_up(there.addresses)
        for _ in range(kills):
            run.live(rng.uniform(*LIFE))
        run.end()
    return run


def _settings(own: Mapping[str, str]) -> list[tuple[str, str]]:
    return [*_SETTINGS.items(), *own.items()]


class _Run:
    """``now`` is the time played so far; ``in_doubt`` grows with every kill."""

    def __init__(
        self, cradle: Nursery, at: Shell, arxiv: ArxivServer, days: Sequence[date]
    ) -> None:
        self.kills = 0
        self.wrong: list[str] = []
        self.in_doubt: set[Place] = set()
        self.books = Books(at.folder / "data" / DATABASE)
        self._cradle = cradle
        self._shell = at
        self._arxiv = arxiv
        self._to_come = list(days[1:])
        self._announced = 1
        self._now = noon(days[0])

    def set_up(self, addresses: Sequence[str]) -> None:
        everybody = [channel(address, number) for number, address in enumerate(addresses)]
        path = self._shell.folder / "channels.toml"
        path.write_text(to_toml(everybody), "utf-8")
        done = self._cradle.run(self._shell, "channels", "import", str(path))
        assert done.code == 0, done.err
        asyncio.run(_begin_with(self._shell.folder / "data" / DATABASE, addresses))

    def live(self, seconds: float) -> None:
        """It is killed so long after it has sent something, or found nothing to send."""
        self._announce_next()
        life = self._begin()
        _until_at_work(life)
        self._left_alone(life, seconds)
        self.kills += life.code is None
        life.kill()
        self.in_doubt |= self.books.in_flight()

    def end(self) -> None:
        """The last life has the rest announced, sends all, and stops by itself."""
        life = self._begin()
        end = time.monotonic() + _ENDING
        while (self._to_come or self._owing()) and time.monotonic() < end:
            if self._announce_next():
                # it sleeps until the next feeds of its own clock: the days go on in a new life
                self._stop(life)
                life = self._begin()
            self._left_alone(life, 0.1)
        if left := self._owing():
            self.wrong.append(f"{left} parts or briefs were left after {_ENDING} s")
        self._stop(life)
        self.wrong += self._complaints()

    def _owing(self) -> int:
        briefs = self._announced * CHANNELS - sum(self.books.editions().values())
        parts = self.books.parts()
        return briefs + sum(part.state in ("pending", "in_flight") for part in parts)

    def _announce_next(self) -> bool:
        """Once every channel has its brief of the day before in the books."""
        made = sum(self.books.editions().values())
        if not self._to_come or made < self._announced * CHANNELS:
            return False
        day = self._to_come.pop(0)
        self._arxiv.announce(day, batch(day))
        self._announced += 1
        self._now = max(self._now, noon(day))
        return True

    def _begin(self) -> Life:
        return self._cradle.begin(self._shell, "run", "--at", _told(self._now))

    def _left_alone(self, life: Life, seconds: float) -> None:
        began = time.monotonic()
        life.wait(seconds)
        self._now += timedelta(seconds=time.monotonic() - began)

    def _stop(self, life: Life) -> None:
        life.hears('"ready"')
        life.signal(signal.SIGTERM)
        code = life.wait(15)
        if code != 0:
            self.wrong.append(f"SIGTERM was answered with {code}: {life.talk[-500:]}")

    def _complaints(self) -> list[str]:
        """Nothing may have gone wrong but what a kill does."""
        said = [path.read_text("utf-8", "replace") for path in self._shell.folder.glob("*.err")]
        bad = ('"level": "error"', "Traceback")
        lines = [line for text in said for line in text.splitlines()]
        return [line[:600] for line in lines if any(mark in line for mark in bad)]


def _told(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds")


def _until_at_work(life: Life, seconds: float = 30.0) -> None:
    """A part was settled, or the service stands ready where nothing is left to send."""
    end = time.monotonic() + seconds
    while "part_settled" not in life.talk:
        assert life.wait(0.01) is None, life.talk[-2000:]
        if '"watched"' in life.talk or time.monotonic() > end:
            return


async def _begin_with(path: Path, addresses: Sequence[str]) -> None:
    async with Database(path) as database:
        for address in addresses:
            await SqlLedger(database).advance(starting_point(address))
