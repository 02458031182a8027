"""One service for a data folder: one gate to arXiv and one sender.

A service has the lock alone. Commands share it while they change tables, so that no service begins
meanwhile.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Self

from bot.errors import StoreFault, StoreUnusable
from storage.file.failures import fault_of_system
from storage.file.files import make_private

_NAME = "paperbrief.lock"
_LONGEST_PID = 20
# seconds; a year's tables are changed in two
_PATIENCE, _PAUSE = 20.0, 0.05
_CLAUSES: dict[StoreFault, str] = {
    "full": ", because the disk is full; make room",
    "disk": ", because the disk fails; check the disk",
    "rights": "; check that it is writable and belongs to the account that runs the bot",
}


class DataFolderLock:
    """Held inside the ``with`` block, and let go of by the system if the process dies.

    Advisory: it keeps out whoever asks for it, and nobody else. Entering raises
    StoreUnusable, at once, where another holder has it or the folder cannot be used; commands that
    share it are given ``patience``, in seconds. ``pause`` waits so many.
    """

    def __init__(
        self, folder: Path, patience: float = _PATIENCE, pause: Callable[[float], None] = sleep
    ) -> None:
        self._folder = folder
        self._patience = patience
        self._pause = pause
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
            self._take(descriptor)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode("ascii"))
        except (OSError, StoreUnusable):
            os.close(descriptor)
            raise
        return descriptor

    def _take(self, descriptor: int) -> None:
        until = monotonic() + self._patience
        while not _locked(descriptor, fcntl.LOCK_EX):
            if not _locked(descriptor, fcntl.LOCK_SH):
                raise BlockingIOError
            # whoever else has it has it with others
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            if monotonic() >= until:
                raise StoreUnusable(
                    f"The data folder {self._folder} is in use by a command that changes the "
                    "tables of its database; start again when that has ended."
                )
            self._pause(_PAUSE)

    def _in_use(self) -> str:
        return (
            f"The data folder {self._folder} is in use by another Paperbrief"
            f"{_told(_holder(self._path))}; stop that one first, or give this one a data folder of "
            "its own."
        )


@contextmanager
def kept_from_services(
    path: Path,
    patience: float,
    is_ready: Callable[[], bool],
    pause: Callable[[float], None] = sleep,
) -> Iterator[None]:
    """No service takes the folder of the database at ``path`` inside the block: who changes its
    tables would change them under one that knows them as they were.

    One that has it already may be changing them itself: it is given ``patience``, in seconds, until
    ``is_ready``. Raises StoreUnusable, OSError.
    """
    lock = path.with_name(_NAME)
    # where no service ever was, as beside a backup in a new folder, one may start at any time
    make_private(lock)
    descriptor = os.open(lock, os.O_RDONLY)
    try:
        until = monotonic() + patience
        while not (_locked(descriptor, fcntl.LOCK_SH) or is_ready()):
            if monotonic() >= until:
                raise StoreUnusable(_of_the_version_before(path, _holder(lock)))
            pause(_PAUSE)
        yield
    finally:
        # which lets go of it
        os.close(descriptor)


def _of_the_version_before(path: Path, pid: int | None) -> str:
    return (
        f"The database {path} is of the version before, and a service uses it{_told(pid)}. If that "
        "was started just now, wait until it has brought the database up to date; otherwise "
        "restart it, which does the same."
    )


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: Path) -> int | None:
    """Its process id; None where it has not written it yet."""
    with lock.open("rb") as file:
        pid = file.read(_LONGEST_PID)
    return int(pid) if pid.isdigit() else None


def _told(pid: int | None) -> str:
    return "" if pid is None else f" (process {pid})"
