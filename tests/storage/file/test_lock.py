"""One service for a data folder."""

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from time import sleep

import pytest

from bot.errors import StoreUnusable
from storage.file.database import DATABASE
from storage.file.lock import DataFolderLock, kept_from_services
from tests.patience import PATIENCE
from tests.small_disk import fill, small_disk
from tests.storage.processes import killed_at_the_end, line_from

_HOLDING = """
import sys, time
from pathlib import Path
from storage.file.lock import DataFolderLock

with DataFolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_folder_is_locked_for_one_at_a_time(tmp_path: Path) -> None:
    told = f"another Paperbrief .process {os.getpid()}."
    with DataFolderLock(tmp_path), pytest.raises(StoreUnusable, match=told):
        DataFolderLock(tmp_path).__enter__()
    with DataFolderLock(tmp_path):
        pass


def test_folders_are_locked_apart_and_made_where_missing(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path / "a" / "b"), DataFolderLock(tmp_path / "a"):
        (lock,) = (tmp_path / "a" / "b").iterdir()
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600


def test_a_service_waits_for_commands_that_change_tables(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        pass
    commands = ExitStack()
    for _ in range(2):
        commands.enter_context(shared_with(tmp_path))
    with DataFolderLock(tmp_path, pause=lambda _: commands.close()):
        pass


def test_a_command_that_does_not_end_is_told_and_no_service_of_before(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        pass
    with shared_with(tmp_path), pytest.raises(StoreUnusable, match="by a command") as told:
        DataFolderLock(tmp_path, patience=0.0).__enter__()
    assert str(os.getpid()) not in str(told.value)
    with DataFolderLock(tmp_path):
        pass


def test_a_command_goes_on_when_the_service_has_ended(tmp_path: Path) -> None:
    service = DataFolderLock(tmp_path)
    service.__enter__()
    with shared_with(tmp_path, pause=service.__exit__), pytest.raises(StoreUnusable):
        DataFolderLock(tmp_path, patience=0.0).__enter__()


def test_no_service_starts_where_none_ever_was_while_tables_change(tmp_path: Path) -> None:
    with shared_with(tmp_path), pytest.raises(StoreUnusable):
        DataFolderLock(tmp_path, patience=0.0).__enter__()
    with DataFolderLock(tmp_path):
        pass


def shared_with(
    folder: Path, pause: Callable[[float], None] = sleep
) -> AbstractContextManager[None]:
    return kept_from_services(folder / DATABASE, PATIENCE, lambda: False, pause)


def test_another_process_is_named_and_its_death_lets_go(tmp_path: Path) -> None:
    with killed_at_the_end(_HOLDING, tmp_path) as process:
        assert line_from(process) == "held"
        with pytest.raises(StoreUnusable, match=f"process {process.pid}"):
            DataFolderLock(tmp_path).__enter__()
    with DataFolderLock(tmp_path):
        pass


def test_a_holder_that_has_not_said_who_it_is_is_not_guessed(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        (file,) = tmp_path.iterdir()
        file.write_bytes(b"\xff")
        with pytest.raises(StoreUnusable, match="another Paperbrief; stop"):
            DataFolderLock(tmp_path).__enter__()


def test_a_folder_that_cannot_be_locked_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="cannot be locked"):
        DataFolderLock(tmp_path / "file").__enter__()


def test_a_full_disk_is_called_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as folder:
        fill(folder / "filling")
        with pytest.raises(StoreUnusable, match="because the disk is full; make room") as told:
            DataFolderLock(folder).__enter__()
        assert told.value.fault == "full"
        assert "account" not in str(told.value)
