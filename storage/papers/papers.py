"""Papers: newest version of each, the search over them, and what earlier versions said."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.papers import Paper
from bot.values.searching import SearchHits, SearchQuery
from storage.columns import (
    authors_column,
    authors_from,
    date_column,
    date_from,
    list_column,
    optional_text_column,
    text_column,
    words_from,
)
from storage.file.database import Database
from storage.papers.merging import merged_paper, superseded
from storage.papers.searching import found

_UPSERT = """
    INSERT INTO papers (
        id, version, title, abstract, authors, author_names, categories,
        comments, journal_ref, doi, license, published, updated, sample
    ) VALUES (
        :id, :version, :title, :abstract, :authors, :author_names, :categories,
        :comments, :journal_ref, :doi, :license, :published, :updated, :sample
    ) ON CONFLICT (id) DO UPDATE SET
        version = excluded.version, title = excluded.title, abstract = excluded.abstract,
        authors = excluded.authors, author_names = excluded.author_names,
        categories = excluded.categories, comments = excluded.comments,
        journal_ref = excluded.journal_ref, doi = excluded.doi, license = excluded.license,
        published = excluded.published, updated = excluded.updated, sample = excluded.sample
"""
# The first text seen of a version is kept: one that is seen later may be less complete.
_KEEP_EARLIER = """
    INSERT INTO earlier_versions (
        id, version, title, abstract, authors, categories,
        comments, journal_ref, doi, license, published, updated, sample
    ) VALUES (
        :id, :version, :title, :abstract, :authors, :categories,
        :comments, :journal_ref, :doi, :license, :published, :updated, :sample
    ) ON CONFLICT DO NOTHING
"""


class SqlPaperRepository:
    """The PaperRepository over SQLite. Sample papers are found like others, marked as samples."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, papers: Sequence[Paper]) -> None:
        await self._database.write(lambda db: keep_papers(db, papers))

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        return await self._database.read(lambda db: papers_by_id(db, ids))

    async def search(self, query: SearchQuery, limit: int, offset: int = 0) -> SearchHits:
        """Of a longer text the first 32 words count."""
        return await self._database.read(lambda db: _search(db, query, limit, offset), "search")


def keep_papers(db: Connection, papers: Sequence[Paper]) -> None:
    """The same as ``SqlPaperRepository.keep``, inside a transaction of the caller's."""
    before = papers_by_id(db, [paper.id for paper in papers])
    after = dict(before)
    earlier: list[Paper] = []
    for paper in papers:
        known = after.get(paper.id)
        after[paper.id] = merged_paper(known, paper)
        earlier += superseded(known, paper, after[paper.id])
    changed = [_row(paper) for id_, paper in after.items() if before.get(id_) != paper]
    db.conn.executemany(_UPSERT, changed)
    db.conn.executemany(_KEEP_EARLIER, [_row(paper) for paper in earlier])
    if changed:
        revise(db)


def papers_by_id(db: Connection, ids: Sequence[str]) -> dict[str, Paper]:
    """In the order of ``ids``; unknown ones are absent."""
    rows = db.query(
        "SELECT * FROM papers WHERE id IN (SELECT value FROM json_each(?))", [list_column(ids)]
    )
    found = {row["id"]: paper_from(row) for row in rows}
    return {id_: found[id_] for id_ in ids if id_ in found}


def paper_from(row: Mapping[str, Any]) -> Paper:
    """``row`` needs all columns of the table; others are passed over."""
    return Paper(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        abstract=row["abstract"],
        authors=authors_from(row["authors"]),
        categories=words_from(row["categories"]),
        comments=row["comments"],
        journal_ref=row["journal_ref"],
        doi=row["doi"],
        license=row["license"],
        published=date_from(row["published"]),
        updated=date_from(row["updated"]),
        sample=bool(row["sample"]),
    )


def _row(paper: Paper) -> dict[str, Any]:
    return {
        "id": text_column(paper.id),
        "version": paper.version,
        "title": text_column(paper.title),
        "abstract": text_column(paper.abstract),
        "authors": authors_column(paper.authors),
        "author_names": text_column("\n".join(author.name for author in paper.authors)),
        "categories": list_column(paper.categories),
        "comments": optional_text_column(paper.comments),
        "journal_ref": optional_text_column(paper.journal_ref),
        "doi": optional_text_column(paper.doi),
        "license": optional_text_column(paper.license),
        "published": date_column(paper.published),
        "updated": date_column(paper.updated),
        "sample": int(paper.sample),
    }


def _search(db: Connection, query: SearchQuery, limit: int, offset: int) -> SearchHits:
    rows, total, some = found(db, query, limit, offset)
    return SearchHits(tuple(map(paper_from, rows)), total, some)


# the header has 32 bits, signed
_SIZE = 2**31


def revision(db: Connection) -> int:
    """A number that grows with every change of papers and listings, in the same transaction.

    Whoever remembers something made of them compares it, to know that nothing has changed.
    It stands in the header of the file (https://sqlite.org/pragma.html#pragma_user_version):
    cheap to read, the same for other programs, and kept over a restart.
    """
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def revise(db: Connection) -> None:
    """Count one change, inside a transaction of the caller's."""
    # a pragma takes no parameters
    db.execute(f"PRAGMA user_version = {(revision(db) + 1) % _SIZE}")
