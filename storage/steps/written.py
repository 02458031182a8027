"""The steps for what a model writes; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _022_summaries(db: Connection) -> None:
    db.execute("""
        CREATE TABLE summaries (
            digest TEXT NOT NULL,
            language TEXT NOT NULL,
            writer TEXT NOT NULL,
            writer_version TEXT NOT NULL,
            summary TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (digest, language, writer, writer_version)
        ) STRICT, WITHOUT ROWID""")


def _023_bilingual(db: Connection) -> None:
    # the second language of a channel's briefs, '' for none
    db.execute("ALTER TABLE channels ADD COLUMN bilingual TEXT NOT NULL DEFAULT ''")


WRITTEN_STEPS = (_022_summaries, _023_bilingual)
