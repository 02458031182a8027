"""The service: a clock wakes its workers, stored data says what they do.

::

    every tick: watch arXiv where something is not settled
                publish what is due, with a model and without it, each by itself
                deliver, each platform by itself | answer people, each platform by itself
                errands of the operator's: notices to owners, a word a day
    every day:  delete old notes
    always:     each worker gives signs of life, and the monitor reports who does not
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StoreUnusable
from bot.ports.alarms import Alarm
from bot.ports.channels import ChannelRepository
from bot.ports.chats import Platform
from bot.ports.deliveries import Ledger
from bot.ports.measuring import Pulse, Unmeasured
from scheduler.clock import started_clock
from scheduler.delivering.worker import DeliveryWorker
from scheduler.ending import GRACE, SENDING_GRACE, ended
from scheduler.operating.monitor import Monitor
from scheduler.operating.notes import Sweeping
from scheduler.operating.store_trouble import StoreTrouble
from scheduler.platforms import keep_connected
from scheduler.publishing.lanes import Lane
from scheduler.publishing.publisher import Publisher
from scheduler.watch_order import WatchOrder, asks_for_more, round_of
from scheduler.watching.missing import WELL, told_of
from scheduler.watching.polling import PassReport, next_feed_time, next_pass
from scheduler.watching.watch import Watch

log = logging.getLogger(__name__)

WorkerTask = Callable[[], Coroutine[None, None, None]]

_DELIVERING = "deliver "
_WATCH, _SWEEP, _CONNECTED = "watch", "sweep", "connected"
# seconds
_DAY = 86_400.0
# seconds between two signs of life of a worker that has nothing to do
IDLE = 5.0


class Service:
    """Runs until ``stop`` is set. ``clock`` tells now; ``tick`` is in seconds."""

    def __init__(
        self,
        watch: Watch,
        publisher: Publisher,
        delivery_worker: DeliveryWorker,
        channels: ChannelRepository,
        ledger: Ledger,
        clock: Callable[[], datetime],
        tick: float,
        alarm: Alarm,
        sweeping: Sweeping,
        platforms: Sequence[Platform] = (),
        store: StoreTrouble | None = None,
        pulse: Pulse | None = None,
        monitor: Monitor | None = None,
        remind: Callable[[Collection[str]], Awaitable[None]] | None = None,
        readmit: Callable[[str], Awaitable[object]] | None = None,
        resume: Callable[[], Awaitable[None]] | None = None,
        ahead: Callable[[], Awaitable[None]] | None = None,
        load: Callable[[], Awaitable[None]] | None = None,
        errands: Mapping[str, Callable[[asyncio.Event], Awaitable[None]]] | None = None,
    ) -> None:
        self._watch = watch
        self._publisher = publisher
        self._delivery_worker = delivery_worker
        self._channels = channels
        self._ledger = ledger
        self._clock = clock
        self._tick = tick
        self._alarm = alarm
        self._sweeping = sweeping
        self._platforms = tuple(platforms)
        self._store = store or StoreTrouble(alarm)
        self._pulse = pulse or Unmeasured()
        self._monitor = monitor
        self._remind = remind or _nothing
        self._readmit = readmit or _nothing
        self._resume = resume or _nothing
        self._ahead = ahead or _nothing
        self._load = load or _nothing
        self._errands = dict(errands or {})
        self._watch_now = asyncio.Event()
        self._serve_now = {lane: asyncio.Event() for lane in publisher.lanes}
        self._sweep_now = asyncio.Event()
        self._deliver_now = {name: asyncio.Event() for name in delivery_worker.platforms}
        self._run_now = {name: asyncio.Event() for name in self._errands}
        self._next_watch: datetime | None = None
        self._watched: WatchOrder | None = None
        self._report: PassReport | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Start the clock and the workers; return when both have ended."""
        clock = self._started_clock()
        beside = [
            # what people waited for at the last stop
            asyncio.ensure_future(self._resume()),
            # what nobody has asked for yet
            asyncio.ensure_future(self._ahead()),
            asyncio.create_task(self._settle_in()),
        ]
        workers = {
            job[0]: asyncio.create_task(self._worker(*job, stop)) for job in self._jobs(stop)
        }
        workers[_CONNECTED] = asyncio.create_task(
            keep_connected(self._platforms, self._alarm, stop, self._pulse)
        )
        monitor = asyncio.create_task(self._monitor.run()) if self._monitor else None
        log.info("ready", extra={"tick": self._tick})
        await stop.wait()
        for each in beside:
            each.cancel()
        clock.pause()
        late = await self._ended(workers)
        clock.shutdown(wait=False)
        if monitor is not None:
            monitor.cancel()
            await asyncio.wait({monitor})
        log.info("stopped", extra={"cut_off": late})

    async def _settle_in(self) -> None:
        """What the first line or brief would wait for; then what neither is to wait for."""
        await self._load()
        await self._store.examine()

    def _started_clock(self) -> AsyncIOScheduler:
        each_tick = (
            self._watch_now,
            *self._serve_now.values(),
            *self._deliver_now.values(),
            *self._run_now.values(),
        )
        return started_clock(dict.fromkeys(each_tick, self._tick) | {self._sweep_now: _DAY})

    def _jobs(self, stop: asyncio.Event) -> list[tuple[str, asyncio.Event, WorkerTask]]:
        """Each worker's name, what wakes it, and its work."""
        return [
            (_WATCH, self._watch_now, self._looked),
            *(
                (lane, wake, partial(self._served, lane, stop))
                for lane, wake in self._serve_now.items()
            ),
            *(
                (f"{_DELIVERING}{name}", wake, partial(self._delivered, name, stop))
                for name, wake in self._deliver_now.items()
            ),
            *((name, wake, partial(self._ran, name, stop)) for name, wake in self._run_now.items()),
            (_SWEEP, self._sweep_now, self._swept),
        ]

    async def _ended(self, workers: Mapping[str, "asyncio.Task[None]"]) -> int:
        """Let the workers end; how many had to be cancelled as they took too long."""
        # the watch mostly waits for arXiv, and its next pass asks again; what is swept is swept in
        # small steps, and the next start goes on
        for name in (_WATCH, _SWEEP):
            workers[name].cancel()
        self._wake_publishing()
        for wake in self._run_now.values():
            wake.set()
        self._wake_delivery()
        # answers to people are messages too
        sending = [
            one
            for name, one in workers.items()
            if name.startswith(_DELIVERING) or name == _CONNECTED
        ]
        others = [one for one in workers.values() if one not in sending]
        late = await asyncio.gather(ended(others, GRACE), ended(sending, SENDING_GRACE))
        return sum(late)

    async def _worker(
        self, name: str, wake: asyncio.Event, work: WorkerTask, stop: asyncio.Event
    ) -> None:
        while not stop.is_set():
            await self._woken(name, wake)
            wake.clear()
            if not stop.is_set():
                await self._guarded(work)

    async def _woken(self, name: str, wake: asyncio.Event) -> None:
        """Give signs of life while waiting for the next tick."""
        while True:
            self._pulse.beat(name)
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE):
                    await wake.wait()
                    return

    async def _looked(self) -> None:
        now = self._clock()
        look = await round_of(self._channels, self._ledger, now, self._report)
        # The next pass is never later than the next feeds, unless the clock was set back
        # meanwhile: then waiting for it could miss a day.
        asleep = self._next_watch is not None and now < self._next_watch <= next_feed_time(now)
        if not look.categories or (asleep and not asks_for_more(look, self._watched)):
            return
        self._watched = look
        report = await self._watch.pass_(now, look.categories, look.since)
        self._report = report
        self._next_watch = next_pass(self._clock(), report)
        _log_pass(report, self._next_watch)
        self._wake_publishing()
        await self._tell_operator(report)

    async def _tell_operator(self, report: PassReport) -> None:
        for kind, sentence in told_of(report, self._clock()).items():
            if sentence is None:
                await self._alarm.calm(kind, WELL[kind])
            else:
                await self._alarm.ring(kind, sentence)

    async def _served(self, lane: Lane, stop: asyncio.Event) -> None:
        published = await self._publisher.publish_due(self._clock(), stop, self._watch.looked, lane)
        if published:
            self._wake_delivery()

    async def _delivered(self, platform: str, stop: asyncio.Event) -> None:
        await self._readmit(platform)
        try:
            await self._delivery_worker.deliver_on(platform, stop)
        finally:
            # While the operator's own platform is away, a message would be in vain, or come
            # twice.
            await self._remind(self._delivery_worker.away())

    async def _ran(self, name: str, stop: asyncio.Event) -> None:
        await self._errands[name](stop)

    async def _swept(self) -> None:
        await self._sweeping.sweep(self._clock())

    def _wake_publishing(self) -> None:
        for wake in self._serve_now.values():
            wake.set()

    def _wake_delivery(self) -> None:
        for wake in self._deliver_now.values():
            wake.set()

    async def _guarded(self, work: WorkerTask) -> None:
        """One of the boundaries: a run that fails is followed by the next tick's."""
        try:
            await work()
        except StoreUnusable as error:
            await self._store.failed(work, error)
        except Exception:
            log.exception("run_failed")
            await self._alarm.ring("run", "A run failed through a defect; the log has it.")
        else:
            await self._store.succeeded(work)


async def _nothing(*about: object) -> None:
    return None


def _log_pass(report: PassReport, next_look: datetime) -> None:
    states = {name: str(state) for name, state in report.states.items()}
    log.info(
        "watched",
        extra={
            "date": report.day.isoformat(),
            "states": states,
            "added": report.added,
            "next": next_look.isoformat(),
        },
    )
    for (name, day), why in report.failed.items():
        log.warning("not_fetched", extra={"category": name, "date": day.isoformat(), "why": why})
