"""Writes that share a transaction: what each may rely on."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.database import Database, QueryKind
from storage.file.together import LookedUp, Row, Together

T = TypeVar("T")


class Counted(Database):
    """A database that counts its transactions."""

    transactions = 0
    reads = 0

    def _write(self, fn: Callable[[Connection], T]) -> T:
        self.transactions += 1
        return super()._write(fn)

    def _read(self, fn: Callable[[Connection], T], lane: QueryKind) -> T:
        self.reads += 1
        return super()._read(fn, lane)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Counted]:
    async with Counted(tmp_path / "paperbrief.sqlite", busy_timeout=0.1) as opened:
        yield opened


def noting(key: str) -> Callable[[Connection], None]:
    return partial(note, key)


def note(key: str, db: Connection) -> None:
    db.execute("INSERT INTO notes (key, value, kept_at) VALUES (?, '', '2026-02-06')", [key])


async def keys(database: Database) -> set[str]:
    rows = await database.read(lambda db: db.execute("SELECT key FROM notes").fetchall())
    return {key for (key,) in rows}


def note_all(db: Connection, rows: Sequence[Row]) -> None:
    for key, *_ in rows:
        note(str(key), db)


@pytest.mark.parametrize(
    ("much", "bulk", "transactions"), [(20, True, 2), (20, False, 3), (1, True, 3)]
)
async def test_who_comes_just_after_joins_those_who_wait_where_much_is_written_in_bulk(
    database: Counted, much: int, bulk: bool, transactions: int
) -> None:
    together = Together(database.write)
    names = [str(number) for number in range(much)]
    first = asyncio.gather(*(together.row(note_all, (name,), bulk=bulk) for name in names))
    # they are on their way to their thread
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting = asyncio.ensure_future(together.write(noting("waiting")))
    await first
    # their transaction is over
    await together.write(noting("late"))
    await waiting
    assert await keys(database) == {*names, "waiting", "late"}
    assert database.transactions == transactions


async def test_rows_of_one_kind_are_written_at_once_and_none_behind_what_came_later(
    database: Counted,
) -> None:
    together, order = Together(database.write), list[list[str]]()

    def some(db: Connection, rows: Sequence[Row]) -> None:
        order.append([str(key) for key, *_ in rows])

    def others(db: Connection, rows: Sequence[Row]) -> None:
        order.append([f"other {key}" for key, *_ in rows])

    await asyncio.gather(
        together.row(some, ("a",)),
        together.row(others, ("b",)),
        together.row(some, ("c",)),
        together.write(lambda db: order.append(["alone"])),
        together.row(some, ("d",)),
    )
    assert order == [["a", "c"], ["other b"], ["alone"], ["d"]]


async def test_who_comes_while_one_is_written_shares_the_next(database: Counted) -> None:
    together = Together(database.write)
    names = [str(number) for number in range(50)]
    await asyncio.gather(*(together.write(noting(name)) for name in names))
    assert await keys(database) == set(names)
    assert database.transactions <= 2


async def test_a_write_is_there_when_it_was_awaited(database: Counted) -> None:
    together = Together(database.write)

    async def one(name: str) -> bool:
        await together.write(noting(name))
        return name in await keys(database)

    assert all(await asyncio.gather(*(one(str(number)) for number in range(20))))


async def test_one_that_fails_takes_no_other_down(database: Counted) -> None:
    together = Together(database.write)

    def broken(db: Connection) -> None:
        note("half", db)
        raise ZeroDivisionError

    def refused(db: Connection) -> None:
        db.execute("no SQL")

    writes = [noting("a"), broken, noting("b"), refused]
    ends = await asyncio.gather(*map(together.write, writes), return_exceptions=True)
    assert [type(end) for end in ends] == [
        type(None),
        ZeroDivisionError,
        type(None),
        StoreUnusable,
    ]
    assert await keys(database) == {"a", "b"}
    await together.write(noting("c"))
    assert "c" in await keys(database)


async def test_who_is_cancelled_while_waiting_does_no_harm(database: Counted) -> None:
    together = Together(database.write)
    tasks = [asyncio.ensure_future(together.write(noting(str(number)))) for number in range(5)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends].count(asyncio.CancelledError) == 1
    assert {"0", "1", "3", "4"} <= await keys(database)


def kept_at(db: Connection, keys: Sequence[str]) -> dict[str, str]:
    return {key: at for key, at in db.execute("SELECT key, kept_at FROM notes") if key in keys}


async def test_what_is_looked_up_at_once_is_read_at_once(database: Counted) -> None:
    looked_up = LookedUp(database.read, kept_at)
    await database.write(noting("a"))
    found = await asyncio.gather(*map(looked_up.get, ["a", "b", *"a" * 40]))
    assert found == ["2026-02-06", None, *["2026-02-06"] * 40]
    assert database.reads <= 2


async def test_what_was_written_before_is_found(database: Counted) -> None:
    looked_up, together = LookedUp(database.read, kept_at), Together(database.write)

    async def one(name: str) -> str | None:
        await together.write(noting(name))
        return await looked_up.get(name)

    assert all(await asyncio.gather(*(one(str(number)) for number in range(20))))


async def test_a_read_that_fails_is_told_to_all_and_the_next_is_tried(database: Counted) -> None:
    broken = [True]

    def look(db: Connection, keys: Sequence[str]) -> dict[str, str]:
        if broken:
            raise ZeroDivisionError(broken.pop())
        return kept_at(db, keys)

    looked_up = LookedUp(database.read, look)
    ends = await asyncio.gather(*map(looked_up.get, "ab"), return_exceptions=True)
    assert [type(end) for end in ends] == [ZeroDivisionError] * 2
    assert await looked_up.get("a") is None


async def test_a_store_that_fails_is_asked_once_for_all(database: Counted) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = database.transactions
    names = [str(number) for number in range(9)]
    writes = (database.together.write(noting(name)) for name in names)
    ends = await asyncio.gather(*writes, return_exceptions=True)
    assert {type(end) for end in ends} == {StoreUnusable}
    assert database.transactions - before <= 2
    other.close()
    await database.together.write(noting("later"))
    assert await keys(database) == {"later"}


async def test_what_nobody_waits_for_any_more_is_there_when_the_file_is_closed(
    tmp_path: Path,
) -> None:
    database, begun, go_on = Database(tmp_path / "store.sqlite"), Event(), Event()

    def slow(db: Connection) -> None:
        begun.set()
        go_on.wait()

    writing = asyncio.create_task(database.write(slow))
    await asyncio.to_thread(begun.wait)
    names = [str(number) for number in range(9)]
    waiting = [asyncio.ensure_future(database.together.write(noting(name))) for name in names]
    await asyncio.sleep(0)
    for each in waiting:
        each.cancel()
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(writing, closing)
    async with Database(tmp_path / "store.sqlite") as again:
        assert await keys(again) == set(names)
