"""The search over all papers, as SQL: an expression of FTS5, and what stands beside it.

Inside of a string of FTS5 nothing is an operator (https://sqlite.org/fts5.html): every word of a
person's goes into one. There the tokenizer of the index divides, so ``low-rank`` asks for the two
words together, and it takes endings off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery, Term
from storage.columns import date_column, list_column, text_column

Rows = Sequence[Mapping[str, Any]]

_MOST_WORDS = 32
_MATCHING = "SELECT rowid FROM papers_fts WHERE {} ORDER BY rowid DESC"
# in nearly every abstract: left out beside other words, but for the order in which all stand
_EVERYWHERE = frozenset(("a", "an", "and", "by", "for", "in", "of", "on", "the", "to", "with"))
# a shorter beginning is that of too many words
_LEAST_BEGUN = 3
_COLUMNS = {
    "anywhere": "",
    "title": "title : ",
    "abstract": "abstract : ",
    "author": "author_names : ",
}
# Papers are numbered as they come. Of more than so many, the newest are put in order by what they
# say, and the others follow as they came: 10,000 take 25 ms.
_MOST_RANKED = 10_000
# a word in the title counts as five in the abstract; a name counts more than a word
_SCORE = "bm25(papers_fts, 5.0, 1.0, 3.0)"
# A feed names no day of submission: there the day of the listing counts.
_LISTED = "SELECT paper_id FROM listing_items WHERE announce_type NOT LIKE 'replace%'"
_PUBLIC = """coalesce(published, (
    SELECT min(date) FROM listing_items WHERE paper_id = papers.id AND date != ''
        AND announce_type NOT LIKE 'replace%'), '')"""


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
    limits = [each for some in conditions.values() for each in some]
    if not expression:
        return _newest(db, barred, list(conditions), limits, limit, offset)
    unwanted = f" NOT ({_either(barred)})" if barred else ""
    where, values = "papers_fts MATCH ?", [f"({expression}){unwanted}"]
    if conditions:
        # the plus: else the index would be asked for each of these papers by itself
        some = f"{where} AND +rowid IN ({_numbers(conditions)})"
        numbers = [each for (each,) in db.execute(_MATCHING.format(some), [*values, *limits])]
        total, least = len(numbers), numbers[:_MOST_RANKED][-1] if numbers else 0
        where += " AND +rowid IN (SELECT value FROM json_each(?))"
        values.append(list_column(numbers))
    else:
        total = _count(db, "papers_fts", where, values)
        least = _least_ranked(db, where, values) if total > _MOST_RANKED else 0
    is_ranked = offset < _MOST_RANKED
    score = _SCORE if is_ranked else "0"
    best = (
        f"SELECT rowid AS found, {score} AS score FROM papers_fts "  # noqa: S608
        f"WHERE {where} AND rowid >= ? ORDER BY score, rowid DESC LIMIT ? OFFSET ?"
    )
    rows = db.query(
        f"SELECT papers.* FROM ({best}) JOIN papers ON number = found "  # noqa: S608
        "ORDER BY score, found DESC",
        [*values, least if is_ranked else 0, limit, offset],
    )
    return list(rows), total


def _numbers(conditions: Iterable[str]) -> str:
    return f"SELECT number FROM papers WHERE {' AND '.join(conditions)}"  # noqa: S608


def _count(db: Connection, table: str, where: str, values: Sequence[str]) -> int:
    found = db.execute(f"SELECT count(*) FROM {table} WHERE {where}", values)  # noqa: S608
    return int(found.fetchone()[0])


def _least_ranked(db: Connection, where: str, values: Sequence[str]) -> int:
    """The number of the oldest of the newest that are put in order."""
    sql = f"{_MATCHING.format(where)} LIMIT 1 OFFSET ?"
    return int(db.execute(sql, [*values, _MOST_RANKED - 1]).fetchone()[0])


def _newest(
    db: Connection,
    barred: Sequence[Term],
    where: list[str],
    values: list[str],
    limit: int,
    offset: int,
) -> tuple[Rows, int]:
    """Without words, newest first, by the days that are shown beside them."""
    if barred:
        where.append("number NOT IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)")
        values.append(_either(barred))
    page = f"{_numbers(where)} ORDER BY {_PUBLIC} DESC, number DESC LIMIT ? OFFSET ?"
    rows = db.query(
        f"SELECT * FROM papers WHERE number IN ({page}) "  # noqa: S608
        f"ORDER BY {_PUBLIC} DESC, number DESC",
        [*values, limit, offset],
    )
    return list(rows), _count(db, "papers", " AND ".join(where), values)


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
    telling = [each for each in wanted if each.words.lower() not in _EVERYWHERE] or wanted
    terms = " AND ".join(map(_asked, telling))
    plain = [each.words for each in wanted if each.field == "anywhere" and not each.others]
    if len(plain) < 2 or len(plain) != len(wanted):
        return terms
    return f"({terms}) OR ({terms} AND {_quoted(' '.join(plain))})"


def _either(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_asked, terms))


def _asked(term: Term) -> str:
    if others := [each for each in term.others if _can_be_asked(each)]:
        return f"({_either([replace(term, others=()), *others])})"
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
        either = " OR ".join("categories LIKE ?" for _ in query.categories)
        yield f"({either})", [_in_column(each) for each in query.categories]
    if query.since:
        yield _public(">="), [str(date_column(query.since))] * 2
    if query.until:
        yield _public("<="), [str(date_column(query.until))] * 2


def _public(compared: str) -> str:
    """What was only asked for and has no date is neither before nor after any."""
    listed = f"{_LISTED} AND date {compared} ? AND date != ''"
    return f"(published {compared} ? OR (published IS NULL AND id IN ({listed})))"


def _in_column(category: str) -> str:
    """In a JSON list of names; an archive's name begins those of its categories."""
    name = text_column(category).replace('"', "")
    return f'%"{name[:-1]}%' if name.endswith("*") else f'%"{name}"%'
