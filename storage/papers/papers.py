"""Papers: newest version of each, the search over them, and what earlier versions said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.papers import Paper, PaperOutline
from bot.values.searching import SearchHits, SearchQuery
from storage.columns import date_column, list_column, text_column
from storage.file.database import Database, QueryKind
from storage.papers.facts import undated
from storage.papers.joined import outlines_from, paper_from, papers_from
from storage.papers.merging import merged_paper, superseded
from storage.papers.searching import found
from storage.papers.texts import Texts, packed, put_texts, texts_in, texts_of, unpacked
from storage.papers.word_index import Words, index, unindex, unindex_before

_INSERT = """
    INSERT INTO papers (
        id, version, title, abstract, authors, author_names, categories,
        published, sample
    ) VALUES (:id, :version, '', '', '', '', :categories, :published, :sample)
"""
# without texts, whether they were there before or not
_UPDATE = """
    UPDATE papers SET version = :version, title = '', abstract = '', authors = '',
        author_names = '', categories = :categories, comments = NULL, journal_ref = NULL,
        doi = NULL, license = NULL, published = :published, updated = NULL, sample = :sample
    WHERE number = :number
"""
# The first text seen of a version is kept: one that is seen later may be less complete.
_KEEP_EARLIER = """
    INSERT INTO earlier_versions (
        id, version, title, abstract, authors, categories, published, sample, texts
    ) VALUES (
        :id, :version, '', '', '', :categories, :published, :sample, :texts
    ) ON CONFLICT DO NOTHING
"""
# more take longer than whoever opens one paper should wait
_FEW = 32
_GET = "SELECT * FROM papers WHERE id IN (SELECT value FROM json_each(?))"


class SqlPaperRepository:
    """The PaperRepository over SQLite. Sample papers are found like others, marked as samples."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, papers: Sequence[Paper]) -> None:
        await self._database.write(lambda db: keep_papers(db, papers))

    async def get(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        lane: QueryKind = "short" if len(ids) <= _FEW else "search"
        return await self._database.read(lambda db: papers_by_id(db, ids), lane)

    async def outlines(self, ids: Sequence[str]) -> Mapping[str, PaperOutline]:
        return await self._database.read(lambda db: _outlines(db, ids))

    async def search(self, query: SearchQuery, limit: int, offset: int = 0) -> SearchHits:
        """Of a longer text the first 32 words count."""
        return await self._database.read(lambda db: _search(db, query, limit, offset), "search")


def keep_papers(db: Connection, papers: Sequence[Paper], *, announced: bool = False) -> None:
    """The same as ``SqlPaperRepository.keep``, inside a transaction of the caller's. What is
    ``announced`` is going to be read again: its texts count as stored last."""
    kept = _kept(db, [paper.id for paper in papers])
    before = {id_: one.paper for id_, one in kept.items()}
    after = dict(before)
    earlier: list[Paper] = []
    for paper in papers:
        known = after.get(paper.id)
        after[paper.id] = merged_paper(known, paper)
        earlier += superseded(known, paper, after[paper.id])
    changed = [paper for id_, paper in after.items() if before.get(id_) != paper]
    put = _put(db, changed, kept)
    if announced:
        same = (one for one in kept.values() if not one.is_old and one.number not in put)
        put_texts(db, {one.number: texts_of(one.paper) for one in same})
    db.conn.executemany(_KEEP_EARLIER, [_earlier_row(paper) for paper in earlier])
    if changed:
        revise(db)


@dataclass(frozen=True, slots=True)
class _Kept:
    """``is_old``: its texts and words stand where an earlier version put them."""

    number: int
    paper: Paper
    is_old: bool


def _kept(db: Connection, ids: Sequence[str]) -> dict[str, _Kept]:
    rows = list(db.query(_GET, [list_column(ids)]))
    return {
        row["id"]: _Kept(row["number"], paper, texts_in(row) is not None)
        for row, paper in zip(rows, papers_from(db, rows), strict=True)
    }


def _put(db: Connection, changed: Sequence[Paper], kept: Mapping[str, _Kept]) -> Collection[int]:
    """Row, texts and words of each paper; of which numbers texts were written. Words that stand
    there are not written again."""
    texts: dict[int, Texts] = {}
    gone: dict[int, Words] = {}
    gone_before: dict[int, Words] = {}
    come: dict[int, Words] = {}
    for paper in changed:
        known = kept.get(text_column(paper.id))
        number = _put_row(db, paper, known)
        texts[number] = texts_of(paper)
        if known is None:
            come[number] = words_of(paper)
        elif known.is_old or words_of(known.paper) != words_of(paper):
            come[number] = words_of(paper)
            (gone_before if known.is_old else gone)[number] = words_of(known.paper)
    put_texts(db, texts)
    unindex(db, gone)
    unindex_before(db, gone_before)
    index(db, come)
    return texts.keys()


def _put_row(db: Connection, paper: Paper, known: _Kept | None) -> int:
    if known is None:
        return int(db.conn.execute(_INSERT, _row(paper)).lastrowid or 0)
    db.execute(_UPDATE, {**_row(paper), "number": known.number})
    return known.number


def words_of(paper: Paper) -> Words:
    return Words(
        text_column(paper.abstract),
        text_column(paper.title),
        text_column("\n".join(author.name for author in paper.authors)),
    )


def papers_by_id(db: Connection, ids: Sequence[str]) -> dict[str, Paper]:
    """In the order of ``ids``; unknown ones are absent."""
    found = {id_: each.paper for id_, each in _kept(db, ids).items()}
    return {id_: found[id_] for id_ in ids if id_ in found}


def _outlines(db: Connection, ids: Sequence[str]) -> dict[str, PaperOutline]:
    found = {each.id: each for each in outlines_from(db, list(db.query(_GET, [list_column(ids)])))}
    return {id_: found[id_] for id_ in ids if id_ in found}


def _row(paper: Paper) -> dict[str, Any]:
    return {
        "id": text_column(paper.id),
        "version": paper.version,
        "categories": list_column(paper.categories),
        "published": date_column(paper.published),
        "sample": int(paper.sample),
    }


def _earlier_row(paper: Paper) -> dict[str, Any]:
    """Its texts are a shelf of their own."""
    return {**_row(paper), "texts": packed(texts_of(paper))}


def earlier_from(row: Mapping[str, Any]) -> Paper:
    """``row`` has all columns of ``earlier_versions``; others are passed over."""
    return paper_from(row, texts_in(row) or unpacked([row["texts"]])[0])


def _search(db: Connection, query: SearchQuery, limit: int, offset: int) -> SearchHits:
    come = found(db, query, limit, offset)
    return SearchHits(
        papers=tuple(outlines_from(db, come.rows)),
        total=come.total,
        more=come.more,
        some=come.some,
        undated=undated(db) if query.since or query.until else 0,
    )


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
