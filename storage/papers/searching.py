"""The search over all papers: how many have the words, and the best of the newest.

The volumes are asked one after another, the newest first, until there are plenty: what is asked
takes as long after years as it does after weeks. How many there are in all is known where there
are few, or where everything was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery
from storage.columns import list_column
from storage.papers.asked import Asked
from storage.papers.expressions import Expression, can_be_asked, either, expressions, side_by_side
from storage.papers.facts import facts_of
from storage.papers.newest import newest
from storage.papers.word_index import volumes

Rows = Sequence[Mapping[str, Any]]

_MOST_WORDS = 32
# more than anybody looks through: the volumes behind them are left alone
_PLENTY = 1_000
# Papers are numbered as they come. Of more than so many, or so many for each that is asked for,
# the newest are put in order by what they say, and the others follow as they came.
_MOST_RANKED = 2_000
_RANKED_FOR_EACH = 10


@dataclass(frozen=True, slots=True)
class Found:
    """``rows`` of papers of ``total``, and perhaps ``more``; ``some``: they have only some of the
    words."""

    rows: Rows = ()
    total: int = 0
    more: bool = False
    some: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """Volumes with how many each has; the first ``ranked`` of all are put in order."""

    several: Sequence[tuple[Asked, int]]
    ranked: int
    more: bool

    @property
    def total(self) -> int:
        return sum(count for _, count in self.several)


def found(db: Connection, query: SearchQuery, limit: int, offset: int) -> Found:
    wanted = [each for each in query.terms if each.wanted and can_be_asked(each)][:_MOST_WORDS]
    barred = either([each for each in query.terms if not each.wanted and can_be_asked(each)])
    facts = facts_of(db, query)
    if limit < 1 or not (wanted or barred or facts.conditions):
        return Found()
    page = range(max(offset, 0), max(offset, 0) + limit)
    if not wanted:
        came = newest(db, barred, facts, page, most=_most_ranked(page), plenty=_PLENTY)
        return Found(_rows(db, came.numbers), came.total, came.more)
    for told in expressions(wanted, loosely=query.loosely):
        expression = Expression(told, side_by_side(wanted), barred)
        counted = _counted([Asked(db, each, expression, facts) for each in volumes(db)], page)
        if counted.total:
            is_some = told == either(wanted) and len(wanted) > 1
            rows = _rows(db, _numbers(counted, page))
            return Found(rows, counted.total, counted.more, is_some)
    return Found()


def _most_ranked(page: range) -> int:
    return max(_MOST_RANKED, len(page) * _RANKED_FOR_EACH)


def _counted(asked: Sequence[Asked], page: range) -> _Counted:
    """Up to the volume with which there are plenty, or to that of the page where it lies behind.
    What is put in order is the same for every page."""
    several: list[tuple[Asked, int]] = []
    total = ranked = 0
    for each in asked:
        if total >= _PLENTY and total > page.stop:
            return _Counted(several, ranked, more=True)
        count = each.count()
        ranked = ranked if total >= _PLENTY else min(total + count, _most_ranked(page))
        several.append((each, count))
        total += count
    return _Counted(several, ranked, more=False)


def _numbers(counted: _Counted, page: range) -> list[int]:
    best = _ranked(counted, page.stop)[page.start :] if page.start < counted.ranked else []
    return best + _behind(counted, len(page) - len(best), max(page.start, counted.ranked))


def _ranked(counted: _Counted, limit: int) -> list[int]:
    """The best of the newest: each volume tells its own."""
    best: list[tuple[float, int]] = []
    room = counted.ranked
    for asked, count in counted.several:
        if room > 0 and count:
            best += asked.best(limit, room if count > room else None)
            room -= count
    best.sort(key=lambda one: (one[0], -one[1]))
    return [number for _, number in best[:limit]]


def _behind(counted: _Counted, limit: int, offset: int) -> list[int]:
    """Those that are put in no order, newest first."""
    found: list[int] = []
    for asked, count in counted.several:
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
