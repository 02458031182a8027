"""Files and folders to listings."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.listings.decoding import MAX_BYTES
from adapters.listings.reading import EXPECTED, read_listing
from bot.errors import SourceRefused, SourceUnreadable, UsageError
from bot.models import Listing


@dataclass(frozen=True, slots=True)
class FilesRead:
    """``skipped`` has a sentence for each file of a folder that was no announcement."""

    listings: tuple[Listing, ...]
    skipped: tuple[str, ...]


def read_files(paths: Sequence[Path]) -> FilesRead:
    """Every announcement in these files and folders, in the order given, each file once.

    A folder is read with its sub-folders, by name, without hidden files. Raises
    UsageError for a path that does not exist, and SourceUnreadable for a named
    file that is no announcement or a folder that holds none.
    """
    seen: set[Path] = set()
    listings: list[Listing] = []
    skipped: list[str] = []
    for path in paths:
        read = _folder(path, seen) if path.is_dir() else _named_file(path, seen)
        listings.extend(read.listings)
        skipped.extend(read.skipped)
    return FilesRead(tuple(listings), tuple(skipped))


def _named_file(path: Path, seen: set[Path]) -> FilesRead:
    if not path.exists():
        raise UsageError(f"There is no file or folder {path}.")
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder.")
    if _is_known(path, seen):
        return FilesRead((), ())
    try:
        return FilesRead((_read(path),), ())
    except (SourceUnreadable, SourceRefused) as error:
        raise SourceUnreadable(f"{_sentence(path, error)} Expected: {EXPECTED}.") from error


def _folder(folder: Path, seen: set[Path]) -> FilesRead:
    listings: list[Listing] = []
    skipped: list[str] = []
    known = 0
    for path in _files(folder):
        if _is_known(path, seen):
            known += 1
            continue
        try:
            listings.append(_read(path))
        except (SourceUnreadable, SourceRefused) as error:
            skipped.append(_sentence(path, error))
    if not listings and not known:
        why = f" {skipped[0]}" if skipped else " It is empty."
        raise SourceUnreadable(f"The folder {folder} holds no announcement.{why}")
    return FilesRead(tuple(listings), tuple(skipped))


def _is_known(path: Path, seen: set[Path]) -> bool:
    """The same file may be named twice, by itself and by its folder."""
    real = path.resolve()
    is_known = real in seen
    seen.add(real)
    return is_known


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _read(path: Path) -> Listing:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceUnreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB")
        return read_listing(path.read_bytes())
    except OSError as error:
        raise SourceUnreadable(f"it cannot be opened ({error.strerror})") from error


def _sentence(path: Path, error: SourceUnreadable | SourceRefused) -> str:
    if isinstance(error, SourceRefused):
        return f"{path} is an error answer of arXiv: {str(error).rstrip('.')}."
    return f"{path} cannot be read: {str(error).rstrip('.')}."
