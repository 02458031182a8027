"""What a model said of papers for topics, paid for once."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from bot.values.judging import Judgement, ScoreKey
from storage.aged import without_aged
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database

# as long as vectors are: a card may ask why a paper was shown
KEPT = timedelta(days=60)
_GET = """
    SELECT asked.key AS place, score, evidence FROM json_each(?) AS asked JOIN judged_scores
        ON paper = asked.value ->> 0 AND topic = asked.value ->> 1 AND judge = asked.value ->> 2
"""
_KEEP = """
    INSERT INTO judged_scores (paper, topic, judge, score, evidence, made_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET score = excluded.score, evidence = excluded.evidence,
        made_at = excluded.made_at
"""


class SqlScores:
    """Implements ``bot.ports.judging.KeptScores`` over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, keys: Sequence[ScoreKey]) -> Mapping[ScoreKey, Judgement]:
        asked = [list_column(map(astuple, keys))]
        rows = await self._database.read(lambda db: db.execute(_GET, asked).fetchall())
        return {keys[place]: Judgement(score, evidence) for place, score, evidence in rows}

    async def keep(self, scores: Mapping[ScoreKey, Judgement], made_at: datetime) -> None:
        moment = moment_column(made_at)
        rows = [
            (*map(text_column, astuple(key)), one.score, text_column(one.evidence), moment)
            for key, one in scores.items()
        ]
        await self._database.write(lambda db: _keep(db, rows))

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`; how many rows."""
        return await without_aged("judged_scores", now - KEPT, self._database)


def _keep(db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    db.conn.executemany(_KEEP, rows)
