"""The bot, kept alive: begun again after every end, killed when the plan says so."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from bot.cli.exits import Exit
from tests.cli.shell import Done, Shell
from tests.storm.gate import Gate, Moment
from tests.storm.lives import Lives, Played
from tests.storm.plan import Kill
from tests.storm.played import Clock, sleep_until

log = logging.getLogger(__name__)

KILLED = -9
# how long the bot has for what it is to die at
_FATAL = timedelta(minutes=10)
# seconds until it is begun again
_PAUSES = (0.0, 1.0, 5.0, 60.0, 600.0, 7200.0)
_AT_ONCE = 1.0
# lives that end badly before the storm is given up
_BAD = 30


class Keeper:
    """``wrong`` has a sentence for each end that nobody wanted; ``calm`` ends the pauses.
    While the disk is ``full``, a life that cannot begin is begun again, as by a supervisor."""

    def __init__(
        self, lives: Lives, shell: Shell, gates: Sequence[Gate], clock: Clock, rng: Random
    ) -> None:
        self.kills = 0
        self.wrong: list[str] = []
        self.calm = False
        self.full = False
        self.life: Played | None = None
        self._lives = lives
        self._shell = shell
        self._gates = gates
        self._clock = clock
        self._rng = rng
        self._alive = asyncio.Event()
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._doom: tuple[str, int] | None = None
        lives.died = self._died

    async def cli(self, *arguments: str) -> Done:
        """Another of the bot's commands, beside the service."""
        done = await self._lives.run(self._shell, *arguments)
        if done.code:
            self.wrong.append(f"{' '.join(arguments)} ended with {done.code}: {done.err[-300:]}")
        return done

    async def keep(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._wanted.wait()
            full = self.full
            self.life = life = self._lives.begin(self._shell, "run")
            self._note(f"{life.life.err.stem} begins")
            self._alive.set()
            # waited for, and not awaited: who cancels this does not end the life
            await asyncio.wait({life.ended})
            code = life.ended.result()
            self.life = None
            self._alive.clear()
            self._note(f"it ends with {code}")
            is_expected = code == Exit.STORE_UNUSABLE and (full or self.full)
            if code not in (0, KILLED) and not is_expected:
                self.wrong.append(f"run ended with {code}: {life.life.talk[-600:]}")
                if len(self.wrong) > _BAD:
                    raise AssertionError(f"the bot does not live: {self.wrong[-1]}")
            await asyncio.sleep(_AT_ONCE if self.calm else self._rng.choice(_PAUSES))

    async def stop(self) -> None:
        """Asked to end; it is not begun again before :meth:`go_on`."""
        self._wanted.clear()
        if self.life is not None:
            life = self.life
            life.stop()
            await life.ended

    def go_on(self) -> None:
        self._wanted.set()

    async def kill(self, plan: Sequence[Kill]) -> None:
        """A life that ends otherwise before it is killed leaves its end to the next one."""
        for kill in plan:
            await sleep_until(self._clock, kill.at)
            while not await self._is_killed(kill):
                pass
            self.kills += 1

    async def _is_killed(self, kill: Kill) -> bool:
        await self._alive.wait()
        life = self.life
        assert life is not None
        self._note(f"to be killed: {kill.kind} {kill.n}")
        self._arm(life, kill)
        await asyncio.wait({life.ended}, timeout=_FATAL.total_seconds())
        self._doom = None
        life.kill()
        return await life.ended == KILLED

    def _arm(self, life: Played, kill: Kill) -> None:
        match kill.kind:
            case "now":
                life.kill()
            case "commit":
                life.dies_at_commit(kill.n)
            case "after_commit":
                life.dies_at_commit(-kill.n)
            case "arxiv_arrived":
                self._doom = ("arxiv arrived", kill.n)
            case moment:
                self._doom = (f"platform {moment}", kill.n)

    def seen(self, where: str, moment: Moment) -> bool:
        """A gate has come to such a moment. Whether the bot was killed at it."""
        if self._doom is None or self.life is None or self._doom[0] != f"{where} {moment}":
            return False
        self._doom = (self._doom[0], self._doom[1] - 1)
        if self._doom[1]:
            return False
        self._doom = None
        self.life.kill()
        return True

    def _died(self) -> None:
        for gate in self._gates:
            gate.life += 1

    def _note(self, what: str) -> None:
        log.info("%s %s", self._clock().strftime("%a %d %b %H:%M:%S"), what)
