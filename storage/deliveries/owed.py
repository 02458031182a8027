"""Papers of briefs that never arrived: noted when the delivery ends, dropped once they arrive."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.deliveries import Owed, Shown
from storage.columns import list_column, moment_column, text_column, words_from
from storage.deliveries.owed_updates import owe_updates, updates_in, updates_owed
from storage.file.database import Database
from storage.papers.shown import take_back

# a paper whose text the platform refused comes once more, and then no more
MOST_REFUSALS = 2
_WAITING = """
    SELECT paper_id, shown_on, why, since, (
            SELECT version FROM edition_papers
            WHERE edition = owed_papers.edition AND paper_id = owed_papers.paper_id)
    FROM owed_papers WHERE channel = ? AND brought_by IS NULL ORDER BY since, paper_id
"""
# 'unknown' is an end from before papers were owed: the part may have arrived
_PARTS = """
    SELECT state IN ('sent', 'unknown'), state = 'refused', why, papers FROM parts
    WHERE delivery = ? ORDER BY number
"""
_TAKEN_UP = """
    UPDATE owed_papers SET brought_by = ?
    WHERE channel = ? AND paper_id IN (SELECT value FROM json_each(?))
"""
_ARRIVED = """
    DELETE FROM owed_papers WHERE channel = ? AND brought_by = ?
        AND paper_id IN (SELECT value FROM json_each(?))
"""
_ALL_ARRIVED = """
    DELETE FROM owed_papers WHERE (channel, brought_by) IN (
            SELECT channel, edition FROM deliveries
            WHERE id IN (SELECT value FROM json_each(?)))
        AND paper_id IN (SELECT paper_id FROM edition_papers WHERE edition = owed_papers.brought_by)
"""
_RELEASED = """
    DELETE FROM owed_papers WHERE channel = ? AND paper_id IN (SELECT value FROM json_each(?))
"""
_OWE = """
    INSERT INTO owed_papers (channel, paper_id, edition, shown_on, why, since, refusals)
    VALUES (:channel, :paper, :edition, :shown_on, :why, :since, :refused)
    ON CONFLICT DO UPDATE SET edition = excluded.edition, shown_on = excluded.shown_on,
        why = excluded.why, since = excluded.since, brought_by = NULL,
        refusals = owed_papers.refusals + excluded.refusals
"""
_OWING = """
    SELECT value FROM json_each(?) WHERE
        EXISTS (SELECT 1 FROM owed_papers WHERE channel = value AND brought_by IS NULL)
        OR EXISTS (SELECT 1 FROM owed_updates WHERE channel = value)
"""


class SqlOwedPapers:
    """The OwedPapers over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def owing(self, addresses: Collection[str]) -> Collection[str]:
        asked = [list_column(text_column(each) for each in addresses)]
        return await self._database.read(
            lambda db: frozenset(channel for (channel,) in db.execute(_OWING, asked).fetchall()),
            "all",
        )

    async def of(self, address: str) -> Mapping[str, Owed]:
        return await self._database.read(lambda db: _of(db, address))

    async def updates(self, address: str) -> Mapping[str, Shown]:
        return await self._database.read(lambda db: updates_owed(db, address))


@dataclass(frozen=True, slots=True)
class _Missing:
    """Why a paper cannot be read there, and whether its own text was refused."""

    why: str
    refused: bool


def take_up(db: Connection, channel: str, edition: int, ids: Iterable[str]) -> None:
    """An edition that shows such papers was published: they do not wait any more."""
    db.execute(_TAKEN_UP, [edition, channel, list_column(text_column(id_) for id_ in ids)])


def release(db: Connection, channel: str, ids: Iterable[str]) -> None:
    """The channel asks for these papers no longer, and an edition says so."""
    db.execute(_RELEASED, [channel, list_column(text_column(id_) for id_ in ids)])


def note_owed(db: Connection, delivery: int, now: datetime) -> None:
    """A delivery has ended: note which of its papers can be read, and which are owed."""
    ((channel, edition),) = db.execute(
        "SELECT channel, edition FROM deliveries WHERE id = ?", [delivery]
    ).fetchall()
    parts = db.execute(_PARTS, [delivery]).fetchall()
    if all(arrived for arrived, *_ in parts):
        all_arrived(db, [delivery])
        return
    ids = [
        id_
        for (id_,) in db.execute(
            "SELECT paper_id FROM edition_papers WHERE edition = ?", [edition]
        ).fetchall()
    ]
    missing = _missing(ids, parts)
    readable = [id_ for id_ in ids if id_ not in missing]
    db.execute(_ARRIVED, [channel, edition, list_column(readable)])
    for id_, each in missing.items():
        _owe(db, {"channel": channel, "edition": edition, "paper": id_}, each, now)
    owe_updates(db, channel, edition, _missing(updates_in(db, edition), parts))


def all_arrived(db: Connection, deliveries: Iterable[int]) -> None:
    """These have ended, and all of their papers can be read."""
    db.execute(_ALL_ARRIVED, [list_column(deliveries)])


def _owe(db: Connection, key: dict[str, Any], missing: _Missing, now: datetime) -> None:
    shown_on = take_back(db, key["channel"], key["paper"])
    if shown_on is None:
        # taken back already, or never shown to the channel
        return
    values = {
        "shown_on": shown_on.isoformat(),
        "why": text_column(missing.why),
        "since": moment_column(now),
        "refused": int(missing.refused),
    }
    db.execute(_OWE, {**key, **values})
    if missing.refused:
        db.execute(
            "DELETE FROM owed_papers WHERE channel = ? AND paper_id = ? AND refusals >= ?",
            [key["channel"], key["paper"], MOST_REFUSALS],
        )


def _missing(ids: list[str], parts: list[tuple[Any, ...]]) -> dict[str, _Missing]:
    """The papers that are in no part that arrived; pure. A paper counts as in the first part
    where no part is known to have it."""
    held = [(arrived, refused, why, _held(papers)) for arrived, refused, why, papers in parts]
    found: dict[str, _Missing] = {}
    for id_ in ids:
        own = [each for each in held if each[3] is not None and id_ in each[3]] or held[:1]
        if not any(arrived for arrived, *_ in own):
            _, refused, why, _ = own[0]
            found[id_] = _Missing(why or "", bool(refused))
    return found


def _held(papers: str | None) -> frozenset[str] | None:
    return None if papers is None else frozenset(words_from(papers))


def _of(db: Connection, address: str) -> dict[str, Owed]:
    rows = db.execute(_WAITING, [text_column(address)]).fetchall()
    return {
        id_: Owed(date.fromisoformat(day), why, datetime.fromisoformat(since), version)
        for id_, day, why, since, version in rows
    }
