"""Channels with what their owners set: topics, schedule, and the rest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.channels import Channel
from bot.values.topics import Topic
from storage.channels.moving import forget
from storage.columns import text_column
from storage.file.database import Database
from storage.rows import Rows


def channel_rows(kind: type[Channel] = Channel) -> Rows[Channel]:
    """A fact of a channel is a column: one that is new needs a step at the end of the steps."""
    return Rows(kind, {"when": "due_when", "at": "due_at"})


CHANNELS = channel_rows()
TOPICS = Rows(Topic)


class SqlChannelRepository:
    """The ChannelRepository over SQLite. ``rows`` says which facts a channel has."""

    def __init__(self, database: Database, rows: Rows[Channel] = CHANNELS) -> None:
        self._database = database
        self._rows = rows
        self._known: tuple[int, Sequence[Channel]] = (-1, ())

    async def get(self, address: str) -> Channel | None:
        return await self._database.read(lambda db: channel_in(db, address, self._rows))

    async def keep(self, channel: Channel) -> None:
        await self._database.write(lambda db: _keep(db, channel, self._rows))

    async def change(self, address: str, made: Callable[[Channel], Channel]) -> None:
        """Replace it by what is made of it, as it is stored now: nothing that is set at the same
        time is lost. A channel that is gone stays gone."""
        await self._database.write(lambda db: _change(db, address, made, self._rows))

    async def every(self) -> Sequence[Channel]:
        return await self._database.read(self._every, "all")

    async def remove(self, address: str) -> bool:
        """Its editions and deliveries go as well, sent or not: nothing is left that names the
        channel."""
        return await self._database.write(lambda db: forget(db, address))

    def _every(self, db: Connection) -> Sequence[Channel]:
        """Made anew after a change alone, by whomever: every tick asks, and others' answers wait
        for the tens of milliseconds that a thousand channels take."""
        ((count,),) = db.execute("SELECT count FROM channel_changes").fetchall()
        if count != self._known[0]:
            self._known = count, every_channel(db, self._rows)
        return self._known[1]


def channel_in(db: Connection, address: str, channels: Rows[Channel] = CHANNELS) -> Channel | None:
    key = [text_column(address)]
    rows = list(db.query("SELECT * FROM channels WHERE address = ?", key))
    if not rows:
        return None
    topics = db.query("SELECT * FROM topics WHERE channel = ? ORDER BY position", key)
    return channels.value(rows[0], topics=_topics(topics))


def every_channel(db: Connection, channels: Rows[Channel] = CHANNELS) -> tuple[Channel, ...]:
    topics: dict[str, list[Mapping[str, Any]]] = {}
    for row in db.query("SELECT * FROM topics ORDER BY channel, position"):
        topics.setdefault(row["channel"], []).append(row)
    rows = db.query("SELECT * FROM channels ORDER BY address")
    return tuple(
        channels.value(row, topics=_topics(topics.get(row["address"], ()))) for row in rows
    )


def _topics(rows: Iterable[Mapping[str, Any]]) -> tuple[Topic, ...]:
    return tuple(map(TOPICS.value, rows))


def _keep(db: Connection, channel: Channel, channels: Rows[Channel]) -> None:
    row = channels.row(channel)
    changed = ", ".join(f"{name} = excluded.{name}" for name in channels.columns)
    db.execute(f"{_insertion('channels', row)} ON CONFLICT DO UPDATE SET {changed}", row)
    db.execute("DELETE FROM topics WHERE channel = ?", [row["address"]])
    for position, topic in enumerate(channel.topics):
        placed = {"channel": row["address"], "position": position, **TOPICS.row(topic)}
        db.execute(_insertion("topics", placed), placed)


def _change(
    db: Connection, address: str, made: Callable[[Channel], Channel], channels: Rows[Channel]
) -> None:
    channel = channel_in(db, address, channels)
    if channel is not None:
        _keep(db, made(channel), channels)


def _insertion(table: str, row: Mapping[str, Any]) -> str:
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    return f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608
