"""Texts of papers that are not new any more, 32 to a shelf.

What a search asks for stands in ``papers`` and what was stored lately in ``texts``; all else of a
paper stands here, by its number. 32 papers that came one after another share a row, and texts that
are compressed together say each word once: 32 abstracts take 33 % of their length, each by itself
52 % (measured on arXiv's). A shelf has two streams::

    "2" | length of the first, in bytes | numbers, which have abstracts, authors and | abstracts
        | 4 bytes, the highest first    | all that is short; zlib: 0.06 ms           | bzip2: 1 ms

so that what only lists papers opens the first. A shelf of an earlier version has one stream, bzip2
with its "b" in front, until it is tidied (:mod:`storage.papers.tidying`) or written again.
"""

import bz2
import json
import zlib
from collections.abc import Callable, Collection, Mapping
from itertools import accumulate, pairwise
from struct import Struct
from typing import Any, TypeVar

from sqlite_utils import Database as Connection

from storage.columns import json_column, list_column
from storage.papers.texts import WIDTH, Texts, facts_of

T = TypeVar("T")
# papers on a shelf, as a power of two
_BITS = 5
_GET = "SELECT shelf, texts FROM shelves WHERE shelf IN (SELECT value FROM json_each(?))"
_PUT = """
    INSERT INTO shelves (shelf, texts) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET texts = excluded.texts
"""
_TAKE = "DELETE FROM shelves WHERE shelf = ?"
_TWO_STREAMS, _ONE_STREAM = b"2", b"b"
_HEAD = Struct(">cI")
_LEVEL = 9
# place among the columns of a paper
_TITLE = 6

Shelf = dict[int, list[Any]]
"""By the paper's number, its texts as :func:`storage.papers.texts.facts_of` has them."""
ShelfOutlines = dict[int, tuple[list[Any], bool, str | None]]
"""By the paper's number, its authors as they stand there, whether it has an abstract, its title."""
Titles = Mapping[int, tuple[str, str | None]]
"""By the paper's number, what an earlier version left in its row: title and last change."""


def shelf_of(number: int) -> int:
    return number >> _BITS


def numbers_on(shelf: int) -> range:
    return range(shelf << _BITS, (shelf + 1) << _BITS)


def shelves_at(db: Connection, shelves: Collection[int]) -> dict[int, Shelf]:
    """Those that are there."""
    return _read(db, shelves, shelf_in)


def outlines_at(db: Connection, shelves: Collection[int]) -> dict[int, ShelfOutlines]:
    """Those that are there."""
    return _read(db, shelves, _outlines_in)


def put_on_shelves(db: Connection, texts: Mapping[int, Texts]) -> None:
    """By number, beside what stands there."""
    before = shelves_at(db, {shelf_of(number) for number in texts})
    after = {place: dict(shelf) for place, shelf in before.items()}
    for number, each in texts.items():
        after.setdefault(shelf_of(number), {})[number] = facts_of(each)
    _put_changed(db, before, after)


def take_from_shelves(db: Connection, numbers: Collection[int]) -> None:
    before = shelves_at(db, {shelf_of(number) for number in numbers})
    gone = frozenset(numbers)
    after = {
        place: {number: each for number, each in shelf.items() if number not in gone}
        for place, shelf in before.items()
    }
    db.conn.executemany(_TAKE, [(place,) for place, shelf in after.items() if not shelf])
    _put_changed(db, before, after)


def as_of_now(column: bytes, titles: Titles) -> tuple[bytes, Collection[int]]:
    """A shelf in the form of this version, and which of these papers have their titles on it. What
    cannot be opened stays as it is: whoever needs it says so."""
    if column[:1] != _ONE_STREAM and not titles:
        return column, ()
    try:
        shelf = shelf_in(column)
    except ValueError:
        return column, ()
    for number in shelf.keys() & titles.keys():
        if shelf[number][_TITLE] is None:
            shelf[number][_TITLE:] = titles[number]
    return _column_of(shelf), shelf.keys() & titles.keys()


def shelf_in(column: bytes) -> Shelf:
    """Raises ValueError for what is no shelf."""
    if column[:1] == _TWO_STREAMS:
        first, second = _streams(column)
        steps, _, *others = _opened(first, zlib.decompress)
        numbers, facts = list(accumulate(steps)), [_opened(second, bz2.decompress), *others]
    else:
        numbers, *facts = _opened(column.removeprefix(_ONE_STREAM), bz2.decompress)
    facts += [[None] * len(numbers)] * (WIDTH - len(facts))
    return {number: list(each) for number, *each in zip(numbers, *facts, strict=True)}


def _outlines_in(column: bytes) -> ShelfOutlines:
    if column[:1] != _TWO_STREAMS:
        shelf = shelf_in(column)
        return {n: (each[1], bool(each[0]), each[_TITLE]) for n, each in shelf.items()}
    steps, has_abstract, *others = _opened(_streams(column)[0], zlib.decompress)
    titles = others[_TITLE - 1] if len(others) >= _TITLE else [None] * len(steps)
    outlines = zip(others[0], map(bool, has_abstract), titles, strict=True)
    return dict(zip(accumulate(steps), outlines, strict=True))


def _column_of(shelf: Shelf) -> bytes:
    # what is alike stands together; steps between numbers take less than the numbers
    steps = [number - before for before, number in pairwise((0, *shelf))]
    abstracts, *others = map(list, zip(*shelf.values(), strict=True))
    told = [steps, [int(bool(each)) for each in abstracts], *others]
    first = zlib.compress(_told(told), _LEVEL)
    return _HEAD.pack(_TWO_STREAMS, len(first)) + first + bz2.compress(_told(abstracts))


def _streams(column: bytes) -> tuple[bytes, bytes]:
    if len(column) < _HEAD.size:
        raise ValueError("a shelf that breaks off")
    end = _HEAD.size + _HEAD.unpack_from(column)[1]
    return column[_HEAD.size : end], column[end:]


def _told(value: object) -> bytes:
    return json_column(value).encode()


def _opened(stream: bytes, opened: Callable[[bytes], bytes]) -> Any:
    try:
        return json.loads(opened(stream))
    except (zlib.error, OSError, ValueError) as error:
        raise ValueError(f"a shelf that cannot be opened: {error}") from error


def _read(db: Connection, shelves: Collection[int], read: Callable[[bytes], T]) -> dict[int, T]:
    rows = db.execute(_GET, [list_column(shelves)]).fetchall()
    return {shelf: read(column) for shelf, column in rows}


def _put_changed(db: Connection, before: Mapping[int, Shelf], after: Mapping[int, Shelf]) -> None:
    rows = [
        (place, _column_of(shelf))
        for place, shelf in after.items()
        if shelf and shelf != before.get(place)
    ]
    db.conn.executemany(_PUT, rows)
