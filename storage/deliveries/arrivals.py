"""Storing that parts have arrived, many at a time: it is what nearly always becomes of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlite_utils import Database as Connection

from bot.values.deliveries import Delivered
from storage.columns import list_column, text_column
from storage.deliveries.owed import all_arrived
from storage.deliveries.settlement import finish
from storage.file.together import Row

# Rows of delivery, part, moment, why a chore was left undone, receipt, defect, whether perhaps
# twice. What was said of the tries before stays, for the log of briefs.
_SENT = """
    UPDATE parts SET state = 'sent', settled_at = json_extract(row.value, '$[2]'),
        why = coalesce(json_extract(row.value, '$[3]'), why),
        receipt = json_extract(row.value, '$[4]'), defect = json_extract(row.value, '$[5]'),
        perhaps_twice = json_extract(row.value, '$[6]')
    FROM json_each(?) AS row
    WHERE delivery = json_extract(row.value, '$[0]') AND number = json_extract(row.value, '$[1]')
        AND state IN ('pending', 'in_flight')
"""
_ERASE = """
    DELETE FROM payloads
    WHERE (delivery, part) IN (
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
        AND EXISTS (SELECT 1 FROM parts WHERE parts.delivery = payloads.delivery
            AND number = part AND state = 'sent')
"""
_WHOLE = """
    UPDATE deliveries SET finished_at = json_extract(row.value, '$[2]'), state = 'delivered',
        why = NULL
    FROM json_each(?) AS row
    WHERE deliveries.id = json_extract(row.value, '$[0]') AND state = 'pending'
        AND NOT EXISTS (
            SELECT 1 FROM parts WHERE parts.delivery = deliveries.id AND parts.state != 'sent')
    RETURNING deliveries.id
"""
# as SQLite numbers them
_CAREFUL = ("off", "on", "fast")


def arrival(delivery: int, part: int, outcome: Delivered, moment: str) -> Row:
    """``moment`` as a column has it."""
    return (
        delivery,
        part,
        moment,
        text_column(outcome.lacking) or None,
        text_column(outcome.receipt),
        text_column(outcome.defect),
        int(outcome.perhaps_twice),
    )


def arrived(db: Connection, rows: Sequence[Row]) -> None:
    """Inside a transaction of the caller's. What has ended otherwise stays so."""
    given = [list_column(rows)]
    db.execute(_SENT, given)
    with _erasing_lightly(db):
        db.execute(_ERASE, given)
    whole = {delivery for (delivery,) in db.execute(_WHOLE, given).fetchall()}
    all_arrived(db, whole)
    for delivery, _, moment, *_ in rows:
        if delivery not in whole:
            now = str(moment)
            finish(db, {"delivery": delivery, "now": now}, datetime.fromisoformat(now))


@contextmanager
def _erasing_lightly(db: Connection) -> Iterator[None]:
    """What a brief says is nobody's secret. Debian's SQLite would fill its page with zeros, by way
    of the log: a third of what it costs to write that a part has arrived."""
    (careful,) = db.execute("PRAGMA secure_delete").fetchone()
    db.execute("PRAGMA secure_delete = fast").fetchone()
    try:
        yield
    finally:
        db.execute(f"PRAGMA secure_delete = {_CAREFUL[careful]}").fetchone()
