"""Readers' votes and reading lists: what people say and keep."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.votes import Forgotten, Liked, Saved, Tally, Vote
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database
from storage.model.usage import unname_person
from storage.people.notes import forget_notes

# repeating a vote does not make it one of the newest
_CAST = """
    INSERT INTO votes (channel, paper_id, person, value, cast_at)
    VALUES (:channel, :paper, :person, :value, :at)
    ON CONFLICT DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at
    WHERE value <> excluded.value
"""
_WITHDRAW = """
    DELETE FROM votes WHERE channel = :channel AND paper_id = :paper AND person = :person
"""
_TALLIES = """
    SELECT paper_id, sum(value > 0), sum(value < 0) FROM votes
    WHERE channel = :channel
        AND (:papers IS NULL OR paper_id IN (SELECT value FROM json_each(:papers)))
    GROUP BY paper_id ORDER BY paper_id
"""
_LIKED = """
    SELECT paper_id, sum(value) FROM votes WHERE channel = ?
    GROUP BY paper_id HAVING sum(value) <> 0
    ORDER BY max(cast_at) DESC, paper_id LIMIT ?
"""
_OF_PERSON = """
    SELECT person, channel, paper_id, value FROM votes WHERE person = ?
    ORDER BY cast_at DESC, channel, paper_id
"""
_SAVE = """
    INSERT INTO saved (person, paper_id, saved_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
_REMOVE = "DELETE FROM saved WHERE person = ? AND paper_id = ?"
_SAVED = """
    SELECT person, paper_id, saved_at FROM saved WHERE person = ?
    ORDER BY saved_at DESC, paper_id
"""


class SqlVoteRepository:
    """The VoteRepository over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cast(self, vote: Vote, at: datetime) -> Tally:
        return await self._database.write(lambda db: _cast(db, vote, at))

    async def tallies(
        self, channel: str, papers: Sequence[str] | None = None
    ) -> Mapping[str, Tally]:
        return await self._database.read(lambda db: _tallies(db, channel, papers))

    async def liked(self, channel: str, limit: int) -> Sequence[Liked]:
        key = [text_column(channel), max(limit, 0)]
        return await self._database.read(
            lambda db: tuple(Liked(*row) for row in db.execute(_LIKED, key).fetchall())
        )

    async def of(self, person: str) -> Sequence[Vote]:
        key = [text_column(person)]
        return await self._database.read(
            lambda db: tuple(Vote(*row) for row in db.execute(_OF_PERSON, key).fetchall())
        )


class SqlReadingList:
    """The ReadingList over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, saved: Saved) -> bool:
        row = [text_column(saved.person), text_column(saved.paper), moment_column(saved.at)]
        return await self._database.write(lambda db: db.execute(_SAVE, row).rowcount > 0)

    async def remove(self, person: str, paper: str) -> bool:
        row = [text_column(person), text_column(paper)]
        return await self._database.write(lambda db: db.execute(_REMOVE, row).rowcount > 0)

    async def of(self, person: str) -> Sequence[Saved]:
        key = [text_column(person)]
        return await self._database.read(
            lambda db: tuple(_saved_from(row) for row in db.execute(_SAVED, key).fetchall())
        )

    async def forget(self, person: str) -> Forgotten:
        return await self._database.write(lambda db: _forget(db, person))


def _cast(db: Connection, vote: Vote, at: datetime) -> Tally:
    row = {
        "channel": text_column(vote.channel),
        "paper": text_column(vote.paper),
        "person": text_column(vote.person),
        "value": vote.value,
        "at": moment_column(at),
    }
    db.execute(_CAST if vote.value else _WITHDRAW, row)
    return _tallies(db, vote.channel, [vote.paper]).get(text_column(vote.paper), Tally())


def _tallies(db: Connection, channel: str, papers: Sequence[str] | None) -> dict[str, Tally]:
    asked = {
        "channel": text_column(channel),
        "papers": None if papers is None else list_column(papers),
    }
    rows = db.execute(_TALLIES, asked).fetchall()
    return {paper: Tally(up, down) for paper, up, down in rows}


def _saved_from(row: tuple[Any, ...]) -> Saved:
    person, paper, at = row
    return Saved(person, paper, datetime.fromisoformat(at))


def _forget(db: Connection, person: str) -> Forgotten:
    key = [text_column(person)]
    # the channels stay, but not who subscribed them
    owned = db.execute("UPDATE channels SET owner = '' WHERE owner = ?", key).rowcount
    return Forgotten(
        votes=db.execute("DELETE FROM votes WHERE person = ?", key).rowcount,
        saved=db.execute("DELETE FROM saved WHERE person = ?", key).rowcount,
        notes=forget_notes(db, person),
        calls=unname_person(db, person),
        owned=owned,
    )
