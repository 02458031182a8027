"""The steps for what is read of papers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _026_full_texts(db: Connection) -> None:
    # text: zlib over JSON; size: its bytes; used: the higher, the later it was asked for
    db.execute("""
        CREATE TABLE full_texts (
            paper_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            text BLOB NOT NULL,
            size INTEGER NOT NULL,
            read_at TEXT NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (paper_id, version)
        ) STRICT""")
    db.execute("CREATE INDEX full_texts_by_use ON full_texts (used)")


def _027_analyses(db: Connection) -> None:
    db.execute("""
        CREATE TABLE analyses (
            paper_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            language TEXT NOT NULL,
            writer TEXT NOT NULL,
            writer_version TEXT NOT NULL,
            made_from TEXT NOT NULL,
            analysis TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (paper_id, version, language, writer, writer_version, made_from)
        ) STRICT, WITHOUT ROWID""")


def _028_analyses_ahead(db: Connection) -> None:
    # whether a channel has analyses made before anybody asks
    db.execute("ALTER TABLE channels ADD COLUMN analyses INTEGER NOT NULL DEFAULT 0")


def _029_posted_links(db: Connection) -> None:
    # whether papers whose addresses are posted in a channel get their cards
    db.execute("ALTER TABLE channels ADD COLUMN links INTEGER NOT NULL DEFAULT 0")


READING_STEPS = (_026_full_texts, _027_analyses, _028_analyses_ahead, _029_posted_links)
