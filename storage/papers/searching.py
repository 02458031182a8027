"""The search over all papers, as SQL: an expression of FTS5, and what stands beside it.

Inside of a string of FTS5 nothing is an operator (https://sqlite.org/fts5.html): every word of a
person's goes into one. There the tokenizer of the index divides, so ``low-rank`` asks for the two
words together, and it takes endings off.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery, Term
from storage.columns import list_column, text_column
from storage.papers.facts import Facts, facts_of
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
# Papers are numbered as they come. Of more than so many, or so many for each that is asked for,
# the newest are put in order by what they say, and the others follow as they came.
_MOST_RANKED = 2_000
_RANKED_FOR_EACH = 10
# a word in the title counts as five in the abstract; a name counts more than a word
_SCORES = {"abstract": 1.0, "title": 5.0, "author_names": 3.0}
# where words are barred, the newest so many are looked at before all others
_FEW = 1 << 16


def found(db: Connection, query: SearchQuery, limit: int, offset: int) -> tuple[Rows, int, bool]:
    """Rows of papers, how many there are in all, and whether they have only some of the words."""
    wanted = [each for each in query.terms if each.wanted and _can_be_asked(each)][:_MOST_WORDS]
    barred = _either([each for each in query.terms if not each.wanted and _can_be_asked(each)])
    facts = facts_of(db, query)
    if limit < 1 or not (wanted or barred or facts.conditions):
        return [], 0, False
    if not wanted:
        return *_newest(db, barred, facts, limit, max(offset, 0)), False
    for told in _expressions(wanted, loosely=query.loosely):
        expression = _Expression(told, _side_by_side(wanted), barred)
        rows, total = _page(db, expression, facts, limit, max(offset, 0))
        if total:
            return rows, total, told == _either(wanted) and len(wanted) > 1
    return [], 0, False


def _page(
    db: Connection, expression: "_Expression", facts: Facts, limit: int, offset: int
) -> tuple[Rows, int]:
    asked = [_Asked(db, each, expression, facts) for each in volumes(db)]
    counts = [each.count() for each in asked]
    several = list(zip(asked, counts, strict=True))
    numbers = (
        _ranked(several, limit, offset)
        if offset < _most_ranked(limit)
        else _behind(several, limit, offset)
    )
    return _rows(db, numbers), sum(counts)


def _most_ranked(limit: int) -> int:
    return max(_MOST_RANKED, limit * _RANKED_FOR_EACH)


def _ranked(several: Sequence[tuple["_Asked", int]], limit: int, offset: int) -> list[int]:
    """The best of the newest: each volume tells its own."""
    best: list[tuple[float, int]] = []
    room = _most_ranked(limit)
    for asked, count in several:
        if room > 0 and count:
            best += asked.best(limit + offset, room if count > room else None)
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
        self, db: Connection, volume: Volume, expression: "_Expression", facts: Facts
    ) -> None:
        self._db = db
        self._table = volume.table
        self._expression = expression
        self._from = volume.table
        if facts.conditions:
            # CROSS: else each paper that keeps to them may be asked for its words by itself
            self._from += f" CROSS JOIN {facts.table} ON facts.number = {volume.table}.rowid"
        matching = (f"{volume.table} MATCH ?", f"{volume.table}.rowid > {volume.after}")
        self._where = " AND ".join((*matching, *facts.where))
        self._values = facts.values

    def count(self) -> int:
        found = self._db.execute(self._of("count(*)"), [self._expression.matching, *self._values])
        return int(found.fetchone()[0])

    def newest(self, limit: int, offset: int) -> list[int]:
        sql = (
            f"{self._of(f'{self._table}.rowid')} ORDER BY {self._table}.rowid DESC LIMIT ? OFFSET ?"
        )
        values = [self._expression.matching, *self._values, limit, offset]
        return [number for (number,) in self._db.execute(sql, values).fetchall()]

    def after(self, number: int) -> tuple[str, list[Any]]:
        """SQL for the numbers above this one, and its values."""
        sql = f"{self._of(f'{self._table}.rowid')} AND {self._table}.rowid > ?"
        return sql, [self._expression.matching, *self._values, number]

    def best(self, limit: int, among: int | None) -> list[tuple[float, int]]:
        """Scores, the lowest the best, and numbers; of all, or ``among`` so many of the newest."""
        weights = ", ".join(str(_SCORES[name]) for name in columns_of(self._table))
        sql = self._of(f"bm25({self._table}, {weights}) AS score, {self._table}.rowid AS number")
        values = [self._expression.ranking, *self._values]
        if among is not None:
            # backwards, which is slower by half, but ends where the newest do
            sql = f"SELECT * FROM ({sql} ORDER BY {self._table}.rowid DESC LIMIT ?)"  # noqa: S608
            values.append(among)
        return self._db.execute(
            f"{sql} ORDER BY score, number DESC LIMIT ?", [*values, limit]
        ).fetchall()

    def _of(self, what: str) -> str:
        return f"SELECT {what} FROM {self._from} WHERE {self._where}"  # noqa: S608


def _rows(db: Connection, numbers: Sequence[int]) -> Rows:
    found = db.query(
        "SELECT * FROM papers WHERE number IN (SELECT value FROM json_each(?))",
        [list_column(numbers)],
    )
    by_number = {row["number"]: row for row in found}
    return [by_number[number] for number in numbers]


def _newest(db: Connection, barred: str, facts: Facts, limit: int, offset: int) -> tuple[Rows, int]:
    """Without words, newest first, by the days that are shown beside them. Further back, as they
    came."""
    told = _Expression(barred, "", "")
    out = [_Asked(db, each, told, facts) for each in (volumes(db) if barred else ())]
    (total,) = db.execute(f"SELECT count(*) {facts.kept}", facts.values).fetchone()
    if offset < (most := _most_ranked(limit)):
        came = sorted(_came(db, out, facts, most, 0), key=_by_day, reverse=True)
        came = came[offset : offset + limit]
    else:
        came = _came(db, out, facts, limit, offset)
    numbers = [number for number, _ in came]
    return _rows(db, numbers), total - sum(each.count() for each in out)


def _by_day(came: tuple[int, Any]) -> tuple[bool, Any, int]:
    number, day = came
    return day is not None, day or 0, number


def _came(
    db: Connection, out: Sequence[_Asked], facts: Facts, limit: int, offset: int
) -> list[tuple[int, Any]]:
    """Numbers and days of those that are not ``out``, the newest number first."""
    (newest,) = db.execute("SELECT coalesce(max(number), 0) FROM papers").fetchone()
    found: list[tuple[int, Any]] = []
    for after in (newest - _FEW, -1) if out else (-1,):
        where, values = [facts.kept, "facts.number > ?"], [*facts.values, after]
        for each in out:
            sql, some = each.after(after)
            where.append(f"facts.number NOT IN ({sql})")
            values += some
        found = db.execute(
            f"SELECT facts.number, {facts.day} {' AND '.join(where)} "
            "ORDER BY facts.number DESC LIMIT ? OFFSET ?",
            [*values, limit, offset],
        ).fetchall()
        if len(found) == limit:
            break
    return found


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
