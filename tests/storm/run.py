"""A storm from its beginning to its end: world, weather and plan befall the bot.

::

    servers | gates | the bot, kept alive | happenings and kills by the plan | calm | audit
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tests.cli.lives import Nursery
from tests.cli.shell import shell
from tests.servers.telegram import updates
from tests.storm.archive import Archive
from tests.storm.audit import Facts, Post, Result, Told, audit
from tests.storm.conducting import Conducting
from tests.storm.disk import Disk
from tests.storm.gate import Gate, Moment, bare
from tests.storm.happenings import Happenings
from tests.storm.keeper import Keeper
from tests.storm.life import POLL
from tests.storm.lives import Lives
from tests.storm.plan import channel, plan, span
from tests.storm.played import Clock, sleep_until
from tests.storm.sites import Name, Site, site
from tests.storm.weather import Spell, weather
from tests.storm.world import calmed, midnight, world

log = logging.getLogger(__name__)

FIRST = date(2026, 3, 2)
_SETTINGS = {
    "PAPERBRIEF_TICK": "600",
    "PAPERBRIEF_ARXIV_INTERVAL": "3",
    "PAPERBRIEF_LOG_LEVEL": "info",
    "PAPERBRIEF_LOG_FORMAT": "json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    platform: Name
    days: int
    channels: int
    kills: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a storm. ``wrong``: sentences beside the audit's findings."""

    result: Result
    kills: int
    unanswered: int
    faults: Counter[str]
    story: Sequence[Post]
    wrong: Sequence[str]
    lives: int
    requests: int


def begin() -> datetime:
    """The first moment that is played."""
    return midnight(FIRST) - timedelta(hours=12)


class Storm:
    def __init__(
        self, order: Order, disk: Disk, clock: Clock, nursery: Nursery, conductor: Conducting
    ) -> None:
        # a long poll is as long as it is quiet: see life.py
        updates.LONGEST_POLL = POLL
        self._order = order
        self._disk = disk
        self._clock = clock
        self._rng = rng = Random(order.seed)  # noqa: S311 - a storm, no secret
        platform = order.platform != "terminal"
        self._plan = plan(rng, FIRST, order.days, order.channels, order.kills, platform=platform)
        self._spells = weather(rng, FIRST, order.days, platform=platform)
        over = FIRST + timedelta(days=order.days)
        self._world = calmed(world(rng, FIRST, span(FIRST, order.days)), over)
        self._lives = Lives(nursery, conductor, disk.path.parent / "door", order.seed)
        self._gates: list[Gate] = []

    async def play(self) -> Outcome:
        async with AsyncExitStack() as stack:
            there = await stack.enter_async_context(site(self._order.platform, self._disk.path))
            archive = await stack.enter_async_context(Archive(self._world, self._clock))
            arxiv = await stack.enter_async_context(self._gate(there, "arxiv", archive.base))
            settings = dict(_SETTINGS)
            if there.base:
                gate = await stack.enter_async_context(self._gate(there, "platform", there.base))
                settings |= there.settings(gate.base)
            at = shell(self._disk.path.parent, arxiv.base, list(settings.items()))
            self._keeper = Keeper(self._lives, at, self._gates, self._clock, self._rng)
            places = [there.place(number) for number in range(self._order.channels)]
            channels = [channel(self._rng, place, n) for n, place in enumerate(places)]
            befalling = Happenings(there, self._keeper, self._disk, self._clock, channels)
            await befalling.begin(self._plan.joined)
            await self._played(there, befalling)
            await self._keeper.stop()
            return self._outcome(there, befalling)

    def _gate(self, there: Site, where: str, upstream: str) -> Gate:
        gate = Gate(
            where,
            upstream,
            self._clock,
            self._spells,
            f"{self._order.seed} {where}",
            too_many=bare if where == "arxiv" else there.too_many,
            is_send=there.is_send,
            seen=self._seen,
        )
        self._gates.append(gate)
        return gate

    def _seen(self, where: str, moment: Moment) -> bool:
        return self._keeper.seen(where, moment)

    async def _played(self, there: Site, befalling: Happenings) -> None:
        """To the end; whatever fails meanwhile ends it."""
        what: list[Coroutine[None, None, None]] = [
            self._keeper.keep(),
            self._keeper.kill(self._plan.kills),
            befalling.befall(self._plan.events),
            self._calms(),
            *(self._outage(gate, one, there) for gate in self._gates for one in gate.outages),
        ]
        tasks = {asyncio.create_task(each) for each in what}
        end = asyncio.create_task(sleep_until(self._clock, self._plan.end))
        left = {end, *tasks}
        try:
            while not end.done():
                done, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _calms(self) -> None:
        await sleep_until(self._clock, self._plan.storm[1])
        self._keeper.calm = True

    async def _outage(self, gate: Gate, spell: Spell, there: Site) -> None:
        """It cuts what hangs in the gate where it begins and ends; the other way in, a
        platform's gateway, is shut as well."""
        await sleep_until(self._clock, spell.start)
        now = self._clock().strftime("%a %d %b %H:%M:%S")
        log.info("%s %s: %s until %s", now, spell.where, spell.forms[0], spell.end)
        if spell.where == "platform":
            there.away(True)
        await gate.begins(spell)
        await sleep_until(self._clock, spell.end)
        await gate.ends(spell)
        if spell.where == "platform":
            there.away(False)

    def _outcome(self, there: Site, befalling: Happenings) -> Outcome:
        members = befalling.members()
        addresses = dict.fromkeys(one for member in members for one in member.addresses)
        facts = Facts(
            announced=self._announced(),
            public={day: midnight(day).timestamp() for day in self._world.dates},
            posts={one: there.posts(one) for one in addresses},
            restored=befalling.restored,
        )
        faults = Counter({"disk full": self._disk.filled})
        for gate in self._gates:
            faults += gate.count.faults
        return Outcome(
            result=audit(members, facts),
            kills=self._keeper.kills,
            unanswered=sum(gate.count.unanswered for gate in self._gates),
            faults=faults,
            story=there.story(),
            wrong=[*self._keeper.wrong, *there.violations()],
            lives=self._lives.born,
            requests=sum(gate.count.requests for gate in self._gates),
        )

    def _announced(self) -> dict[date, dict[str, list[Told]]]:
        return {
            day: {
                name: [
                    Told(one.paper.id, one.announce_type, f"{one.paper.title} {one.paper.abstract}")
                    for one in items
                ]
                for name, items in listings.items()
            }
            for day, listings in self._world.truth.items()
        }
