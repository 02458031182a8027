"""The steps for what models told of papers and topics; :mod:`storage.steps.schema` has them in
order."""

from sqlite_utils import Database as Connection


def _024_choosing_by_model(db: Connection) -> None:
    # vector: half floats, little-endian; digest: of the text that it stands for
    db.execute("""
        CREATE TABLE vectors (
            model TEXT NOT NULL,
            digest TEXT NOT NULL,
            kind TEXT NOT NULL,
            vector BLOB NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (model, digest)
        ) STRICT""")
    db.execute("CREATE INDEX vectors_by_age ON vectors (made_at)")
    # a sample of papers is taken in the order of their digests
    db.execute("CREATE INDEX vectors_of_papers ON vectors (model, digest) WHERE kind = 'paper'")
    db.execute("""
        CREATE TABLE judged_scores (
            paper TEXT NOT NULL,
            topic TEXT NOT NULL,
            judge TEXT NOT NULL,
            score INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (paper, topic, judge)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX judged_scores_by_age ON judged_scores (made_at)")
    db.execute("""
        CREATE TABLE english_topics (
            text TEXT NOT NULL,
            translator TEXT NOT NULL,
            english TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (text, translator)
        ) STRICT, WITHOUT ROWID""")


def _025_texts_by_age(db: Connection) -> None:
    # what has aged is looked for once a day, among a year's texts
    db.execute("CREATE INDEX paper_briefs_by_age ON paper_briefs (made_at)")


CHOOSING_STEPS = (_024_choosing_by_model, _025_texts_by_age)
