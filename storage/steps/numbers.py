"""The steps for numbers given once; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _017_numbers(db: Connection) -> None:
    # AUTOINCREMENT: the number of an edition that was deleted is never given again. A backup
    # that is put back does not know the numbers given since, hence the token: platforms that
    # recognise a repetition know an edition by both. Those from before keep the name that
    # they may have been sent under, without a token.
    # References hold by name over this, as long as they are not enforced:
    # https://sqlite.org/lang_altertable.html#otheralter
    db.execute("""
        CREATE TABLE numbered_editions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            dates TEXT NOT NULL,
            made_from TEXT NOT NULL,
            made_at TEXT,
            token TEXT NOT NULL DEFAULT (lower(hex(randomblob(6))))
        ) STRICT""")
    db.execute("""
        INSERT INTO numbered_editions (id, channel, dates, made_from, made_at, token)
        SELECT id, channel, dates, made_from, made_at, '' FROM editions ORDER BY id""")
    db.execute("DROP TABLE editions")
    db.execute("ALTER TABLE numbered_editions RENAME TO editions")
    db.execute("CREATE INDEX editions_by_channel ON editions (channel)")


NUMBER_STEPS = (_017_numbers,)
