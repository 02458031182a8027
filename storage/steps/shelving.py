"""The steps for a smaller file; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection

_TRIGGERS = ("papers_ai", "papers_ad", "papers_au")


def _040_shelves(db: Connection) -> None:
    # texts: see storage.papers.texts and storage.papers.shelves
    db.execute("CREATE TABLE shelves (shelf INTEGER PRIMARY KEY, texts BLOB NOT NULL) STRICT")
    db.execute("""
        CREATE TABLE texts (
            number INTEGER PRIMARY KEY,
            texts BLOB NOT NULL,
            put INTEGER NOT NULL UNIQUE
        ) STRICT""")
    # how far what is done bit by bit has come: the number of the last paper that it is done with
    db.execute(
        "CREATE TABLE chores (chore TEXT PRIMARY KEY NOT NULL, until INTEGER NOT NULL) STRICT"
    )
    # of an earlier version too: a row has either this or its columns filled
    db.execute("ALTER TABLE earlier_versions ADD COLUMN texts BLOB")
    # the first day on which a listing had it as new, where no source says when it was submitted
    db.execute("ALTER TABLE papers ADD COLUMN listed TEXT")
    # the words of papers go into volumes, and by hand: see storage.papers.word_index
    for trigger in _TRIGGERS:
        db.execute(f"DROP TRIGGER {trigger}")
    if db.execute("SELECT 1 FROM papers LIMIT 1").fetchone():
        db.execute("INSERT INTO chores (chore, until) VALUES ('take over', 0)")
    else:
        db.execute("DROP TABLE papers_fts")


def _041_packed_briefs(db: Connection) -> None:
    # zlib over JSON; what was written before stands in the column "brief" until it is swept
    db.execute("ALTER TABLE paper_briefs ADD COLUMN packed BLOB")


def _042_smaller_indexes(db: Connection) -> None:
    # in a file of an earlier version it is done at the end: until then its rows are long
    if db.execute("SELECT 1 FROM chores WHERE chore = 'take over'").fetchone():
        return
    # a row of papers is hardly longer than one of this index
    db.execute("DROP INDEX papers_by_facts")
    # of the days, only searches asked without a category
    db.execute("DROP INDEX listing_items_by_date")


SHELVING_STEPS = (_040_shelves, _041_packed_briefs, _042_smaller_indexes)
