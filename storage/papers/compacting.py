"""Volumes of the index from which many words were taken are written anew, a little at a time.

FTS5 only notes that a paper's words are gone. Until it merges, the index grows by what is taken
from it (https://sqlite.org/fts5.html, 6.7 and 6.8).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from sqlite_utils import Database as Connection

from storage.file.database import Database
from storage.papers.chores import end_chore
from storage.papers.word_index import Words, papers_in, unindex, volume_of

# papers of a volume; a whole one holds 64 times as many
MANY: Final = 512
# pages of 4 KB, which take some milliseconds
_PAGES = 64
_CHORE = "compact "
_TAKEN = """
    INSERT INTO chores (chore, until) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET until = until + excluded.until
"""
_TAKEN_FROM = "SELECT chore, until FROM chores WHERE chore GLOB ? AND until >= ?"
# of many: where few are left, so few are enough
_SOONER: Final = 16
# few: as many times those that are gone
_FEW: Final = 8
# It has done nothing where fewer than two rows have changed.
_LEAST_DONE = 2


class Compacting:
    """``many`` is after how many papers a volume is written anew; sooner where few are left."""

    def __init__(self, database: Database, many: int = MANY) -> None:
        self._database = database
        self._many = many

    async def sweep(self, now: datetime) -> int:
        """How many volumes were written anew, or given back whole."""
        some = await self._database.read(partial(_with_many_taken, self._many))
        for volume in some:
            if not await self._database.write(partial(_given_back, volume)):
                await self._merge(volume)
            await self._database.write(partial(_note_done, volume))
        return len(some)

    async def _merge(self, volume: str) -> None:
        # below zero: it begins with all that the volume has
        await self._database.write(partial(_merged, volume, -_PAGES))
        while await self._database.write(partial(_merged, volume, _PAGES)):
            pass


def forget_words(db: Connection, papers: Mapping[int, Words]) -> None:
    """The words must be those that were given to :func:`storage.papers.word_index.index`."""
    unindex(db, papers)
    taken = Counter(_CHORE + volume_of(number) for number in papers)
    db.conn.executemany(_TAKEN, taken.items())


def _with_many_taken(many: int, db: Connection) -> list[str]:
    rows = db.execute(_TAKEN_FROM, [_CHORE + "*", many // _SOONER]).fetchall()
    taken = {str(chore).removeprefix(_CHORE): int(count) for chore, count in rows}
    return [
        volume
        for volume, count in taken.items()
        if count >= many or _FEW * count >= papers_in(db, volume)
    ]


def _given_back(volume: str, db: Connection) -> bool:
    """Whether nothing is left in it."""
    if papers_in(db, volume):
        return False
    db.execute(f"DROP TABLE IF EXISTS {volume}")
    return True


def _merged(volume: str, pages: int, db: Connection) -> bool:
    """Whether there was something to merge."""
    before = db.conn.total_changes
    db.execute(f"INSERT INTO {volume} ({volume}, rank) VALUES ('merge', ?)", [pages])  # noqa: S608
    return int(db.conn.total_changes) - before >= _LEAST_DONE


def _note_done(volume: str, db: Connection) -> None:
    end_chore(db, _CHORE + volume)
