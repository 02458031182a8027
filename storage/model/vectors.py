"""Vectors of papers and topics, as half floats under the model's name.

A component of a unit vector loses less than a thousandth of itself; a paper of 1,536 numbers
takes 3 KB.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from bot.ports.judging import VectorKind, Vectors
from storage.aged import without_aged
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database

# a paper is asked for again while a brief may still be owed; a topic is cheap to make again
KEPT = timedelta(days=60)
_HALF = "<f2"
_GET = """
    SELECT digest, vector FROM json_each(:digests) AS asked
        JOIN vectors ON model = :model AND digest = asked.value
"""
_KEEP = """
    INSERT INTO vectors (model, digest, kind, vector, made_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET vector = excluded.vector, made_at = excluded.made_at
"""
# digests are as good as drawn by lot
_BACKDROP = """
    SELECT vector FROM vectors WHERE model = ? AND kind = 'paper' ORDER BY digest LIMIT ?
"""


class SqlVectors:
    """Implements ``bot.ports.judging.KeptVectors`` over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, model: str, digests: Sequence[str]) -> Mapping[str, Vectors]:
        asked = {"model": text_column(model), "digests": list_column(digests)}
        rows = await self._database.read(lambda db: db.execute(_GET, asked).fetchall())
        return {digest: _vector(column) for digest, column in rows}

    async def keep(
        self, model: str, kind: VectorKind, vectors: Mapping[str, Vectors], made_at: datetime
    ) -> None:
        named, moment = text_column(model), moment_column(made_at)
        rows = [
            (named, digest, kind, vector.astype(_HALF).tobytes(), moment)
            for digest, vector in vectors.items()
        ]
        await self._database.write(lambda db: _keep(db, rows))

    async def backdrop(self, model: str, most: int) -> Sequence[Vectors]:
        asked = (text_column(model), most)
        rows = await self._database.read(lambda db: db.execute(_BACKDROP, asked).fetchall())
        return [_vector(column) for (column,) in rows]

    async def sweep(self, now: datetime) -> int:
        """Take away what is older than :data:`KEPT`; how many rows."""
        return await without_aged("vectors", now - KEPT, self._database)


def _keep(db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    db.conn.executemany(_KEEP, rows)


def _vector(column: bytes) -> Vectors:
    # loaded where there are vectors
    import numpy as np

    return np.frombuffer(column, _HALF).astype(np.float32)
