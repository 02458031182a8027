"""Papers put together from their rows and from their texts, wherever these stand."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.papers import Author, Paper, PaperOutline
from storage.columns import date_from, words_from
from storage.papers.shelves import outlines_at, shelf_of, shelves_at, take_from_shelves
from storage.papers.texts import (
    Texts,
    authors_in,
    take_texts,
    texts_at,
    texts_from,
    texts_in,
)

# authors, whether there is an abstract, and the title
_Outline = tuple[tuple[Author, ...], bool, str | None]


def papers_from(db: Connection, rows: Sequence[Mapping[str, Any]]) -> list[Paper]:
    """The papers of these rows, which have all columns of ``papers``; others are passed over.

    Raises LookupError for one of which the texts are nowhere."""
    by_number = {row["number"]: row for row in rows}
    texts = _texts_of_rows(db, by_number)
    papers = {number: paper_from(row, texts[number]) for number, row in by_number.items()}
    return [papers[row["number"]] for row in rows]


def outlines_from(db: Connection, rows: Sequence[Mapping[str, Any]]) -> list[PaperOutline]:
    """The same papers without their long texts, in a tenth of the time where they are old."""
    own = {row["number"]: texts_in(row) for row in rows}
    found = {number: _outline_of(texts) for number, texts in own.items() if texts is not None}
    found |= _outlines_outside(db, [number for number, texts in own.items() if texts is None])
    return [_outline_from(row, found[row["number"]]) for row in rows]


def paper_from(row: Mapping[str, Any], texts: Texts) -> Paper:
    title, updated = texts.title, texts.updated
    if title is None:
        title, updated = row["title"], row["updated"]
    return Paper(
        id=row["id"],
        version=row["version"],
        title=title,
        abstract=texts.abstract,
        authors=texts.authors,
        categories=_categories_from(row["categories"]),
        comments=texts.comments,
        journal_ref=texts.journal_ref,
        doi=texts.doi,
        license=texts.license,
        published=_day_from(row["published"]),
        updated=_day_from(updated),
        sample=bool(row["sample"]),
    )


def drop_texts(db: Connection, numbers: Collection[int]) -> None:
    """Wherever they stand outside of ``papers``."""
    take_texts(db, numbers)
    take_from_shelves(db, numbers)


# papers of a day have few days and few sets of categories
_categories_from = lru_cache(4096)(words_from)
_day_from = lru_cache(4096)(date_from)


def _outline_from(row: Mapping[str, Any], outline: _Outline) -> PaperOutline:
    authors, has_abstract, title = outline
    return PaperOutline(
        id=row["id"],
        title=row["title"] if title is None else title,
        authors=authors,
        categories=_categories_from(row["categories"]),
        has_abstract=has_abstract,
        published=_day_from(row["published"]),
        sample=bool(row["sample"]),
    )


def _texts_of_rows(db: Connection, rows: Mapping[int, Mapping[str, Any]]) -> dict[int, Texts]:
    own = {number: texts_in(row) for number, row in rows.items()}
    lacking = [number for number, texts in own.items() if texts is None]
    found = _texts_outside(db, lacking) if lacking else {}
    return {number: texts or found[number] for number, texts in own.items()}


def _texts_outside(db: Connection, numbers: Collection[int]) -> dict[int, Texts]:
    found = texts_at(db, numbers)
    lacking = [number for number in numbers if number not in found]
    if lacking:
        shelves = shelves_at(db, {shelf_of(number) for number in lacking})
        for number in lacking:
            found[number] = texts_from(shelves[shelf_of(number)][number])
    return found


def _outlines_outside(db: Connection, numbers: Collection[int]) -> dict[int, _Outline]:
    found = {number: _outline_of(texts) for number, texts in texts_at(db, numbers).items()}
    lacking = [number for number in numbers if number not in found]
    shelves = outlines_at(db, {shelf_of(number) for number in lacking})
    for number in lacking:
        authors, has_abstract, title = shelves[shelf_of(number)][number]
        found[number] = (authors_in(authors), has_abstract, title)
    return found


def _outline_of(texts: Texts) -> _Outline:
    return texts.authors, bool(texts.abstract), texts.title
