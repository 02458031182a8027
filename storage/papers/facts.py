"""What a search asks of papers beside their words: categories and days.

``paper_facts`` has a narrow row of each paper, which triggers on ``papers`` hold true. A category
is looked for once among the few sets of them that papers have (``category_sets``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database as Connection

from bot.values.searching import SearchQuery
from storage.columns import day_column, text_column

# a byte for each set, in the order of their numbers: "1" where it is asked for
_SETS = """
    SELECT CAST(group_concat({either}, '') AS BLOB)
    FROM (SELECT categories FROM category_sets ORDER BY number)
"""
_IN_SETS = "substr(?, facts.categories, 1) = CAST('1' AS BLOB)"

TABLE: Final = "paper_facts AS facts"
Condition = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers have to keep to, of whom each has a row in ``TABLE`` by its ``number``."""

    conditions: Sequence[Condition]

    @property
    def where(self) -> list[str]:
        return [sql for sql, _ in self.conditions]

    @property
    def kept(self) -> str:
        """From where rows come, and which."""
        return f"FROM {TABLE} WHERE {' AND '.join(self.where or ['true'])}"

    @property
    def values(self) -> list[Any]:
        return [value for _, values in self.conditions for value in values]


def undated(db: Connection) -> int:
    """How many papers have no day, and so are neither before nor after any."""
    return int(db.execute("SELECT count(*) FROM paper_facts WHERE day IS NULL").fetchone()[0])


def facts_of(db: Connection, query: SearchQuery) -> Facts:
    """Without conditions where the query has none but words."""
    return Facts(list(_conditions(db, query)))


def _conditions(db: Connection, query: SearchQuery) -> Iterator[Condition]:
    # what was only asked for and has no date is neither before nor after any
    if query.since:
        yield "facts.day >= ?", [day_column(query.since)]
    if query.until:
        yield "facts.day <= ?", [day_column(query.until)]
    if query.categories:
        either, names = _in_sets(query.categories)
        (sets,) = db.execute(_SETS.format(either=either), names).fetchone()
        yield _IN_SETS, [sets or b""]


def _in_sets(categories: Sequence[str]) -> tuple[str, list[str]]:
    """1 where a JSON list of names, ``categories``, has one of them."""
    asked = " OR ".join("instr(categories, ?) > 0" for _ in categories)
    return f"({asked})", [_in_column(each) for each in categories]


def _in_column(category: str) -> str:
    """An archive's name begins those of its categories."""
    name = text_column(category).replace('"', "")
    return f'"{name[:-1]}' if name.endswith("*") else f'"{name}"'
