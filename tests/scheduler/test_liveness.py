"""Who is alive and who hangs: each kind of hang is made, and noticed, told once, and calmed."""

import asyncio
import json
import os
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from adapters.health_port.heartbeat_file import NAME, HeartbeatFile, trouble
from bot.errors import PlatformRefused, StoreUnusable
from bot.measures import PARTS
from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.values.deliveries import Delivered, InDoubt, Later, Letter, Outcome, Refused
from scheduler import platforms, service
from scheduler.delivering.worker import DeliveryWorker, Sent
from scheduler.operating.alarms import Alarms
from scheduler.operating.liveness import Heartbeats, Vitals
from scheduler.operating.measured import MeasuredSender, outcome_name
from scheduler.operating.monitor import LOOP, Monitor, Probe
from scheduler.operating.notes import Sweeping, Unnoted
from scheduler.publishing.publisher import Publisher
from scheduler.service import Service
from scheduler.watching.watch import Watch
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.database import Database
from tests.patience import PATIENCE
from tests.scheduler.test_service import Workers

ALLOWED = 300.0
WALL = datetime(2026, 2, 11, 12, 0, 0, tzinfo=UTC)


class PlayedClock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Heard:
    """A record and an alarm in one: what they were told, in order."""

    def __init__(self) -> None:
        self.vitals = Vitals({}, {})
        self.told: list[tuple[str, str]] = []
        self.ended = False
        self.looks = 0
        self._more = asyncio.Event()

    def keep(self, vitals: Vitals) -> None:
        self.vitals = vitals
        self.looks += 1
        self._tell()

    def end(self) -> None:
        self.ended = True

    async def ring(self, kind: str, sentence: str) -> None:
        self.told.append(("ring", kind))
        self._tell()

    async def calm(self, kind: str, sentence: str) -> None:
        self.told.append(("calm", kind))
        self._tell()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await self._more.wait()

    async def looks_on(self) -> None:
        """Two whole looks from now on."""
        goal = self.looks + 2
        await self.until(lambda: self.looks >= goal)

    def _tell(self) -> None:
        self._more.set()
        self._more = asyncio.Event()


@asynccontextmanager
async def monitored(
    clock: PlayedClock, heard: Heard, probes: Mapping[str, Probe] | None = None
) -> AsyncIterator[Heartbeats]:
    heartbeats = Heartbeats(ALLOWED, clock)
    monitor = Monitor(heartbeats, heard, heard, probes, every=0.01)
    task = asyncio.create_task(monitor.run())
    try:
        yield heartbeats
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def serving(
    folder: Path, workers: Workers, clock: PlayedClock, heard: Heard
) -> AsyncIterator[None]:
    """The service with these workers, seen by a monitor whose clock is played."""
    heartbeats = Heartbeats(ALLOWED, clock)
    async with Database(folder / "paperbrief.sqlite") as database:
        made = Service(
            cast("Watch", workers),
            cast("Publisher", workers),
            cast("DeliveryWorker", workers),
            SqlChannelRepository(database),
            SqlLedger(database),
            workers.clock,
            0.05,
            workers,
            cast("Sweeping", workers),
            (),
            pulse=heartbeats,
            monitor=Monitor(heartbeats, heard, heard, every=0.01),
        )
        stop = asyncio.Event()
        running = asyncio.create_task(made.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running


async def steps(clock: PlayedClock, heard: Heard, seconds: float, others: set[str]) -> None:
    """Let played time go by, so slowly that those who live are seen to."""
    ends = clock.now + seconds
    while clock.now < ends:
        clock.now += ALLOWED / 3
        goal = heard.looks + 2
        await heard.until(
            lambda goal=goal: (  # type: ignore[misc]
                heard.looks >= goal and all(heard.vitals.silent.get(each) == 0 for each in others)
            )
        )


def test_a_worker_hangs_once_it_was_silent_for_longer_than_it_may() -> None:
    clock = PlayedClock()
    heartbeats = Heartbeats(ALLOWED, clock, {"watch": 500.0})
    for name in ("watch", "publish", "sweep"):
        heartbeats.beat(name)
    clock.now += ALLOWED
    assert heartbeats.vitals().hanging == {}
    heartbeats.beat("sweep")
    clock.now += 1
    assert heartbeats.vitals().hanging == {"publish": 301.0}
    clock.now += 200
    assert list(heartbeats.vitals().hanging) == ["watch", "publish"], "the watch may be longer"


async def test_a_hang_is_told_once_and_calmed_when_the_worker_goes_on() -> None:
    clock, heard = PlayedClock(), Heard()
    async with monitored(clock, heard) as heartbeats:
        heartbeats.beat("publish")
        clock.now += ALLOWED + 1
        await heard.until(lambda: ("ring", "hangs publish") in heard.told)
        await heard.looks_on()
        clock.now += 100_000
        await heard.looks_on()
        heartbeats.beat("publish")
        await heard.until(lambda: ("calm", "hangs publish") in heard.told)
    about = [each for each in heard.told if each[1] != f"hangs {LOOP}"]
    assert about == [("ring", "hangs publish"), ("calm", "hangs publish")]
    assert heard.ended


async def test_a_hang_that_could_not_be_told_is_told_later() -> None:
    """The operator's chat may lie on the platform that does not answer."""

    class Chat:
        reached, tries = False, 0

        async def tell(self, address: str, message: Message) -> bool:
            self.tries += 1
            if self.reached:
                said.append(plain(message))
            return self.reached

    chat, said, now = Chat(), list[str](), WALL
    clock, heard = PlayedClock(), Heard()
    alarms = Alarms("telegram:1", {"telegram": chat}, Unnoted(), lambda: now)
    heartbeats = Heartbeats(ALLOWED, clock)
    monitor = Monitor(heartbeats, heard, alarms, every=0.01, remind=alarms.remind)
    task = asyncio.create_task(monitor.run())
    heartbeats.beat("publish")
    clock.now += ALLOWED + 1
    await heard.until(lambda: chat.tries > 0)
    assert said == []
    chat.reached, now = True, now + timedelta(hours=1)
    await heard.until(lambda: bool(said))
    task.cancel()
    await asyncio.wait({task})
    assert "“publish” has given no sign of life" in said[0]


async def test_a_lane_that_awaits_for_ever_is_found_and_the_others_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IDLE", 0.01)

    class Stuck(Workers):
        async def deliver_on(self, platform: str, stop: asyncio.Event | None = None) -> Sent:
            await asyncio.Event().wait()
            return Sent()

    clock, heard, workers = PlayedClock(), Heard(), Stuck()
    async with serving(tmp_path, workers, clock, heard):
        await workers.until_served(1)
        await steps(clock, heard, 2 * ALLOWED, {"watch", "publish", "sweep", LOOP})
        await heard.until(lambda: bool(heard.told))
        assert heard.told == [("ring", "hangs deliver terminal")]
        assert set(heard.vitals.hanging) == {"deliver terminal"}
        workers_said = set(heard.vitals.silent)
        assert {"watch", "publish", "sweep", "deliver terminal", LOOP} == workers_said


async def test_workers_with_nothing_to_do_are_alive_and_so_is_one_at_long_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep has nothing to do for a day; publishing takes hours here, a channel at a time."""
    monkeypatch.setattr(service, "IDLE", 0.01)

    class Busy(Workers):
        async def publish_due(self, *_: object) -> int:
            while True:
                beats.beat("publish")
                await asyncio.sleep(0.01)

    clock, heard = PlayedClock(), Heard()
    beats = Heartbeats(ALLOWED, clock)
    monkeypatch.setattr("tests.scheduler.test_liveness.Heartbeats", lambda *_: beats)
    everybody = {"watch", "publish", "sweep", "deliver terminal", LOOP}
    async with serving(tmp_path, Busy(), clock, heard):
        await heard.until(lambda: everybody <= set(heard.vitals.silent))
        await steps(clock, heard, 10 * ALLOWED, everybody)
    assert heard.told == []


async def test_a_store_thread_in_a_deadlock_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.operating.monitor.ASKED_EVERY", 0.01)
    clock, heard, held = PlayedClock(), Heard(), threading.Event()
    async with Database(tmp_path / "paperbrief.sqlite") as database:

        async def short() -> None:
            await database.read(lambda _: None, "short")

        async def search() -> None:
            await database.read(lambda _: None, "search")

        probes = {"store short": short, "store search": search}
        async with monitored(clock, heard, probes):
            await heard.until(lambda: set(probes) <= set(heard.vitals.silent))
            stuck = asyncio.create_task(database.read(lambda _: held.wait(PATIENCE), "search"))
            try:
                await steps(clock, heard, 2 * ALLOWED, {"store short", LOOP})
                await heard.until(lambda: ("ring", "hangs store search") in heard.told)
            finally:
                held.set()
            await stuck
            await heard.until(lambda: ("calm", "hangs store search") in heard.told)
    assert {kind for _, kind in heard.told} == {"hangs store search"}


async def test_a_store_that_says_no_is_alive() -> None:
    """A full disk is another trouble, and told as one."""
    clock, heard = PlayedClock(), Heard()
    asked: list[int] = []

    async def broken() -> None:
        asked.append(1)
        raise StoreUnusable("The disk is full.")

    async with monitored(clock, heard, {"store write": broken}):
        await heard.until(lambda: bool(asked))
        await heard.looks_on()
        assert "store write" in heard.vitals.silent
    assert heard.told == []


async def test_an_alarm_that_hangs_itself_keeps_nobody_from_looking() -> None:
    class Mute(Heard):
        async def ring(self, kind: str, sentence: str) -> None:
            await asyncio.Event().wait()

    clock, heard = PlayedClock(), Mute()
    async with monitored(clock, heard) as heartbeats:
        heartbeats.beat("publish")
        clock.now += ALLOWED + 1
        await heard.until(lambda: "publish" in heard.vitals.hanging)
        await heard.looks_on()


async def test_a_platform_that_receives_nothing_for_ever_is_found_and_one_that_is_down_is_alive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platforms, "BEAT", 0.01)

    class Stuck:
        name = "telegram"

        async def serve(self, stop: asyncio.Event) -> None:
            await asyncio.Event().wait()

    class Down:
        name = "discord"

        async def serve(self, stop: asyncio.Event) -> None:
            raise PlatformRefused("The token is not known.")

    clock, heard, stop = PlayedClock(), Heard(), asyncio.Event()
    async with monitored(clock, heard) as heartbeats:
        keeping = asyncio.create_task(
            platforms.keep_connected([Stuck(), Down()], heard, stop, heartbeats)
        )
        await heard.until(lambda: "receive discord" in heard.vitals.silent)
        await steps(clock, heard, 2 * ALLOWED, {"receive discord", LOOP})
        await heard.until(lambda: ("ring", "hangs receive telegram") in heard.told)
        keeping.cancel()
        await asyncio.wait({keeping})
    assert {kind for _, kind in heard.told} == {"discord_refused", "hangs receive telegram"}


async def test_a_stuck_event_loop_is_seen_from_outside(tmp_path: Path) -> None:
    """The heartbeat becomes old, as nobody is there to write the next."""

    class Kept:
        def keep(self, vitals: Vitals) -> None:
            HeartbeatFile(tmp_path, 0.2).keep(vitals.silent, vitals.hanging)
            there.set()

        def end(self) -> None:
            return None

    there, heard = asyncio.Event(), Heard()
    monitor = Monitor(Heartbeats(ALLOWED, time.monotonic), Kept(), heard, every=0.01)
    task = asyncio.create_task(monitor.run())
    await there.wait()
    time.sleep(0.5)  # noqa: ASYNC251
    told = trouble(tmp_path, time.monotonic(), WALL)
    task.cancel()
    await asyncio.wait({task})
    assert told is not None
    assert told.startswith("the service as a whole has hung since 2026-02-11 11:59:5")


def test_the_heartbeat_says_which_worker_hangs_and_since_when(tmp_path: Path) -> None:
    clock = PlayedClock()
    file = HeartbeatFile(tmp_path, ALLOWED, clock)
    assert "there is no heartbeat" in (trouble(tmp_path, clock.now, WALL) or "")
    file.keep({"watch": 1.0, "publish": 2.0}, {})
    assert trouble(tmp_path, clock.now + 2, WALL) is None
    file.keep({"watch": 1.0, "publish": 598.0}, {"publish": 598.0})
    assert trouble(tmp_path, clock.now + 2, WALL) == (
        "of the service's workers, “publish” has hung since 2026-02-11 11:50:00 UTC"
    )
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    file.end()
    assert "there is no heartbeat" in (trouble(tmp_path, clock.now, WALL) or "")


def test_a_service_that_was_killed_does_not_run(tmp_path: Path) -> None:
    clock = PlayedClock()
    HeartbeatFile(tmp_path, ALLOWED, clock).keep({}, {})
    told = json.loads((tmp_path / NAME).read_text())
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    (tmp_path / NAME).write_text(json.dumps(told | {"pid": gone}))
    assert "ended unexpectedly" in (trouble(tmp_path, clock.now + 1, WALL) or "")
    (tmp_path / NAME).write_text(json.dumps(told))
    assert "ended unexpectedly" in (trouble(tmp_path, clock.now - 1, WALL) or ""), "rebooted"


def test_half_a_heartbeat_is_none(tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"pid": "x"}', '{"pid": 1}'):
        (tmp_path / NAME).write_text(text)
        assert "there is no heartbeat" in (trouble(tmp_path, 0.0, WALL) or ""), text


def test_without_room_for_a_new_file_the_old_one_is_written_over(tmp_path: Path) -> None:
    clock = PlayedClock()
    file = HeartbeatFile(tmp_path, ALLOWED, clock)
    file.keep({}, {"publish": 1.0})
    # as on a full disk, nothing new can be made beside it
    (tmp_path / NAME).with_suffix(".new").mkdir()
    clock.now += 100_000
    file.keep({}, {})
    assert trouble(tmp_path, clock.now + 1, WALL) is None


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        (Delivered(), "delivered"),
        (Delivered(perhaps_twice=True), "perhaps_twice"),
        (InDoubt("?"), "in_doubt"),
        (Refused("no"), "refused"),
    ],
)
async def test_every_send_is_a_sign_of_life_and_counted(outcome: Outcome, name: str) -> None:
    assert outcome_name(outcome) == name

    class Sends:
        async def send(self, letter: Letter) -> Outcome:
            return outcome

        async def silent(self) -> Later | None:
            return Later(5.0, "down", everywhere=True)

    class Counted:
        def __init__(self) -> None:
            self.beats: list[str] = []
            self.counts: list[tuple[str, ...]] = []

        def beat(self, worker: str) -> None:
            self.beats.append(worker)

        def count(self, name: str, *labels: str) -> None:
            self.counts.append((name, *labels))

        def took(self, name: str, seconds: float, *labels: str) -> None:
            raise AssertionError(name)

        def stands(self, name: str, value: float, *labels: str) -> None:
            raise AssertionError(name)

    seen = Counted()
    sender = MeasuredSender("telegram", Sends(), seen, seen)
    assert await sender.send(Letter(channel="telegram:1", payload="", key="1.0")) is outcome
    assert seen.counts == [(PARTS, "telegram", name)]
    assert seen.beats == ["deliver telegram"] * 2
    await sender.silent()
    assert seen.beats == ["deliver telegram"] * 4
