"""What is known of a platform between two questions."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.chat.remembering import KeptTexts, NotedValues, RecentAnswers
from bot.errors import StoreUnusable
from storage.file.database import Database
from storage.people.notes import SqlNotes


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 2, 13, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[SqlNotes]:
    async with Database(tmp_path / "notes.sqlite") as database:
        yield SqlNotes(database)


async def test_a_value_outlives_the_process_and_the_memory(notes: SqlNotes) -> None:
    first: NotedValues[int, int] = NotedValues(notes, Clock(), "size:", int, str, 2)
    for key in range(5):
        await first.keep(key, 10 * key, "telegram:7")
    assert [await first.get(key) for key in range(6)] == [0, 10, 20, 30, 40, None]
    second: NotedValues[int, int] = NotedValues(notes, Clock(), "size:", int, str)
    assert second.in_memory(4) is None
    assert await second.get(4) == 40
    await second.forget(4)
    assert await second.get(4) is None
    assert await notes.count("telegram:7") == 4


class SlowNotes(SqlNotes):
    """Whoever reads is told late what was noted."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.read, self.tell = asyncio.Event(), asyncio.Event()

    async def get(self, key: str) -> str | None:
        found = await super().get(key)
        self.read.set()
        await self.tell.wait()
        return found


@pytest.mark.parametrize("before", [1, None])
async def test_what_is_kept_while_an_older_note_is_read_holds(
    tmp_path: Path, before: int | None
) -> None:
    async with Database(tmp_path / "notes.sqlite") as database:
        notes = SlowNotes(database)
        values: NotedValues[int, int] = NotedValues(notes, Clock(), "size:", int, str)
        if before is not None:
            await notes.keep("size:7", str(before), Clock().now)
        asked = asyncio.ensure_future(values.get(7))
        await notes.read.wait()
        await values.keep(7, 2)
        notes.tell.set()
        assert (await asked, await values.get(7)) == (2, 2)


class CountedNotes(SqlNotes):
    """Counts what it is asked for."""

    asked = 0

    async def get(self, key: str) -> str | None:
        self.asked += 1
        return await super().get(key)


async def test_what_is_expected_is_looked_up_at_once_and_once(tmp_path: Path) -> None:
    async with Database(tmp_path / "notes.sqlite") as database:
        notes = CountedNotes(database)
        await notes.keep("size:1", "10", Clock().now)
        values: NotedValues[int, int] = NotedValues(notes, Clock(), "size:", int, str)
        await values.expect([1, 2, 3])
        assert [await values.get(key) for key in (1, 2, 3)] == [10, None, None]
        assert notes.asked == 0
        # somebody else may have noted it since
        await notes.keep("size:2", "20", Clock().now)
        assert await values.get(2) == 20
        await values.expect([3])
        await values.keep(3, 30)
        assert await values.get(3) == 30


async def test_a_note_that_cannot_be_read_holds_up_no_other(notes: SqlNotes) -> None:
    await notes.keep("size:1", "one", Clock().now)
    await notes.keep("size:2", "20", Clock().now)
    values: NotedValues[int, int] = NotedValues(notes, Clock(), "size:", int, str)
    await values.expect([1, 2, 3])
    assert [await values.get(2), await values.get(3)] == [20, None]
    with pytest.raises(ValueError, match="one"):
        await values.get(1)


async def test_what_could_not_be_noted_is_not_remembered(tmp_path: Path) -> None:
    database = Database(tmp_path / "notes.sqlite")
    values: NotedValues[int, int] = NotedValues(SqlNotes(database), Clock(), "size:", int, str)
    await values.keep(7, 1)
    await database.close()
    with pytest.raises(StoreUnusable):
        await values.keep(7, 2)
    assert values.in_memory(7) is None


async def test_an_answer_holds_for_a_while_and_no_longer() -> None:
    clock, asked = Clock(), list[str]()
    answers: RecentAnswers[str, int] = RecentAnswers(clock, timedelta(minutes=1), 100)

    async def ask() -> int:
        asked.append("again")
        return len(asked)

    assert [await answers.get("a", ask), await answers.get("a", ask)] == [1, 1]
    assert await answers.get("a", ask, fresh=True) == 2
    clock.now += timedelta(minutes=1)
    assert await answers.get("a", ask) == 3
    answers.forget(lambda key: key == "b")
    assert await answers.get("a", ask) == 3
    answers.forget()
    assert await answers.get("a", ask) == 4


async def test_an_answer_that_was_on_its_way_does_not_hold_after_a_change() -> None:
    answers: RecentAnswers[str, int] = RecentAnswers(Clock(), timedelta(minutes=1), 100)
    told = iter((1, 2))

    async def ask() -> int:
        found = next(told)
        if found == 1:
            # what is told meanwhile
            answers.forget(lambda key: key == "a")
        return found

    assert [await answers.get("a", ask), await answers.get("a", ask)] == [1, 2]


async def test_a_token_stands_for_its_text_and_an_unknown_one_for_nothing(notes: SqlNotes) -> None:
    kept = KeptTexts(notes, Clock(), "kept:", lambda text: [text.partition("@")[2]])
    await kept.keep([("one", "/topics @terminal:lab")])
    assert await kept.meant(["one", "two"]) == {"one": "/topics @terminal:lab"}
    assert await notes.count("terminal:lab") == 1
