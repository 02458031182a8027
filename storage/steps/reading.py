"""The step for full texts of papers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _025_full_texts(db: Connection) -> None:
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


READING_STEPS = (_025_full_texts,)
