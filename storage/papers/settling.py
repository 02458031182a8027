"""How completely each category's days are known, and records of which more pages are to come."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.coverage import BegunHarvest, Coverage
from storage.columns import (
    list_column,
    moment_column,
    moment_from,
    optional_moment_column,
    optional_text_column,
    text_column,
)
from storage.file.database import Database
from storage.papers.papers import revise

_COUNTS = ("fed", "recorded", "added", "checks", "agreed", "tries", "lost")
_FLAGS = ("half", "hole", "again")
_MOMENTS = ("fed_at", "checked_at", "tried_at", "refused_at")
_COLUMNS = ("category", "date", *_COUNTS, *_FLAGS, *_MOMENTS)
_KEEP = (
    f"INSERT OR REPLACE INTO coverages ({', '.join(_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"
)
_KEEP_BEGUN = """
    INSERT OR REPLACE INTO harvests (category, first, last, begun_at, token, recorded, added)
    VALUES (:category, :first, :last, :begun_at, :token, :recorded, :added)
"""


class SqlCoverageRepository:
    """The CoverageRepository over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def coverages(self, since: date, categories: Sequence[str]) -> Sequence[Coverage]:
        return await self._database.read(lambda db: _coverages(db, since, categories))

    async def keep(self, coverages: Sequence[Coverage]) -> None:
        await self._database.write(lambda db: _keep(db, coverages))

    async def begun(self, categories: Sequence[str]) -> Mapping[str, BegunHarvest]:
        return await self._database.read(lambda db: _begun(db, categories))

    async def note(self, category: str, begun: BegunHarvest | None) -> None:
        await self._database.write(lambda db: _note(db, category, begun))


def holes_in(db: Connection, first: str, last: str) -> frozenset[tuple[str, str]]:
    """Category and date of every listing that is known to lack papers; dates as stored."""
    rows = db.execute(
        "SELECT category, date FROM coverages WHERE hole AND date BETWEEN ? AND ?", [first, last]
    )
    return frozenset((category, day) for category, day in rows.fetchall())


def _coverages(db: Connection, since: date, categories: Sequence[str]) -> tuple[Coverage, ...]:
    rows = db.query(
        "SELECT * FROM coverages WHERE date >= ? "
        "AND category IN (SELECT value FROM json_each(?)) ORDER BY date, category",
        [since.isoformat(), list_column(categories)],
    )
    return tuple(_coverage_from(row) for row in rows)


def coverage_in(db: Connection, since: str) -> tuple[Coverage, ...]:
    """Of every category; ``since`` as stored."""
    rows = db.query("SELECT * FROM coverages WHERE date >= ?", [since])
    return tuple(_coverage_from(row) for row in rows)


def _coverage_from(row: Mapping[str, Any]) -> Coverage:
    values: dict[str, Any] = {name: row[name] for name in _COUNTS}
    values |= {name: bool(row[name]) for name in _FLAGS}
    values |= {name: moment_from(row[name]) for name in _MOMENTS}
    return Coverage(
        category=row["category"],
        date=date.fromisoformat(row["date"]),
        **values,
    )


def _keep(db: Connection, coverages: Sequence[Coverage]) -> None:
    for one in coverages:
        key = [text_column(one.category), one.date.isoformat()]
        known = db.execute(
            "SELECT hole, half, fed IS NOT NULL FROM coverages WHERE category = ? AND date = ?", key
        ).fetchone()
        db.execute(
            _KEEP,
            {
                "category": key[0],
                "date": key[1],
                **{name: getattr(one, name) for name in _COUNTS},
                **{name: int(getattr(one, name)) for name in _FLAGS},
                **{name: optional_moment_column(getattr(one, name)) for name in _MOMENTS},
            },
        )
        if (one.hole, one.half, one.fed is not None) != (known or (0, 0, 0)):
            # whatever was made of the listing, or of a later one, may be different now
            revise(db)


def _begun(db: Connection, categories: Sequence[str]) -> dict[str, BegunHarvest]:
    rows = db.query(
        "SELECT * FROM harvests WHERE category IN (SELECT value FROM json_each(?))",
        [list_column(categories)],
    )
    return {row["category"]: _begun_from(row) for row in rows}


def _begun_from(row: Mapping[str, Any]) -> BegunHarvest:
    return BegunHarvest(
        category=row["category"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        at=datetime.fromisoformat(row["begun_at"]),
        token=row["token"],
        recorded=_counts_from(row["recorded"]),
        added=_counts_from(row["added"]),
    )


def _note(db: Connection, category: str, begun: BegunHarvest | None) -> None:
    if begun is None:
        db.execute("DELETE FROM harvests WHERE category = ?", [text_column(category)])
        return
    db.execute(
        _KEEP_BEGUN,
        {
            "category": text_column(category),
            "first": begun.first.isoformat(),
            "last": begun.last.isoformat(),
            "begun_at": moment_column(begun.at),
            "token": optional_text_column(begun.token),
            "recorded": _counts_column(begun.recorded),
            "added": _counts_column(begun.added),
        },
    )


def _counts_column(counts: Mapping[date, int]) -> str:
    return json.dumps({day.isoformat(): count for day, count in counts.items()})


def _counts_from(column: str) -> dict[date, int]:
    return {date.fromisoformat(day): int(count) for day, count in json.loads(column).items()}
