"""The step for shown papers by numbers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection

# What storage.columns.paper_column made of an id; before 2015 a month's papers had four digits.
# CAST: only columns of one affinity on both sides of a UNION are looked for through its indexes
# (https://sqlite.org/optoverview.html#flattening).
_ID = """
    CAST(CASE typeof(paper) WHEN 'integer' THEN printf(
        CASE WHEN paper < 150100000 THEN '%04d.%04d' ELSE '%04d.%05d' END,
        paper / 100000, paper % 100000)
    ELSE paper END AS TEXT) AS paper_id
"""
# for whoever reads; days are counted from 1970
_SHOWN = f"""
    SELECT channels.address AS channel, {_ID}, version,
        CAST(date(shown_on * 86400, 'unixepoch') AS TEXT) AS shown_on
    FROM shown_papers JOIN channels ON channels.number = shown_papers.channel
"""  # noqa: S608
_EDITION_PAPERS = f"SELECT edition, number, {_ID}, version FROM numbered_papers"  # noqa: S608
_BEFORE = {
    "shown": "SELECT channel, paper_id, version, shown_on FROM shown_before",
    "edition_papers": "SELECT edition, number, paper_id, version FROM edition_papers_before",
}
_VIEWS = {"shown": _SHOWN, "edition_papers": _EDITION_PAPERS}


def without_before(db: Connection) -> None:
    """The tables of before are empty, and go."""
    for name, rows in _VIEWS.items():
        db.execute(f"DROP VIEW {name}")
        db.execute(f"CREATE VIEW {name} AS {rows}")
        db.execute(f"DROP TABLE {name}_before")


def _046_shown_papers(db: Connection) -> None:
    # address, id and day of each paper that each channel was shown were 45 bytes, and stay for good
    db.execute("ALTER TABLE channels ADD COLUMN number INTEGER")
    db.execute("UPDATE channels SET number = rowid")
    db.execute("CREATE UNIQUE INDEX channels_by_number ON channels (number)")
    db.execute("""
        CREATE TRIGGER channels_number AFTER INSERT ON channels WHEN NEW.number IS NULL BEGIN
            UPDATE channels SET number = (SELECT coalesce(max(number), 0) + 1 FROM channels)
            WHERE address = NEW.address;
        END""")
    # ANY: a number, or the id itself where it has another form
    db.execute("""
        CREATE TABLE shown_papers (
            channel INTEGER NOT NULL REFERENCES channels (number) ON DELETE CASCADE,
            paper ANY NOT NULL,
            version INTEGER,
            shown_on INTEGER NOT NULL,
            PRIMARY KEY (channel, paper)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE numbered_papers (
            edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            paper ANY NOT NULL,
            version INTEGER,
            PRIMARY KEY (edition, number)
        ) STRICT, WITHOUT ROWID""")
    for name, rows in _VIEWS.items():
        db.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
        db.execute(f"CREATE VIEW {name} AS {rows} UNION ALL {_BEFORE[name]}")
    if any(db.execute(f"SELECT 1 FROM {name}_before LIMIT 1").fetchone() for name in _VIEWS):  # noqa: S608
        db.execute("INSERT INTO chores (chore, until) VALUES ('shown by numbers', 0)")
    else:
        without_before(db)


SHOWN_STEPS = (_046_shown_papers,)
