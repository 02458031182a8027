"""The last briefs of a channel, as what was stored of them tells their story."""

from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.standings import LoggedBrief, StandingState
from storage.columns import moment_from, text_column, words_from

# (LIMIT: as in storage.deliveries.account)
_BRIEFS = """
    SELECT d.id, d.state, d.created_at, d.finished_at, e.dates, e.announced, e.matched,
        (SELECT count(*) FROM (SELECT 1 FROM edition_papers WHERE edition = e.id LIMIT -1)) AS shown
    FROM deliveries AS d JOIN editions AS e ON e.id = d.edition
    WHERE d.channel = ? ORDER BY d.id DESC LIMIT ?
"""
_PARTS = """
    SELECT state, attempts, unsent, settled_at, why, defect, perhaps_twice, chore, receipt
    FROM parts
    WHERE delivery = ? ORDER BY number
"""
_STATES: dict[str, StandingState] = {
    "pending": "waiting",
    "delivered": "delivered",
    "undelivered": "undelivered",
    "refused": "refused",
}
# 'unknown' is an end from earlier versions: it may have arrived
_ARRIVED = ("sent", "unknown")


def logged(db: Connection, address: str, most: int) -> tuple[LoggedBrief, ...]:
    rows = list(db.query(_BRIEFS, [text_column(address), max(most, 0)]))
    return tuple(_brief(row, list(db.query(_PARTS, [row["id"]]))) for row in rows)


def _brief(row: dict[str, Any], stored: list[dict[str, Any]]) -> LoggedBrief:
    parts = [each for each in stored if not each["chore"]]
    arrived = [each for each in parts if each["state"] in _ARRIVED]
    # a brief is there with its last message, whatever is still to be done about it
    whole = bool(parts) and len(arrived) == len(parts)
    state = "delivered" if whole else _STATES.get(row["state"], "waiting")
    last = max((each["settled_at"] or "" for each in arrived), default="")
    said = (each[name] for each in parts for name in ("why", "defect") if each[name])
    return LoggedBrief(
        state=state,
        dates=tuple(date.fromisoformat(day) for day in words_from(row["dates"])),
        announced=row["announced"],
        matched=row["matched"],
        shown=row["shown"],
        made=datetime.fromisoformat(row["created_at"]),
        ended=moment_from(last if whole else row["finished_at"]),
        parts=len(parts),
        arrived=len(arrived),
        tries=sum(each["attempts"] + each["unsent"] for each in parts),
        perhaps_twice=any(each["perhaps_twice"] for each in parts),
        troubles=tuple(dict.fromkeys(said)),
        undone=tuple((each["chore"], each["why"]) for each in stored if _is_undone(each)),
    )


def _is_undone(part: dict[str, Any]) -> bool:
    """A chore that was done has the receipt of what it was done to."""
    return bool(part["chore"] and part["state"] == "sent" and not part["receipt"] and part["why"])
