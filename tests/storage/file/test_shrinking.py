"""Free room goes back to the disk: a little at a time, or once for a file of an earlier version."""

import asyncio
import random
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from bot.values.papers import Paper
from storage.file import shrinking as shrinking_module
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.papers.papers import SqlPaperRepository
from storage.papers.taking_over import TakingOver
from tests.storage.file.test_taking_over import paper, stored_before
from tests.storage.values import MORNING, a_paper


def fill(path: Path, mebibytes: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE filling (row INTEGER PRIMARY KEY, bytes BLOB)")
        db.executemany("INSERT INTO filling (bytes) VALUES (zeroblob(?))", [(1 << 20,)] * mebibytes)
        db.execute("DELETE FROM filling")
        db.commit()


def figures(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as db:
        pages, free = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")
        )
        return pages, free


async def test_a_new_file_gives_back_what_is_free_in_small_steps(path: Path) -> None:
    async with Database(path) as database:
        await SqlPaperRepository(database).keep([a_paper()])
        fill(path, 4)
        before = figures(path)
        shrinking = Shrinking(database)
        assert await shrinking.step()
        after = figures(path)
        assert 250 <= before[0] - after[0] <= 260
        await shrinking.sweep(MORNING)
        pages, free = figures(path)
        assert free <= 0.01 * pages
        assert not await shrinking.step()
        assert list(await SqlPaperRepository(database).get(["2603.00001"])) == ["2603.00001"]


def an_old_file(path: Path) -> list[Paper]:
    chance = random.Random(31)  # noqa: S311
    papers: list[Paper] = [paper(number, chance) for number in range(1, 2000)]
    stored_before(path, papers)
    return papers


async def test_a_file_of_an_earlier_version_shrinks_once_it_was_taken_over(path: Path) -> None:
    papers = an_old_file(path)
    before = figures(path)[0]
    async with Database(path) as database:
        shrinking = Shrinking(database)
        other = sqlite3.connect(path)
        assert other.execute("SELECT count(*) FROM papers").fetchone() == (len(papers),)
        # nothing is free yet
        assert not await shrinking.step()
        assert figures(path)[0] >= before
        while await TakingOver(database).step():
            pass
        assert not await shrinking.step()
        pages, free = figures(path)
        assert pages < 0.7 * before
        assert free == 0
        # a connection that was open all the time writes as the others do now
        with other:
            other.execute("CREATE TABLE more (bytes BLOB)")
            other.execute("INSERT INTO more VALUES (zeroblob(300000))")
        other.close()
        check = await database.write(lambda db: db.execute("PRAGMA integrity_check").fetchall())
        assert check == [("ok",)]
        found = await SqlPaperRepository(database).get([each.id for each in papers])
        assert found == {each.id: each for each in papers}
        # and from now on bit by bit
        fill(path, 4)
        assert await shrinking.step()


async def test_a_file_is_not_written_anew_while_listings_are_copied(path: Path) -> None:
    an_old_file(path)
    async with Database(path) as database:
        while await TakingOver(database).step():
            pass
        size = figures(path)[0]
        chore = "INSERT INTO chores (chore, until) VALUES ('listings by numbers', 0)"
        await database.write(lambda db: db.execute(chore))
        assert not await Shrinking(database).step()
        assert figures(path)[0] == size
        await database.write(lambda db: db.execute("DELETE FROM chores"))
        assert not await Shrinking(database).step()
        assert figures(path)[0] < 0.7 * size


async def test_what_never_comes_to_its_end_is_not_begun_again_and_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_file(path)

    def killed(folder: Path, db: Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with Database(path) as database:
        while await TakingOver(database).step():
            pass
        size = figures(path)[0]
        with monkeypatch.context() as patched:
            patched.setattr(shrinking_module, "_write_anew", killed)
            for _ in range(3):
                with pytest.raises(StoreUnusable):
                    await Shrinking(database).step()
        # in the fourth life of the service nothing is tried
        assert not await Shrinking(database).step()
        assert figures(path)[0] == size


def wait_in_the_middle(begun: Event, stopped: Event, db: Connection) -> None:
    def wait() -> int:
        begun.set()
        stopped.wait()
        return 0

    # so many steps only the file's writing takes
    db.conn.set_progress_handler(wait, 5_000)


async def test_a_stop_in_the_middle_does_not_count(path: Path) -> None:
    an_old_file(path)
    async with Database(path) as database:
        while await TakingOver(database).step():
            pass
    size = figures(path)[0]
    for _ in range(4):
        begun, stopped = Event(), Event()
        database = Database(path)
        await database.write(partial(wait_in_the_middle, begun, stopped))
        writing = asyncio.create_task(Shrinking(database).step())
        await asyncio.to_thread(begun.wait)
        stop = asyncio.create_task(database.close())
        await asyncio.sleep(0)
        stopped.set()
        await stop
        with pytest.raises(StoreUnusable, match="was closed"):
            await writing
    assert figures(path)[0] == size
    async with Database(path) as database:
        await Shrinking(database).step()
    assert figures(path)[0] < 0.7 * size
