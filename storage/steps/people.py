"""The steps for what people say and keep; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _011_people(db: Connection) -> None:
    # neither channel nor paper is a reference: people vote in channels that have set
    # nothing yet, on papers of a file that was read once
    db.execute("""
        CREATE TABLE votes (
            channel TEXT NOT NULL,
            paper_id TEXT NOT NULL,
            person TEXT NOT NULL,
            value INTEGER NOT NULL CHECK (value IN (-1, 1)),
            cast_at TEXT NOT NULL,
            PRIMARY KEY (channel, paper_id, person)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX votes_by_person ON votes (person)")
    db.execute("""
        CREATE TABLE saved (
            person TEXT NOT NULL,
            paper_id TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            PRIMARY KEY (person, paper_id)
        ) STRICT, WITHOUT ROWID""")


PEOPLE_STEPS = (_011_people,)
