"""What only reads works on a disk that takes nothing more; what writes says why it does not."""

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from time import sleep

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.errors import StoreUnusable
from storage.channels.channels import SqlChannelRepository
from storage.file.backup import backup
from storage.file.database import DATABASE, Database
from storage.file.lock import DataFolderLock
from storage.file.migrating import is_current
from storage.file.reading import opened_as_it_stands
from storage.steps.schema import STEPS
from tests.patience import PATIENCE
from tests.small_disk import fill, small_disk
from tests.storage.values import a_channel

ME = a_channel("telegram:1")


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    remount(disk, "ro")
    try:
        yield
    finally:
        remount(disk, "rw")


@contextmanager
def full(disk: Path) -> Iterator[None]:
    fill(disk / "others")
    yield


def made_by(steps: Sequence[Callable[[Connection], None]], path: Path) -> Path:
    """A database of the version with these steps."""
    made = Migrations("paperbrief")
    for step in steps:
        made(name=step.__name__)(step)
    db = Connection(path, strict=True)
    made.apply(db)
    db.enable_wal()
    db.close()
    return path


def _999_later(db: Connection) -> None:
    """Of a version to come."""


async def kept_on(disk: Path) -> Path:
    path = disk / DATABASE
    async with Database(path) as database:
        await SqlChannelRepository(database).keep(ME)
    return path


@pytest.mark.parametrize("taking_nothing", [read_only, full])
async def test_what_only_reads_and_a_backup_work_on_a_disk_that_takes_nothing(
    tmp_path: Path, taking_nothing: Callable[[Path], AbstractContextManager[None]]
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = await kept_on(disk)
        with taking_nothing(disk):
            async with Database(path, only_reads=True) as database:
                assert await SqlChannelRepository(database).get(ME.address) == ME
            backup(path, tmp_path / "copy.sqlite")
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM channels").fetchone() == (1,)
    copy.close()


async def test_what_writes_names_the_database_on_a_disk_that_takes_nothing(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = await kept_on(disk)
        with read_only(disk), pytest.raises(StoreUnusable, match=str(path)):
            async with Database(path):
                pass


async def test_a_log_that_cannot_be_read_is_never_passed_over(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = await kept_on(disk)
        path.with_name(path.name + "-wal").write_bytes(b"not empty")
        with read_only(disk), pytest.raises(StoreUnusable):
            async with Database(path, only_reads=True):
                pass


@pytest.mark.parametrize(
    ("steps", "told"),
    [(STEPS[:-2], "cannot be opened or written"), ((*STEPS, _999_later), "newer Paperbrief")],
)
async def test_tables_of_another_version_are_not_read_on_a_disk_that_takes_nothing(
    tmp_path: Path, steps: Sequence[Callable[[Connection], None]], told: str
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = made_by(steps, disk / DATABASE)
        path.chmod(0o600)
        with read_only(disk), pytest.raises(StoreUnusable, match=told):
            async with Database(path, only_reads=True):
                pass


@pytest.mark.parametrize("only_reads", [False, True])
async def test_nobody_changes_the_tables_of_a_service_of_the_version_before(
    tmp_path: Path, *, only_reads: bool
) -> None:
    path = made_by(STEPS[:-1], tmp_path / DATABASE)
    with DataFolderLock(tmp_path):
        before = path.read_bytes()
        with pytest.raises(StoreUnusable, match=r"a service uses it .process .*restart it"):
            async with Database(path, only_reads=only_reads, busy_timeout=0.0):
                pass
        assert path.read_bytes() == before
        async with Database(path, holds_folder=True):
            pass
        # as the service has brought it up to date
        async with Database(path, only_reads=only_reads):
            pass


async def test_a_command_waits_for_a_new_service_that_changes_the_tables(tmp_path: Path) -> None:
    path = made_by(STEPS[:-1], tmp_path / DATABASE)
    with DataFolderLock(tmp_path):
        command = Database(path, busy_timeout=PATIENCE)
        opening = asyncio.create_task(command.__aenter__())
        await asyncio.to_thread(wait_until_looked_at, tmp_path / "paperbrief.lock")
        async with Database(path, holds_folder=True):
            await opening
        assert await command.read(is_current)
        await command.close()


def wait_until_looked_at(lock: Path) -> None:
    """Until somebody in this process has it open, beside its holder."""
    while sum(map(partial(is_of, lock), Path("/proc/self/fd").iterdir())) < 2:
        sleep(0.01)


def is_of(file: Path, descriptor: Path) -> bool:
    try:
        return descriptor.samefile(file)
    except FileNotFoundError:
        return False


async def test_no_service_begins_while_a_command_changes_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made_by(STEPS, tmp_path / DATABASE)
    with DataFolderLock(tmp_path):
        pass
    tried = []

    def _999_later(db: Connection) -> None:
        tried.append(db)
        with pytest.raises(StoreUnusable, match="by a command"):
            DataFolderLock(tmp_path, patience=0.0).__enter__()

    monkeypatch.setattr("storage.file.migrating.STEPS", (*STEPS, _999_later))
    async with Database(path):
        assert tried
        with DataFolderLock(tmp_path, patience=0.0):
            pass


@pytest.mark.parametrize("is_killed", [False, True])
def test_what_is_half_written_is_no_part_of_a_backup(tmp_path: Path, *, is_killed: bool) -> None:
    path = tmp_path / DATABASE
    with sqlite3.connect(path, isolation_level=None) as writer:
        # as a copy stands that was put back, until it is opened
        writer.execute("PRAGMA cache_size = 5")
        writer.execute("CREATE TABLE notes (text TEXT)")
        writer.executemany("INSERT INTO notes VALUES (?)", [("old" * 200,)] * 200)
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("UPDATE notes SET text = replace(text, 'old', 'new')")
        if is_killed:
            for each in tmp_path.iterdir():
                shutil.copy(each, each.with_name(each.name.replace(DATABASE, "killed.sqlite")))
            path = tmp_path / "killed.sqlite"
        with pytest.raises(sqlite3.OperationalError):
            opened_as_it_stands(path, 0.0)
    writer.close()


async def test_a_small_volume_with_room_again_is_not_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = await kept_on(disk)
        remount(disk, "size=3m")
        async with Database(path) as database:
            fill(disk / "others")
            with pytest.raises(StoreUnusable) as error:
                await database.trial()
            assert error.value.fault == "full"
            (disk / "others").unlink()
            await database.trial()
