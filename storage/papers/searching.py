"""The search over all papers, as SQL: an expression of FTS5, and what stands beside it.

Inside of a string of FTS5 nothing is an operator (https://sqlite.org/fts5.html): every word of a
person's goes into one. There the tokenizer of the index divides, so ``low-rank`` asks for the two
words together, and it takes endings off.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery, Term
from storage.columns import date_column, text_column

Rows = Sequence[Mapping[str, Any]]

_MOST_WORDS = 32
# a shorter beginning is that of too many words
_LEAST_BEGUN = 3
_COLUMNS = {
    "anywhere": "",
    "title": "title : ",
    "abstract": "abstract : ",
    "author": "author_names : ",
}
# When a paper was made public: a feed names no day of submission, but the day of its listing. What
# was only asked for has neither: its id names the month
# (https://info.arxiv.org/help/arxiv_identifier.html).
_SINCE = """coalesce(
    papers.published,
    (SELECT min(date) FROM listing_items WHERE paper_id = papers.id AND date != ''),
    CASE WHEN papers.id GLOB '[0-9][0-9][0-9][0-9].*'
        THEN '20' || substr(papers.id, 1, 2) || '-' || substr(papers.id, 3, 2) || '-01' END)"""
# a word in the title counts as five in the abstract; a name counts more than a word
_RANKED = "bm25(papers_fts, 5.0, 1.0, 3.0), papers.id DESC"
_NEWEST = f"{_SINCE} DESC, papers.id DESC"


def found(db: Connection, query: SearchQuery, limit: int, offset: int) -> tuple[Rows, int, bool]:
    """Rows of papers, how many there are in all, and whether they have only some of the words."""
    wanted = [each for each in query.terms if each.wanted and _can_be_asked(each)][:_MOST_WORDS]
    barred = [each for each in query.terms if not each.wanted and _can_be_asked(each)]
    conditions = dict(_conditions(query))
    if limit < 1 or not (wanted or barred or conditions):
        return [], 0, False
    for expression in _expressions(wanted, loosely=query.loosely):
        rows, total = _page(db, expression, barred, conditions, limit, max(offset, 0))
        if total:
            return rows, total, expression == _either(wanted) and len(wanted) > 1
    return [], 0, False


def _page(
    db: Connection,
    expression: str,
    barred: Sequence[Term],
    conditions: Mapping[str, Sequence[str]],
    limit: int,
    offset: int,
) -> tuple[Rows, int]:
    where, values = list(conditions), [each for some in conditions.values() for each in some]
    source, order = "papers", _NEWEST
    if expression:
        unwanted = f" NOT ({_either(barred)})" if barred else ""
        source, order = "papers_fts JOIN papers ON papers.number = papers_fts.rowid", _RANKED
        where.insert(0, "papers_fts MATCH ?")
        values.insert(0, f"({expression}){unwanted}")
    elif barred:
        where.append("papers.number NOT IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)")
        values.append(_either(barred))
    some = " AND ".join(where)
    # the index alone can count what nothing else is asked of
    counted = "papers_fts" if expression and not conditions else source
    total = db.execute(f"SELECT count(*) FROM {counted} WHERE {some}", values).fetchone()[0]  # noqa: S608
    rows = db.query(
        f"SELECT papers.* FROM {source} WHERE {some} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        [*values, limit, offset],
    )
    return list(rows), int(total)


def _expressions(wanted: Sequence[Term], *, loosely: bool) -> Iterator[str]:
    """The strictest first; "" where words play no part. A last word counts as whole while it is
    one: who looks for a cat wants no category."""
    whole = [replace(each, unfinished=False) for each in wanted]
    yield _together(whole)
    if whole != wanted:
        yield _together(wanted)
    if loosely and len(wanted) > 1:
        yield _either(wanted)


def _together(wanted: Sequence[Term]) -> str:
    """Those that stand side by side count once more: "language model" is not any language."""
    terms = " AND ".join(map(_asked, wanted))
    plain = [each.words for each in wanted if each.field == "anywhere"]
    if len(plain) < 2 or len(plain) != len(wanted):
        return terms
    return f"({terms}) OR ({terms} AND {_quoted(' '.join(plain))})"


def _either(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_asked, terms))


def _asked(term: Term) -> str:
    words = term.words.split()
    begun = "*" if term.unfinished and words and len(words[-1]) >= _LEAST_BEGUN else ""
    return f"{_COLUMNS[term.field]}{_quoted(term.words)}{begun}"


def _quoted(words: str) -> str:
    return f'"{_plain(words)}"'


def _plain(words: str) -> str:
    """NUL would end the expression in the middle of a string, a quote the string."""
    return text_column(words).replace("\0", " ").replace('"', " ")


def _can_be_asked(term: Term) -> bool:
    """What has no letter or digit asks for nothing."""
    return any(letter.isalnum() for letter in term.words)


def _conditions(query: SearchQuery) -> Iterator[tuple[str, Sequence[str]]]:
    if query.categories:
        either = " OR ".join("papers.categories LIKE ?" for _ in query.categories)
        yield f"({either})", [_in_column(each) for each in query.categories]
    if query.since:
        yield f"{_SINCE} >= ?", [str(date_column(query.since))]
    if query.until:
        yield f"{_SINCE} <= ?", [str(date_column(query.until))]


def _in_column(category: str) -> str:
    """In a JSON list of names; an archive's name begins those of its categories."""
    name = text_column(category).replace('"', "")
    return f'%"{name[:-1]}%' if name.endswith("*") else f'%"{name}"%'
