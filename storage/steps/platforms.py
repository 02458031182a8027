"""The steps that the chat platforms added; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _012_platforms(db: Connection) -> None:
    db.execute("ALTER TABLE channels ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
    # the platform's id of a sent part: the next one answers it
    db.execute("ALTER TABLE parts ADD COLUMN receipt TEXT NOT NULL DEFAULT ''")
    # why a platform refused our form of a part, where plain text went out in its stead
    db.execute("ALTER TABLE parts ADD COLUMN defect TEXT NOT NULL DEFAULT ''")
    db.execute("""
        CREATE TABLE notes (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL,
            kept_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX notes_by_age ON notes (kept_at)")


PLATFORM_STEPS = (_012_platforms,)
