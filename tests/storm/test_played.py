"""The played clock goes on when everybody is idle, and not before."""

import asyncio
import socket
import threading
import time as machine
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.storm.conducting import Conducting, Stuck
from tests.storm.following import Following, Line
from tests.storm.played import Clock, PlayedLoop


@contextmanager
def conducting() -> Iterator[tuple[Conducting, Path]]:
    # the path of a socket has hardly more than a hundred letters
    with TemporaryDirectory() as folder:
        yield Conducting(Clock(1000.0), Path(folder) / "door"), Path(folder) / "door"


def played(selector: Conducting, play: Callable[[], object]) -> object:
    async def run() -> object:
        made = play()
        return await made if asyncio.iscoroutine(made) else made

    with asyncio.Runner(loop_factory=lambda: PlayedLoop(selector)) as runner:
        return runner.run(run())


def test_a_night_passes_at_once_and_in_order() -> None:
    said = []

    async def sleeps(hours: int) -> None:
        await asyncio.sleep(hours * 3600)
        said.append((hours, asyncio.get_running_loop().time()))

    async def night() -> None:
        await asyncio.gather(*(sleeps(hours) for hours in (8, 3, 5)))

    with conducting() as (selector, _):
        began = machine.perf_counter()
        played(selector, night)
        assert machine.perf_counter() - began < 60
    assert said == [(3, 11_800.0), (5, 19_000.0), (8, 29_800.0)]


def test_work_in_a_thread_takes_no_played_time() -> None:
    done = threading.Event()

    async def play() -> float:
        work = asyncio.create_task(asyncio.to_thread(done.wait, 60))
        alarm = asyncio.get_running_loop().call_later(1, done.set)
        # the alarm is an hour of idleness away: as long as the thread works, none passes
        threading.Timer(0.05, done.set).start()
        assert await work
        alarm.cancel()
        return asyncio.get_running_loop().time()

    with conducting() as (selector, _):
        assert played(selector, play) == 1000.0


def test_who_waits_for_nothing_is_told() -> None:
    async def play() -> None:
        await asyncio.get_running_loop().create_future()

    with conducting() as (selector, _), pytest.raises(Stuck, match="nobody waits"):
        played(selector, play)


def test_the_clock_waits_for_a_follower_and_for_what_is_on_its_way_to_it() -> None:
    """A follower asks this loop over a socket, sleeps, asks again; each sees the same time."""
    ours, theirs = socket.socketpair()
    told: list[float] = []

    def follow(door: Path) -> None:
        line = Line(str(door))
        selector = Following(line, lambda number: None)

        async def asks() -> None:
            reader, writer = await asyncio.open_connection(sock=theirs)
            for seconds in (30, 600):
                await asyncio.sleep(seconds)
                writer.write(b"?")
                await reader.readexactly(1)
                told.append(selector.clock.now)
            writer.close()

        with asyncio.Runner(loop_factory=lambda: PlayedLoop(selector)) as runner:
            runner.run(asks())
        line.close()

    async def play(door: Path, selector: Conducting) -> list[float]:
        gone = asyncio.get_running_loop().create_future()
        threading.Thread(target=follow, args=(door,), daemon=True).start()
        selector.welcome(lambda: gone.set_result(None))
        reader, writer = await asyncio.open_connection(sock=ours)
        asked = []
        for _ in range(2):
            await reader.readexactly(1)
            asked.append(asyncio.get_running_loop().time())
            await asyncio.sleep(7)
            writer.write(b"!")
        await gone
        writer.close()
        return asked

    with conducting() as (selector, door):
        assert played(selector, lambda: play(door, selector)) == [1030.0, 1637.0]
    assert told == [1037.0, 1644.0]
