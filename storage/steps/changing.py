"""The steps for what owners change and take back; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _030_paused(db: Connection) -> None:
    # whether nothing comes to a subscribed channel until its owner says so
    db.execute("ALTER TABLE channels ADD COLUMN paused INTEGER NOT NULL DEFAULT 0")


def _031_changes(db: Connection) -> None:
    # before, after: what a channel had set, as JSON; takes_back: the number of the one that it
    # undid, or 0. The number of a row that is gone is not given again, since a button may still
    # name it
    db.execute("""
        CREATE TABLE changes (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            made_at TEXT NOT NULL,
            takes_back INTEGER NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        ) STRICT""")
    db.execute("CREATE INDEX changes_by_channel ON changes (channel)")
    db.execute("CREATE INDEX changes_by_age ON changes (made_at)")


CHANGING_STEPS = (_030_paused, _031_changes)
