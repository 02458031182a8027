"""What a search asks of papers beside their words: categories and days.

``paper_facts`` has a narrow row of each paper, which triggers on ``papers`` hold true. A category
is looked for once among the few sets of them that papers have (``category_sets``). A file of an
earlier version is asked through its papers until the last of them was taken over
(:mod:`storage.papers.taking_over`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery
from storage.columns import date_column, text_column
from storage.papers.word_index import taken_over_until

_DAY_ZERO = date(1970, 1, 1)
# a byte for each set, in the order of their numbers: "1" where it is asked for
_SETS = """
    SELECT CAST(group_concat({either}, '') AS BLOB)
    FROM (SELECT categories FROM category_sets ORDER BY number)
"""
_IN_SETS = "substr(?, facts.categories, 1) = CAST('1' AS BLOB)"
# A feed names no day of submission: there the day of the listing counts. In a file of an earlier
# version that day stands in the listings alone.
_DAY_BEFORE = """coalesce(facts.published, facts.listed, (
    SELECT min(date) FROM listing_items WHERE paper_id = facts.id AND date != ''
        AND announce_type NOT LIKE 'replace%'))"""

Condition = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Facts:
    """``table`` has a row of each paper, by its ``number``, and is to be called ``facts``. ``day``
    is what the newest are known by, ``conditions`` what the papers have to keep to."""

    table: str
    day: str
    conditions: Sequence[Condition]

    @property
    def where(self) -> list[str]:
        return [sql for sql, _ in self.conditions]

    @property
    def kept(self) -> str:
        """From where rows come, and which."""
        return f"FROM {self.table} WHERE {' AND '.join(self.where or ['true'])}"

    @property
    def values(self) -> list[Any]:
        return [value for _, values in self.conditions for value in values]


def undated(db: Connection) -> int:
    """How many papers have no day, and so are neither before nor after any; of a file of an earlier
    version, among those that were taken over."""
    return int(db.execute("SELECT count(*) FROM paper_facts WHERE day IS NULL").fetchone()[0])


def facts_of(db: Connection, query: SearchQuery) -> Facts:
    """Without conditions where the query has none but words."""
    if taken_over_until(db) is not None:
        return Facts("papers AS facts", _DAY_BEFORE, list(_conditions_before(query)))
    return Facts("paper_facts AS facts", "facts.day", list(_conditions(db, query)))


def _conditions(db: Connection, query: SearchQuery) -> Iterator[Condition]:
    # what was only asked for and has no date is neither before nor after any
    if query.since:
        yield "facts.day >= ?", [_days(query.since)]
    if query.until:
        yield "facts.day <= ?", [_days(query.until)]
    if query.categories:
        either, names = _in_sets(query.categories)
        (sets,) = db.execute(_SETS.format(either=either), names).fetchone()
        yield _IN_SETS, [sets or b""]


def _conditions_before(query: SearchQuery) -> Iterator[Condition]:
    if query.categories:
        yield _in_sets(query.categories)
    if query.since:
        yield f"{_DAY_BEFORE} >= ?", [date_column(query.since)]
    if query.until:
        yield f"{_DAY_BEFORE} <= ?", [date_column(query.until)]


def _in_sets(categories: Sequence[str]) -> tuple[str, list[str]]:
    """1 where a JSON list of names, ``categories``, has one of them."""
    asked = " OR ".join("instr(categories, ?) > 0" for _ in categories)
    return f"({asked})", [_in_column(each) for each in categories]


def _in_column(category: str) -> str:
    """An archive's name begins those of its categories."""
    name = text_column(category).replace('"', "")
    return f'"{name[:-1]}' if name.endswith("*") else f'"{name}"'


def _days(day: date) -> int:
    return (day - _DAY_ZERO).days
