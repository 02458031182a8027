"""Rows that nobody will ask for any more, taken away a little at a time."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Literal

from sqlite_utils import Database as Connection

from storage.columns import moment_column
from storage.file.database import Database

# rows at a time: other writers wait for no more than this
_ROWS = 2_000
Table = Literal["vectors", "judged_scores", "summaries", "paper_briefs", "english_topics"]
_STATEMENTS: Mapping[Table, str] = {
    "vectors": """
        DELETE FROM vectors WHERE rowid IN (
            SELECT rowid FROM vectors WHERE made_at < ? LIMIT ?)""",
    "judged_scores": """
        DELETE FROM judged_scores WHERE (paper, topic, judge) IN (
            SELECT paper, topic, judge FROM judged_scores WHERE made_at < ? LIMIT ?)""",
    "summaries": """
        DELETE FROM summaries WHERE (digest, language, writer, writer_version) IN (
            SELECT digest, language, writer, writer_version FROM summaries
            WHERE made_at < ? LIMIT ?)""",
    "paper_briefs": """
        DELETE FROM paper_briefs WHERE (paper_id, version, language, writer, writer_version) IN (
            SELECT paper_id, version, language, writer, writer_version FROM paper_briefs
            WHERE made_at < ? LIMIT ?)""",
    "english_topics": """
        DELETE FROM english_topics WHERE (text, translator) IN (
            SELECT text, translator FROM english_topics WHERE made_at < ? LIMIT ?)""",
}


async def without_aged(table: Table, before: datetime, database: Database) -> int:
    """How many rows were taken away."""
    gone, taken = 0, _ROWS
    while taken == _ROWS:
        taken = await database.write(partial(_taken, _STATEMENTS[table], moment_column(before)))
        gone += taken
    return gone


def _taken(statement: str, before: str, db: Connection) -> int:
    return int(db.conn.execute(statement, (before, _ROWS)).rowcount)
