"""Files of the data folder: private from their first moment, told apart, with room around them."""

import os
import shutil
from pathlib import Path

_OWNER_ONLY_FILE = 0o600
_OWNER_ONLY_FOLDER = 0o700
# bytes
_ROOM = 4 << 20
# of a small volume, this part of it
_PART = 8


def make_private(path: Path) -> None:
    """Make an empty file for SQLite to fill, or close an existing one to others.

    SQLite gives its ``-wal`` and ``-shm`` files the mode of the database, so they
    need care only where they were left behind by a killed process. Raises OSError.
    """
    real = path.resolve()
    for folder in reversed([f for f in real.parents if not f.exists()]):
        folder.mkdir(_OWNER_ONLY_FOLDER, exist_ok=True)
    try:
        # never open an existing database here: closing any descriptor of a file
        # drops all locks that this process holds on it (https://sqlite.org/howtocorrupt.html)
        os.close(os.open(real, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY_FILE))
    except FileExistsError:
        for suffix in ("", "-wal", "-shm"):
            _close_to_others(real.with_name(real.name + suffix))


def _close_to_others(path: Path) -> None:
    if path.is_file() and path.stat().st_mode & 0o077:
        path.chmod(_OWNER_ONLY_FILE)


def room_needed(path: Path) -> int:
    """Bytes that have to be free beside it: fewer on a small volume, where as many never are."""
    try:
        return min(_ROOM, shutil.disk_usage(path.parent).total // _PART)
    except OSError:
        return _ROOM


def identity_of(path: Path) -> tuple[int, int] | None:
    """What another file in its place has not; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
