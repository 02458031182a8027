"""Shelves that were written again and again take no more room than new ones."""

import random
from collections.abc import Sequence
from functools import partial

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelves import shelf_of
from storage.papers.tidying import Tidying
from tests.storage.values import MORNING, a_paper

COUNT = 320
_ROUND = 16


def a_shelf(chance: random.Random, size: int) -> bytes:
    """As long as one, in the form of now."""
    return b"2" + chance.randbytes(size)


def stored(db: Connection) -> dict[int, bytes]:
    return dict(db.execute("SELECT shelf, texts FROM shelves").fetchall())


def pages_in_use(db: Connection) -> int:
    pages, free = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "freelist_count")
    )
    return pages - free


def _write_again(rows: Sequence[tuple[bytes, int]], db: Connection) -> None:
    db.conn.executemany("UPDATE shelves SET texts = ? WHERE shelf = ?", rows)


async def worn(database: Database, count: int) -> None:
    """Shelves of which each has lost texts many times, one after another."""
    chance = random.Random(5)  # noqa: S311
    numbers = list(range(1, 3 * count, 3))
    await database.write(
        lambda db: db.conn.executemany(
            "INSERT INTO shelves VALUES (?, ?)", [(n, a_shelf(chance, 11_000)) for n in numbers]
        )
    )
    for size in (9_000, 7_000, 5_000, 3_000):
        chance.shuffle(numbers)
        rows = [(a_shelf(chance, chance.randrange(size - 1_500, size)), n) for n in numbers]
        await database.write(partial(_write_again, rows))


async def test_a_round_fills_the_pages_and_changes_no_shelf(database: Database) -> None:
    await worn(database, COUNT)
    before = await database.read(stored)
    used = await database.read(pages_in_use)
    tidying = Tidying(database, run=8)
    for _ in range(_ROUND):
        assert await tidying.sweep(MORNING) == 0
    assert await database.read(stored) == before
    assert await database.read(pages_in_use) < 0.85 * used


async def test_a_sweep_writes_a_part_and_the_next_one_goes_on(database: Database) -> None:
    await worn(database, 64)
    changed: list[int] = []
    await database.write(
        lambda db: db.execute("""
            CREATE TRIGGER seen AFTER INSERT ON shelves BEGIN
                INSERT INTO notes (key, value, kept_at) VALUES (NEW.shelf, '', 0); END""")
    )
    for _ in range(_ROUND):
        await Tidying(database, run=4).sweep(MORNING)
        rows = await database.read(lambda db: db.execute("SELECT key FROM notes").fetchall())
        changed.append(len(rows))
    assert changed == list(range(4, 65, 4))


async def test_papers_between_two_shelves_stay_where_they_are(database: Database) -> None:
    chance = random.Random(5)  # noqa: S311
    await SqlPaperRepository(database).keep(
        [a_paper(f"2603.{number:05d}") for number in range(1, 200)]
    )
    numbers = await database.read(paper_numbers)
    shelves = (shelf_of(numbers[0]), shelf_of(numbers[-1]))
    await database.write(
        lambda db: db.conn.executemany(
            "INSERT INTO shelves VALUES (?, ?)", [(n, a_shelf(chance, 900)) for n in shelves]
        )
    )
    await database.write(
        lambda db: db.execute("""
            CREATE TRIGGER seen AFTER INSERT ON papers BEGIN
                INSERT INTO notes (key, value, kept_at) VALUES (NEW.number, '', 0); END""")
    )
    await Tidying(database).sweep(MORNING)
    moved = await database.read(lambda db: db.execute("SELECT key FROM notes").fetchall())
    assert 0 < len(moved) < len(numbers) / 2
    assert {int(key) for (key,) in moved} == {n for n in numbers if shelf_of(n) in shelves}
    assert await database.read(paper_numbers) == numbers


def paper_numbers(db: Connection) -> list[int]:
    return [n for (n,) in db.execute("SELECT number FROM papers ORDER BY number").fetchall()]


async def test_without_shelves_nothing_is_done(database: Database) -> None:
    assert await Tidying(database).sweep(MORNING) == 0
