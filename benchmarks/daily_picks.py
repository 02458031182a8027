"""Announced papers and which of them a public daily selection picked, from JSON lines.

``{"day", "id", "title", "abstract", "categories", "authors", "picked": 0|1, "upvotes"}`` a
line, gzipped or not. ``comment`` is not read: a feed has none when a brief is chosen.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TextIO

from bot.values.papers import Author, Paper


@dataclass(frozen=True, slots=True)
class DailyPick:
    """A paper with the day of its announcement, ``YYYY-MM-DD``; ``upvotes`` is 0 unpicked."""

    day: str
    paper: Paper
    picked: bool
    upvotes: int


def read_days(paths: Iterable[Path], before: str = "9999") -> list[list[DailyPick]]:
    """The days in order, those before ``YYYY-MM`` or a date; papers by id."""
    rows = [row for path in paths for row in _rows(path) if row.day < before]
    rows.sort(key=lambda row: (row.day, row.paper.id))
    return [list(day) for _, day in groupby(rows, key=attrgetter("day"))]


def _rows(path: Path) -> Iterator[DailyPick]:
    with _opened(path) as lines:
        for entry in map(json.loads, filter(str.strip, lines)):
            paper = Paper(
                id=entry["id"],
                version=1,
                title=entry["title"] or "",
                abstract=entry["abstract"] or "",
                authors=tuple(map(Author, entry["authors"])),
                categories=tuple(entry["categories"]),
            )
            yield DailyPick(entry["day"], paper, bool(entry["picked"]), entry["upvotes"] or 0)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
