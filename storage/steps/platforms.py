"""The steps that the chat platforms added; :mod:`storage.steps.schema` has them in order."""

import re

from sqlite_utils import Database as Connection

_MENTION = re.compile(r"(?<![\w/@])@(?P<its_own>-?[0-9]+(?:/[0-9]+)?)")


def _012_platforms(db: Connection) -> None:
    db.execute("ALTER TABLE channels ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
    # the platform's id of a sent part: the next one answers it
    db.execute("ALTER TABLE parts ADD COLUMN receipt TEXT NOT NULL DEFAULT ''")
    # why a platform refused our form of a part, where plain text went out in its stead
    db.execute("ALTER TABLE parts ADD COLUMN defect TEXT NOT NULL DEFAULT ''")
    db.execute("""
        CREATE TABLE notes (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL,
            kept_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX notes_by_age ON notes (kept_at)")


def _013_subjects(db: Connection) -> None:
    # a note on direct messages is about a person and a channel: hence a table of its own
    db.execute("""
        CREATE TABLE note_subjects (
            key TEXT NOT NULL REFERENCES notes (key) ON DELETE CASCADE,
            about TEXT NOT NULL,
            PRIMARY KEY (key, about)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX note_subjects_by_address ON note_subjects (about)")
    # these are asked again where they are needed
    for asked_again in ("discord:place:", "discord:dm:", "discord:unpublished"):
        db.execute(
            "DELETE FROM notes WHERE substr(key, 1, length(?)) = ?", [asked_again, asked_again]
        )
    rows = db.execute("SELECT key, value FROM notes").fetchall()
    db.conn.executemany(
        "INSERT INTO note_subjects (key, about) VALUES (?, ?)",
        [(key, about) for key, value in rows for about in _noted_before(key, value)],
    )


def _noted_before(key: str, value: str) -> set[str]:
    """Whom a note is about, by the forms that keys and values had up to this step."""
    platform, _, rest = key.partition(":")
    kind, _, its_own = rest.partition(":")
    match platform, kind:
        case "telegram", "called" | "kind" | "greeted" | "chooser":
            return {f"telegram:{its_own}"}
        case "telegram", "name":
            return {f"telegram:{value}"}
        case "telegram", "prompt":
            return {f"telegram:{its_own.partition('/')[0]}"}
        case "telegram", "answer":
            return {its_own.partition("/")[0]}
        case ("telegram", "data") | ("discord", "kept"):
            return {f"{platform}:{found['its_own']}" for found in _MENTION.finditer(value)}
    return set()


PLATFORM_STEPS = (_012_platforms, _013_subjects)
