"""The steps for updates told in vain with tries that sent nothing, and for a table that nothing
filled; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _019_updates(db: Connection) -> None:
    # tries that ended in doubt before anything was sent: they count for whose turn it is
    db.execute("ALTER TABLE parts ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0")
    # new versions and withdrawals that an edition tells of; before: the version that the
    # channel knew until then
    db.execute("""
        CREATE TABLE edition_updates (
            edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
            paper_id TEXT NOT NULL,
            version INTEGER,
            before INTEGER,
            PRIMARY KEY (edition, paper_id)
        ) STRICT, WITHOUT ROWID""")
    # those that could not be read: the channel's next brief tells of them
    db.execute("""
        CREATE TABLE owed_updates (
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            paper_id TEXT NOT NULL,
            PRIMARY KEY (channel, paper_id)
        ) STRICT, WITHOUT ROWID""")


def _020_no_usage(db: Connection) -> None:
    # nothing was ever counted in it
    db.execute("DROP TABLE usage")


UPDATE_STEPS = (_019_updates, _020_no_usage)
