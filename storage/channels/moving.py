"""A channel's address in every table that holds it: forgotten, or changed."""

from sqlite_utils import Database as Connection

from storage.columns import text_column
from storage.model.usage import unname_channel
from storage.papers.shown import unite
from storage.people.notes import forget_notes

_HOLDING = {
    "channels": "address",
    "topics": "channel",
    "progress": "channel",
    "steps": "channel",
    "owed_papers": "channel",
    "owed_updates": "channel",
    "deliveries": "channel",
    "editions": "channel",
    "votes": "channel",
    "changes": "channel",
}
_OF_CHAT = """
    SELECT 1 FROM channels
    WHERE address = :chat OR substr(address, 1, length(:chat) + 1) = :chat || '/'
"""
_ADD_OWED = """
    INSERT OR IGNORE INTO owed_papers (channel, paper_id, edition, shown_on, why, since, refusals,
        brought_by)
    SELECT :old, paper_id, edition, shown_on, why, since, refusals, brought_by
    FROM owed_papers WHERE channel = :new
"""
_ADD_OWED_UPDATES = """
    INSERT OR IGNORE INTO owed_updates (channel, paper_id)
    SELECT :old, paper_id FROM owed_updates WHERE channel = :new
"""
# what could be read at either address is owed no more
_READ_THERE = """
    DELETE FROM owed_papers WHERE channel = :old AND brought_by IS NULL
        AND paper_id IN (SELECT paper_id FROM shown WHERE channel = :old)
"""
# of two votes of one person on one paper the later counts
_ADD_VOTES = """
    INSERT INTO votes (channel, paper_id, person, value, cast_at)
    SELECT :old, paper_id, person, value, cast_at FROM votes WHERE channel = :new
    ON CONFLICT DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at
    WHERE excluded.cast_at > cast_at
"""


# a platform's own numbers of messages are those of the chat that it was: in the new one they are
# other people's messages, which must not be pinned or unpinned
_FORGET_RECEIPTS = """
    UPDATE parts SET receipt = ''
    WHERE delivery IN (SELECT id FROM deliveries WHERE channel = :old)
"""


def forget(db: Connection, address: str) -> bool:
    """Delete everything that names the channel, and its name from what it cost; whether there
    was such a channel."""
    key = [text_column(address)]
    db.execute("DELETE FROM editions WHERE channel = ?", key)
    db.execute("DELETE FROM votes WHERE channel = ?", key)
    unname_channel(db, address)
    known = db.execute("DELETE FROM channels WHERE address = ?", key).rowcount > 0
    _forget_noted(db, key[0])
    return known


def _forget_noted(db: Connection, address: str) -> None:
    """Delete what is noted of the channel; with a chat's last thread, of the chat too."""
    forget_notes(db, address)
    chat = address.partition("/")[0]
    if not db.execute(_OF_CHAT, {"chat": chat}).fetchall():
        forget_notes(db, chat)


def move(db: Connection, old: str, new: str) -> bool:
    """The channel goes on under another address, with all that is known of it.

    What was set under ``new`` meanwhile is replaced by what the channel had; what was shown at
    either address stays shown. False, and nothing changed, where ``old`` is unknown, so that
    repeating it does no harm.
    """
    names = {"old": text_column(old), "new": text_column(new)}
    known = db.execute("SELECT 1 FROM channels WHERE address = :old", names).fetchall()
    if not known or names["old"] == names["new"]:
        return False
    # the references are valid again once all tables have the new address
    db.execute("PRAGMA defer_foreign_keys = on")
    db.execute(_FORGET_RECEIPTS, names)
    _make_room(db, names)
    for table, column in _HOLDING.items():
        db.execute(f"UPDATE {table} SET {column} = :new WHERE {column} = :old", names)  # noqa: S608
    return True


def _make_room(db: Connection, names: dict[str, str]) -> None:
    """Delete what is stored under the new address, except votes, what was shown and what waits.

    The old chat may be noted as closed because it moved: the new one is not closed.
    """
    db.execute("DELETE FROM suspensions WHERE channel = :old", names)
    unite(db, names["old"], names["new"])
    db.execute(_ADD_OWED, names)
    db.execute(_READ_THERE, names)
    db.execute(_ADD_OWED_UPDATES, names)
    db.execute(_ADD_VOTES, names)
    db.execute("DELETE FROM votes WHERE channel = :new", names)
    db.execute("UPDATE deliveries SET channel = :old WHERE channel = :new", names)
    db.execute("DELETE FROM channels WHERE address = :new", names)
