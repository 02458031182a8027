"""Texts of papers that were stored lately, titles too: each by itself, the newest as they are.

They are read often, a thousand at a time. Those of earlier days are compressed, which takes 10 us
to open; what is older goes to shelves (:mod:`storage.papers.shelves`). A row of ``papers`` whose
``authors`` is not empty holds its texts itself: a file of an earlier version is moved over bit by
bit (:mod:`storage.papers.taking_over`).
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database as Connection

from bot.values.papers import Author, Paper
from storage.columns import (
    authors_from,
    date_column,
    json_column,
    list_column,
    optional_text_column,
    text_column,
)

_LEVEL = 6
_AMONG = "IN (SELECT value FROM json_each(?))"
_GET = f"SELECT number, texts FROM texts WHERE number {_AMONG}"  # noqa: S608
_WHICH = f"SELECT number FROM texts WHERE number {_AMONG}"  # noqa: S608
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
_TAKE = "DELETE FROM texts WHERE number = ?"
_ZLIB, _AS_IT_IS = b"z", b"["
# columns of a paper
WIDTH: Final = 8


@dataclass(frozen=True, slots=True)
class Texts:
    """What of a paper does not stand in its row."""

    abstract: str
    authors: tuple[Author, ...]
    comments: str | None
    journal_ref: str | None
    doi: str | None
    license: str | None
    title: str | None
    """None where it stands in the row, with ``updated``: an earlier version put it there."""
    updated: str | None


def texts_of(paper: Paper) -> Texts:
    """As SQLite can hold them."""
    return Texts(
        text_column(paper.abstract),
        tuple(map(_author_column, paper.authors)),
        optional_text_column(paper.comments),
        optional_text_column(paper.journal_ref),
        optional_text_column(paper.doi),
        optional_text_column(paper.license),
        text_column(paper.title),
        date_column(paper.updated),
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
        row["title"],
        row["updated"],
    )


def plain(texts: Texts) -> bytes:
    return _told(facts_of(texts))


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
    return list(map(texts_from, json.loads(b"[%b]" % b",".join(map(_opened, columns)))))


def put_texts(
    db: Connection, texts: Mapping[int, Texts], form: Callable[[Texts], bytes] = plain
) -> None:
    """By number, as those that were stored last."""
    db.conn.executemany(_PUT, [(number, form(each)) for number, each in texts.items()])


def take_texts(db: Connection, numbers: Collection[int]) -> None:
    db.conn.executemany(_TAKE, [(number,) for number in numbers])


def texts_at(db: Connection, numbers: Collection[int]) -> dict[int, Texts]:
    """Of those of which the texts stand by themselves."""
    rows = dict(db.execute(_GET, [list_column(numbers)]).fetchall())
    return dict(zip(rows, unpacked(rows.values()), strict=True))


def is_new(db: Connection, numbers: Collection[int]) -> frozenset[int]:
    """Those of which the texts stand by themselves."""
    rows = db.execute(_WHICH, [list_column(numbers)]).fetchall()
    return frozenset(number for (number,) in rows)


def facts_of(texts: Texts) -> list[Any]:
    """As JSON can hold them."""
    authors = [
        [each.name, *each.affiliations] if each.affiliations else each.name
        for each in texts.authors
    ]
    others = [texts.comments, texts.journal_ref, texts.doi, texts.license]
    return [texts.abstract, authors, *others, texts.title, texts.updated]


def texts_from(facts: Sequence[Any]) -> Texts:
    """Those of an earlier version have no title."""
    abstract, authors, *others = facts
    return Texts(abstract, authors_in(authors), *others, *[None] * (WIDTH - len(facts)))


def authors_in(facts: Sequence[str | Sequence[str]]) -> tuple[Author, ...]:
    return tuple(map(_author_from, facts))


def _author_from(plain: str | Sequence[str]) -> Author:
    return Author(plain) if isinstance(plain, str) else Author(plain[0], tuple(plain[1:]))


def _packed(told: bytes) -> bytes:
    return _ZLIB + zlib.compress(told, _LEVEL)


def _told(value: object) -> bytes:
    return json_column(value).encode()


def _opened(column: bytes) -> bytes:
    """The first byte says how it is compressed."""
    if column[:1] == _AS_IT_IS:
        return column
    try:
        return zlib.decompress(column[1:])
    except zlib.error as error:
        raise ValueError(f"texts that cannot be opened: {error}") from error
