"""A copy of the database, made while it is in use."""

# the files are small and nothing else runs in the loop meanwhile
# ruff: noqa: ASYNC240

import os
import stat
from pathlib import Path

import pytest

from bot.errors import StoreUnusable, UsageError
from storage.file.backup import backup
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.values import THURSDAY, a_paper


async def test_a_copy_has_what_was_written_and_is_one_private_file(
    database: Database, path: Path, tmp_path: Path
) -> None:
    await SqlPaperRepository(database).keep([a_paper()])
    before = os.umask(0)
    backup(path, tmp_path / "copy.db")
    os.umask(before)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", path.parent.name]
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    await SqlPaperRepository(database).keep([a_paper("2603.00002")])
    async with Database(tmp_path / "copy.db") as copy:
        assert list(await SqlPaperRepository(copy).get(["2603.00001", "2603.00002"])) == [
            "2603.00001"
        ]


_WRITING = """
import asyncio, itertools, sys
from pathlib import Path
from storage.papers.announcements import SqlAnnouncementRepository
from storage.file.database import Database
from tests.storage.values import a_listing

async def main():
    database = Database(Path(sys.argv[1]))
    for first in itertools.count(1, 30):
        ids = [f"2603.{n:05d}" for n in range(first, first + 30)]
        await SqlAnnouncementRepository(database).keep([a_listing(*ids)])
        print(first, flush=True)

asyncio.run(main())
"""


async def test_a_copy_made_while_another_process_writes_holds_whole_transactions(
    path: Path, tmp_path: Path
) -> None:
    with killed_at_the_end(_WRITING, path) as process:
        for turn in range(5):
            line_from(process)
            backup(path, tmp_path / f"{turn}.db")
    for turn in range(5):
        async with Database(tmp_path / f"{turn}.db") as copy:
            (listing,) = await SqlAnnouncementRepository(copy).on(THURSDAY, ["cs.CL"])
            assert len(listing.items) % 30 == 0
            assert len(listing.items) >= 30 * (turn + 1)


async def test_what_exists_is_never_written_over(
    database: Database, path: Path, tmp_path: Path
) -> None:
    await SqlPaperRepository(database).keep([a_paper()])
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_text("precious")
    link.symlink_to(tmp_path / "nowhere")
    for target in (kept, link, path):
        with pytest.raises(UsageError, match="exists already"):
            backup(path, target)
    assert kept.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def test_without_a_database_there_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no database"):
        backup(tmp_path / "paperbrief.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_damaged_database_is_not_copied_as_if_it_were_whole(tmp_path: Path) -> None:
    path = tmp_path / "paperbrief.db"
    async with Database(path) as database:
        await SqlPaperRepository(database).keep([a_paper(f"2603.{n:05d}") for n in range(500)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreUnusable, match="damaged"):
        backup(path, tmp_path / "copy.db")
    path.write_bytes(b"This is a text file. " * 400)
    with pytest.raises(StoreUnusable, match="damaged or not a database"):
        backup(path, tmp_path / "copy.db")
    assert not [each for each in tmp_path.iterdir() if each.name.startswith("copy")]


async def test_a_target_without_a_folder_is_named(database: Database, path: Path) -> None:
    await SqlPaperRepository(database).keep([a_paper()])
    with pytest.raises(StoreUnusable, match=r"The copy .*nowhere"):
        backup(path, path.parent / "nowhere" / "copy.db")


async def test_what_a_killed_backup_left_behind_is_no_obstacle(
    database: Database, path: Path, tmp_path: Path
) -> None:
    await SqlPaperRepository(database).keep([a_paper()])
    (tmp_path / "copy.db.unfinished").write_text("half")
    backup(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db.unfinished").exists()
