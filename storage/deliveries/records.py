"""What is stored of every channel's briefs: for the operator, who looks at all of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.channel_records import ChannelRecord, LostBrief
from bot.values.channels import Channel
from bot.values.deliveries import Closure, Progress
from storage.channels.channels import every_channel
from storage.columns import list_column, moment_column, moment_from, text_column
from storage.deliveries.ledger import progress_of
from storage.file.database import Database

# The newest of a kind is found from the end of the index: a channel may have had thousands.
_RECORDS = """
    WITH newest AS (
        SELECT address, (
            SELECT id FROM deliveries AS d WHERE d.channel = address AND d.state = 'delivered'
                AND EXISTS (SELECT 1 FROM edition_papers WHERE edition = d.edition)
            ORDER BY id DESC LIMIT 1) AS brief, (
            SELECT id FROM deliveries AS d WHERE d.channel = address AND d.state = 'delivered'
            ORDER BY id DESC LIMIT 1) AS word, (
            SELECT id FROM deliveries AS d WHERE d.channel = address AND d.state != 'pending'
            ORDER BY id DESC LIMIT 1) AS ended, (
            SELECT min(id) FROM deliveries AS d WHERE d.channel = address AND d.state = 'pending'
            ) AS oldest
        FROM channels)
    SELECT address,
        (SELECT finished_at FROM deliveries WHERE id = brief) AS brief,
        (SELECT finished_at FROM deliveries WHERE id = word) AS word,
        (SELECT count(*) FROM deliveries AS d WHERE d.channel = address
            AND d.state = 'delivered' AND d.id > coalesce(brief, 0)) AS empty,
        (SELECT count(*) FROM deliveries AS d WHERE d.channel = address
            AND d.state = 'pending') AS waiting,
        (SELECT created_at FROM deliveries WHERE id = oldest) AS waits_since,
        (SELECT why FROM parts WHERE delivery = oldest AND state IN ('pending', 'in_flight')
            ORDER BY number LIMIT 1) AS waits_for,
        (SELECT finished_at FROM deliveries WHERE id = ended
            AND state IN ('undelivered', 'refused')) AS lost_at,
        (SELECT why FROM deliveries WHERE id = ended) AS lost_why,
        suspensions.why AS closed_why, suspensions.since AS closed_since
    FROM newest LEFT JOIN suspensions ON suspensions.channel = address
"""
_PERHAPS_TWICE = """
    SELECT DISTINCT channel FROM deliveries JOIN parts ON parts.delivery = deliveries.id
    WHERE parts.chore = '' AND (parts.perhaps_twice AND parts.settled_at >= :since
        OR parts.state IN ('pending', 'in_flight') AND attempts > 1 AND begun_at >= :since
            AND substr(channel, 1, instr(channel, ':') - 1) NOT IN (
                SELECT value FROM json_each(:guarded)))
"""
_HASTEN = """
    UPDATE deliveries SET due_at = min(due_at, :now) WHERE channel = :channel AND state = 'pending'
"""


class SqlChannelRecords:
    """The records of all channels, by address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def every(self) -> Sequence[ChannelRecord]:
        return await self._database.read(_every, "all")

    async def perhaps_twice(self, since: datetime, guarded: Collection[str]) -> frozenset[str]:
        """Channels to which a message was sent again since then, as nobody knew whether it had
        arrived: after a kill in the midst of sending, or an answer that never came. On platforms
        that are ``guarded`` a second try is no second message, so only the outcome tells."""
        values = {"since": moment_column(since), "guarded": list_column([*guarded])}
        rows = await self._database.read(lambda db: db.execute(_PERHAPS_TWICE, values).fetchall())
        return frozenset(address for (address,) in rows)

    async def hasten(self, address: str, now: datetime) -> int:
        """What waits for the channel is tried at once; how many briefs that are."""
        values = {"channel": text_column(address), "now": moment_column(now)}
        return await self._database.write(lambda db: int(db.execute(_HASTEN, values).rowcount))


def _every(db: Connection) -> tuple[ChannelRecord, ...]:
    rows = {row["address"]: row for row in db.query(_RECORDS)}
    channels = every_channel(db)
    progress = progress_of(db, [one.address for one in channels])
    return tuple(
        _record(one, rows[one.address], progress.get(one.address))
        for one in channels
        if one.address in rows
    )


def _record(channel: Channel, row: Mapping[str, Any], progress: Progress | None) -> ChannelRecord:
    lost, closed = moment_from(row["lost_at"]), moment_from(row["closed_since"])
    return ChannelRecord(
        channel=channel,
        progress=progress,
        brief=moment_from(row["brief"]),
        word=moment_from(row["word"]),
        empty=row["empty"],
        waiting=row["waiting"],
        waits_since=moment_from(row["waits_since"]),
        waits_for=row["waits_for"] or "",
        lost=LostBrief(lost, row["lost_why"] or "") if lost else None,
        closure=Closure(row["closed_why"], closed) if closed else None,
    )
