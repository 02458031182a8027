"""Channels with what their owners set: topics, schedule, and the rest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

from sqlite_utils import Database as Connection

from bot.models import Channel, Schedule, Topic
from storage.columns import (
    list_column,
    moment_from,
    numbers_from,
    optional_moment_column,
    text_column,
    words_from,
)
from storage.file.database import Database
from storage.moving import forget

_KEEP = """
    INSERT INTO channels (address, language, top, categories, subscribed, due_when, due_at,
        zone, weekdays, missed, threshold, prior, owner, opens)
    VALUES (:address, :language, :top, :categories, :subscribed, :due_when, :due_at,
        :zone, :weekdays, :missed, :threshold, :prior, :owner, :opens)
    ON CONFLICT DO UPDATE SET language = excluded.language, top = excluded.top,
        categories = excluded.categories, subscribed = excluded.subscribed,
        due_when = excluded.due_when, due_at = excluded.due_at, zone = excluded.zone,
        weekdays = excluded.weekdays, missed = excluded.missed,
        threshold = excluded.threshold, prior = excluded.prior,
        owner = excluded.owner, opens = excluded.opens
"""


class SqlChannelShelf:
    """The ChannelShelf over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, address: str) -> Channel | None:
        return await self._database.read(lambda db: channel_in(db, address))

    async def keep(self, channel: Channel) -> None:
        await self._database.write(lambda db: _keep(db, channel))

    async def every(self) -> Sequence[Channel]:
        return await self._database.read(_every, "all")

    async def remove(self, address: str) -> bool:
        """Its editions and deliveries go as well, sent or not: nothing is left that
        names the channel. What it used stays in the totals, without its name."""
        return await self._database.write(lambda db: forget(db, address))


def channel_in(db: Connection, address: str) -> Channel | None:
    key = [text_column(address)]
    rows = list(db.query("SELECT * FROM channels WHERE address = ?", key))
    if not rows:
        return None
    topics = db.query("SELECT * FROM topics WHERE channel = ? ORDER BY position", key)
    return _channel_from(rows[0], topics)


def _every(db: Connection) -> tuple[Channel, ...]:
    topics: dict[str, list[Mapping[str, Any]]] = {}
    for row in db.query("SELECT * FROM topics ORDER BY channel, position"):
        topics.setdefault(row["channel"], []).append(row)
    rows = db.query("SELECT * FROM channels ORDER BY address")
    return tuple(_channel_from(row, topics.get(row["address"], ())) for row in rows)


def _keep(db: Connection, channel: Channel) -> None:
    columns = _columns(channel)
    db.execute(_KEEP, columns)
    db.execute("DELETE FROM topics WHERE channel = ?", [columns["address"]])
    db.conn.executemany(
        "INSERT INTO topics (channel, position, name, description, categories, include, "
        "exclude, authors) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(columns["address"], n, *_topic_columns(topic)) for n, topic in enumerate(channel.topics)],
    )


def _columns(channel: Channel) -> dict[str, Any]:
    schedule = channel.schedule
    return {
        "address": text_column(channel.address),
        "language": text_column(channel.language),
        "top": channel.top,
        "categories": list_column(channel.categories),
        "subscribed": int(channel.subscribed),
        "due_when": schedule.when,
        "due_at": schedule.at.isoformat(),
        "zone": text_column(schedule.zone),
        "weekdays": list_column(schedule.weekdays),
        "missed": schedule.missed,
        "threshold": channel.threshold,
        "prior": int(channel.prior),
        "owner": text_column(channel.owner),
        "opens": optional_moment_column(channel.opens),
    }


def _channel_from(row: Mapping[str, Any], topics: Iterable[Mapping[str, Any]]) -> Channel:
    return Channel(
        address=row["address"],
        language=row["language"],
        top=row["top"],
        categories=words_from(row["categories"]),
        topics=tuple(_topic_from(topic) for topic in topics),
        subscribed=bool(row["subscribed"]),
        schedule=Schedule(
            when=row["due_when"],
            at=time.fromisoformat(row["due_at"]),
            zone=row["zone"],
            weekdays=numbers_from(row["weekdays"]),
            missed=row["missed"],
        ),
        threshold=row["threshold"],
        prior=bool(row["prior"]),
        owner=row["owner"],
        opens=moment_from(row["opens"]),
    )


def _topic_columns(topic: Topic) -> tuple[str, ...]:
    lists = (topic.categories, topic.include, topic.exclude, topic.authors)
    return (text_column(topic.name), text_column(topic.description), *map(list_column, lists))


def _topic_from(row: Mapping[str, Any]) -> Topic:
    return Topic(
        name=row["name"],
        description=row["description"],
        categories=words_from(row["categories"]),
        include=words_from(row["include"]),
        exclude=words_from(row["exclude"]),
        authors=words_from(row["authors"]),
    )
