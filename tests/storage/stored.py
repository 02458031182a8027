"""What a database holds, whatever its tables are: for tests of what is forgotten."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def naming(path: Path, name: str) -> list[str]:
    """``table.column`` of every value that holds ``name`` as a word of its own: an address, or
    the number in it. Numbers are looked at as texts are; the search index is left out."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    found = {where for where, value in _values(path) if word.search(value)}
    return sorted(found)


def _values(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'papers_fts%'"
        ).fetchall()
        for (table,) in tables:
            rows = db.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [column for column, *_ in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", "" if value is None else str(value)
