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
            f"The data folder {self._folder} is in use by another Paperbrief{self._holder()}; "
            "stop that one first, or give this one a data folder of its own."
        )

    def _holder(self) -> str:
        """Its process id in brackets; nothing where it has not written it yet."""
        with self._path.open("rb") as file:
            pid = file.read(_LONGEST_PID)
        return f" (process {pid.decode('ascii')})" if pid.isdigit() else ""
