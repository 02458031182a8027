"""One alarm when the store fails, one calm when what failed works again, whoever fails."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest

from bot.errors import StoreFault, StoreUnusable
from scheduler.operating.store_trouble import StoreTrouble
from tests.patience import PATIENCE

Told = tuple[str, str]


class Operator:
    def __init__(self) -> None:
        self.told: list[Told] = []
        self.heard = asyncio.Event()

    async def ring(self, kind: str, sentence: str) -> None:
        self._hear("ring", kind)

    async def calm(self, kind: str, sentence: str) -> None:
        self._hear("calm", kind)

    def _hear(self, *told: str) -> None:
        what, kind = told
        self.told.append((what, kind))
        self.heard.set()

    async def hears(self, *told: str) -> None:
        """Returns once it has been told."""
        while told not in self.told:
            self.heard.clear()
            await asyncio.wait_for(self.heard.wait(), PATIENCE)


class Disk:
    """A store whose trials end as they are told to; None ends well."""

    def __init__(self) -> None:
        self.fault: StoreFault | None = None
        self.harmed = False
        self.tried = 0
        self.examined = 0
        # how long a look takes: until it is set
        self.looked_through = asyncio.Event()
        self.looked_through.set()
        self.asked = asyncio.Event()
        self.time_suffices = True

    async def trial(self) -> None:
        self.tried += 1
        await asyncio.sleep(0)
        if self.fault:
            raise StoreUnusable("It fails.", fault=self.fault)

    async def examine(self, seconds: float) -> bool:
        self.examined += 1
        self.asked.set()
        await self.looked_through.wait()
        if self.harmed:
            raise StoreUnusable("It is damaged.", fault="damaged")
        return self.time_suffices


class Scene:
    def __init__(self) -> None:
        self.operator, self.disk = Operator(), Disk()
        self.trouble = StoreTrouble(self.operator, self.disk)

    async def fails(self, *workers: str, fault: StoreFault = "full") -> None:
        for worker in workers:
            await self.trouble.failed(worker, StoreUnusable("It fails.", fault=fault))

    async def succeeds(self, *workers: str) -> None:
        for worker in workers:
            await self.trouble.succeeded(worker)

    @property
    def told(self) -> Sequence[Told]:
        return self.operator.told


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
async def examined(scene: Scene) -> AsyncIterator[Scene]:
    """A scene whose file was looked through at the start, and may be again."""
    examining = asyncio.create_task(scene.trouble.examine())
    await scene.operator.hears("calm", "store:damaged")
    scene.operator.told.clear()
    scene.disk.asked.clear()
    yield scene
    examining.cancel()
    with suppress(asyncio.CancelledError):
        await examining


async def test_all_workers_that_fail_for_one_cause_are_one_alarm(scene: Scene) -> None:
    scene.disk.fault = "full"
    for _ in range(60):
        await scene.fails("watch", "publish", "deliver")
        await scene.succeeds("sweep")
    assert scene.told == [("ring", "store:full")]


async def test_a_worker_that_succeeds_does_not_calm_while_writing_fails(scene: Scene) -> None:
    scene.disk.fault = "full"
    await scene.fails("deliver")
    await scene.succeeds("watch", "publish", "deliver")
    assert scene.told == [("ring", "store:full")]
    scene.disk.fault = None
    await scene.succeeds("watch", "publish")
    assert scene.told == [("ring", "store:full"), ("calm", "store:full")]


async def test_what_comes_back_is_told_again(scene: Scene) -> None:
    for _ in range(2):
        await scene.fails("deliver")
        await scene.succeeds("watch")
    assert [what for what, _ in scene.told] == ["ring", "calm"] * 2


async def test_two_causes_are_two_alarms_with_a_calm_each(scene: Scene) -> None:
    await scene.fails("deliver", fault="full")
    await scene.fails("watch", fault="locked")
    await scene.succeeds("watch")
    assert sorted(scene.told) == sorted(
        (what, f"store:{fault}") for what in ("ring", "calm") for fault in ("full", "locked")
    )


async def test_a_page_that_one_worker_needs_is_not_well_because_another_got_through(
    examined: Scene,
) -> None:
    examined.disk.harmed = True
    await examined.fails("publish", fault="damaged")
    for _ in range(5):
        await examined.succeeds("watch", "deliver")
    assert examined.told == [("ring", "store:damaged")]
    # nothing was due: it did not need the page, which is damaged as before
    await examined.succeeds("publish")
    await asyncio.wait_for(examined.disk.asked.wait(), PATIENCE)
    await examined.succeeds("watch")
    assert examined.told == [("ring", "store:damaged")]


async def test_damage_that_was_none_is_calmed_once_the_file_was_looked_through(
    examined: Scene,
) -> None:
    await examined.fails("publish", fault="damaged")
    await examined.succeeds("publish")
    await examined.operator.hears("calm", "store:damaged")
    assert examined.told == [("ring", "store:damaged"), ("calm", "store:damaged")]


async def test_no_worker_waits_while_the_file_is_looked_through(examined: Scene) -> None:
    """Of a large file that takes minutes: the supervisor would take the worker for hanging."""
    examined.disk.looked_through.clear()
    await examined.fails("publish", fault="damaged")
    for _ in range(3):
        async with asyncio.timeout(PATIENCE):
            await examined.succeeds("publish", "watch")
    await asyncio.wait_for(examined.disk.asked.wait(), PATIENCE)
    assert examined.told == [("ring", "store:damaged")]
    examined.disk.looked_through.set()
    await examined.operator.hears("calm", "store:damaged")
    # once at the start, once now
    assert examined.disk.examined == 2


async def test_damage_met_while_the_file_is_looked_through_is_not_calmed(examined: Scene) -> None:
    examined.disk.looked_through.clear()
    await examined.fails("publish", fault="damaged")
    await examined.succeeds("publish")
    await asyncio.wait_for(examined.disk.asked.wait(), PATIENCE)
    await examined.fails("publish", fault="damaged")
    examined.disk.looked_through.set()
    examined.disk.asked.clear()
    # it has ended without a word when the next one begins
    await examined.succeeds("watch", "publish")
    await examined.operator.hears("calm", "store:damaged")
    assert examined.told == [("ring", "store:damaged"), ("calm", "store:damaged")]
    assert examined.disk.examined == 3


async def test_a_file_too_large_to_look_through_is_not_read_again_and_again(
    examined: Scene,
) -> None:
    examined.disk.time_suffices = False
    await examined.fails("publish", fault="damaged")
    await examined.succeeds("publish")
    await asyncio.wait_for(examined.disk.asked.wait(), PATIENCE)
    for _ in range(10):
        await examined.succeeds("publish")
    assert examined.disk.examined == 2
    assert examined.told == [("ring", "store:damaged")]


async def test_damage_that_nobody_met_is_found_at_the_start(scene: Scene) -> None:
    scene.disk.harmed = True
    examining = asyncio.create_task(scene.trouble.examine())
    await scene.operator.hears("ring", "store:damaged")
    await scene.succeeds("watch", "publish")
    assert scene.told[-1] == ("ring", "store:damaged")
    assert ("calm", "store:damaged") not in scene.told
    examining.cancel()


async def test_a_start_calms_what_the_run_before_told_of(scene: Scene) -> None:
    """Of what was not told, the alarm says nothing."""
    examining = asyncio.create_task(scene.trouble.examine())
    await scene.operator.hears("calm", "store:damaged")
    assert {("calm", "store:full"), ("calm", "store:damaged")} <= set(scene.told)
    assert {what for what, _ in scene.told} == {"calm"}
    examining.cancel()


async def test_workers_that_succeed_at_once_try_the_store_once(scene: Scene) -> None:
    scene.disk.fault = "full"
    await scene.fails("deliver")
    await asyncio.gather(*(scene.succeeds(name) for name in ("watch", "publish", "deliver")))
    assert scene.disk.tried == 1


async def test_a_store_that_works_is_not_tried(scene: Scene) -> None:
    await scene.succeeds("watch", "publish")
    assert scene.disk.tried == 0
    assert scene.told == []
