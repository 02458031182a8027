"""What only reads works on a disk that takes nothing more; what writes says why it does not."""

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from storage.channels.channels import SqlChannelRepository
from storage.file.backup import backup
from storage.file.database import DATABASE, Database
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
