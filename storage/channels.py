"""Channels, and the topics that each one has."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database as Connection

from bot.models import Channel, Topic
from storage.columns import list_column, text_column, words_from
from storage.database import Database


class SqlChannelShelf:
    """The ChannelShelf over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, address: str) -> Channel | None:
        return await self._database.read(lambda db: _get(db, address))

    async def keep(self, channel: Channel) -> None:
        await self._database.write(lambda db: _keep(db, channel))


def _get(db: Connection, address: str) -> Channel | None:
    key = [text_column(address)]
    rows = list(db.query("SELECT * FROM channels WHERE address = ?", key))
    if not rows:
        return None
    topics = db.query("SELECT * FROM topics WHERE channel = ? ORDER BY position", key)
    return Channel(
        address=rows[0]["address"],
        language=rows[0]["language"],
        top=rows[0]["top"],
        categories=words_from(rows[0]["categories"]),
        topics=tuple(_topic_from(row) for row in topics),
    )


def _keep(db: Connection, channel: Channel) -> None:
    address = text_column(channel.address)
    db.execute(
        "INSERT INTO channels (address, language, top, categories) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET language = excluded.language, top = excluded.top, "
        "categories = excluded.categories",
        [address, text_column(channel.language), channel.top, list_column(channel.categories)],
    )
    db.execute("DELETE FROM topics WHERE channel = ?", [address])
    db.conn.executemany(
        "INSERT INTO topics (channel, position, name, description, categories, include, "
        "exclude, authors) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(address, n, *_topic_columns(topic)) for n, topic in enumerate(channel.topics)],
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
