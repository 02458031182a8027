"""A search without words: the papers that keep to what is asked for and have no barred word."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from storage.papers.asked import Asked
from storage.papers.expressions import Expression
from storage.papers.facts import Facts
from storage.papers.word_index import spans, volumes

# as many as one category has in a volume
_WHOLE = 6_000
# number and day
_Came = tuple[int, Any]


def newest(
    db: Connection, barred: str, facts: Facts, offset: int, limit: int, most: int
) -> tuple[list[int], int]:
    """Numbers, newest first by the days that are shown beside them, and how many there are in all.
    Behind the first ``most``, as they came."""
    told = Expression(barred, "", "")
    out = [Asked(db, each, told, facts) for each in (volumes(db) if barred else ())]
    came, total = _came(db, out, facts, max(most, offset + limit))
    came[:most] = sorted(came[:most], key=_by_day, reverse=True)
    return [number for number, _ in came[offset : offset + limit]], total


def _by_day(came: _Came) -> tuple[bool, Any, int]:
    number, day = came
    return day is not None, day or 0, number


def _came(db: Connection, out: Sequence[Asked], facts: Facts, most: int) -> tuple[list[_Came], int]:
    """So many of those that are not ``out``, the newest number first, and how many there are. A
    volume is read or counted, and each takes nearly as long: one that was read whole needs no
    counting."""
    found: list[_Came] = []
    for numbers in _spans(db, out):
        limit = max(most - len(found), _WHOLE if out else 0)
        came = _left(db, out, facts, numbers, limit)
        known, rest = len(found), range(numbers.stop)
        found += came
        if len(came) < limit:
            known, rest = len(found), range(numbers.start)
        if len(found) >= most:
            return found[:most], known + _count(db, out, facts, rest)
    return found, len(found)


def _spans(db: Connection, out: Sequence[Asked]) -> Iterator[range]:
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM papers").fetchone()
    return spans(last) if out else iter([range(last + 1)])


def _left(
    db: Connection, out: Sequence[Asked], facts: Facts, numbers: range, limit: int
) -> list[_Came]:
    where, values = [facts.kept, "facts.number BETWEEN ? AND ?"], [*facts.values, *_ends(numbers)]
    for each in out:
        if each.has_some_of(numbers):
            sql, some = each.within(numbers)
            where.append(f"facts.number NOT IN ({sql})")
            values += some
    sql = f"SELECT facts.number, facts.day {' AND '.join(where)} ORDER BY facts.number DESC LIMIT ?"
    return db.execute(sql, [*values, limit]).fetchall()


def _count(db: Connection, out: Sequence[Asked], facts: Facts, numbers: range) -> int:
    if not numbers:
        return 0
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
