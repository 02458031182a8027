"""Updates that only a brief which never arrived told: the channel's next one tells them."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlite_utils import Database as Connection

from bot.values.deliveries import Shown
from storage.columns import list_column, text_column

# to be run before ``shown`` is updated: it keeps the version known until then
_TELLS = """
    INSERT INTO edition_updates (edition, paper_id, version, before)
    SELECT :edition, paper_id, coalesce(:version, version), version FROM shown
    WHERE channel = :channel AND paper_id = :paper
"""
_TOLD = """
    DELETE FROM owed_updates WHERE channel = ? AND paper_id IN (SELECT value FROM json_each(?))
"""
# only where no later brief has told of a later version meanwhile
_PUT_BACK = """
    UPDATE shown SET version = told.before FROM edition_updates AS told
    WHERE told.edition = :edition AND told.paper_id = :paper AND shown.channel = :channel
        AND shown.paper_id = :paper AND shown.version IS told.version
"""
_OWE = "INSERT OR IGNORE INTO owed_updates (channel, paper_id) VALUES (:channel, :paper)"
_OWED = """
    SELECT paper_id, version, shown_on FROM owed_updates JOIN shown USING (channel, paper_id)
    WHERE channel = ? ORDER BY paper_id
"""


def note_updates(
    db: Connection, channel: str, edition: int, updates: Iterable[tuple[str, int | None]]
) -> None:
    """An edition tells of new versions. To be called before what it shows is stored."""
    told = [(text_column(id_), version) for id_, version in updates]
    for paper, version in told:
        db.execute(
            _TELLS, {"edition": edition, "channel": channel, "paper": paper, "version": version}
        )
    db.execute(_TOLD, [channel, list_column(paper for paper, _ in told)])


def updates_in(db: Connection, edition: int) -> list[str]:
    found = db.execute("SELECT paper_id FROM edition_updates WHERE edition = ?", [edition])
    return [id_ for (id_,) in found.fetchall()]


def owe_updates(db: Connection, channel: str, edition: int, missing: Iterable[str]) -> None:
    """These updates could not be read: the channel knows of the versions from before."""
    for paper in missing:
        key = {"channel": channel, "edition": edition, "paper": paper}
        if db.execute(_PUT_BACK, key).rowcount:
            db.execute(_OWE, {"channel": channel, "paper": paper})


def updates_owed(db: Connection, address: str) -> Mapping[str, Shown]:
    rows = db.execute(_OWED, [text_column(address)]).fetchall()
    return {id_: Shown(version, date.fromisoformat(day)) for id_, version, day in rows}
