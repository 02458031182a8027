"""A search without words: the papers that keep to what is asked for and have no barred word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from storage.papers.asked import Asked
from storage.papers.expressions import Expression
from storage.papers.facts import Facts
from storage.papers.word_index import spans, volumes

# as many as one category has in a volume
_WHOLE = 6_000
# To leave out a word that nearly all papers have takes longest, and leaves few. Behind so many
# volumes any that fill the page are plenty.
_SEVERAL = 2
# number and day
_Came = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Newest:
    """``numbers`` of papers of ``total``, and perhaps ``more``."""

    numbers: Sequence[int]
    total: int
    more: bool


def newest(
    db: Connection, barred: str, facts: Facts, page: range, *, most: int, plenty: int
) -> Newest:
    """Newest first by the days that are shown beside them; behind the first ``most``, as they came.
    Once there are ``plenty``, older volumes are read for the pages in them only, and are not in
    order by day either.

    A volume is read or counted, and each takes nearly as long: one that was read whole needs no
    counting.
    """
    told = Expression(barred, "", "")
    out = [Asked(db, each, told, facts) for each in (volumes(db) if barred else ())]
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM papers").fetchone()
    found: list[_Came] = []
    total = ordered = 0
    more = False
    for read, numbers in enumerate(spans(last)):
        enough = total >= plenty or (bool(out) and read >= _SEVERAL)
        more = enough and total > page.stop
        if more:
            break
        limit = max(most, page.stop) - len(found)
        limit = max(limit, _WHOLE) if out else limit
        came = _left(db, out, facts, numbers, limit)
        found += came
        ordered = ordered if enough else min(len(found), most)
        total += len(came) if len(came) < limit else _count(db, out, facts, numbers)
    found[:ordered] = sorted(found[:ordered], key=_by_day, reverse=True)
    return Newest([number for number, _ in found[page.start : page.stop]], total, more)


def _by_day(came: _Came) -> tuple[bool, Any, int]:
    number, day = came
    return day is not None, day or 0, number


def _left(
    db: Connection, out: Sequence[Asked], facts: Facts, numbers: range, limit: int
) -> list[_Came]:
    """So many of a volume's that are not ``out``, the newest number first."""
    where, values = [facts.kept, "facts.number BETWEEN ? AND ?"], [*facts.values, *_ends(numbers)]
    for each in out:
        if each.has_some_of(numbers):
            sql, some = each.within(numbers)
            where.append(f"facts.number NOT IN ({sql})")
            values += some
    sql = f"SELECT facts.number, facts.day {' AND '.join(where)} ORDER BY facts.number DESC LIMIT ?"
    return db.execute(sql, [*values, limit]).fetchall()


def _count(db: Connection, out: Sequence[Asked], facts: Facts, numbers: range) -> int:
    sql = f"SELECT count(*) {facts.kept} AND facts.number BETWEEN ? AND ?"
    (total,) = db.execute(sql, [*facts.values, *_ends(numbers)]).fetchone()
    for each in out:
        if each.has_some_of(numbers):
            sql, values = each.within(numbers)
            counted = f"SELECT count(*) FROM ({sql})"  # noqa: S608
            total -= db.execute(counted, values).fetchone()[0]
    return int(total)


def _ends(numbers: range) -> tuple[int, int]:
    return numbers[0], numbers[-1]
