"""How far each brief has come, read from what the outbox stored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.standings import LoggedBrief, Standing, StandingState
from storage.columns import moment_column, text_column, words_from
from storage.deliveries.brief_log import logged
from storage.file.database import Database

_DELIVERIES = """
    SELECT d.id, d.channel, d.state, d.created_at, d.finished_at, d.why, e.dates
    FROM deliveries AS d JOIN editions AS e ON e.id = d.edition WHERE d.channel = :channel
"""
_OF_PAPER = f"""
    {_DELIVERIES} AND EXISTS (
        SELECT 1 FROM edition_papers WHERE edition = d.edition AND paper_id = :paper)
    ORDER BY d.id DESC LIMIT 1
"""  # noqa: S608
_REFUSALS = """
    SELECT count(DISTINCT d.id) FROM deliveries AS d JOIN parts AS p ON p.delivery = d.id
    WHERE d.channel = :channel AND p.state = 'refused'
        AND EXISTS (SELECT 1 FROM edition_papers WHERE edition = d.edition AND paper_id = :paper)
        AND CASE WHEN p.papers IS NULL THEN p.number = 0
            ELSE EXISTS (SELECT 1 FROM json_each(p.papers) WHERE value = :paper) END
"""
_WAITING = f"{_DELIVERIES} AND d.state = 'pending' ORDER BY d.id"
_LOST = f"""
    {_DELIVERIES} AND d.state IN ('undelivered', 'refused') AND d.finished_at >= :since
    ORDER BY d.id DESC LIMIT 1
"""
_PARTS = """
    SELECT state, attempts, why, papers FROM parts WHERE delivery = ? AND chore = ''
    ORDER BY number
"""
# A brief that waits behind others has no outcome of its own: the last one on its platform says
# why.
_LAST_WORD = """
    SELECT p.why FROM deliveries AS d JOIN parts AS p ON p.delivery = d.id
    WHERE d.state = 'pending' AND substr(d.channel, 1, length(:platform)) = :platform
        AND p.state IN ('pending', 'in_flight') AND (p.attempts > 0 OR p.unsent > 0)
        AND p.why != '' ORDER BY p.begun_at DESC LIMIT 1
"""
_ENDS: dict[str, StandingState] = {
    "sent": "delivered",
    # an end from earlier versions: it may have arrived
    "unknown": "delivered",
    "undelivered": "undelivered",
    "refused": "refused",
}


class SqlStandings:
    """The Standings over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_paper(self, address: str, paper: str) -> Standing | None:
        values = {"channel": text_column(address), "paper": text_column(paper)}
        return await self._database.read(lambda db: _of_paper(db, values))

    async def waiting(self, address: str) -> Sequence[Standing]:
        values = {"channel": text_column(address)}
        return await self._database.read(
            lambda db: tuple(
                _standing(db, row, _parts(db, row)) for row in list(db.query(_WAITING, values))
            )
        )

    async def lost(self, address: str, since: datetime) -> Standing | None:
        values = {"channel": text_column(address), "since": moment_column(since)}
        return await self._database.read(lambda db: _lost(db, values))

    async def log(self, address: str, most: int) -> Sequence[LoggedBrief]:
        return await self._database.read(lambda db: logged(db, address, most))


def _of_paper(db: Connection, values: dict[str, str]) -> Standing | None:
    for row in list(db.query(_OF_PAPER, values)):
        parts = _parts(db, row)
        # a paper that no part is known to have counts as in the first
        own = [part for part in parts if values["paper"] in _held(part)] or parts[:1]
        ((refusals,),) = db.execute(_REFUSALS, values).fetchall()
        return replace(_standing(db, row, own), refusals=refusals)
    return None


def _lost(db: Connection, values: dict[str, str]) -> Standing | None:
    for row in list(db.query(_LOST, values)):
        state: StandingState = "refused" if row["state"] == "refused" else "undelivered"
        return Standing(
            state=state,
            dates=_dates(row),
            since=datetime.fromisoformat(row["finished_at"]),
            why=row["why"] or "",
        )
    return None


def _parts(db: Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    return list(db.query(_PARTS, [row["id"]]))


def _held(part: dict[str, Any]) -> frozenset[str]:
    return frozenset(words_from(part["papers"] or "[]"))


def _standing(db: Connection, row: dict[str, Any], parts: Iterable[dict[str, Any]]) -> Standing:
    """Of a brief, or of the paper that stands in these parts of it."""
    parts = list(parts)
    states: set[StandingState] = {_ENDS.get(part["state"], "waiting") for part in parts}
    order: tuple[StandingState, ...] = ("waiting", "undelivered", "refused", "delivered")
    state: StandingState = next((each for each in order if each in states), "waiting")
    open_ones = [part for part in parts if _ENDS.get(part["state"]) != "delivered"]
    why = next((part["why"] for part in open_ones if part["why"]), "")
    in_doubt = state == "waiting" and any(part["attempts"] for part in open_ones)
    if state == "waiting" and not why:
        why = _last_word(db, row["channel"])
    since = row["created_at"] if state == "waiting" else row["finished_at"] or row["created_at"]
    return Standing(
        state=state,
        dates=_dates(row),
        since=datetime.fromisoformat(since),
        why=why,
        in_doubt=in_doubt,
    )


def _dates(row: dict[str, Any]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in words_from(row["dates"]))


def _last_word(db: Connection, channel: str) -> str:
    platform = channel.partition(":")[0] + ":"
    found = db.execute(_LAST_WORD, {"platform": platform}).fetchone()
    return str(found[0]) if found else ""
