"""One service for a data folder: one gate to arXiv and one sender."""

import fcntl
import os
from pathlib import Path
from typing import Self

from bot.errors import StoreFault, StoreUnusable
from storage.file.failures import fault_of_system
from storage.file.files import make_private

_NAME = "paperbrief.lock"
_LONGEST_PID = 20
_CLAUSES: dict[StoreFault, str] = {
    "full": ", because the disk is full; make room",
    "disk": ", because the disk fails; check the disk",
    "rights": "; check that it is writable and belongs to the account that runs the bot",
}


class DataFolderLock:
    """Held inside the ``with`` block, and let go of by the system if the process dies.

    Advisory: it keeps out whoever asks for it, and nobody else. Entering raises
    StoreUnusable, at once, where another holder has it or the folder cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / _NAME
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        try:
            self._descriptor = self._taken()
        except BlockingIOError as error:
            raise StoreUnusable(self._in_use()) from error
        except OSError as error:
            fault = fault_of_system(error)
            raise StoreUnusable(
                f"The data folder {self._folder} cannot be locked{_CLAUSES[fault]} "
                f"({error.strerror}).",
                fault=fault,
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        # the file stays: if it were deleted, a second process could lock a new one
        # while a third still waits for the old
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _taken(self) -> int:
        make_private(self._path)
        descriptor = os.open(self._path, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode("ascii"))
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _in_use(self) -> str:
        return (
            f"The data folder {self._folder} is in use by another Paperbrief"
            f"{_told(_holder(self._path))}; stop that one first, or give this one a data folder of "
            "its own."
        )


def refuse_served(path: Path) -> None:
    """Raise StoreUnusable where somebody holds the folder of the database at ``path``: who is about
    to change its tables would change them under a service that knows them as they are."""
    lock = path.with_name(_NAME)
    if _is_held(lock):
        raise StoreUnusable(
            f"The database {path} is of the version before, which is still running"
            f"{_told(_holder(lock))}; restart it first: that brings the database up to date."
        )


def _is_held(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        # which lets go of it
        os.close(descriptor)


def _holder(lock: Path) -> int | None:
    """Its process id; None where it has not written it yet."""
    with lock.open("rb") as file:
        pid = file.read(_LONGEST_PID)
    return int(pid) if pid.isdigit() else None


def _told(pid: int | None) -> str:
    return "" if pid is None else f" (process {pid})"
