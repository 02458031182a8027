"""Backups that rotate: so many are kept, whatever is killed, and nothing of others is touched."""

# the files are small and nothing else runs in the loop meanwhile
# ruff: noqa: ASYNC240

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnusable, UsageError
from storage.file.database import Database
from storage.file.rotating import BOOK, rotate
from storage.papers.papers import SqlPaperRepository
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.values import a_paper

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
async def stored(database: Database, path: Path) -> Path:
    await SqlPaperRepository(database).keep([a_paper()])
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def on_days(database: Path, folder: Path, days: int, keep: int) -> None:
    for day in range(days):
        rotate(database, folder, keep, NOON + timedelta(days=day))


def copies(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("paperbrief-2*"))


async def test_the_newest_are_kept_and_each_is_whole_and_private(
    stored: Path, folder: Path
) -> None:
    on_days(stored, folder, 5, keep=3)
    names = [f"paperbrief-202603{day:02}-120000.sqlite" for day in (7, 8, 9)]
    assert copies(folder) == names
    for name in names:
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        async with Database(folder / name) as copy:
            assert list(await SqlPaperRepository(copy).get(["2603.00001"])) == ["2603.00001"]


async def test_two_in_one_second_are_two(stored: Path, folder: Path) -> None:
    made = [rotate(stored, folder, 2, NOON).made for _ in range(3)]
    assert len(set(made)) == 3
    assert copies(folder) == sorted(each.name for each in made[1:])


async def test_what_others_put_there_stays(stored: Path, folder: Path, tmp_path: Path) -> None:
    """However it is called: a copy by hand, another bot's, what somebody put in our place."""
    on_days(stored, folder, 2, keep=2)
    by_hand = folder / "paperbrief-20200101-000000.sqlite"
    by_hand.write_bytes(b"a copy by hand")
    (folder / "notes.txt").write_text("mine")
    valued = tmp_path / "valued.sqlite"
    valued.write_bytes(b"of value")
    (folder / copies(folder)[-1]).unlink()
    (folder / "paperbrief-20260306-120000.sqlite").symlink_to(valued)
    async with Database(tmp_path / "other" / "paperbrief.db") as database:
        await SqlPaperRepository(database).keep([a_paper()])
        other = rotate(tmp_path / "other" / "paperbrief.db", folder, 1, NOON).made
    for day in range(10, 14):
        rotate(stored, folder, 1, NOON + timedelta(days=day))
    assert by_hand.read_bytes() == b"a copy by hand"
    assert valued.read_bytes() == b"of value"
    assert (folder / "notes.txt").exists()
    assert other.exists()
    assert "paperbrief-20260318-120000.sqlite" in copies(folder)
    assert "paperbrief-20260317-120000.sqlite" not in copies(folder)


async def test_a_copy_that_cannot_be_made_deletes_none(stored: Path, folder: Path) -> None:
    on_days(stored, folder, 2, keep=2)
    before = copies(folder)
    stored.write_bytes(b"no database " * 1000)
    for left in (stored.with_name(f"{stored.name}{end}") for end in ("-wal", "-shm")):
        left.unlink(missing_ok=True)
    with pytest.raises(StoreUnusable):
        rotate(stored, folder, 1, NOON + timedelta(days=9))
    assert copies(folder) == before


_ROTATING = """
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from storage.file.rotating import rotate

for day in count():
    rotate(Path(sys.argv[1]), Path(sys.argv[1]).parent / "b", 3,
           datetime(2026, 3, 5, tzinfo=UTC) + timedelta(days=day + int(sys.argv[2]) * 1000))
    print(day, flush=True)
"""


async def test_a_kill_at_any_moment_leaves_whole_copies_and_the_next_run_clears_up(
    stored: Path,
) -> None:
    folder = stored.parent / "b"
    for life in range(6):
        with killed_at_the_end(_ROTATING, stored, str(life)) as process:
            line_from(process)
        whole = [name for name in copies(folder) if (folder / name).stat().st_size]
        assert len([name for name in whole if name.endswith(".sqlite")]) >= 1
        rotate(stored, folder, 3, NOON + timedelta(days=life * 1000 + 999))
        left = copies(folder)
        assert 1 <= len(left) <= 3
        assert all(name.endswith(".sqlite") and (folder / name).stat().st_size for name in left)
        assert sorted(json.loads((folder / BOOK).read_text())[str(stored.resolve())]) == left


async def test_what_cannot_be_carried_out_is_told(stored: Path, folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(UsageError, match="not a folder"):
        rotate(stored, folder, 3, NOON)
    folder.unlink()
    folder.mkdir()
    (folder / BOOK).write_text('{"x": ["../valued"]}')
    with pytest.raises(StoreUnusable, match="move it away"):
        rotate(stored, folder, 3, NOON)


@pytest.mark.parametrize(
    ("name", "noun"),
    [("paperbrief-backups.lock", "lock"), (BOOK, "list of backups"), ("", "folder")],
)
async def test_an_error_names_the_file_that_it_is_about(
    stored: Path, folder: Path, name: str, noun: str
) -> None:
    where = folder / name
    if name:
        where.mkdir(parents=True)
    else:
        folder = stored / "inside"  # no folder can be made in a file
        where = folder
    with pytest.raises(StoreUnusable, match=f"^The {noun} {where} ") as raised:
        rotate(stored, folder, 3, NOON)
    assert "database" not in str(raised.value)
