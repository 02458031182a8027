"""The gate's spacing, order and recovery, with a clock that only the test moves."""

import asyncio
from collections.abc import Awaitable

import pytest

from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.patience import RequestLimits, patiently
from bot.errors import SourceUnreachable
from bot.settings import settings_from
from bot.wiring.arxiv_source import arxiv


class FakeTime:
    """Sleepers wake in order as the time moves on."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        sleeper = (self.now + seconds, woken)
        self._sleepers.append(sleeper)
        try:
            await woken.wait()
        finally:
            self._sleepers.remove(sleeper)

    async def advance(self, seconds: float) -> None:
        end = self.now + seconds
        await settle()
        while due := [sleeper for sleeper in self._sleepers if sleeper[0] <= end]:
            self.now = max(self.now, min(at for at, _ in due))
            for at, woken in due:
                if at <= self.now:
                    woken.set()
            await settle()
        self.now = end


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Visits:
    """Runs visitors of a gate and notes when each one started and ended."""

    def __init__(self) -> None:
        self.time = FakeTime()
        self.gate = ArxivGate(3.0, clock=self.time.clock, sleep=self.time.sleep)
        self.log: list[tuple[str, float]] = []
        self.inside = 0
        self._tasks: list[asyncio.Task[None]] = []

    def come(
        self, name: str, priority: Priority = Priority.POLLING, stay: float = 1.0
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(self._visit(name, priority, stay))
        self._tasks.append(task)
        return task

    async def _visit(self, name: str, priority: Priority, stay: float) -> None:
        async with self.gate.turn(priority):
            self.inside += 1
            assert self.inside == 1, "one at a time"
            self.log.append((name, self.time.now - 100))
            try:
                await self.time.sleep(stay)
            finally:
                self.inside -= 1


@pytest.fixture
async def visits() -> Visits:
    return Visits()


async def test_three_seconds_lie_between_the_end_of_one_turn_and_the_next(visits: Visits) -> None:
    for name in "abc":
        visits.come(name, stay=2.0)
    await visits.time.advance(30)
    assert visits.log == [("a", 0), ("b", 5), ("c", 10)]


async def test_nobody_waits_for_a_gate_that_was_long_at_rest(visits: Visits) -> None:
    visits.come("a")
    await visits.time.advance(10)
    visits.come("b")
    await visits.time.advance(1)
    assert visits.log == [("a", 0), ("b", 10)]


async def test_people_go_before_polling_and_each_in_order(visits: Visits) -> None:
    visits.come("poll 1")
    await settle()
    visits.come("poll 2")
    visits.come("poll 3")
    visits.come("person 1", Priority.PERSON)
    visits.come("person 2", Priority.PERSON)
    await visits.time.advance(30)
    assert [name for name, _ in visits.log] == [
        "poll 1",
        "person 1",
        "person 2",
        "poll 2",
        "poll 3",
    ]


async def test_a_person_overtakes_a_poll_that_already_waits_for_the_interval(
    visits: Visits,
) -> None:
    visits.come("poll 1")
    visits.come("poll 2")
    await visits.time.advance(2)
    visits.come("person", Priority.PERSON)
    await visits.time.advance(30)
    assert visits.log == [("poll 1", 0), ("person", 4), ("poll 2", 8)]


async def test_a_hold_keeps_everybody_out_and_is_never_shortened(visits: Visits) -> None:
    visits.gate.hold(60)
    visits.gate.hold(5)
    visits.come("poll")
    visits.come("person", Priority.PERSON)
    await visits.time.advance(59)
    assert visits.log == []
    assert visits.gate.held_for == 1
    await visits.time.advance(30)
    assert visits.log == [("person", 60), ("poll", 64)]


async def test_a_hold_that_comes_while_somebody_waits_counts_for_him_too(visits: Visits) -> None:
    visits.come("a")
    visits.come("b")
    await visits.time.advance(2)
    visits.gate.hold(20)
    await visits.time.advance(30)
    assert visits.log == [("a", 0), ("b", 22)]


@pytest.mark.parametrize("after", [0.5, 2.0])
async def test_who_is_cancelled_while_waiting_leaves_no_trace(visits: Visits, after: float) -> None:
    visits.come("a")
    doomed = visits.come("b")
    visits.come("c")
    await visits.time.advance(after)
    doomed.cancel()
    await visits.time.advance(30)
    assert visits.log == [("a", 0), ("c", 4)]


async def test_who_is_cancelled_inside_opens_the_gate_for_the_next(visits: Visits) -> None:
    doomed = visits.come("a", stay=100)
    visits.come("b")
    await visits.time.advance(1)
    doomed.cancel()
    await visits.time.advance(10)
    assert visits.log == [("a", 0), ("b", 4)]


async def test_a_turn_that_fails_is_a_turn(visits: Visits) -> None:
    async def failing() -> None:
        async with visits.gate.turn(Priority.PERSON):
            raise LookupError

    outcome: Awaitable[None] = failing()
    with pytest.raises(LookupError):
        await outcome
    visits.come("a")
    await visits.time.advance(10)
    assert visits.log == [("a", 3)]


async def test_where_time_is_played_a_hold_passes_as_fast_as_it_does(visits: Visits) -> None:
    visits.gate = ArxivGate(3.0, clock=visits.time.clock, sleep=visits.time.sleep, speed=64.0)
    visits.gate.hold(128)
    visits.come("a", stay=0.5)
    visits.come("b")
    await visits.time.advance(1)
    assert visits.log == []
    assert (visits.gate.held_for, visits.gate.wait) == (64, 1)
    await visits.time.advance(5)
    assert visits.log == [("a", 2), ("b", 2.546875)]


async def test_patience_waits_for_a_hold_that_is_short_where_time_is_played() -> None:
    """A Retry-After of an hour at 3,600 times the speed."""
    gate = ArxivGate(0.0, speed=3600.0)
    said = [SourceUnreachable("busy", retry_after=3600.0)]

    async def once() -> str:
        async with gate.turn(Priority.PERSON):
            if said:
                raise said.pop()
            return "an answer"

    assert (
        await patiently(once, limits=RequestLimits(patience=120.0), gate=gate, what="it")
        == "an answer"
    )


@pytest.mark.parametrize(
    ("base", "speed"), [("http://127.0.0.1:9", 100.0), ("https://export.arxiv.org/oai", 1.0)]
)
async def test_arxivs_own_hosts_are_never_asked_faster_than_they_allow(
    base: str, speed: float
) -> None:
    settings = settings_from(
        {
            "ARXIV_RSS_BASE": "http://127.0.0.1:9",
            "ARXIV_API_BASE": "http://127.0.0.1:9",
            "ARXIV_SITE_BASE": "http://127.0.0.1:9",
            "ARXIV_OAI_BASE": base,
        }
    )
    async with arxiv(settings, speed=100.0) as asked:
        assert asked.gate.speed == speed
