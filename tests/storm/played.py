"""Played time: a machine whose clock stands still while anything is at work.

A loop of this kind asks its selector to wait until the next timer; the selector does not
wait, it has the clock moved on. One process conducts (:mod:`tests.storm.conducting`): it
knows when every process is idle, and how far the clock may go. The others follow
(:mod:`tests.storm.following`). So a night takes as long as the work in it, and a busy
machine makes nothing late.
"""

import asyncio
import fcntl
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime, timezone, tzinfo
from inspect import isfunction
from selectors import EVENT_WRITE, DefaultSelector, SelectorKey
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, TypeVar

from structlog import processors

T = TypeVar("T")
# bytes in a socket that were not sent yet: https://man7.org/linux/man-pages/man7/tcp.7.html
_SIOCOUTQNSD = 0x894B
Ready = list[tuple[SelectorKey, int]]

# whose modules have the clock under names of their own
_ROOMS = ("bot.", "adapters.", "scheduler.", "storage.", "apscheduler.", "aiohttp.")


class Clock:
    """``now`` is in unix seconds; only a selector moves it."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)


async def sleep_until(clock: Clock, moment: datetime) -> None:
    await asyncio.sleep(max(0.0, moment.timestamp() - clock.now))


class Job:
    """Work in a thread. ``abandoned``: nobody waits for it any more, but it goes on."""

    __slots__ = ("abandoned", "began", "ended")

    def __init__(self) -> None:
        self.began = self.ended = self.abandoned = False


class PlayedSelector(DefaultSelector):
    """``jobs``: what goes on in threads; while there is any, nobody is idle."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.jobs: set[Job] = set()

    def is_sending(self) -> bool:
        """Whether anything is on its way out: a connection that comes about, bytes for which
        the other end had no room yet. It makes room when it likes, and nobody is told."""
        return any(key.events & EVENT_WRITE or _unsent(key.fd) for key in self.get_map().values())

    def now_ready(self) -> Ready:
        """Without waiting."""
        return super().select(0)

    def next_ready(self, seconds: float | None) -> Ready:
        """Wait, on the machine's own clock."""
        return super().select(seconds)


def _unsent(fd: int) -> int:
    try:
        return int.from_bytes(fcntl.ioctl(fd, _SIOCOUTQNSD, b"\0" * 4), sys.byteorder)
    except OSError:
        return 0  # no TCP


class PlayedLoop(asyncio.SelectorEventLoop):
    """A loop that lives by the played clock, and knows of its threads' work."""

    def __init__(self, selector: PlayedSelector) -> None:
        self._played = selector
        super().__init__(selector)
        # what is due within a microsecond is due: else rounding would spin here
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._played.clock.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        job, jobs = Job(), self._played.jobs

        def work() -> T:
            job.began = True
            try:
                return func(*args)
            finally:
                job.ended = True
                if job.abandoned:
                    self._told(jobs, job)

        def settled(future: asyncio.Future[T]) -> None:
            # a thread cannot be cancelled: what it is at is still work
            job.abandoned = future.cancelled() and job.began and not job.ended
            if not job.abandoned:
                jobs.discard(job)

        jobs.add(job)
        future = super().run_in_executor(executor, work)
        future.add_done_callback(settled)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        job = Job()
        self._played.jobs.add(job)
        try:
            await super().shutdown_default_executor()
        finally:
            self._played.jobs.discard(job)

    def _told(self, jobs: set[Job], job: Job) -> None:
        if not self.is_closed():
            self.call_soon_threadsafe(jobs.discard, job)


class _AnyDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


def install(clock: Clock, selector: Callable[[], PlayedSelector]) -> None:
    """Make ``clock`` this process's: its time functions, the ``datetime`` of the modules that
    are imported by now, and its loops. There is no way back."""
    monotonic = time.monotonic
    time.time = time.monotonic = lambda: clock.now
    time.time_ns = lambda: int(clock.now * 1e9)

    class Played(datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(clock.now, tz)

    changed = {datetime: Played, monotonic: time.monotonic}
    for module in _modules():
        for name, known in list(vars(module).items()):
            if known is datetime or known is monotonic:
                setattr(module, name, changed[known])
            elif isinstance(known, type):
                for function in filter(isfunction, vars(known).values()):
                    _bind(function, changed)
            elif isfunction(known):
                _bind(known, changed)
    # the log's stamps
    setattr(processors, "datetime", SimpleNamespace(datetime=Played, timezone=timezone))  # noqa: B010
    asyncio.set_event_loop_policy(_Policy(selector))


def _bind(function: FunctionType, changed: Mapping[Any, Any]) -> None:
    """The clocks among the defaults of its parameters."""
    if function.__defaults__:
        function.__defaults__ = tuple(_other(each, changed) for each in function.__defaults__)
    if function.__kwdefaults__:
        named = function.__kwdefaults__
        function.__kwdefaults__ = {name: _other(one, changed) for name, one in named.items()}


def _other(given: Any, changed: Mapping[Any, Any]) -> Any:
    return next((new for old, new in changed.items() if given is old), given)


def _modules() -> Sequence[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(_ROOMS)]


class _Policy(asyncio.DefaultEventLoopPolicy):
    def __init__(self, selector: Callable[[], PlayedSelector]) -> None:
        super().__init__()
        self._selector = selector

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return PlayedLoop(self._selector())
