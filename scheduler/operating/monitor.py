"""The monitor: notes which workers are alive, for other processes too, and reports who hangs.

Whoever waits for a worker that hangs would hang as well, so the monitor waits for nobody:
asking the store for a sign of life and telling the operator are tasks of their own.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Protocol

from bot.errors import PaperbriefError
from bot.ports.alarms import Alarm
from bot.ports.measuring import Pulse
from scheduler.operating.liveness import Heartbeats, Vitals

log = logging.getLogger(__name__)

Probe = Callable[[], Awaitable[object]]

# seconds between two looks and between two questions to the store, and to tell the operator
EVERY, ASKED_EVERY, TOLD_WITHIN = 2.0, 10.0, 60.0
LOOP = "loop"


class VitalsRecord(Protocol):
    """Where the monitor writes who is alive, and other processes read it."""

    def keep(self, vitals: Vitals) -> None:
        """Never raises: a record that could not be written shows by its age."""
        ...

    def end(self) -> None:
        """Say that the service has ended on purpose."""
        ...


class Monitor:
    """``probes`` are asked for a sign of life, by the name of who answers. ``remind`` tells what
    could not be told, where it is time to try again."""

    def __init__(
        self,
        heartbeats: Heartbeats,
        record: VitalsRecord,
        alarm: Alarm,
        probes: Mapping[str, Probe] | None = None,
        every: float = EVERY,
        remind: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._heartbeats = heartbeats
        self._record = record
        self._alarm = alarm
        self._probes = dict(probes or {})
        self._every = every
        self._remind = remind
        self._hanging: frozenset[str] = frozenset()
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def pulse(self) -> Pulse:
        return self._heartbeats

    async def run(self) -> None:
        """Until it is cancelled."""
        probing = [
            asyncio.create_task(self._probed(name, probe)) for name, probe in self._probes.items()
        ]
        try:
            while True:
                self._heartbeats.beat(LOOP)
                self._look()
                await asyncio.sleep(self._every)
        finally:
            for task in (*probing, *self._telling):
                task.cancel()
            self._record.end()

    def _look(self) -> None:
        vitals = self._heartbeats.vitals()
        self._record.keep(vitals)
        hanging = vitals.hanging
        for name in hanging.keys() - self._hanging:
            log.error("worker_hangs", extra={"worker": name, "silent": round(hanging[name])})
            self._tell(self._alarm.ring(f"hangs {name}", _hangs(name, hanging[name])))
        for name in self._hanging - hanging.keys():
            log.info("worker_goes_on", extra={"worker": name})
            self._tell(self._alarm.calm(f"hangs {name}", f"My worker “{name}” goes on."))
        self._hanging = frozenset(hanging)
        if self._remind is not None and not self._telling:
            self._tell(self._remind())

    def _tell(self, told: Awaitable[None]) -> None:
        task = asyncio.create_task(_within(TOLD_WITHIN, told))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _probed(self, name: str, probe: Probe) -> None:
        while True:
            self._heartbeats.beat(name)
            # an error is an answer too: the workers that meet it report it
            with suppress(PaperbriefError):
                await probe()
            self._heartbeats.beat(name)
            await asyncio.sleep(ASKED_EVERY)


async def _within(seconds: float, told: Awaitable[None]) -> None:
    """Give up after so many seconds: the way to the operator may be what hangs. The log has it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await told


def _hangs(name: str, seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return (
        f"My worker “{name}” has given no sign of life for {minutes} min. If it does not go on "
        "by itself, restart me; nothing that is stored is lost."
    )
