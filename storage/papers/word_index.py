"""The index of words, in volumes: each holds 32,768 papers that came one after another.

A volume is a table of FTS5 without a copy of the texts (https://sqlite.org/fts5.html, 4.4). What
many papers share is looked for in the newest volumes first, so that a search for common words
takes as long after years as it did after weeks. SQLite 3.40 takes a paper out of such a table
only when it is told the very words that went in.

A file of an earlier version has one table for all, ``papers_fts``. It serves the papers that were
not taken over yet (:mod:`storage.papers.taking_over`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database as Connection

from storage.papers.chores import reached

# papers in a volume, as a power of two
_BITS = 15
_BEFORE: Final = "papers_fts"
TAKE_OVER: Final = "take over"
_COLUMNS = ("abstract", "title", "author_names")
_COLUMNS_BEFORE = ("title", "abstract", "author_names")
# above the number of any paper
_NO_END = 1 << 62
_VOLUMES = """
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'papers_fts_v[0-9]*'
        AND sql LIKE 'CREATE VIRTUAL%'
"""
# The abstract comes first: FTS5 spends two bytes less on each word of the first column.
_MAKE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS {volume} USING fts5(
        abstract, title, author_names, content='', tokenize='porter unicode61')
"""
_ADD = "INSERT INTO {volume} (rowid, abstract, title, author_names) VALUES (?, ?, ?, ?)"
_TAKE = """
    INSERT INTO {volume} ({volume}, rowid, abstract, title, author_names)
    VALUES ('delete', ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What of a paper is looked through."""

    abstract: str
    title: str
    author_names: str


@dataclass(frozen=True, slots=True)
class Volume:
    """A table, and the numbers of the papers in it that count: between these two."""

    table: str
    after: int
    before: int


def volume_of(number: int) -> str:
    return f"papers_fts_v{number >> _BITS}"


def volumes(db: Connection) -> Sequence[Volume]:
    """Those that hold the newest papers first."""
    places = sorted(
        (int(name.rpartition("v")[2]) for (name,) in db.execute(_VOLUMES)), reverse=True
    )
    found = [Volume(f"papers_fts_v{n}", (n << _BITS) - 1, (n + 1) << _BITS) for n in places]
    until = taken_over_until(db)
    if until is not None:
        newer = [each for each in found if each.after > until]
        found[len(newer) : len(newer)] = [Volume(_BEFORE, until, _NO_END)]
    return found


def spans(last: int) -> Iterator[range]:
    """The numbers of each volume down from that of ``last``, whichever table it stands in."""
    return (range(n << _BITS, (n + 1) << _BITS) for n in range(last >> _BITS, -1, -1))


def columns_of(table: str) -> Sequence[str]:
    return _COLUMNS_BEFORE if table == _BEFORE else _COLUMNS


def taken_over_until(db: Connection) -> int | None:
    """The number of the last paper that was taken over; None where there are none left."""
    return reached(db, TAKE_OVER)


def index(db: Connection, papers: Mapping[int, Words]) -> None:
    for volume, some in _by_volume(papers).items():
        db.execute(_MAKE.format(volume=volume))
        db.conn.executemany(_ADD.format(volume=volume), _rows(some))


def unindex(db: Connection, papers: Mapping[int, Words]) -> None:
    """The words must be those that were given to :func:`index`."""
    for volume, some in _by_volume(papers).items():
        db.conn.executemany(_TAKE.format(volume=volume), _rows(some))


def unindex_before(db: Connection, papers: Mapping[int, Words]) -> None:
    """Out of the table of an earlier version."""
    if papers:
        sql = (
            "INSERT INTO papers_fts (papers_fts, rowid, abstract, title, author_names) "
            "VALUES ('delete', ?, ?, ?, ?)"
        )
        db.conn.executemany(sql, _rows(papers.items()))


def papers_in(db: Connection, volume: str) -> int:
    """How many of a volume's papers are left."""
    first = int(volume.rpartition("v")[2]) << _BITS
    held = "SELECT count(*) FROM papers WHERE number BETWEEN ? AND ?"
    return int(db.execute(held, [first, first + (1 << _BITS) - 1]).fetchone()[0])


def _by_volume(papers: Mapping[int, Words]) -> dict[str, list[tuple[int, Words]]]:
    found: dict[str, list[tuple[int, Words]]] = {}
    for number, words in papers.items():
        found.setdefault(volume_of(number), []).append((number, words))
    return found


def _rows(papers: Iterable[tuple[int, Words]]) -> list[tuple[int, str, str, str]]:
    return [(number, one.abstract, one.title, one.author_names) for number, one in papers]
