"""The service: a clock wakes its workers, data says what they do.

::

    every tick: watch arXiv where something is not settled | publish what is due
                deliver, each platform by itself | answer people, each platform by itself
    every day:  sweep what was noted and has aged

APScheduler is the clock and nothing else: what is due, and what was missed, is read
from the store at every tick, so a tick that never came loses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StoreUnusable
from bot.ports.chats import Platform
from bot.ports.delivering import Alarm, Ledger
from bot.ports.shelves import ChannelShelf
from scheduler.calendar import announcement_dates, newest_date
from scheduler.courier import Courier
from scheduler.edition import asked_categories
from scheduler.platforms import keep_connected
from scheduler.press import HORIZON, Press
from scheduler.sweeping import Sweeping
from scheduler.watching.missing import WELL, told_of
from scheduler.watching.polling import PassReport, next_feed_time, next_pass, polled_date
from scheduler.watching.watch import Watch

log = logging.getLogger(__name__)

# seconds a worker may take to end what it is at; the whole stop stays under ten
GRACE = 7.0
# seconds
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Round:
    """What a watch has to look at."""

    categories: tuple[str, ...]
    since: date | None


class Service:
    """Runs until ``stop`` is set. ``clock`` tells now; ``tick`` is in seconds."""

    def __init__(
        self,
        watch: Watch,
        press: Press,
        courier: Courier,
        channels: ChannelShelf,
        ledger: Ledger,
        clock: Callable[[], datetime],
        tick: float,
        alarm: Alarm,
        sweeping: Sweeping,
        platforms: Sequence[Platform] = (),
    ) -> None:
        self._watch = watch
        self._press = press
        self._courier = courier
        self._channels = channels
        self._ledger = ledger
        self._clock = clock
        self._tick = tick
        self._alarm = alarm
        self._sweeping = sweeping
        self._platforms = tuple(platforms)
        self._watch_now = asyncio.Event()
        self._serve_now = asyncio.Event()
        self._sweep_now = asyncio.Event()
        self._deliver_now = {name: asyncio.Event() for name in courier.platforms}
        self._next_watch: datetime | None = None
        self._watched_categories: tuple[str, ...] = ()

    async def run(self, stop: asyncio.Event) -> None:
        """Start the clock and the workers; return when both have ended."""
        clock = AsyncIOScheduler(timezone=UTC)
        each_tick = (self._watch_now, self._serve_now, *self._deliver_now.values())
        for wake in (*each_tick, self._sweep_now):
            # a late or doubled tick is no trouble: what is due is read from the store
            clock.add_job(
                _wake,
                "interval",
                args=(wake,),
                seconds=_DAY if wake is self._sweep_now else self._tick,
                misfire_grace_time=None,
                coalesce=True,
                next_run_time=datetime.now(UTC),
            )
        clock.start()
        workers = [
            asyncio.create_task(self._worker(self._watch_now, self._watched, stop)),
            asyncio.create_task(self._worker(self._serve_now, lambda: self._served(stop), stop)),
            *(
                asyncio.create_task(self._worker(wake, partial(self._delivered, name, stop), stop))
                for name, wake in self._deliver_now.items()
            ),
            asyncio.create_task(self._worker(self._sweep_now, self._swept, stop)),
            asyncio.create_task(keep_connected(self._platforms, self._alarm, stop)),
        ]
        log.info("ready", extra={"tick": self._tick})
        await stop.wait()
        clock.pause()
        # the watch waits for arXiv more than it works, and the next one asks again
        workers[0].cancel()
        self._serve_now.set()
        self._sweep_now.set()
        self._wake_couriers()
        _, late = await asyncio.wait(workers, timeout=GRACE)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        clock.shutdown(wait=False)
        log.info("stopped", extra={"cut_off": len(late)})

    async def _worker(
        self,
        wake: asyncio.Event,
        work: Callable[[], Coroutine[None, None, None]],
        stop: asyncio.Event,
    ) -> None:
        while not stop.is_set():
            await wake.wait()
            wake.clear()
            if not stop.is_set():
                await self._guarded(work)

    async def _watched(self) -> None:
        now = self._clock()
        look = await round_of(self._channels, self._ledger, now)
        # no pass lies beyond the next feeds, but where the clock was set back since: a day
        # would be slept through
        asleep = self._next_watch is not None and now < self._next_watch <= next_feed_time(now)
        if not look.categories or (asleep and look.categories == self._watched_categories):
            return
        self._watched_categories = look.categories
        report = await self._watch.pass_(now, look.categories, look.since)
        self._next_watch = next_pass(self._clock(), report)
        _log_pass(report, self._next_watch)
        self._serve_now.set()
        await self._tell_operator(report)

    async def _tell_operator(self, report: PassReport) -> None:
        for kind, sentence in told_of(report, self._clock()).items():
            if sentence is None:
                await self._alarm.calm(kind, WELL[kind])
            else:
                await self._alarm.ring(kind, sentence)

    async def _served(self, stop: asyncio.Event) -> None:
        published = await self._press.publish_due(self._clock(), stop, self._watch.looked)
        if published:
            self._wake_couriers()

    async def _delivered(self, platform: str, stop: asyncio.Event) -> None:
        await self._courier.deliver_on(platform, stop)

    async def _swept(self) -> None:
        await self._sweeping.sweep(self._clock())

    def _wake_couriers(self) -> None:
        for wake in self._deliver_now.values():
            wake.set()

    async def _guarded(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """One of the boundaries: a run that fails is followed by the next tick's."""
        try:
            await work()
        except StoreUnusable as error:
            log.error("store_unusable", extra={"why": str(error)})
            await self._alarm.ring(
                "store", f"My memory cannot be read or written, so briefs may stop: {error}"
            )
        except Exception:
            log.exception("run_failed")
            await self._alarm.ring("run", "A run failed through a defect; the log has it.")
        else:
            await self._alarm.calm("store", "My memory can be read and written again.")


async def round_of(channels: ChannelShelf, ledger: Ledger, now: datetime) -> Round:
    """The categories of all subscribed channels, and the oldest date one waits for."""
    subscribed = [one for one in await channels.every() if one.subscribed]
    progress = await ledger.progress([one.address for one in subscribed])
    newest = newest_date(now)
    oldest = newest - HORIZON
    waited = [
        next(announcement_dates(max(one.covered, oldest), newest), None)
        for one in progress.values()
        if one.covered is not None
    ]
    if len(waited) < len(subscribed) and polled_date(now) is None:
        # the first brief of a channel holds the newest announcement, whose feed is gone
        waited.append(newest)
    categories = dict.fromkeys(name for one in subscribed for name in asked_categories(one))
    return Round(tuple(categories), min(filter(None, waited), default=None))


async def _wake(event: asyncio.Event) -> None:
    # a plain function would be called in a thread, where no event of this loop may be set
    event.set()


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
