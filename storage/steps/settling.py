"""The steps for when a listed day is settled; :mod:`storage.steps.schema` has them in order."""

from collections.abc import Callable

from sqlite_utils import Database as Connection


def _016_settling(db: Connection) -> None:
    db.execute("""
        CREATE TABLE coverages (
            category TEXT NOT NULL,
            date TEXT NOT NULL,
            fed INTEGER,
            fed_at TEXT,
            recorded INTEGER NOT NULL,
            added INTEGER NOT NULL,
            checks INTEGER NOT NULL,
            agreed INTEGER NOT NULL,
            checked_at TEXT,
            tries INTEGER NOT NULL,
            tried_at TEXT,
            half INTEGER NOT NULL,
            hole INTEGER NOT NULL,
            again INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            refused_at TEXT,
            PRIMARY KEY (category, date)
        ) STRICT, WITHOUT ROWID""")
    # records that are given in pages, and how far we are
    db.execute("""
        CREATE TABLE harvests (
            category TEXT PRIMARY KEY NOT NULL,
            first TEXT NOT NULL,
            last TEXT NOT NULL,
            begun_at TEXT NOT NULL,
            token TEXT,
            recorded TEXT NOT NULL,
            added TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""")
    # a type that no feed named: concluded from a record
    db.execute("ALTER TABLE listing_items ADD COLUMN derived INTEGER NOT NULL DEFAULT 0")
    # which listed papers each edition was made of: every change of a channel's progress, with
    # the categories that it asked for; the delivery that follows names the edition
    db.execute("""
        CREATE TABLE steps (
            number INTEGER PRIMARY KEY,
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            covered_before TEXT,
            cursor_before INTEGER NOT NULL,
            covered TEXT,
            cursor INTEGER NOT NULL,
            asked TEXT NOT NULL,
            edition INTEGER
        ) STRICT""")
    # until now, all that was stored had been looked at
    db.execute("""
        INSERT INTO steps (channel, covered_before, cursor_before, covered, cursor, asked, edition)
        SELECT channel, '0001-01-01', 0, covered, cursor, (
            SELECT json_group_array(name) FROM (
                SELECT value AS name FROM channels, json_each(channels.categories)
                WHERE address = progress.channel
                UNION SELECT value FROM topics, json_each(topics.categories)
                WHERE channel = progress.channel)
        ), (SELECT max(id) FROM editions WHERE channel = progress.channel)
        FROM progress WHERE covered IS NOT NULL""")
    db.execute("CREATE INDEX steps_by_channel ON steps (channel, number)")
    note = """
        INSERT INTO steps (channel, covered_before, cursor_before, covered, cursor, asked)
        SELECT NEW.channel, {covered}, {cursor}, NEW.covered, NEW.cursor, json_group_array(name)
        FROM (
            SELECT value AS name FROM channels, json_each(channels.categories)
            WHERE address = NEW.channel
            UNION SELECT value FROM topics, json_each(topics.categories)
            WHERE channel = NEW.channel
        );
    """
    db.execute(
        "CREATE TRIGGER step_first AFTER INSERT ON progress BEGIN "
        + note.format(covered="NULL", cursor="0")
        + " END"
    )
    db.execute(
        "CREATE TRIGGER step_next AFTER UPDATE OF covered, cursor ON progress BEGIN "
        + note.format(covered="OLD.covered", cursor="OLD.cursor")
        + " END"
    )
    db.execute("""
        CREATE TRIGGER step_edition AFTER INSERT ON deliveries BEGIN
            UPDATE steps SET edition = NEW.edition
            WHERE number = (SELECT max(number) FROM steps WHERE channel = NEW.channel)
                AND edition IS NULL;
        END""")


SETTLING_STEPS: tuple[Callable[[Connection], None], ...] = (_016_settling,)
