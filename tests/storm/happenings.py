"""What befalls the bot beside kills: channels come, go and move, the disk is full, an older
backup is put back. It keeps the list of who was a member from when to when."""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from bot.cli.channel_files import to_toml
from bot.values.channels import Channel
from storage.file.database import DATABASE
from tests.storm.audit import Member
from tests.storm.disk import Disk
from tests.storm.keeper import Keeper
from tests.storm.plan import Event
from tests.storm.played import Clock, sleep_until
from tests.storm.sites import Site

log = logging.getLogger(__name__)

_DAY = 86_400.0
# who is removed need not get what was announced so shortly before: it may have been late
_LATE = 4 * _DAY


@dataclass(slots=True)
class _Home:
    """``since`` is when it was subscribed, None while it is not; ``living`` the same moment in
    the site's own time."""

    channel: Channel
    addresses: list[str]
    since: float | None = None
    living: float = 0.0


class Happenings:
    """``restored``: backup and restore, in the site's own time."""

    def __init__(
        self, site: Site, keeper: Keeper, disk: Disk, clock: Clock, channels: Sequence[Channel]
    ) -> None:
        self.restored: list[tuple[float, float]] = []
        self._site = site
        self._keeper = keeper
        self._disk = disk
        self._clock = clock
        self._homes = [_Home(one, [one.address]) for one in channels]
        self._former: list[Member] = []
        self._backup = disk.path.parent / "backup.sqlite"
        self._backed_up: float | None = None
        self._since_backup: list[Event] = []

    async def begin(self, numbers: Sequence[int]) -> None:
        """These are subscribed."""
        await self._import(numbers)
        for number in numbers:
            self._joined(number)

    async def befall(self, events: Sequence[Event]) -> None:
        what: Mapping[str, Callable[[int], Awaitable[None]]] = {
            "join": self._joins,
            "rejoin": self._joins,
            "leave": self._leaves,
            "out": self._is_put_out,
            "in": self._is_let_in,
            "migrate": self._migrates,
            "full": self._disk_fills,
            "roomy": self._disk_empties,
            "stop": self._restarts,
            "backup": self._backs_up,
            "restore": self._restores,
        }
        for event in events:
            await sleep_until(self._clock, event.at)
            moment = self._clock().strftime("%a %d %b %H:%M:%S")
            log.info("%s %s %s", moment, event.kind, event.channel)
            await what[event.kind](event.channel)
            if event.kind in ("join", "rejoin", "leave"):
                self._since_backup.append(event)

    def members(self) -> Sequence[Member]:
        """Everybody who was ever subscribed, as often as it was."""
        still = [self._member(home, inf, inf) for home in self._homes if home.since is not None]
        return [*self._former, *still]

    def _member(self, home: _Home, end: float, living: float) -> Member:
        assert home.since is not None
        return Member(
            name=home.addresses[0],
            category=home.channel.categories[0],
            word=home.channel.topics[0].include[0],
            spans=((home.since, end),),
            addresses=tuple(home.addresses),
            living=(home.living, living),
        )

    async def _import(self, numbers: Sequence[int]) -> None:
        path = self._disk.path.parent / "channels.toml"
        path.write_text(to_toml([self._homes[n].channel for n in numbers]), "utf-8")
        await self._keeper.cli("channels", "import", str(path))

    def _joined(self, number: int) -> None:
        home = self._homes[number]
        home.since, home.living = self._clock.now, self._site.now(self._clock.now)

    async def _joins(self, number: int) -> None:
        await self._import([number])
        self._joined(number)

    async def _leaves(self, number: int) -> None:
        home = self._homes[number]
        await self._keeper.cli("channels", "remove", home.addresses[-1])
        now = self._clock.now
        self._former.append(self._member(home, now - _LATE, self._site.now(now)))
        home.since = None

    async def _is_put_out(self, number: int) -> None:
        self._site.puts_out(self._homes[number].addresses[-1])

    async def _is_let_in(self, number: int) -> None:
        self._site.lets_in(self._homes[number].addresses[-1])

    async def _migrates(self, number: int) -> None:
        home = self._homes[number]
        if new := self._site.migrates(home.addresses[-1]):
            home.addresses.append(new)

    async def _disk_fills(self, _: int) -> None:
        self._keeper.full = True
        self._disk.fills(self._keeper.life)

    async def _disk_empties(self, _: int) -> None:
        self._disk.empties(self._keeper.life)
        self._keeper.full = False

    async def _restarts(self, _: int) -> None:
        await self._keeper.stop()
        self._keeper.go_on()

    async def _backs_up(self, _: int) -> None:
        await self._keeper.cli("backup", str(self._backup))
        self._backed_up = self._site.now(self._clock.now)
        self._since_backup.clear()

    async def _restores(self, _: int) -> None:
        """By hand, as the README says: the service is stopped, the older file put back. What
        it does not know of channels is done once more."""
        if self._backed_up is None:
            return
        await self._keeper.stop()
        await asyncio.to_thread(_put_back, self._backup, self._disk.path / DATABASE)
        self.restored.append((self._backed_up, self._site.now(self._clock.now)))
        for event in self._since_backup:
            home = self._homes[event.channel]
            if event.kind == "leave":
                await self._keeper.cli("channels", "remove", home.addresses[-1])
            else:
                await self._import([event.channel])
                home.since = self._clock.now
        self._keeper.go_on()


def _put_back(backup: Path, database: Path) -> None:
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    shutil.copyfile(backup, database)
