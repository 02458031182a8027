"""Storing what became of a part that has not arrived: its end, or that it goes on; and the
delivery's end."""

from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.deliveries import (
    Gone,
    InDoubt,
    Later,
    Moved,
    Refused,
    Suspected,
    Undelivered,
)
from storage.columns import moment_column, text_column
from storage.deliveries.owed import note_owed

PartColumns = dict[str, Any]
Unsettled = InDoubt | Suspected | Moved | Later | Gone
NotThere = Unsettled | Refused | Undelivered

_REFUSED = """
    UPDATE parts SET state = 'refused', settled_at = :now, why = :why,
        receipt = '', defect = '', perhaps_twice = 0
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_END_OF_ALL = """
    UPDATE parts SET state = 'undelivered', settled_at = :now, why = :why
    WHERE delivery = :delivery AND number >= :part AND state IN ('pending', 'in_flight')
"""
# The channel's next delivery most likely fails too, and that would say nothing about others.
_NEXT_SUSPECTED = """
    UPDATE parts SET doubts = max(doubts, 1), doubted_since = coalesce(doubted_since, :now)
    WHERE number = 0 AND state = 'pending' AND delivery = (
        SELECT min(id) FROM deliveries WHERE state = 'pending' AND id > :delivery AND channel =
            (SELECT channel FROM deliveries WHERE id = :delivery))
"""
_FINISH = """
    UPDATE deliveries SET finished_at = :now, state = CASE
        WHEN EXISTS (SELECT 1 FROM parts WHERE delivery = :delivery AND state = 'undelivered'
            AND chore = '')
        THEN 'undelivered'
        WHEN EXISTS (SELECT 1 FROM parts WHERE delivery = :delivery
            AND state IN ('sent', 'unknown') AND chore = '')
        THEN 'delivered' ELSE 'refused' END,
        why = (SELECT why FROM parts WHERE delivery = :delivery
            AND state IN ('refused', 'unknown', 'undelivered') ORDER BY number LIMIT 1)
    WHERE id = :delivery AND state = 'pending' AND NOT EXISTS (
        SELECT 1 FROM parts WHERE delivery = :delivery AND state IN ('pending', 'in_flight'))
"""
_IN_DOUBT = """
    UPDATE parts SET state = 'pending', why = :why, unsent = unsent + 1 - :begun
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_SUSPECTED = """
    UPDATE parts SET state = 'pending', why = :why, unsent = unsent + 1 - :begun,
        doubts = doubts + 1,
        doubted_since = coalesce(doubted_since, :now)
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_PUT_OFF = """
    UPDATE parts SET state = 'pending', attempts = max(attempts - :begun, 0), why = :why,
        first_tried = CASE WHEN attempts > :begun THEN first_tried END,
        doubts = doubts + 1, doubted_since = coalesce(doubted_since, :now)
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_PUT_BACK = """
    UPDATE parts SET state = 'pending', attempts = max(attempts - :begun, 0), why = :why,
        first_tried = CASE WHEN attempts > :begun THEN first_tried END
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
# It had its turn, though nothing can have arrived: the next trial is somebody else's.
_PUT_BACK_FOR_ALL = """
    UPDATE parts SET state = 'pending', attempts = max(attempts - :begun, 0), why = :why,
        first_tried = CASE WHEN attempts > :begun THEN first_tried END,
        unsent = unsent + 1
    WHERE delivery = :delivery AND number = :part AND state IN ('pending', 'in_flight')
"""
_SUSPEND = """
    INSERT INTO suspensions (channel, why, since)
    SELECT channel, :why, :now FROM deliveries WHERE id = :delivery
    ON CONFLICT DO UPDATE SET why = excluded.why
"""


def settle(db: Connection, key: PartColumns, outcome: NotThere, now: datetime) -> None:
    """Inside a transaction of the caller's. ``key`` has delivery, part, now, and begun (0, 1)."""
    match outcome:
        case Refused(why):
            db.execute(_REFUSED, {**key, "why": text_column(why)})
            finish(db, key, now)
        case Undelivered(why):
            db.execute(_END_OF_ALL, {**key, "why": text_column(why)})
            db.execute(_NEXT_SUSPECTED, key)
            finish(db, key, now)
        case _:
            _goes_on(db, key, outcome, now)


def _goes_on(db: Connection, key: PartColumns, outcome: Unsettled, now: datetime) -> None:
    """The part has not ended: it is due again, at once or later."""
    said = {**key, "why": text_column(getattr(outcome, "why", ""))}
    match outcome:
        case InDoubt():
            db.execute(_IN_DOUBT, said)
        case Suspected(_, after, sent):
            if db.execute(_SUSPECTED if sent else _PUT_OFF, said).rowcount:
                _postpone(db, key, now + timedelta(seconds=after))
        case Moved(to):
            db.execute(_PUT_BACK, {**key, "why": text_column(f"moved to {to}")})
        case Later(everywhere=True):
            db.execute(_PUT_BACK_FOR_ALL, said)
        case Later(after):
            if db.execute(_PUT_BACK, said).rowcount:
                _postpone(db, key, now + timedelta(seconds=after))
        case Gone():
            if db.execute(_PUT_BACK, said).rowcount:
                db.execute(_SUSPEND, said)


def finish(db: Connection, key: PartColumns, now: datetime) -> None:
    """The delivery ends once its last part has. ``key`` has delivery and now."""
    if db.execute(_FINISH, key).rowcount:
        note_owed(db, key["delivery"], now)


def _postpone(db: Connection, key: PartColumns, until: datetime) -> None:
    db.execute(
        "UPDATE deliveries SET due_at = :until WHERE id = :delivery",
        {**key, "until": moment_column(until)},
    )
