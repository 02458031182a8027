"""The steps for what is in doubt; :mod:`storage.steps.schema` has them in order."""

from collections.abc import Callable

from sqlite_utils import Database as Connection


def _015_doubts(db: Connection) -> None:
    # parts that ended as 'unknown' before this step keep that end: they may have arrived.
    # first_tried: of the tries that nobody answered for
    db.execute("ALTER TABLE parts ADD COLUMN first_tried TEXT")
    db.execute("UPDATE parts SET first_tried = begun_at WHERE attempts > 0")
    # doubts that count against the part, and the moment of the first
    db.execute("ALTER TABLE parts ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE parts ADD COLUMN doubted_since TEXT")
    db.execute("ALTER TABLE parts ADD COLUMN perhaps_twice INTEGER NOT NULL DEFAULT 0")
    # ids of the edition's papers that can be read in it; NULL where that cannot be told
    db.execute("ALTER TABLE parts ADD COLUMN papers TEXT")
    # edition: the one that never arrived; brought_by: the one that brings the paper again,
    # until it arrives; refusals: how often the platform refused its text
    db.execute("""
        CREATE TABLE owed_papers (
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            paper_id TEXT NOT NULL,
            edition INTEGER NOT NULL,
            shown_on TEXT NOT NULL,
            why TEXT NOT NULL,
            since TEXT NOT NULL,
            refusals INTEGER NOT NULL,
            brought_by INTEGER,
            PRIMARY KEY (channel, paper_id)
        ) STRICT, WITHOUT ROWID""")
    # what became of those that waited while a platform was away
    db.execute("CREATE INDEX deliveries_by_end ON deliveries (finished_at)")


DOUBT_STEPS: tuple[Callable[[Connection], None], ...] = (_015_doubts,)
