"""What waits to be sent, part by part.

A delivery is pending until its last part has an end; then it is "delivered" if
anything of it arrived or may have, else "refused". A part is pending, in_flight,
sent, refused or unknown. The text of a part is erased once it was sent.

``attempts`` counts the sends of a part that nobody answered for: ``begin`` adds one,
an outcome that says "not sent" takes it back. So a part that is due with 1 was in
flight at a kill and may have arrived; with 2 it was so twice.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.deliveries import (
    MOST_ATTEMPTS_IN_DOUBT,
    Delivered,
    Delivery,
    Gone,
    Later,
    Moved,
    Outcome,
    Part,
    Refused,
    Unknown,
)
from storage.columns import list_column, moment_column, optional_text_column, text_column
from storage.file.database import Database
from storage.file.together import Together

# seconds until a part in doubt is sent again: soon enough for Discord to know its nonce
AGAIN_AFTER = 5
_DUE = """
    SELECT deliveries.id, deliveries.channel, deliveries.edition
    FROM (SELECT min(id) AS oldest FROM deliveries WHERE state = 'pending' GROUP BY channel)
    JOIN deliveries ON deliveries.id = oldest
    WHERE due_at <= :now AND substr(deliveries.channel, 1, length(:platform)) = :platform
        AND NOT EXISTS (SELECT 1 FROM suspensions WHERE channel = deliveries.channel)
        AND deliveries.channel NOT IN (SELECT value FROM json_each(:busy))
    ORDER BY due_at, deliveries.id LIMIT :limit
"""
_PARTS = """
    SELECT parts.delivery, number, payload, attempts FROM parts
    JOIN payloads ON payloads.delivery = parts.delivery AND part = number
    WHERE parts.delivery IN (SELECT value FROM json_each(?)) AND state IN ('pending', 'in_flight')
    ORDER BY parts.delivery, number
"""
_RECEIPTS = """
    SELECT delivery, receipt FROM parts
    WHERE delivery IN (SELECT value FROM json_each(?)) AND state = 'sent' AND receipt != ''
    ORDER BY delivery, number
"""
_BEGIN = """
    UPDATE parts SET state = 'in_flight', attempts = attempts + 1, begun_at = ?
    WHERE delivery = ? AND number = ? AND state IN ('pending', 'in_flight')
"""
_END = """
    UPDATE parts SET state = :state, settled_at = :now, why = :why,
        receipt = :receipt, defect = :defect
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_FINISH = """
    UPDATE deliveries SET finished_at = :now, state = CASE WHEN EXISTS (
            SELECT 1 FROM parts WHERE delivery = :delivery AND state IN ('sent', 'unknown')
        ) THEN 'delivered' ELSE 'refused' END,
        why = (SELECT why FROM parts WHERE delivery = :delivery
            AND state IN ('refused', 'unknown') ORDER BY number LIMIT 1)
    WHERE id = :delivery AND state = 'pending' AND NOT EXISTS (
        SELECT 1 FROM parts WHERE delivery = :delivery AND state IN ('pending', 'in_flight'))
"""
# once in doubt it is due again under the same key; twice, it ends (docs/decisions.md)
_IN_DOUBT = """
    UPDATE parts SET state = 'pending', why = :why
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
        AND attempts < :most
"""
_PUT_BACK = """
    UPDATE parts SET state = 'pending', attempts = max(attempts - 1, 0), why = :why
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_SUSPEND = """
    INSERT INTO suspensions (channel, why, since)
    SELECT channel, :why, :now FROM deliveries WHERE id = :delivery
    ON CONFLICT DO UPDATE SET why = excluded.why
"""


class SqlOutbox:
    """The Outbox over SQLite. What is said of a delivery that was removed does nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._together = Together(database)

    async def due(
        self, now: datetime, limit: int, platform: str = "", busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """Longest waiting: since the moment from which it might have been sent."""
        values = {
            "now": moment_column(now),
            "limit": max(limit, 0),
            "platform": f"{platform}:" if platform else "",
            "busy": list_column(busy),
        }
        return await self._database.read(lambda db: _due(db, values), "all")

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        values = [moment_column(now), delivery, part]
        await self._together.write(lambda db: db.execute(_BEGIN, values))

    async def settle(self, delivery: int, part: int, outcome: Outcome, now: datetime) -> None:
        """A part that has its end keeps it: a second outcome changes nothing."""
        await self._together.write(lambda db: _settle(db, delivery, part, outcome, now))

    async def waiting(self) -> Mapping[str, int]:
        """Those of channels that are gone are counted as well."""
        return await self._database.read(
            lambda db: dict(
                db.execute(
                    "SELECT channel, count(*) FROM deliveries WHERE state = 'pending' "
                    "GROUP BY channel"
                ).fetchall()
            )
        )


def _due(db: Connection, values: dict[str, Any]) -> tuple[Delivery, ...]:
    found = db.execute(_DUE, values).fetchall()
    receipts: dict[int, list[str]] = {id_: [] for id_, _, _ in found}
    for delivery, receipt in db.execute(_RECEIPTS, [list_column(receipts)]).fetchall():
        receipts[delivery].append(receipt)
    parts: dict[int, list[Part]] = {id_: [] for id_, _, _ in found}
    for delivery, number, payload, attempts in db.execute(_PARTS, [list_column(parts)]).fetchall():
        parts[delivery].append(Part(number, payload, attempts))
    return tuple(
        Delivery(
            id=id_,
            channel=channel,
            edition=edition,
            parts=tuple(parts[id_]),
            receipts=tuple(receipts[id_]),
        )
        for id_, channel, edition in found
    )


def _settle(db: Connection, delivery: int, part: int, outcome: Outcome, now: datetime) -> None:
    key = {"delivery": delivery, "part": part, "now": moment_column(now)}
    match outcome:
        case Delivered(receipt, defect):
            _end(db, key, "sent", None, receipt, defect)
        case Refused(why):
            _end(db, key, "refused", why)
        case Unknown(why):
            doubt = {"delivery": delivery, "part": part, "why": text_column(why)}
            if db.execute(_IN_DOUBT, {**doubt, "most": MOST_ATTEMPTS_IN_DOUBT}).rowcount:
                _postpone(db, delivery, now + timedelta(seconds=AGAIN_AFTER))
            else:
                _end(db, key, "unknown", why)
        case Moved(to):
            _put_back(db, key, f"moved to {to}")
        case Later(after, why):
            if _put_back(db, key, why):
                _postpone(db, delivery, now + timedelta(seconds=after))
        case Gone(why):
            if _put_back(db, key, why):
                db.execute(_SUSPEND, {**key, "why": text_column(why)})


def _end(
    db: Connection,
    key: dict[str, Any],
    state: str,
    why: str | None,
    receipt: str = "",
    defect: str = "",
) -> None:
    values = {
        "state": state,
        "why": optional_text_column(why),
        "receipt": text_column(receipt),
        "defect": text_column(defect),
    }
    ended = db.execute(_END, {**key, **values}).rowcount
    if ended and state == "sent":
        db.execute("DELETE FROM payloads WHERE delivery = :delivery AND part = :part", key)
    db.execute(_FINISH, key)


def _put_back(db: Connection, key: dict[str, Any], why: str) -> bool:
    return db.execute(_PUT_BACK, {**key, "why": text_column(why)}).rowcount > 0


def _postpone(db: Connection, delivery: int, until: datetime) -> None:
    db.execute("UPDATE deliveries SET due_at = ? WHERE id = ?", [moment_column(until), delivery])
