"""Texts of papers: those of today as they are, others compressed, 32 to a shelf where they are old.

What a search, a listing or a title needs stands in ``papers``; abstracts, authors and the like
stand here, by the paper's number. What was stored lately is read often, a thousand at a time:
``texts``. There each stands by itself, the newest as they are, and the others compressed, which
takes 10 us to open. What is older is read seldom. 32 papers that came one after another share a row
of ``shelves``, and texts that are compressed together say each word once: 32 abstracts take 33 % of
their length, each by itself 52 % (measured on arXiv's), and a shelf opens in 2 ms.

A row of ``papers`` whose ``authors`` is not empty holds its texts itself: a file of an earlier
version is moved over bit by bit (:mod:`storage.papers.taking_over`).
"""

import bz2
import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.papers import Author, Paper
from storage.columns import (
    authors_from,
    date_from,
    json_column,
    list_column,
    optional_text_column,
    text_column,
    words_from,
)

# papers on a shelf, as a power of two
_BITS = 5
_LEVEL = 6
_AMONG = "IN (SELECT value FROM json_each(?))"
_GET = f"SELECT number, texts FROM texts WHERE number {_AMONG}"  # noqa: S608
_GET_SHELVES = f"SELECT shelf, texts FROM shelves WHERE shelf {_AMONG}"  # noqa: S608
# put: counts up, so that the lowest was put there first
_PUT = """
    INSERT INTO texts (number, texts, put)
    VALUES (?, ?, (SELECT coalesce(max(put), 0) + 1 FROM texts))
    ON CONFLICT DO UPDATE SET texts = excluded.texts, put = excluded.put
"""
_AS_THEY_ARE = """
    SELECT number, texts, put FROM texts
    WHERE put <= ? AND substr(texts, 1, 1) = CAST('[' AS BLOB) LIMIT ?
"""
_PACK = "INSERT INTO texts (number, texts, put) VALUES (?, ?, ?)"
_PUT_SHELF = """
    INSERT INTO shelves (shelf, texts) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET texts = excluded.texts
"""
_TAKE = "DELETE FROM texts WHERE number = ?"
_NO_SHELF = "DELETE FROM shelves WHERE shelf = ?"
_ZLIB, _BZIP2, _AS_IT_IS = b"z", b"b", b"["


@dataclass(frozen=True, slots=True)
class Texts:
    """What of a paper stands on a shelf."""

    abstract: str
    authors: tuple[Author, ...]
    comments: str | None
    journal_ref: str | None
    doi: str | None
    license: str | None


def texts_of(paper: Paper) -> Texts:
    """As SQLite can hold them."""
    return Texts(
        text_column(paper.abstract),
        tuple(map(_author_column, paper.authors)),
        optional_text_column(paper.comments),
        optional_text_column(paper.journal_ref),
        optional_text_column(paper.doi),
        optional_text_column(paper.license),
    )


def _author_column(author: Author) -> Author:
    if author.name.isascii() and not author.affiliations:
        return author
    return Author(text_column(author.name), tuple(map(text_column, author.affiliations)))


def texts_in(row: Mapping[str, Any]) -> Texts | None:
    """Those that a row holds itself; None where they stand elsewhere."""
    if not row["authors"]:
        return None
    return Texts(
        row["abstract"],
        authors_from(row["authors"]),
        row["comments"],
        row["journal_ref"],
        row["doi"],
        row["license"],
    )


def plain(texts: Texts) -> bytes:
    return _told(_plain(texts))


def packed(texts: Texts) -> bytes:
    return _packed(plain(texts))


def packed_at(db: Connection, until: int, count: int) -> int:
    """Compress so many that were put up to ``until`` and stand as they are; how many there were."""
    rows = db.execute(_AS_THEY_ARE, [until, count]).fetchall()
    # taken out and put back in order: rows that only become shorter leave their pages half empty
    db.conn.executemany(_TAKE, [(number,) for number, _, _ in rows])
    packed_rows = ((number, _packed(column), put) for number, column, put in rows)
    db.conn.executemany(_PACK, sorted(packed_rows))
    return len(rows)


def unpacked(columns: Iterable[bytes]) -> list[Texts]:
    """Raises ValueError for what :func:`packed` and :func:`plain` did not make."""
    # one list is read faster than a thousand
    return list(map(_texts_from, json.loads(b"[%b]" % b",".join(map(_opened, columns)))))


def put_texts(
    db: Connection, texts: Mapping[int, Texts], form: Callable[[Texts], bytes] = plain
) -> None:
    """By number, as those that were stored last."""
    db.conn.executemany(_PUT, [(number, form(each)) for number, each in texts.items()])


def texts_at(db: Connection, numbers: Collection[int]) -> dict[int, Texts]:
    """Wherever they stand outside of ``papers``. Raises LookupError for one that is nowhere."""
    rows = dict(db.execute(_GET, [list_column(numbers)]).fetchall())
    found = dict(zip(rows, unpacked(rows.values()), strict=True))
    lacking = [number for number in numbers if number not in found]
    if lacking:
        shelves = shelves_at(db, {shelf_of(number) for number in lacking})
        for number in lacking:
            found[number] = _texts_from(shelves[shelf_of(number)][number])
    return found


def is_new(db: Connection, numbers: Collection[int]) -> frozenset[int]:
    """Those of which the texts are not on a shelf."""
    rows = db.execute(
        f"SELECT number FROM texts WHERE number {_AMONG}",  # noqa: S608
        [list_column(numbers)],
    )
    return frozenset(number for (number,) in rows)


Shelf = dict[int, list[Any]]
"""By the paper's number, the facts of its texts."""


def shelf_of(number: int) -> int:
    return number >> _BITS


def numbers_on(shelf: int) -> range:
    return range(shelf << _BITS, (shelf + 1) << _BITS)


def shelves_at(db: Connection, shelves: Collection[int]) -> dict[int, Shelf]:
    """Those that are there."""
    rows = db.execute(_GET_SHELVES, [list_column(shelves)]).fetchall()
    return {shelf: _shelf_from(column) for shelf, column in rows}


def put_on_shelves(db: Connection, texts: Mapping[int, Texts]) -> None:
    """By number, beside what stands there."""
    before = shelves_at(db, {shelf_of(number) for number in texts})
    after = {place: dict(shelf) for place, shelf in before.items()}
    for number, each in texts.items():
        after.setdefault(shelf_of(number), {})[number] = _plain(each)
    rows = [
        (place, _shelf_column(shelf))
        for place, shelf in after.items()
        if shelf != before.get(place)
    ]
    db.conn.executemany(_PUT_SHELF, rows)


def take_texts(db: Connection, numbers: Collection[int]) -> None:
    """Wherever they stand outside of ``papers``."""
    db.conn.executemany(_TAKE, [(number,) for number in numbers])
    before = shelves_at(db, {shelf_of(number) for number in numbers})
    gone = frozenset(numbers)
    after = {
        place: {number: each for number, each in shelf.items() if number not in gone}
        for place, shelf in before.items()
    }
    db.conn.executemany(_NO_SHELF, [(place,) for place, shelf in after.items() if not shelf])
    rows = [
        (place, _shelf_column(shelf))
        for place, shelf in after.items()
        if shelf and shelf != before[place]
    ]
    db.conn.executemany(_PUT_SHELF, rows)


def papers_from(db: Connection, rows: Sequence[Mapping[str, Any]]) -> list[Paper]:
    """The papers of these rows, which have all columns of ``papers``; others are passed over."""
    by_number = {row["number"]: row for row in rows}
    texts = _texts_of_rows(db, by_number)
    papers = {number: paper_from(row, texts[number]) for number, row in by_number.items()}
    return [papers[row["number"]] for row in rows]


def paper_from(row: Mapping[str, Any], texts: Texts) -> Paper:
    return Paper(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        abstract=texts.abstract,
        authors=texts.authors,
        categories=_categories_from(row["categories"]),
        comments=texts.comments,
        journal_ref=texts.journal_ref,
        doi=texts.doi,
        license=texts.license,
        published=_day_from(row["published"]),
        updated=_day_from(row["updated"]),
        sample=bool(row["sample"]),
    )


# papers of a day have few days and few sets of categories
_categories_from = lru_cache(4096)(words_from)
_day_from = lru_cache(4096)(date_from)


def _texts_of_rows(db: Connection, rows: Mapping[int, Mapping[str, Any]]) -> dict[int, Texts]:
    own = {number: texts_in(row) for number, row in rows.items()}
    lacking = [number for number, texts in own.items() if texts is None]
    found = texts_at(db, lacking) if lacking else {}
    return {number: texts or found[number] for number, texts in own.items()}


def _plain(texts: Texts) -> list[Any]:
    authors = [
        [each.name, *each.affiliations] if each.affiliations else each.name
        for each in texts.authors
    ]
    others = [texts.comments, texts.journal_ref, texts.doi, texts.license]
    return [texts.abstract, authors, *others]


def _texts_from(plain: Sequence[Any]) -> Texts:
    abstract, authors, *others = plain
    return Texts(abstract, tuple(map(_author_from, authors)), *others)


def _author_from(plain: str | Sequence[str]) -> Author:
    return Author(plain) if isinstance(plain, str) else Author(plain[0], tuple(plain[1:]))


def _shelf_column(shelf: Shelf) -> bytes:
    # what is alike stands together
    told = _told([list(shelf), *map(list, zip(*shelf.values(), strict=True))])
    return _BZIP2 + bz2.compress(told)


def _shelf_from(column: bytes) -> Shelf:
    numbers, *facts = json.loads(_opened(column))
    return {number: list(plain) for number, *plain in zip(numbers, *facts, strict=True)}


def _packed(told: bytes) -> bytes:
    return _ZLIB + zlib.compress(told, _LEVEL)


def _told(value: object) -> bytes:
    return json_column(value).encode()


def _opened(column: bytes) -> bytes:
    """The first byte says how it is compressed."""
    if column[:1] == _AS_IT_IS:
        return column
    opened = bz2.decompress if column[:1] == _BZIP2 else zlib.decompress
    try:
        return opened(column[1:])
    except (zlib.error, OSError, EOFError) as error:
        raise ValueError(f"texts that cannot be opened: {error}") from error
