"""What owners changed, and may take back: what was set before, and after."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.changes import KEPT_FOR, Change
from bot.values.channels import Channel
from bot.values.facts import facts_of
from storage.channels.channels import CHANNELS, TOPICS, channel_in
from storage.columns import moment_column, text_column
from storage.file.database import Database

_NOTE = """
    INSERT INTO changes (channel, before, after, made_at, takes_back) VALUES (?, ?, ?, ?, ?)
    RETURNING number
"""
_FIND = "SELECT * FROM changes WHERE channel = :channel AND number = :number"
_LAST = """
    SELECT * FROM changes WHERE channel = :channel AND NOT undone AND NOT takes_back
    ORDER BY made_at DESC, number DESC LIMIT 1
"""
_AGAIN = """
    UPDATE changes SET undone = 0, made_at = :at WHERE undone AND (channel, number) =
    (SELECT channel, takes_back FROM changes WHERE number = :number AND NOT undone)
"""
_UNDONE = "UPDATE changes SET undone = 1 WHERE number = :number"
# what was undone stays for as long as that can be undone in its turn
_SWEEP = """
    DELETE FROM changes WHERE made_at < :before
    AND number NOT IN (SELECT takes_back FROM changes WHERE made_at >= :before)
"""
# longer than a change can be taken back: whoever is late by minutes is told that it is too late
_KEPT_FOR = KEPT_FOR + timedelta(hours=1)
# whose channel it is, and what is its own; nobody sets these
_NOT_SET = ("address", *(fact.name for fact in facts_of(Channel) if fact.internal))


class SqlChanges:
    """The Changes over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, before: Channel, after: Channel, at: datetime, *, takes_back: int) -> int:
        set_then = (_column(before), _column(after))
        row = [text_column(after.address), *set_then, moment_column(at), takes_back]

        def noted(db: Connection) -> int:
            ((number,),) = db.execute(_NOTE, row).fetchall()
            return int(number)

        return await self._database.write(noted)

    async def find(self, channel: str, number: int | None) -> Change | None:
        return await self._database.read(lambda db: _found(db, channel, number))

    async def undone(self, number: int, at: datetime) -> None:
        names = {"number": number, "at": moment_column(at)}

        def undo(db: Connection) -> None:
            db.execute(_AGAIN, names)
            db.execute(_UNDONE, names)

        await self._database.write(undo)

    async def sweep(self, now: datetime) -> int:
        """Forget those that nobody can take back any more; how many."""
        names = {"before": moment_column(now - _KEPT_FOR)}
        return await self._database.write(lambda db: db.execute(_SWEEP, names).rowcount)


def _found(db: Connection, channel: str, number: int | None) -> Change | None:
    names = {"channel": text_column(channel), "number": number}
    row = next(iter(db.query(_LAST if number is None else _FIND, names)), None)
    now = channel_in(db, channel)
    if row is None or now is None:
        return None
    return Change(
        number=row["number"],
        before=_channel(row["before"], now),
        after=_channel(row["after"], now),
        at=datetime.fromisoformat(row["made_at"]),
        undone=bool(row["undone"]),
        takes_back=row["takes_back"],
    )


def _column(channel: Channel) -> str:
    facts = {name: value for name, value in CHANNELS.row(channel).items() if name not in _NOT_SET}
    return json.dumps({**facts, "topics": [TOPICS.row(topic) for topic in channel.topics]})


def _channel(column: str, now: Channel) -> Channel:
    """What a version before this one did not know yet is as it is now."""
    stored: Mapping[str, Any] = json.loads(column)
    facts = CHANNELS.value({**CHANNELS.row(now), **stored}, topics=())
    return replace(facts, topics=tuple(map(TOPICS.value, stored["topics"])))
