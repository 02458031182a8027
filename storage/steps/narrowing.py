"""The step for listings by numbers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection

_VIEW = """
    CREATE VIEW listing_items AS
    SELECT i.number, l.category, l.date, papers.id AS paper_id, i.version, i.announce_type,
        i.position, i.derived
    FROM listed_papers AS i
        JOIN listings AS l ON l.number = i.listing
        JOIN papers ON papers.number = i.paper
"""
# what is written to the table of before is written to both, until all of it was copied
_MIRRORS = {
    "listed_ai": """
        AFTER INSERT ON listing_items BEGIN
            INSERT INTO listed_papers
                (number, listing, paper, version, announce_type, position, derived)
            VALUES (NEW.number,
                (SELECT number FROM listings WHERE category = NEW.category AND date = NEW.date),
                (SELECT number FROM papers WHERE id = NEW.paper_id),
                NEW.version, NEW.announce_type, NEW.position, NEW.derived);
        END""",
    "listed_au": """
        AFTER UPDATE ON listing_items BEGIN
            UPDATE listed_papers SET version = NEW.version, announce_type = NEW.announce_type,
                position = NEW.position, derived = NEW.derived WHERE number = NEW.number;
        END""",
    "listed_ad": """
        AFTER DELETE ON listing_items BEGIN
            DELETE FROM listed_papers WHERE number = OLD.number;
        END""",
}


def by_numbers(db: Connection) -> None:
    """The table of before gives way to a view of the same name. All of it was copied."""
    db.execute("DROP TABLE listing_items")
    db.execute(_VIEW)


def _044_listed_papers(db: Connection) -> None:
    # category and date of each paper in each listing, thrice over with the indexes, were an
    # eighth of the file
    db.execute("ALTER TABLE listings ADD COLUMN number INTEGER")
    db.execute("UPDATE listings SET number = rowid")
    db.execute("CREATE UNIQUE INDEX listings_by_number ON listings (number)")
    # AUTOINCREMENT: channels remember up to which number they have seen what came late
    db.execute("""
        CREATE TABLE listed_papers (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            listing INTEGER NOT NULL REFERENCES listings (number) ON DELETE CASCADE,
            paper INTEGER NOT NULL REFERENCES papers (number),
            version INTEGER,
            announce_type TEXT,
            position INTEGER NOT NULL,
            derived INTEGER NOT NULL,
            UNIQUE (listing, paper)
        ) STRICT""")
    db.execute("CREATE INDEX listed_papers_by_paper ON listed_papers (paper)")
    db.execute("""
        INSERT INTO sqlite_sequence (name, seq)
        SELECT 'listed_papers', seq FROM sqlite_sequence WHERE name = 'listing_items'""")
    if db.execute("SELECT 1 FROM listing_items LIMIT 1").fetchone():
        for name, does in _MIRRORS.items():
            db.execute(f"CREATE TRIGGER {name} {does}")
        db.execute("INSERT INTO chores (chore, until) VALUES ('listings by numbers', 0)")
    else:
        by_numbers(db)


NARROWING_STEPS = (_044_listed_papers,)
