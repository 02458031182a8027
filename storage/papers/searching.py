"""The search over all papers: how many have the words, and the best of the newest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery
from storage.columns import list_column
from storage.papers.asked import Asked
from storage.papers.expressions import Expression, can_be_asked, either, expressions, side_by_side
from storage.papers.facts import Facts, facts_of
from storage.papers.newest import newest
from storage.papers.word_index import volumes

Rows = Sequence[Mapping[str, Any]]

_MOST_WORDS = 32
# Papers are numbered as they come. Of more than so many, or so many for each that is asked for,
# the newest are put in order by what they say, and the others follow as they came.
_MOST_RANKED = 2_000
_RANKED_FOR_EACH = 10


def found(db: Connection, query: SearchQuery, limit: int, offset: int) -> tuple[Rows, int, bool]:
    """Rows of papers, how many there are in all, and whether they have only some of the words."""
    wanted = [each for each in query.terms if each.wanted and can_be_asked(each)][:_MOST_WORDS]
    barred = either([each for each in query.terms if not each.wanted and can_be_asked(each)])
    facts = facts_of(db, query)
    if limit < 1 or not (wanted or barred or facts.conditions):
        return [], 0, False
    if not wanted:
        numbers, total = newest(db, barred, facts, max(offset, 0), limit, _most_ranked(limit))
        return _rows(db, numbers), total, False
    for told in expressions(wanted, loosely=query.loosely):
        expression = Expression(told, side_by_side(wanted), barred)
        rows, total = _page(db, expression, facts, limit, max(offset, 0))
        if total:
            return rows, total, told == either(wanted) and len(wanted) > 1
    return [], 0, False


def _page(
    db: Connection, expression: Expression, facts: Facts, limit: int, offset: int
) -> tuple[Rows, int]:
    asked = [Asked(db, each, expression, facts) for each in volumes(db)]
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


def _ranked(several: Sequence[tuple[Asked, int]], limit: int, offset: int) -> list[int]:
    """The best of the newest: each volume tells its own."""
    best: list[tuple[float, int]] = []
    room = _most_ranked(limit)
    for asked, count in several:
        if room > 0 and count:
            best += asked.best(limit + offset, room if count > room else None)
            room -= count
    best.sort(key=lambda one: (one[0], -one[1]))
    return [number for _, number in best[offset : offset + limit]]


def _behind(several: Sequence[tuple[Asked, int]], limit: int, offset: int) -> list[int]:
    """Those that are put in no order, newest first."""
    found: list[int] = []
    for asked, count in several:
        if offset < count and len(found) < limit:
            found += asked.newest(limit - len(found), offset)
        offset = max(offset - count, 0)
    return found


def _rows(db: Connection, numbers: Sequence[int]) -> Rows:
    found = db.query(
        "SELECT * FROM papers WHERE number IN (SELECT value FROM json_each(?))",
        [list_column(numbers)],
    )
    by_number = {row["number"]: row for row in found}
    return [by_number[number] for number in numbers]
