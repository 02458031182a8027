"""Which papers each channel was shown: both by their numbers, as this stays for good.

``shown_papers`` is written and asked here alone; the view ``shown`` says the same by address, id
and date, for whoever reads it all. In a file of an earlier version what was shown stands in
``shown_before`` until it was moved, bit by bit (:class:`ShownByNumbers`): a row is in one table or
in the other, and whatever is written moves the rows that it is about first. Papers of editions are
moved along with it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.deliveries import Shown
from storage.columns import (
    day_column,
    day_from,
    list_column,
    paper_column,
    paper_from,
    text_column,
)
from storage.file.database import Database
from storage.file.migrating import forget_tables_of_before
from storage.papers.chores import end_chore, reached

_NUMBER = "(SELECT number FROM channels WHERE address = ?)"
_AMONG = "IN (SELECT value FROM json_each(?))"
_OF = f"SELECT paper, version, shown_on FROM shown_papers WHERE channel = {_NUMBER}"  # noqa: S608
_OF_BEFORE = "SELECT paper_id, version, shown_on FROM shown_before WHERE channel = ?"
# (CROSS: SQLite begins with what was shown, and reads all of it)
_IN = f"""
    SELECT channels.address, paper, version, shown_on
    FROM channels CROSS JOIN shown_papers AS s ON s.channel = channels.number
    WHERE channels.address {_AMONG} AND paper {_AMONG}
"""  # noqa: S608
_IN_BEFORE = f"""
    SELECT channel, paper_id, version, shown_on FROM shown_before
    WHERE channel {_AMONG} AND paper_id {_AMONG}
"""  # noqa: S608
_KEEP = f"""
    INSERT INTO shown_papers (channel, paper, version, shown_on) VALUES ({_NUMBER}, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, shown_on = excluded.shown_on
"""  # noqa: S608
_TELL = f"UPDATE shown_papers SET version = ? WHERE channel = {_NUMBER} AND paper = ?"  # noqa: S608
_TAKE_BACK = f"""
    DELETE FROM shown_papers WHERE channel = {_NUMBER} AND paper = ? RETURNING shown_on
"""  # noqa: S608
_UNITE = f"""
    INSERT INTO shown_papers (channel, paper, version, shown_on)
    SELECT {_NUMBER}, paper, version, shown_on FROM shown_papers WHERE channel = {_NUMBER}
    ON CONFLICT DO UPDATE SET version = excluded.version, shown_on = excluded.shown_on
    WHERE excluded.shown_on > shown_on
"""  # noqa: S608
_SHOWN_ANYWHERE = """
    SELECT value FROM json_each(?) WHERE EXISTS (
        SELECT 1 FROM channels CROSS JOIN shown_papers AS s ON s.channel = channels.number
            AND s.paper = value)
"""
_SHOWN_ANYWHERE_BEFORE = """
    SELECT value FROM json_each(?) WHERE EXISTS (
        SELECT 1 FROM channels CROSS JOIN shown_before AS s ON s.channel = channels.address
            AND s.paper_id = value)
"""
_MOVED = "INSERT OR IGNORE INTO shown_papers (channel, paper, version, shown_on)"
_TAKE_BEFORE = "DELETE FROM shown_before WHERE channel = ?"
# rows in a transaction
_AT_ONCE = 500
_SOME = f"SELECT channel, paper_id FROM shown_before LIMIT {_AT_ONCE}"  # noqa: S608
_SOME_EDITION_PAPERS = f"""
    DELETE FROM edition_papers_before WHERE rowid IN (
        SELECT rowid FROM edition_papers_before ORDER BY rowid LIMIT {_AT_ONCE})
    RETURNING edition, number, paper_id, version
"""  # noqa: S608
_NUMBERED = "INSERT INTO numbered_papers (edition, number, paper, version) VALUES (?, ?, ?, ?)"
_CHORE = "shown by numbers"


class ShownByNumbers:
    """Moves what an earlier version stored, while the bot serves from it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def step(self) -> bool:
        """Move a little; whether there may be more."""
        return await self._database.write(_step)


def shown_to(db: Connection, address: str, ids: Iterable[str] | None = None) -> dict[str, Shown]:
    """All of the channel's, or those of these papers that it was shown."""
    channel, asked = text_column(address), None if ids is None else list(ids)
    found = _asked(db, _OF, "paper", channel, None if asked is None else map(paper_column, asked))
    told = {paper_from(paper): Shown(version, day_from(on)) for paper, version, on in found}
    if _is_moving(db):
        texts = None if asked is None else map(text_column, asked)
        for id_, version, day in _asked(db, _OF_BEFORE, "paper_id", channel, texts):
            told[id_] = Shown(version, date.fromisoformat(day))
    return told


def shown_in(
    db: Connection, addresses: Collection[str], ids: Collection[str]
) -> dict[str, dict[str, Shown]]:
    """Which of these papers each channel was shown; channels without any are absent."""
    told: dict[str, dict[str, Shown]] = {}
    channels = list_column(addresses)
    asked = [channels, list_column(map(paper_column, ids))]
    for channel, paper, version, on in db.execute(_IN, asked).fetchall():
        told.setdefault(channel, {})[paper_from(paper)] = Shown(version, day_from(on))
    if _is_moving(db):
        for channel, id_, version, day in db.execute(
            _IN_BEFORE, [channels, list_column(ids)]
        ).fetchall():
            told.setdefault(channel, {})[id_] = Shown(version, date.fromisoformat(day))
    return told


def keep_shown(db: Connection, address: str, shown: Mapping[str, Shown]) -> None:
    """Raises sqlite3.IntegrityError where the channel is not stored."""
    _bring(db, address, shown)
    channel = text_column(address)
    rows = [(channel, paper_column(i), s.version, day_column(s.on)) for i, s in shown.items()]
    db.conn.executemany(_KEEP, rows)


def tell_versions(db: Connection, address: str, versions: Mapping[str, int | None]) -> None:
    """The channel knows of these. Of a paper that it was not shown nothing is kept."""
    _bring(db, address, versions)
    channel = text_column(address)
    rows = [(version, channel, paper_column(id_)) for id_, version in versions.items()]
    db.conn.executemany(_TELL, rows)


def take_back(db: Connection, address: str, id_: str) -> date | None:
    """The channel counts as not shown the paper; the day on which it was, None where it was not."""
    _bring(db, address, [id_])
    found = db.execute(_TAKE_BACK, [text_column(address), paper_column(id_)]).fetchall()
    return day_from(found[0][0]) if found else None


def unite(db: Connection, old: str, new: str) -> None:
    """What the channel ``new`` was shown, ``old`` was shown too; the later day counts."""
    for address in (old, new):
        _bring(db, address, None)
    db.execute(_UNITE, [text_column(old), text_column(new)])


def shown_anywhere(db: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of these papers that some channel was shown."""
    asked = list_column(map(paper_column, ids))
    found = {paper_from(paper) for (paper,) in db.execute(_SHOWN_ANYWHERE, [asked]).fetchall()}
    if _is_moving(db):
        before = db.execute(_SHOWN_ANYWHERE_BEFORE, [list_column(ids)]).fetchall()
        found.update(id_ for (id_,) in before)
    return frozenset(found)


def _asked(
    db: Connection, sql: str, column: str, channel: str, keys: Iterable[int | str] | None
) -> list[tuple[Any, ...]]:
    if keys is None:
        return list(db.execute(sql, [channel]).fetchall())
    return list(db.execute(f"{sql} AND {column} {_AMONG}", [channel, list_column(keys)]).fetchall())


def _is_moving(db: Connection) -> bool:
    return reached(db, _CHORE) is not None


def _bring(db: Connection, address: str, ids: Iterable[str] | None) -> None:
    """What is kept of them in the form of before comes into that of now; None: of all papers."""
    if not _is_moving(db):
        return
    channel = text_column(address)
    keys = None if ids is None else [text_column(id_) for id_ in ids]
    found = _asked(db, _OF_BEFORE, "paper_id", channel, keys)
    rows = [
        (channel, paper_column(id_), version, day_column(date.fromisoformat(day)))
        for id_, version, day in found
    ]
    db.conn.executemany(f"{_MOVED} VALUES ({_NUMBER}, ?, ?, ?)", rows)
    if keys is None:
        db.execute(_TAKE_BEFORE, [channel])
    else:
        db.execute(f"{_TAKE_BEFORE} AND paper_id {_AMONG}", [channel, list_column(keys)])


def _step(db: Connection) -> bool:
    if not _is_moving(db):
        return False
    by_channel: dict[str, list[str]] = {}
    for channel, id_ in db.execute(_SOME).fetchall():
        by_channel.setdefault(channel, []).append(id_)
    for channel, ids in by_channel.items():
        _bring(db, channel, ids)
    if not by_channel and not _move_edition_papers(db):
        forget_tables_of_before(db)
        end_chore(db, _CHORE)
    return True


def _move_edition_papers(db: Connection) -> int:
    """A few; how many."""
    found = db.execute(_SOME_EDITION_PAPERS).fetchall()
    rows = [(edition, n, paper_column(id_), version) for edition, n, id_, version in found]
    db.conn.executemany(_NUMBERED, rows)
    return len(rows)
