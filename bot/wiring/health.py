"""Who watches over the service, as the settings name it: heartbeat, watchdog, local port."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from datetime import time as clock_time
from functools import partial
from typing import TYPE_CHECKING, get_args

from adapters.health_port.heartbeat_file import HeartbeatFile, notify
from bot.errors import PaperbriefError
from bot.measures import ARXIV_NEWEST, ARXIV_STATE, DUE, ENDED, HANGS, OLDEST, SILENT, WAITING
from bot.ports.alarms import Alarm
from bot.ports.measuring import SummingMeter, Unmeasured
from bot.ports.sending import Messenger
from bot.settings import Settings
from scheduler.operating.alarms import Alarms
from scheduler.operating.liveness import Heartbeats, Vitals
from scheduler.operating.measured import MeasuredAlarm, Ringing
from scheduler.operating.monitor import Monitor, Probe
from scheduler.operating.notes import Unnoted
from storage.deliveries.figures import Figures, SqlFigures
from storage.file.database import Database, QueryKind

if TYPE_CHECKING:
    from adapters.health_port.exposition import PrometheusMeter

log = logging.getLogger(__name__)

# Seconds: metrics that are read more often come from memory, and a store that hangs may take so
# long before the port answers without its figures.
_CACHED, _FIGURES_WITHIN = 10.0, 3.0


class Health:
    """Everything that watches over one service on one data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # one question to arXiv may take all its patience without a sign of life
        patient = 120.0 + 2 * settings.arxiv.timeout
        self.pulse = Heartbeats(settings.scheduler.hang_after, time.monotonic, {"watch": patient})
        self._prometheus = _prometheus() if settings.health.listen else None
        self.meter: SummingMeter = self._prometheus or Unmeasured()
        self._ringing = Ringing()
        self._record = _Record(
            HeartbeatFile(settings.storage.data, settings.scheduler.hang_after),
            partial(notify, os.environ.get("NOTIFY_SOCKET")),
        )

    def seen(self, alarm: Alarm) -> Alarm:
        """The alarm, with what rings on the local port."""
        return MeasuredAlarm(alarm, self.meter, self._ringing)

    @property
    def ringing(self) -> Collection[str]:
        """The kinds of alarms that ring now."""
        return self._ringing.names()

    def monitor(
        self,
        database: Database,
        messengers: Mapping[str, Messenger],
        clock: Callable[[], datetime],
    ) -> Monitor:
        """Of the service that begins now: what an earlier one left is taken away."""
        self._record.forget()
        alarm = Alarms(self._settings.people.operator_chat, messengers, Unnoted(), clock)
        return Monitor(
            self.pulse,
            self._record,
            self.seen(alarm),
            _probes(database),
            remind=alarm.remind,
        )

    @asynccontextmanager
    async def port(
        self, database: Database, clock: Callable[[], datetime]
    ) -> AsyncIterator[int | None]:
        """Answer on the local port, where one is set. Raises SettingsError where it is taken."""
        place, prometheus = self._settings.health.listen, self._prometheus
        if place is None or prometheus is None:
            yield None
            return
        # a web server is loaded where somebody is to be served
        from adapters.health_port.server import Cached, listening

        text = Cached(partial(self._text, prometheus, SqlFigures(database), clock), _CACHED)
        hanging = partial(_hanging, self.pulse)
        async with listening(place, hanging, self._ringing.names, text.text) as port:
            log.info("health_port_open", extra={"place": place})
            yield port

    async def _text(
        self, meter: "PrometheusMeter", figures: SqlFigures, clock: Callable[[], datetime]
    ) -> bytes:
        now = clock()
        try:
            async with asyncio.timeout(_FIGURES_WITHIN):
                _fill(meter, await figures.at(now), now)
        except (TimeoutError, PaperbriefError) as error:
            log.warning("figures_not_read", extra={"why": str(error) or type(error).__name__})
        vitals = self.pulse.vitals()
        for name, seconds in vitals.silent.items():
            meter.stands(SILENT, seconds, name)
            meter.stands(HANGS, name in vitals.hanging, name)
        return meter.text()


def _prometheus() -> "PrometheusMeter":
    from adapters.health_port.exposition import PrometheusMeter

    return PrometheusMeter()


def _hanging(pulse: Heartbeats) -> Mapping[str, float]:
    return pulse.vitals().hanging


class _Record:
    """The heartbeat, and systemd's watchdog, which is fed while nobody hangs."""

    def __init__(self, file: HeartbeatFile, tell: Callable[[str], None]) -> None:
        self._file = file
        self._tell = tell
        self._ready = False

    def keep(self, vitals: Vitals) -> None:
        self._file.keep(vitals.silent, vitals.hanging)
        if not self._ready:
            self._ready = True
            self._tell("READY=1")
        if not vitals.hanging:
            self._tell("WATCHDOG=1")

    def end(self) -> None:
        self._tell("STOPPING=1")
        self._file.end()

    def forget(self) -> None:
        self._file.end()


def _probes(database: Database) -> dict[str, Probe]:
    """A question for every thread of the store, which answers without reading anything."""
    lanes: tuple[QueryKind, ...] = get_args(QueryKind)
    reading = {f"store {lane}": partial(database.read, _nothing, lane) for lane in lanes}

    async def write() -> None:
        # a file that is written anew takes minutes on a slow disk, and nobody hangs meanwhile
        if not database.is_at_leisure:
            await database.write(_nothing)

    return {**reading, "store write": write}


def _nothing(_: object) -> None:
    return None


def _fill(meter: "PrometheusMeter", figures: Figures, now: datetime) -> None:
    for name in (WAITING, DUE, OLDEST, ENDED, ARXIV_STATE, ARXIV_NEWEST):
        meter.forget(name)
    for platform, waiting in figures.waiting.items():
        meter.stands(WAITING, waiting.briefs, platform)
        meter.stands(DUE, waiting.due, platform)
        meter.stands(OLDEST, max(0.0, (now - waiting.since).total_seconds()), platform)
    for (platform, state), briefs in figures.ended.items():
        meter.stands(ENDED, briefs, platform, state)
    for category, state in figures.states.items():
        meter.stands(ARXIV_STATE, 1, category, state)
    for category, day in figures.newest.items():
        midnight = datetime.combine(day, clock_time(), UTC)
        meter.stands(ARXIV_NEWEST, midnight.timestamp(), category)
