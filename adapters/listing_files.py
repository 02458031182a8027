"""Files and folders to listings."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.listings.decoding import MAX_BYTES
from adapters.listings.reading import EXPECTED, Document, listings_of, read_document
from bot.errors import SourceRefused, SourceUnreadable, UsageError
from bot.values.listings import Listing

# where a parser stopped helps few people, so it is put at the end
_PLACE = re.compile(r"(.*) (\(line .*\))", re.S)


@dataclass(frozen=True, slots=True)
class FilesRead:
    """``skipped`` has a sentence for each file of a folder that was no announcement."""

    listings: tuple[Listing, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    documents: tuple[Document, ...] = ()
    skipped: tuple[str, ...] = ()


def read_files(paths: Sequence[Path | str]) -> FilesRead:
    """Every announcement in these files and folders, in the order given, each file once.

    A folder is read with its sub-folders, by name, without hidden files; a pipe is
    read to its end. Pages of one harvest become one listing a day. Raises UsageError
    for a path that does not exist, and SourceUnreadable for a named file that is no
    announcement or a folder that holds none. An empty path must come as text: as a
    Path it is the current folder.
    """
    seen: set[Path] = set()
    found = [_found(_path(given), seen) for given in paths]
    return FilesRead(
        listings_of([document for one in found for document in one.documents]),
        tuple(sentence for one in found for sentence in one.skipped),
    )


def _path(given: Path | str) -> Path:
    if not str(given).strip():
        raise UsageError("A path is empty: name a file or a folder (. is the current one).")
    return Path(given)


def _found(path: Path, seen: set[Path]) -> _Found:
    try:
        if path.is_dir():
            return _folder(path, seen)
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be opened ({error.strerror}).") from error
    if not (path.is_file() or path.is_fifo()):
        raise UsageError(f"{path} is neither a file nor a folder.")
    if _is_known(path, seen):
        return _Found()
    try:
        return _Found((_read(path),))
    except (SourceUnreadable, SourceRefused) as error:
        raise SourceUnreadable(_sentence(path, error, advice=True)) from error


def _folder(folder: Path, seen: set[Path]) -> _Found:
    documents: list[Document] = []
    skipped: list[str] = []
    known = 0
    for path in _files(folder):
        if _is_known(path, seen):
            known += 1
            continue
        try:
            documents.append(_read(path))
        except (SourceUnreadable, SourceRefused) as error:
            skipped.append(_sentence(path, error))
    if not documents and not known:
        why = f" {skipped[0]}" if skipped else " It is empty."
        raise SourceUnreadable(f"The folder {folder} holds no announcement.{why}")
    return _Found(tuple(documents), tuple(skipped))


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


def _read(path: Path) -> Document:
    try:
        with path.open("rb") as stream:
            # a pipe has no size to ask for, and may have no end
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(f"it cannot be opened ({error.strerror})") from error
    if len(data) > MAX_BYTES:
        raise SourceUnreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    return read_document(data)


def _sentence(path: Path, error: SourceUnreadable | SourceRefused, *, advice: bool = False) -> str:
    clause = str(error).rstrip(".")
    if isinstance(error, SourceRefused):
        return f"{path} is an error answer of arXiv: {clause}."
    if advice:
        clause = clause.removesuffix(f" (expected {EXPECTED})")
    placed = _PLACE.fullmatch(clause)
    what, place = (placed[1], f" {placed[2]}") if placed else (clause, "")
    expected = f". Expected: {EXPECTED}" if advice else ""
    return f"{path} cannot be read: {what}{expected}{place}."
