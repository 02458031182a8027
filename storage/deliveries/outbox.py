"""What waits to be sent, part by part.

A delivery is pending until its last part has ended. Then it is "undelivered" if a part of it
stayed in doubt for its lifetime, else "delivered" if anything of it arrived, else "refused".
What is done about it once it is there (a chore) is a part as well, behind its messages: it waits,
is tried again and outlives a kill as they do, and holds no paper.
A part is pending, in_flight, sent, refused or undelivered; "unknown" is an end from earlier
versions, in which a doubt ended a part, and may have arrived. The text of a part is erased
once it was sent.

``attempts`` counts sends of a part without an answer: ``begin`` adds one, and an outcome that
says "not sent" takes it back. So a part that is due with 1 was in flight at a kill, or its
answer was lost, and it may have arrived. ``unsent`` counts tries that ended in doubt before
anything left, or with a word to wait that was meant for all: such a part cannot have arrived,
but it had its turn.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.deliveries import Delivered, Delivery, Part, Settlement
from storage.columns import list_column, moment_column, moment_from
from storage.deliveries.arrivals import arrival, arrived
from storage.deliveries.settlement import settle
from storage.file.database import Database
from storage.file.together import Row

_TRIES = """
    (SELECT attempts + unsent FROM parts WHERE parts.delivery = deliveries.id
        AND parts.state IN ('pending', 'in_flight') ORDER BY number LIMIT 1)
"""
_DUE = """
    SELECT deliveries.id, deliveries.channel, deliveries.edition, editions.token
    FROM (SELECT min(id) AS oldest FROM deliveries WHERE state = 'pending' GROUP BY channel)
    JOIN deliveries ON deliveries.id = oldest
    JOIN editions ON editions.id = deliveries.edition
    WHERE due_at <= :now AND substr(deliveries.channel, 1, length(:platform)) = :platform
        AND NOT EXISTS (SELECT 1 FROM suspensions WHERE channel = deliveries.channel)
        AND deliveries.channel NOT IN (SELECT value FROM json_each(:busy))
    ORDER BY {order} due_at, deliveries.id LIMIT :limit
"""
_LONGEST_WAITING = _DUE.format(order="")
_LEAST_TRIED = _DUE.format(order=f"{_TRIES},")
_PARTS = """
    SELECT parts.delivery, number, payload, attempts, first_tried, doubts, doubted_since, unsent, (
        SELECT count(*) FROM owed_papers AS o JOIN deliveries AS d ON d.channel = o.channel
        WHERE d.id = parts.delivery AND o.brought_by = d.edition AND o.refusals > 0
            AND CASE WHEN papers IS NULL THEN number = 0
                ELSE EXISTS (SELECT 1 FROM json_each(papers) WHERE value = o.paper_id) END), chore
    FROM parts
    JOIN payloads ON payloads.delivery = parts.delivery AND part = number
    WHERE parts.delivery IN (SELECT value FROM json_each(?)) AND state IN ('pending', 'in_flight')
    ORDER BY parts.delivery, number
"""
_RECEIPTS = """
    SELECT delivery, receipt FROM parts
    WHERE delivery IN (SELECT value FROM json_each(?)) AND state = 'sent' AND receipt != ''
        AND chore = ''
    ORDER BY delivery, number
"""
_PINNED = """
    SELECT value, (
        SELECT receipt FROM deliveries AS d JOIN parts AS p ON p.delivery = d.id
        WHERE d.channel = (SELECT channel FROM deliveries WHERE id = value) AND d.id < value
            AND chore = 'pin' AND p.state = 'sent' AND receipt != '' ORDER BY d.id DESC LIMIT 1)
    FROM json_each(?)
"""
# Of each channel, the part that came last before. A platform that gives no receipts has none in a
# year of deliveries either: some are looked at.
_LAST = """
    SELECT value, (
        SELECT receipt FROM (
            SELECT id FROM deliveries
            WHERE channel = (SELECT channel FROM deliveries WHERE id = value) AND id < value
            ORDER BY id DESC LIMIT 20) AS d
        JOIN parts AS p ON p.delivery = d.id
        WHERE chore = '' AND p.state = 'sent' AND receipt != ''
        ORDER BY d.id DESC, number DESC LIMIT 1)
    FROM json_each(?)
"""
# rows of delivery, part and moment
_BEGIN = """
    UPDATE parts SET state = 'in_flight', attempts = attempts + 1,
        begun_at = json_extract(row.value, '$[2]'),
        first_tried = coalesce(first_tried, json_extract(row.value, '$[2]'))
    FROM json_each(?) AS row
    WHERE delivery = json_extract(row.value, '$[0]') AND number = json_extract(row.value, '$[1]')
        AND state IN ('pending', 'in_flight')
"""


class SqlOutbox:
    """The Outbox over SQLite. Calls about a delivery that was removed do nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._together = database.together

    async def due(
        self,
        now: datetime,
        limit: int,
        platform: str = "",
        busy: Collection[str] = (),
        *,
        least_tried: bool = False,
    ) -> Sequence[Delivery]:
        """Those that wait longest come first, counted from when they might have been sent."""
        values = {
            "now": moment_column(now),
            "limit": max(limit, 0),
            "platform": f"{platform}:" if platform else "",
            "busy": list_column(busy),
        }
        sql = _LEAST_TRIED if least_tried else _LONGEST_WAITING
        return await self._database.read(lambda db: _due(db, sql, values), "all")

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        await self._together.row(_begin, (delivery, part, moment_column(now)), bulk=True)

    async def settle(
        self,
        delivery: int,
        part: int,
        outcome: Settlement,
        now: datetime,
        *,
        begun: bool = True,
    ) -> None:
        """A part that has ended stays so: a second outcome changes nothing."""
        moment = moment_column(now)
        if isinstance(outcome, Delivered):
            row = arrival(delivery, part, outcome, moment)
            await self._together.row(arrived, row, bulk=True)
            return
        key = {"delivery": delivery, "part": part, "now": moment, "begun": int(begun)}
        await self._together.write(lambda db: settle(db, key, outcome, now))

    async def waiting(self) -> Mapping[str, int]:
        """Those of removed channels are counted as well."""
        return await self._database.read(
            lambda db: dict(
                db.execute(
                    "SELECT channel, count(*) FROM deliveries WHERE state = 'pending' "
                    "GROUP BY channel"
                ).fetchall()
            )
        )


def _begin(db: Connection, rows: Sequence[Row]) -> None:
    db.execute(_BEGIN, [list_column(rows)])


def _due(db: Connection, sql: str, values: dict[str, Any]) -> tuple[Delivery, ...]:
    found = db.execute(sql, values).fetchall()
    last = dict(db.execute(_LAST, [list_column(id_ for id_, *_ in found)]).fetchall())
    receipts: dict[int, list[str]] = {id_: [] for id_, *_ in found}
    for delivery, receipt in db.execute(_RECEIPTS, [list_column(receipts)]).fetchall():
        receipts[delivery].append(receipt)
    parts: dict[int, list[Part]] = {id_: [] for id_, *_ in found}
    for delivery, *part in db.execute(_PARTS, [list_column(parts)]).fetchall():
        parts[delivery].append(_part(*part))
    due_pins = [id_ for id_, each in parts.items() if any(one.chore == "pin" for one in each)]
    pinned = dict(db.execute(_PINNED, [list_column(due_pins)]).fetchall()) if due_pins else {}
    return tuple(
        Delivery(
            id=id_,
            channel=channel,
            edition=edition,
            token=token,
            parts=tuple(parts[id_]),
            receipts=tuple(receipts[id_]),
            last=last.get(id_) or "",
            pinned=pinned.get(id_) or "",
        )
        for id_, channel, edition, token in found
    )


def _part(
    number: int,
    payload: str,
    attempts: int,
    tried: str | None,
    doubts: int,
    since: str | None,
    unsent: int,
    refused: int,
    chore: Any,
) -> Part:
    return Part(
        number,
        payload,
        attempts=attempts,
        first_tried=moment_from(tried),
        doubts=doubts,
        doubted_since=moment_from(since),
        unsent=unsent,
        refused_before=refused,
        chore=chore or None,
    )
