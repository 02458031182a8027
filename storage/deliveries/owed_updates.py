"""Updates that only a brief which never arrived told: the channel's next one tells them."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database as Connection

from bot.values.deliveries import Shown
from storage.columns import list_column, text_column
from storage.papers.shown import shown_to, tell_versions

_TELLS = "INSERT INTO edition_updates (edition, paper_id, version, before) VALUES (?, ?, ?, ?)"
_TOLD = """
    DELETE FROM owed_updates WHERE channel = ? AND paper_id IN (SELECT value FROM json_each(?))
"""
_VERSIONS = "SELECT paper_id, version, before FROM edition_updates WHERE edition = ?"
_OWE = "INSERT OR IGNORE INTO owed_updates (channel, paper_id) VALUES (?, ?)"
_OWED = "SELECT paper_id FROM owed_updates WHERE channel = ? ORDER BY paper_id"


def note_updates(
    db: Connection, channel: str, edition: int, updates: Iterable[tuple[str, int | None]]
) -> None:
    """An edition tells of new versions. To be called before what it shows is stored."""
    told = dict(updates)
    # read before it is written: the version known until then is kept
    before = shown_to(db, channel, told) if told else {}
    db.conn.executemany(
        _TELLS,
        [
            (
                edition,
                text_column(id_),
                one.version if told[id_] is None else told[id_],
                one.version,
            )
            for id_, one in before.items()
        ],
    )
    db.execute(_TOLD, [channel, list_column(map(text_column, told))])


def updates_in(db: Connection, edition: int) -> list[str]:
    found = db.execute("SELECT paper_id FROM edition_updates WHERE edition = ?", [edition])
    return [id_ for (id_,) in found.fetchall()]


def owe_updates(db: Connection, channel: str, edition: int, missing: Iterable[str]) -> None:
    """These updates could not be read: the channel knows of the versions from before, unless a
    later brief has told of a later version meanwhile."""
    lost = frozenset(missing)
    known = shown_to(db, channel, lost) if lost else {}
    put_back = {
        id_: before
        for id_, version, before in db.execute(_VERSIONS, [edition]).fetchall()
        if id_ in lost and id_ in known and known[id_].version == version
    }
    tell_versions(db, channel, put_back)
    db.conn.executemany(_OWE, [(channel, id_) for id_ in put_back])


def updates_owed(db: Connection, address: str) -> Mapping[str, Shown]:
    owed = [id_ for (id_,) in db.execute(_OWED, [text_column(address)]).fetchall()]
    shown = shown_to(db, address, owed)
    return {id_: shown[id_] for id_ in owed if id_ in shown}
