"""Backups that rotate: so many are kept in a folder, and only what was made here is deleted.

``paperbrief-backups.json`` in the folder lists what was made there, and of which database. A name
is listed before its file is begun, and its file has another name until it is whole: whatever a
kill leaves behind is known as ours, and the next run takes it away.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StoreUnusable, UsageError
from storage.file.backup import UNFINISHED, backup
from storage.file.failures import told_as_store_failures
from storage.file.files import make_private

BOOK = "paperbrief-backups.json"
_LOCK = "paperbrief-backups.lock"


@dataclass(frozen=True, slots=True)
class Rotated:
    """The backup that was made, and the earlier ones that were deleted for it, oldest first."""

    made: Path
    deleted: tuple[Path, ...]


def rotate(database_path: Path, folder: Path, keep: int, now: datetime) -> Rotated:
    """Copy the database to a new file in ``folder``, which is made where it is missing, then
    delete the oldest of this database's copies there until ``keep`` (1 or more) are left. Blocks.

    Nothing is deleted before the new copy is whole. Raises UsageError where another run is at
    work there, and StoreUnusable as :func:`backup` does.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; with --keep, backups go into one")
    with told_as_store_failures(folder, "folder"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        book = _Book(folder, str(database_path.resolve()))
        book.clear()
        target = _free(folder, now)
        book.add(target.name)
        backup(database_path, target)
        return Rotated(target, tuple(book.shrink(keep)))


def newest_in(folder: Path) -> Path | None:
    """The newest backup in it that :func:`rotate` made, going by the moments in their names."""
    with told_as_store_failures(folder, "folder"):
        made = [path for path in folder.glob("paperbrief-*.sqlite") if _is_whole(path)]
    return max(made, key=lambda path: path.stem, default=None)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    path = folder / _LOCK
    with told_as_store_failures(path, "lock"):
        make_private(path)
        descriptor = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"another backup into {folder} is being made; wait for it") from error
        yield
    finally:
        os.close(descriptor)


def _free(folder: Path, now: datetime) -> Path:
    """A name with the moment in it that nobody has; the names sort as the moments do."""
    first = folder / f"paperbrief-{now.astimezone(UTC):%Y%m%d-%H%M%S}.sqlite"
    later = (first.with_stem(f"{first.stem}-{number:03}") for number in range(1, 1000))
    free = next((each for each in (first, *later) if not each.exists()), None)
    if free is None:
        raise UsageError(f"{folder} has a thousand backups of this second")
    return free


class _Book:
    """What was made in the folder, oldest first, of every database that is copied there."""

    def __init__(self, folder: Path, database: str) -> None:
        self._folder = folder
        self._database = database
        self._path = folder / BOOK
        self._made = self._read()

    @property
    def _own(self) -> list[str]:
        return self._made.get(self._database, [])

    def add(self, name: str) -> None:
        self._write([*self._own, name])

    def clear(self) -> None:
        """Away with what a kill left: an empty file, one that is not whole. What is gone
        by somebody's hand is listed no more."""
        kept = []
        for name in self._own:
            path = self._folder / name
            with told_as_store_failures(path, "backup"):
                # SQLite's journal is there for a moment
                for ending in ("", "-journal"):
                    path.with_name(name + UNFINISHED + ending).unlink(missing_ok=True)
                if _is_whole(path):
                    kept.append(name)
                elif path.is_file() and not path.is_symlink():
                    path.unlink()
        self._write(kept)

    def shrink(self, keep: int) -> Iterator[Path]:
        """Delete the oldest; each as it is taken off the list."""
        while len(self._own) > keep:
            oldest = self._folder / self._own[0]
            with told_as_store_failures(oldest, "backup"):
                oldest.unlink(missing_ok=True)
            self._write(self._own[1:])
            yield oldest

    def _read(self) -> dict[str, list[str]]:
        with told_as_store_failures(self._path, "list of backups"):
            try:
                read = json.loads(self._path.read_text("utf-8"))
                return {str(of): [*map(_plain, names)] for of, names in read.items()}
            except FileNotFoundError:
                return {}
            except (ValueError, AttributeError, TypeError) as error:
                raise StoreUnusable(
                    f"{self._path} cannot be understood. It lists the backups made there; move it "
                    "away, and none of those that lie there is deleted any more."
                ) from error

    def _write(self, own: list[str]) -> None:
        self._made[self._database] = own
        draft = self._path.with_name(BOOK + ".new")
        with told_as_store_failures(self._path, "list of backups"):
            draft.unlink(missing_ok=True)
            make_private(draft)
            with draft.open("w", encoding="utf-8") as file:
                json.dump(self._made, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)


def _is_whole(path: Path) -> bool:
    """A name is taken by an empty file, and gets its content at once."""
    return path.is_file() and not path.is_symlink() and path.stat().st_size > 0


def _plain(name: object) -> str:
    """Raises ValueError for what names no file of the folder's own."""
    if not isinstance(name, str) or Path(name).name != name or name in ("", ".", ".."):
        raise ValueError(f"{name!r} is not the name of a backup")
    return name
