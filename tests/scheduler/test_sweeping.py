"""What is deleted once a day is deleted also where something else cannot be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from scheduler.operating.notes import Sweeping
from storage.file.database import Database
from storage.people.notes import SqlNotes

NOW = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)


async def test_a_sweep_that_fails_holds_up_no_other(tmp_path: Path) -> None:
    swept: list[str] = []

    async def well(now: datetime) -> int:
        swept.append("well")
        return 1

    async def damaged(now: datetime) -> int:
        raise ValueError("texts that cannot be opened")

    async def refused(now: datetime) -> int:
        raise LookupError("nowhere")

    async with Database(tmp_path / "paperbrief.sqlite") as database:
        notes = SqlNotes(database)
        await notes.keep("old:1", "", NOW - timedelta(days=9))
        sweeping = Sweeping(notes, {"old:": timedelta(days=1)}, well, damaged, well, refused, well)
        with pytest.raises(ValueError, match="cannot be opened"):
            await sweeping.sweep(NOW)
        assert swept == ["well"] * 3
        assert await notes.get("old:1") is None


async def test_a_sweep_that_finds_the_store_locked_is_a_line_and_no_defect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def locked(now: datetime) -> int:
        raise StoreUnusable("The database is locked.")

    async with Database(tmp_path / "paperbrief.sqlite") as database:
        with pytest.raises(StoreUnusable):
            await Sweeping(SqlNotes(database), {}, locked).sweep(NOW)
    (told,) = [each for each in caplog.records if each.message == "sweep_failed"]
    assert told.exc_info is None
    assert vars(told)["why"] == "The database is locked."
