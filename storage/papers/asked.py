"""One question to one volume of the index of words, as SQL."""

from sqlite_utils import Database as Connection

from storage.papers.expressions import Expression
from storage.papers.facts import TABLE, Condition, Facts
from storage.papers.word_index import Volume, columns_of

# a word in the title counts as five in the abstract; a name counts more than a word
_SCORES = {"abstract": 1.0, "title": 5.0, "author_names": 3.0}


class Asked:
    """For the papers of a volume with an expression, that keep to the facts asked for."""

    def __init__(
        self, db: Connection, volume: Volume, expression: Expression, facts: Facts
    ) -> None:
        self._db = db
        self._volume = volume
        self._table = volume.table
        self._expression = expression
        self._from = volume.table
        if facts.conditions:
            # CROSS: else each paper that keeps to them may be asked for its words by itself
            self._from += f" CROSS JOIN {TABLE} ON facts.number = {volume.table}.rowid"
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

    def has_some_of(self, numbers: range) -> bool:
        return self._volume.after < numbers[-1] and numbers[0] < self._volume.before

    def within(self, numbers: range) -> Condition:
        """SQL for its papers among these numbers, and its values."""
        sql = f"{self._of(f'{self._table}.rowid')} AND {self._table}.rowid BETWEEN ? AND ?"
        return sql, [self._expression.matching, *self._values, numbers[0], numbers[-1]]

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
