"""What a database holds, whatever its tables are: for tests of what is forgotten."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database as Connection


def naming(path: Path, name: str) -> list[str]:
    """``table.column`` of every value that holds ``name`` as a word of its own: an address, or
    the number in it. A view counts as a table. Numbers are looked at as texts are; the search
    index is left out."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    found = {where for where, value in _values(path) if word.search(value)}
    return sorted(found)


def _values(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
            "AND name NOT LIKE 'papers_fts%'"
        ).fetchall()
        for (table,) in tables:
            rows = db.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [column for column, *_ in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", "" if value is None else str(value)


def facts_and_papers(db: Connection) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Number, categories and day of each paper, as ``paper_facts`` and as ``papers`` has them."""
    facts = db.execute("""
        SELECT f.number, s.categories, date(f.day * 86400, 'unixepoch')
        FROM paper_facts AS f LEFT JOIN category_sets AS s ON s.number = f.categories
        ORDER BY f.number""")
    papers = db.execute(
        "SELECT number, categories, coalesce(published, listed) FROM papers ORDER BY number"
    )
    return facts.fetchall(), papers.fetchall()
