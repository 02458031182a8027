"""A backup in the place of the database, by the command's way and by hand."""

# the files are small and nothing else runs in the loop meanwhile
# ruff: noqa: ASYNC240

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.backup import backup
from storage.file.database import Database
from storage.file.restoring import contents, restore
from storage.people.notes import SqlNotes
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.values import MORNING, a_channel, a_publication

ME = "terminal:me"
NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)
A, B, C = "2603.00001", "2603.00002", "2603.00003"


async def publish(path: Path, *ids: str) -> None:
    async with Database(path) as database:
        await SqlChannelRepository(database).keep(a_channel(ME, subscribed=True))
        for id_ in ids:
            await SqlLedger(database).publish(a_publication(ME, id_))


async def keys(path: Path) -> list[tuple[int, str]]:
    def numbered(db: Connection) -> list[tuple[int, str]]:
        return [
            (int(n), str(t)) for n, t in db.execute("SELECT id, token FROM editions ORDER BY id")
        ]

    async with Database(path) as database:
        return await database.read(numbered)


async def shown(path: Path) -> set[str]:
    async with Database(path) as database:
        return set(await SqlLedger(database).shown(ME))


@pytest.fixture
async def copy(path: Path, tmp_path: Path) -> Path:
    """A backup after the first edition; two have come since."""
    await publish(path, A)
    backup(path, tmp_path / "copy.db")
    await publish(path, B, C)
    return tmp_path / "copy.db"


async def test_numbers_and_tokens_are_not_given_again_after_a_restore(
    path: Path, copy: Path
) -> None:
    before = await keys(path)
    restore(copy, path, NOW)
    await publish(path, B)
    after = await keys(path)
    assert after[0] == before[0]
    assert not {number for number, _ in after[1:]} & {number for number, _ in before}
    assert not {token for _, token in after[1:]} & {token for _, token in before}


async def test_a_copy_that_is_put_back_by_hand_gives_no_number_again(
    path: Path, copy: Path
) -> None:
    before = await keys(path)
    shutil.copy(copy, path)
    await publish(path, B)
    numbers = [number for number, _ in await keys(path)]
    assert numbers[0] == before[0][0]
    assert numbers[1] > before[-1][0]


async def test_a_channel_that_was_removed_gives_its_numbers_to_nobody(path: Path) -> None:
    await publish(path, A, B)
    before = await keys(path)
    async with Database(path) as database:
        await SqlChannelRepository(database).remove(ME)
    await publish(path, A)
    ((number, token),) = await keys(path)
    assert number > before[-1][0]
    assert token not in {token for _, token in before}
    assert len(token) == 12


async def test_a_restore_moves_the_earlier_database_aside_whole(path: Path, copy: Path) -> None:
    aside = restore(copy, path, NOW)
    assert aside == path.with_name(f"{path.name}.before-20260306-123000")
    assert await shown(path) == {A}
    assert await shown(aside) == {A, B, C}


@pytest.mark.parametrize("harm", ["damaged", "another program's", "missing", "text", "empty"])
async def test_a_backup_that_is_of_no_use_changes_nothing(
    path: Path, copy: Path, harm: str
) -> None:
    match harm:
        case "damaged":
            with copy.open("r+b") as file:
                file.seek(4096)
                file.write(os.urandom(copy.stat().st_size - 4096))
        case "another program's":
            copy.unlink()
            Connection(copy).table("things").insert({"a": 1})
        case "missing":
            copy.unlink()
        case "empty":
            copy.write_bytes(b"")
        case "text":
            copy.write_text("no database " * 900)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable) as told:
        restore(copy, path, NOW)
    if harm != "missing":
        assert f"{copy} is not a backup" in str(told.value)
        assert "left as it was" in str(told.value)
    assert "restore FILE" not in str(told.value)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {path.name, f"{path.name}.mark"}


async def test_what_a_backup_holds_is_told(path: Path, copy: Path) -> None:
    assert contents(copy) == (1, MORNING)
    Connection(copy).execute("DROP TABLE deliveries")
    Connection(copy).execute("ALTER TABLE editions DROP COLUMN made_at")
    assert contents(copy) == (1, None)


async def test_a_database_that_was_lost_is_restored_into_its_place(path: Path, copy: Path) -> None:
    path.unlink()
    assert restore(copy, path, NOW) is None
    assert await shown(path) == {A}


async def test_what_the_operator_was_told_stays_known(path: Path, copy: Path) -> None:
    async with Database(path) as database:
        await SqlNotes(database).keep("alarm:store:damaged", MORNING.isoformat(), MORNING)
    restore(copy, path, NOW)
    async with Database(path) as database:
        assert await SqlNotes(database).get("alarm:store:damaged") == MORNING.isoformat()


_KILLED_WITH_A_LOG = """
import asyncio, sys
from pathlib import Path
from storage.file.database import Database
from storage.papers.papers import SqlPaperRepository
from tests.storage.values import a_paper

async def main():
    database = Database(Path(sys.argv[1]))
    await SqlPaperRepository(database).keep([a_paper(f"2604.{n:05d}") for n in range(400)])
    print("written", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_log_that_a_kill_left_is_not_played_into_a_copy_put_back_by_hand(
    path: Path, copy: Path
) -> None:
    with killed_at_the_end(_KILLED_WITH_A_LOG, path) as process:
        assert line_from(process) == "written"
    assert path.with_name(path.name + "-wal").stat().st_size
    shutil.copy(copy, path)
    assert await shown(path) == {A}
    async with Database(path) as database:
        assert await database.examine(60.0)
        assert await database.read(lambda db: db.table("papers").count) == 0
    assert path.with_name(path.name + "-wal.earlier").exists()


async def test_a_log_of_its_own_is_read_after_a_kill(path: Path) -> None:
    with killed_at_the_end(_KILLED_WITH_A_LOG, path) as process:
        assert line_from(process) == "written"
    async with Database(path) as database:
        assert await database.read(lambda db: db.table("papers").count) == 400
