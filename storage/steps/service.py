"""The steps that the service added to the tables; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _005_numbered_items(db: Connection) -> None:
    # AUTOINCREMENT: a number is never given twice, even after its item was
    # deleted, so "stored after number n" stays true for ever
    db.execute("ALTER TABLE listing_items RENAME TO unnumbered_items")
    db.execute("""
        CREATE TABLE listing_items (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            category TEXT NOT NULL,
            date TEXT NOT NULL,
            paper_id TEXT NOT NULL REFERENCES papers (id),
            version INTEGER,
            announce_type TEXT,
            position INTEGER NOT NULL,
            UNIQUE (category, date, paper_id),
            FOREIGN KEY (category, date) REFERENCES listings ON DELETE CASCADE
        ) STRICT""")
    # rows keep their rowid when they are updated: it tells the order of storing
    db.execute("""
        INSERT INTO listing_items (category, date, paper_id, version, announce_type, position)
        SELECT category, date, paper_id, version, announce_type, position
        FROM unnumbered_items ORDER BY rowid""")
    db.execute("DROP TABLE unnumbered_items")


def _006_earlier_versions(db: Connection) -> None:
    # the columns are those of papers, where the newest version is: only what was
    # superseded is here, so that a listing can be given back as it was announced
    db.execute("""
        CREATE TABLE earlier_versions (
            id TEXT NOT NULL REFERENCES papers (id),
            version INTEGER NOT NULL,
            title TEXT NOT NULL,
            abstract TEXT NOT NULL,
            authors TEXT NOT NULL,
            categories TEXT NOT NULL,
            comments TEXT,
            journal_ref TEXT,
            doi TEXT,
            license TEXT,
            published TEXT,
            updated TEXT,
            sample INTEGER NOT NULL,
            PRIMARY KEY (id, version)
        ) STRICT""")


def _007_schedules(db: Connection) -> None:
    for column in (
        "subscribed INTEGER NOT NULL DEFAULT 0",
        "due_when TEXT NOT NULL DEFAULT 'daily'",
        "due_at TEXT NOT NULL DEFAULT '08:00:00'",
        "zone TEXT NOT NULL DEFAULT 'UTC'",
        "weekdays TEXT NOT NULL DEFAULT '[0,1,2,3,4,5,6]'",
        "missed TEXT NOT NULL DEFAULT 'combined'",
        "threshold INTEGER NOT NULL DEFAULT 40",
        "prior INTEGER NOT NULL DEFAULT 1",
    ):
        db.execute(f"ALTER TABLE channels ADD COLUMN {column}")


def _008_ledger(db: Connection) -> None:
    # made_at is unknown for editions from before this step and for those made on request
    db.execute("ALTER TABLE editions ADD COLUMN made_at TEXT")
    db.execute("""
        CREATE TABLE progress (
            channel TEXT PRIMARY KEY NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            covered TEXT,
            slot TEXT,
            cursor INTEGER NOT NULL,
            apologised TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE shown (
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            paper_id TEXT NOT NULL,
            version INTEGER,
            shown_on TEXT NOT NULL,
            PRIMARY KEY (channel, paper_id)
        ) STRICT, WITHOUT ROWID""")


def _009_outbox(db: Connection) -> None:
    db.execute("""
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
            state TEXT NOT NULL,
            due_at TEXT NOT NULL,
            created_at TEXT NOT NULL,
            finished_at TEXT,
            why TEXT
        ) STRICT""")
    # what waits is little beside what was delivered over the years
    db.execute(
        "CREATE INDEX deliveries_waiting ON deliveries (channel, id) WHERE state = 'pending'"
    )
    # for the cascades
    db.execute("CREATE INDEX deliveries_by_edition ON deliveries (edition)")
    db.execute("CREATE INDEX deliveries_by_channel ON deliveries (channel)")
    db.execute("""
        CREATE TABLE parts (
            delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            begun_at TEXT,
            settled_at TEXT,
            why TEXT,
            PRIMARY KEY (delivery, number)
        ) STRICT""")
    # apart from the parts: a row that is deleted gives its pages back, a text that is
    # set to '' does not
    db.execute("""
        CREATE TABLE payloads (
            delivery INTEGER NOT NULL,
            part INTEGER NOT NULL,
            payload TEXT NOT NULL,
            PRIMARY KEY (delivery, part),
            FOREIGN KEY (delivery, part) REFERENCES parts (delivery, number) ON DELETE CASCADE
        ) STRICT""")
    db.execute("""
        CREATE TABLE suspensions (
            channel TEXT PRIMARY KEY NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            why TEXT NOT NULL,
            since TEXT NOT NULL
        ) STRICT""")


def _010_shared_work(db: Connection) -> None:
    db.execute("""
        CREATE TABLE paper_briefs (
            paper_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            language TEXT NOT NULL,
            writer TEXT NOT NULL,
            writer_version TEXT NOT NULL,
            brief TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (paper_id, version, language, writer, writer_version)
        ) STRICT""")
    # channel is '' for work that no single channel caused
    db.execute("""
        CREATE TABLE usage (
            day TEXT NOT NULL,
            channel TEXT NOT NULL,
            kind TEXT NOT NULL,
            units INTEGER NOT NULL,
            PRIMARY KEY (day, channel, kind)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX usage_by_channel ON usage (channel, day)")


SERVICE_STEPS = (
    _005_numbered_items,
    _006_earlier_versions,
    _007_schedules,
    _008_ledger,
    _009_outbox,
    _010_shared_work,
)
