"""A disk that is full for real, a file that is damaged, emptied, cut or replaced."""

# the files are small and nothing else runs in the loop meanwhile
# ruff: noqa: ASYNC240

import asyncio
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.values.searching import all_words
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.file.mark import mark_of
from storage.file.soundness import refuse_damaged
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from tests.small_disk import fill, small_disk
from tests.storage.values import (
    MORNING,
    THURSDAY,
    a_channel,
    a_listing,
    a_paper,
    a_publication,
)

ME = "terminal:me"
# 200 were tried; each takes a tenth of a second
SPOTS = 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def noise(number: int) -> str:
    """9,000 characters that no compression makes much shorter."""
    return random.Random(number).randbytes(4500).hex()  # noqa: S311


async def test_a_disk_that_is_full_is_told_with_its_room_and_goes_on_by_itself(
    disk: Path,
) -> None:
    async with Database(disk / "paperbrief.sqlite") as database:
        repository = SqlPaperRepository(database)
        await repository.keep([a_paper()])
        await database.trial()
        filling = disk / "filling"
        fill(filling)
        for _ in range(3):
            many = [a_paper(f"2604.{n:05d}", abstract=noise(n)) for n in range(999)]
            with pytest.raises(StoreUnusable, match=r"disk is full.* MiB are free") as told:
                await repository.keep(many)
            assert told.value.fault == "full"
            # what is small may still fit in the log, so a success would prove nothing
            with pytest.raises(StoreUnusable) as tried:
                await database.trial()
            assert tried.value.fault == "full"
        assert list(await repository.get(["2603.00001"])) == ["2603.00001"]
        filling.unlink()
        await database.trial()
        await repository.keep([a_paper("2603.00002")])
        assert len((await repository.search(all_words("gardens"), 9)).papers) == 2


async def test_a_trial_leaves_nothing_behind(database: Database) -> None:
    await database.trial()
    tables = await database.read(lambda db: db.table_names())
    assert "room" not in tables
    assert await database.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0]) < 500


@pytest.mark.parametrize("how", ["gone", "empty", "holds nothing"])
async def test_a_database_that_was_lost_is_not_begun_anew(path: Path, how: str) -> None:
    async with Database(path) as database:
        await SqlPaperRepository(database).keep([a_paper()])
    path.unlink()
    if how == "empty":
        path.touch()
    elif how == "holds nothing":
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("VACUUM")
    for _ in range(2):
        with pytest.raises(StoreUnusable, match=f"{how}.* restore FILE") as told:
            async with Database(path):
                pass
        assert told.value.fault == "missing"
    # on purpose, as the sentence says
    mark_of(path).unlink()
    async with Database(path) as database:
        assert await SqlPaperRepository(database).get(["2603.00001"]) == {}


async def test_a_file_that_is_taken_away_while_it_is_used_is_told_until_it_is_back(
    path: Path, database: Database
) -> None:
    repository = SqlPaperRepository(database)
    await repository.keep([a_paper()])
    path.rename(path.with_name("moved"))
    for _ in range(2):
        with pytest.raises(StoreUnusable, match="taken away or replaced") as told:
            await repository.keep([a_paper("2603.00002")])
        assert told.value.fault == "missing"
        with pytest.raises(StoreUnusable, match="taken away or replaced"):
            await repository.get(["2603.00001"])
    path.with_name("moved").rename(path)
    await database.trial()
    await repository.keep([a_paper("2603.00002")])


@pytest.fixture(scope="module")
def full_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with something in every table that the service reads."""
    path = tmp_path_factory.mktemp("year") / "paperbrief.sqlite"
    asyncio.run(fill_tables(path))
    return path


async def fill_tables(path: Path) -> None:
    ids = [f"2603.{n:05d}" for n in range(1, 120)]
    async with Database(path) as database:
        await SqlAnnouncementRepository(database).keep([a_listing(*ids)])
        for n in range(20):
            address = f"terminal:{n}"
            await SqlChannelRepository(database).keep(a_channel(address, subscribed=True))
            await SqlLedger(database).publish(a_publication(address, *ids[n : n + 10]))


async def work(database: Database) -> None:
    """What a day asks of the store."""
    await SqlChannelRepository(database).every()
    await SqlAnnouncementRepository(database).on(THURSDAY, ["cs.CL"])
    await SqlPaperRepository(database).search(all_words("sparse gardens"), 20)
    await SqlPaperRepository(database).get([f"2603.{n:05d}" for n in range(1, 120)])
    ledger, outbox = SqlLedger(database), SqlOutbox(database)
    await ledger.progress([f"terminal:{n}" for n in range(20)])
    await ledger.publish(a_publication("terminal:3", "2603.00050"))
    for delivery in await outbox.due(MORNING, 20):
        await outbox.begin(delivery.id, delivery.parts[0].number, MORNING)
    await SqlAnnouncementRepository(database).keep([a_listing("2603.00001", "2603.00777")])


async def ended(path: Path) -> StoreUnusable | None:
    database = Database(path)
    try:
        await work(database)
    except StoreUnusable as error:
        return error
    finally:
        await database.close()
    return None


async def test_damage_at_any_spot_is_called_damage(full_year: Path, tmp_path: Path) -> None:
    """Spots that hold nothing tell nothing."""
    chance = random.Random(7)  # noqa: S311 - spots, not secrets
    size = full_year.stat().st_size
    told: list[str] = []
    for n in range(SPOTS):
        path = tmp_path / f"{n}.sqlite"
        shutil.copy(full_year, path)
        with path.open("r+b") as file:
            file.seek(chance.randrange(0, size - 512))
            file.write(chance.randbytes(512))
        error = await ended(path)
        if error is None:
            continue
        assert error.fault == "damaged", (n, error)
        assert "restore FILE" in str(error)
        assert "defect" not in str(error)
        told.append(str(error))
        path.unlink()
    assert len(told) > SPOTS // 10


async def test_a_file_that_is_cut_is_called_damaged(full_year: Path, tmp_path: Path) -> None:
    size = full_year.stat().st_size
    for part in (0.1, 0.5, 0.9):
        path = tmp_path / f"{part}.sqlite"
        shutil.copy(full_year, path)
        with path.open("r+b") as file:
            file.truncate(int(size * part))
        error = await ended(path)
        assert error is not None
        assert error.fault == "damaged"


def test_a_look_that_runs_out_of_time_says_so(full_year: Path) -> None:
    assert refuse_damaged(full_year, 60.0)
    passing = iter(range(1_000_000))
    assert not refuse_damaged_at_once(full_year, passing)


def refuse_damaged_at_once(path: Path, passing: Iterator[int]) -> bool:
    return refuse_damaged(path, 0.0, lambda: float(next(passing)))


def test_a_look_that_is_given_up_ends(full_year: Path) -> None:
    assert not refuse_damaged(full_year, 60.0, is_given_up=lambda: True)


async def test_a_cancelled_look_leaves_no_thread_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program waits for its threads when it ends."""
    begun, ended = threading.Event(), threading.Event()

    def look(_path: Path, seconds: float, *, is_given_up: Callable[[], bool]) -> bool:
        begun.set()
        last = time.monotonic() + seconds
        while not is_given_up() and time.monotonic() < last:
            time.sleep(0.001)
        if is_given_up():
            ended.set()
        return False

    monkeypatch.setattr("storage.file.database.refuse_damaged", look)
    async with Database(path) as database:
        looking = asyncio.create_task(database.examine(60.0))
        await asyncio.to_thread(begun.wait)
        looking.cancel()
        await asyncio.wait({looking})
        assert await asyncio.to_thread(ended.wait, 60.0)


@pytest.mark.parametrize(
    "lost", ["table votes", "view listing_items", "trigger paper_facts_insert"]
)
async def test_a_database_that_lacks_a_part_is_damaged(path: Path, lost: str) -> None:
    async with Database(path):
        pass
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"DROP {lost}")
    with pytest.raises(StoreUnusable, match=f"lacks the {lost}"):
        refuse_damaged(path, 60.0)
