"""Papers: newest version of each, the search over them, and what earlier versions said."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.papers import Paper
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
# a word in the title counts as five in the abstract; a name counts more than a word
_SEARCH = """
    SELECT papers.* FROM papers_fts JOIN papers ON papers.number = papers_fts.rowid
    WHERE papers_fts MATCH ? ORDER BY bm25(papers_fts, 5.0, 1.0, 3.0), papers.id DESC LIMIT ?
"""
_MOST_WORDS = 32


class SqlPaperRepository:
    """The PaperRepository over SQLite. Sample papers are found like others, marked as samples."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, papers: Sequence[Paper]) -> None:
        await self._database.write(lambda db: keep_papers(db, papers))

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        return await self._database.read(lambda db: papers_by_id(db, ids))

    async def search(self, words: str, limit: int) -> Sequence[Paper]:
        """Papers with all the words; where none has all, papers with any of them.

        The last word may be unfinished. Of a longer text the first 32 words count.
        """
        return await self._database.read(lambda db: _search(db, words, limit), "search")


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


def _search(db: Connection, words: str, limit: int) -> tuple[Paper, ...]:
    terms = _terms(words)
    if not terms or limit < 1:
        return ()
    for expression in dict.fromkeys((" ".join(terms), " OR ".join(terms))):
        found = tuple(paper_from(row) for row in db.query(_SEARCH, [expression, limit]))
        if found:
            return found
    return ()


def _terms(words: str) -> tuple[str, ...]:
    """Words as FTS5 strings, in which nothing is an operator (https://sqlite.org/fts5.html).

    Inside a string the tokenizer of the index divides, so ``low-rank`` asks for the
    two words together. What has no letter or digit asks for nothing and is left out.
    """
    # NUL would end the expression in the middle of a string
    plain = text_column(words).replace("\0", " ").replace('"', " ")
    asked = [word for word in plain.split() if any(c.isalnum() for c in word)][:_MOST_WORDS]
    quoted = [f'"{word}"' for word in asked]
    return (*quoted[:-1], quoted[-1] + "*") if quoted else ()


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
