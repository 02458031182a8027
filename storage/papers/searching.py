"""The search over all papers, as SQL: an expression of FTS5, and what stands beside it.

Inside of a string of FTS5 nothing is an operator (https://sqlite.org/fts5.html): every word of a
person's goes into one. There the tokenizer of the index divides, so ``low-rank`` asks for the two
words together, and it takes endings off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery, Term
from storage.columns import date_column, list_column, text_column
from storage.papers.word_index import Volume, columns_of, volumes

Rows = Sequence[Mapping[str, Any]]

_MOST_WORDS = 32
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
# say, and the others follow as they came.
_MOST_RANKED = 5_000
# a word in the title counts as five in the abstract; a name counts more than a word
_SCORES = {"abstract": 1.0, "title": 5.0, "author_names": 3.0}
# A feed names no day of submission: there the day of the listing counts. In a file of an earlier
# version that day stands in the listings alone, until the paper is taken over.
_PUBLIC = """coalesce(published, listed, (
    SELECT min(date) FROM listing_items WHERE paper_id = papers.id AND date != ''
        AND announce_type NOT LIKE 'replace%'))"""
_BY_DAY = f"""SELECT number FROM papers WHERE number IN ({{came}} {_MOST_RANKED})
    ORDER BY {_PUBLIC} DESC, number DESC LIMIT"""  # noqa: S608


def found(db: Connection, query: SearchQuery, limit: int, offset: int) -> tuple[Rows, int, bool]:
    """Rows of papers, how many there are in all, and whether they have only some of the words."""
    wanted = [each for each in query.terms if each.wanted and _can_be_asked(each)][:_MOST_WORDS]
    barred = [each for each in query.terms if not each.wanted and _can_be_asked(each)]
    conditions = dict(_conditions(query))
    if limit < 1 or not (wanted or barred or conditions):
        return [], 0, False
    for expression in _expressions(wanted, loosely=query.loosely):
        side_by_side = _side_by_side(wanted) if expression else ""
        asked = _Expression(expression, side_by_side, _either(barred))
        rows, total = _page(db, asked, conditions, limit, max(offset, 0))
        if total:
            return rows, total, expression == _either(wanted) and len(wanted) > 1
    return [], 0, False


def _page(
    db: Connection,
    expression: "_Expression",
    conditions: Mapping[str, Sequence[str]],
    limit: int,
    offset: int,
) -> tuple[Rows, int]:
    if not expression.wanted:
        return _newest(db, expression.barred, conditions, limit, offset)
    asked = [_Asked(db, each, expression, conditions) for each in volumes(db)]
    counts = [each.count() for each in asked]
    several = list(zip(asked, counts, strict=True))
    numbers = (
        _ranked(several, limit, offset)
        if offset < _MOST_RANKED
        else _behind(several, limit, offset)
    )
    return _rows(db, numbers), sum(counts)


def _ranked(several: Sequence[tuple["_Asked", int]], limit: int, offset: int) -> list[int]:
    """The best of the newest: each volume tells its own."""
    best: list[tuple[float, int]] = []
    room = _MOST_RANKED
    for asked, count in several:
        if room > 0 and count:
            least = asked.newest(1, room - 1)[0] if count > room else 0
            best += asked.best(limit + offset, least)
            room -= count
    best.sort(key=lambda one: (one[0], -one[1]))
    return [number for _, number in best[offset : offset + limit]]


def _behind(several: Sequence[tuple["_Asked", int]], limit: int, offset: int) -> list[int]:
    """Those that are put in no order, newest first."""
    found: list[int] = []
    for asked, count in several:
        if offset < count and len(found) < limit:
            found += asked.newest(limit - len(found), offset)
        offset = max(offset - count, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Expression:
    """Each "" where there is none. Words that stand ``side_by_side`` count once more: "language
    model" is not any language. They are among those that match, so only the order asks for them."""

    wanted: str
    side_by_side: str
    barred: str

    @property
    def matching(self) -> str:
        return self._without_barred(self.wanted)

    @property
    def ranking(self) -> str:
        told = f"({self.wanted}) OR {self.side_by_side}" if self.side_by_side else self.wanted
        return self._without_barred(told)

    def _without_barred(self, told: str) -> str:
        return f"({told}) NOT ({self.barred})" if self.barred else f"({told})"


class _Asked:
    """One question to one volume."""

    def __init__(
        self,
        db: Connection,
        volume: Volume,
        expression: "_Expression",
        conditions: Mapping[str, Sequence[str]],
    ) -> None:
        self._db = db
        self._table = volume.table
        self._where = f"{volume.table} MATCH ? AND rowid > {volume.after}"
        self._expression = expression
        self._among = self._under(conditions) if conditions else None

    def count(self) -> int:
        if self._among is not None:
            return len(self._among)
        return _count(self._db, self._table, self._where, [self._expression.matching])

    def newest(self, limit: int, offset: int) -> list[int]:
        if self._among is not None:
            return self._among[offset : offset + limit]
        sql = f"{self._of('rowid')} ORDER BY rowid DESC LIMIT ? OFFSET ?"
        rows = self._db.execute(sql, [self._expression.matching, limit, offset]).fetchall()
        return [number for (number,) in rows]

    def best(self, limit: int, least: int) -> list[tuple[float, int]]:
        """Scores, the lowest the best, and numbers, of those from ``least`` on."""
        weights = ", ".join(str(_SCORES[name]) for name in columns_of(self._table))
        score = f"bm25({self._table}, {weights}) AS score"
        asked = f"{self._of(f'{score}, rowid')} AND rowid >= ?"
        values: list[Any] = [self._expression.ranking, least]
        if self._among is not None:
            # the plus: else the index would be asked for each of these papers by itself
            asked += " AND +rowid IN (SELECT value FROM json_each(?))"
            values.append(list_column(number for number in self._among if number >= least))
        return self._db.execute(
            f"{asked} ORDER BY score, rowid DESC LIMIT ?", [*values, limit]
        ).fetchall()

    def _under(self, conditions: Mapping[str, Sequence[str]]) -> list[int]:
        """Those that match and keep to the conditions, the newest first: found once, as it takes
        longer than to put them in order."""
        matching = f"number IN ({self._of('rowid')})"
        values = [each for some in conditions.values() for each in some]
        rows = self._db.execute(
            f"{_numbers([matching, *conditions])} ORDER BY number DESC",
            [self._expression.matching, *values],
        ).fetchall()
        return [number for (number,) in rows]

    def _of(self, what: str) -> str:
        return f"SELECT {what} FROM {self._table} WHERE {self._where}"  # noqa: S608


def _rows(db: Connection, numbers: Sequence[int]) -> Rows:
    found = db.query(
        "SELECT * FROM papers WHERE number IN (SELECT value FROM json_each(?))",
        [list_column(numbers)],
    )
    by_number = {row["number"]: row for row in found}
    return [by_number[number] for number in numbers]


def _numbers(conditions: Iterable[str]) -> str:
    return f"SELECT number FROM papers WHERE {' AND '.join(conditions)}"  # noqa: S608


def _count(db: Connection, table: str, where: str, values: Sequence[str]) -> int:
    found = db.execute(f"SELECT count(*) FROM {table} WHERE {where}", values)  # noqa: S608
    return int(found.fetchone()[0])


def _newest(
    db: Connection,
    barred: str,
    conditions: Mapping[str, Sequence[str]],
    limit: int,
    offset: int,
) -> tuple[Rows, int]:
    """Without words, newest first, by the days that are shown beside them. Further back, as they
    came."""
    where = list(conditions)
    values: list[Any] = [each for some in conditions.values() for each in some]
    for volume in volumes(db) if barred else ():
        barring = f"{volume.table} MATCH ? AND rowid > {volume.after}"
        where.append(f"number NOT IN (SELECT rowid FROM {volume.table} WHERE {barring})")  # noqa: S608
        values.append(barred)
    came = f"{_numbers(where)} ORDER BY number DESC LIMIT"
    page = _BY_DAY.format(came=came) if offset < _MOST_RANKED else came
    found = db.execute(f"{page} ? OFFSET ?", [*values, limit, offset]).fetchall()
    numbers = [number for (number,) in found]
    return _rows(db, numbers), _count(db, "papers", " AND ".join(where), values)


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
    telling = [each for each in wanted if each.words.lower() not in _EVERYWHERE] or wanted
    return " AND ".join(map(_asked, telling))


def _side_by_side(wanted: Sequence[Term]) -> str:
    plain = [each.words for each in wanted if each.field == "anywhere" and not each.others]
    if len(plain) < 2 or len(plain) != len(wanted):
        return ""
    return _quoted(" ".join(plain))


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
        either = " OR ".join("instr(categories, ?)" for _ in query.categories)
        yield f"({either})", [_in_column(each) for each in query.categories]
    # what was only asked for and has no date is neither before nor after any
    if query.since:
        yield f"{_PUBLIC} >= ?", [str(date_column(query.since))]
    if query.until:
        yield f"{_PUBLIC} <= ?", [str(date_column(query.until))]


def _in_column(category: str) -> str:
    """In a JSON list of names; an archive's name begins those of its categories."""
    name = text_column(category).replace('"', "")
    return f'"{name[:-1]}' if name.endswith("*") else f'"{name}"'
