"""What each channel was given, and how far it has come."""

from collections.abc import Mapping, Sequence

from sqlite_utils import Database as Connection

from bot.errors import UsageError
from bot.text.held import papers_held
from bot.values.deliveries import Progress, Publication, Shown
from storage.channels.editions import keep_edition
from storage.columns import (
    date_column,
    date_from,
    days_column,
    days_from,
    list_column,
    moment_column,
    moment_from,
    optional_moment_column,
    text_column,
)
from storage.deliveries.owed import release, take_up
from storage.deliveries.owed_updates import note_updates
from storage.file.database import Database
from storage.papers.shown import keep_shown, shown_in, shown_to, tell_versions

_ADVANCE = """
    INSERT INTO progress (channel, covered, slot, cursor, apologised, begun)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET covered = excluded.covered, slot = excluded.slot,
        cursor = excluded.cursor, apologised = excluded.apologised, begun = excluded.begun
"""


class SqlLedger:
    """The Ledger over SQLite.

    What is written raises UsageError where the channel is not stored: it was removed
    meanwhile, and is neither remembered again nor sent anything.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self, addresses: Sequence[str]) -> Mapping[str, Progress]:
        return await self._database.read(lambda db: progress_of(db, addresses), "all")

    async def shown(self, address: str, ids: Sequence[str] | None = None) -> Mapping[str, Shown]:
        return await self._database.read(lambda db: shown_to(db, address, ids))

    async def shown_in(
        self, addresses: Sequence[str], ids: Sequence[str]
    ) -> Mapping[str, Mapping[str, Shown]]:
        """Which of these papers each channel was shown; channels without any are absent."""
        return await self._database.read(lambda db: shown_in(db, addresses, ids), "all")

    async def publish(self, publication: Publication) -> int:
        """Publications that come together share a transaction, in which each is whole."""
        stored: list[int] = []
        await self._database.together.write(lambda db: stored.append(_publish(db, publication)))
        # where the others could not be stored, it was tried once more
        return stored[-1]

    async def advance(self, progress: Progress) -> None:
        await self._database.write(lambda db: _advance(db, progress))


def progress_of(db: Connection, addresses: Sequence[str]) -> dict[str, Progress]:
    rows = db.query(
        "SELECT * FROM progress WHERE channel IN (SELECT value FROM json_each(?))",
        [list_column(addresses)],
    )
    return {
        row["channel"]: Progress(
            channel=row["channel"],
            covered=date_from(row["covered"]),
            slot=moment_from(row["slot"]),
            cursor=row["cursor"],
            apologised=date_from(row["apologised"]),
            begun=days_from(row["begun"]),
        )
        for row in rows
    }


def _publish(db: Connection, publication: Publication) -> int:
    if not publication.parts:
        raise ValueError("a delivery without parts would never end")
    _advance(db, publication.progress)
    channel = text_column(publication.progress.channel)
    edition = keep_edition(db, publication.edition, publication.made_at)
    updated = [(each.id, each.version) for each in publication.edition.updated]
    note_updates(db, channel, edition, updated)
    told = dict(updated).keys() - {each.paper.id for each in publication.edition.numbered}
    come = {id_: shown for id_, shown in publication.shown.items() if id_ not in told}
    keep_shown(db, channel, come)
    # of a paper that was taken back, as its brief never arrived, nothing is known any more
    known = {id_: shown.version for id_, shown in publication.shown.items() if id_ in told}
    tell_versions(db, channel, known)
    take_up(db, channel, edition, come)
    release(db, channel, publication.released)
    return _queue(db, channel, edition, publication)


def _queue(db: Connection, channel: str, edition: int, publication: Publication) -> int:
    made, made_at = publication.edition, moment_column(publication.made_at)
    ((delivery,),) = db.execute(
        "INSERT INTO deliveries (channel, edition, state, due_at, created_at) "
        "VALUES (?, ?, 'pending', ?, ?) RETURNING id",
        [channel, edition, made_at, made_at],
    ).fetchall()
    named = (*(each.paper.id for each in made.numbered), *(each.id for each in made.updated))
    held = papers_held(publication.parts, named)
    db.conn.executemany(
        "INSERT INTO parts (delivery, number, state, attempts, papers) "
        "VALUES (?, ?, 'pending', 0, ?)",
        [
            (delivery, number, None if papers is None else list_column(papers))
            for number, papers in enumerate(held)
        ],
    )
    after = [
        (number, chore) for number, chore in enumerate(publication.chores, len(publication.parts))
    ]
    db.conn.executemany(
        "INSERT INTO parts (delivery, number, state, attempts, papers, chore) "
        "VALUES (?, ?, 'pending', 0, '[]', ?)",
        [(delivery, number, chore) for number, chore in after],
    )
    payloads = (*publication.parts, *(publication.title for _ in after))
    db.conn.executemany(
        "INSERT INTO payloads (delivery, part, payload) VALUES (?, ?, ?)",
        [(delivery, n, text_column(payload)) for n, payload in enumerate(payloads)],
    )
    return int(delivery)


def _advance(db: Connection, progress: Progress) -> None:
    channel = text_column(progress.channel)
    if not db.execute("SELECT 1 FROM channels WHERE address = ?", [channel]).fetchall():
        raise UsageError(f"The channel {progress.channel} is not set up here any more.")
    db.execute(
        _ADVANCE,
        [
            channel,
            date_column(progress.covered),
            optional_moment_column(progress.slot),
            progress.cursor,
            date_column(progress.apologised),
            days_column(progress.begun),
        ],
    )
