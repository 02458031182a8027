"""A channel's address in every table that holds it: forgotten, or changed."""

from sqlite_utils import Database as Connection

from storage.columns import text_column
from storage.notes import forget_notes

# what it used belongs to the day's total whoever asked for it
_ADD_USAGE = """
    INSERT INTO usage (day, channel, kind, units)
    SELECT day, :new, kind, units FROM usage WHERE channel = :old
    ON CONFLICT DO UPDATE SET units = units + excluded.units
"""
_HOLDING = {
    "channels": "address",
    "topics": "channel",
    "progress": "channel",
    "shown": "channel",
    "deliveries": "channel",
    "editions": "channel",
    "votes": "channel",
}
_OF_CHAT = """
    SELECT 1 FROM channels
    WHERE address = :chat OR substr(address, 1, length(:chat) + 1) = :chat || '/'
"""
# who voted in both places meant the later one
_ADD_VOTES = """
    INSERT INTO votes (channel, paper_id, person, value, cast_at)
    SELECT :old, paper_id, person, value, cast_at FROM votes WHERE channel = :new
    ON CONFLICT DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at
    WHERE excluded.cast_at > cast_at
"""


def forget(db: Connection, address: str) -> bool:
    """Whether there was such a channel; what else names it is deleted in any case."""
    key = [text_column(address)]
    _move_usage(db, key[0], "")
    db.execute("DELETE FROM editions WHERE channel = ?", key)
    db.execute("DELETE FROM votes WHERE channel = ?", key)
    known = db.execute("DELETE FROM channels WHERE address = ?", key).rowcount > 0
    _forget_noted(db, key[0])
    return known


def _forget_noted(db: Connection, address: str) -> None:
    """What is noted of the channel; with a chat's last thread, of the chat as well."""
    forget_notes(db, address)
    chat = address.partition("/")[0]
    if not db.execute(_OF_CHAT, {"chat": chat}).fetchall():
        forget_notes(db, chat)


def move(db: Connection, old: str, new: str) -> bool:
    """The channel goes on under another address, with all that is known of it.

    What was set under ``new`` meanwhile gives way to what the channel had; what either was
    shown stays shown. False, and nothing changed, where ``old`` is unknown: a repetition
    does no harm.
    """
    names = {"old": text_column(old), "new": text_column(new)}
    known = db.execute("SELECT 1 FROM channels WHERE address = :old", names).fetchall()
    if not known or names["old"] == names["new"]:
        return False
    # the references hold again once all tables say the same
    db.execute("PRAGMA defer_foreign_keys = on")
    _make_room(db, names)
    for table, column in _HOLDING.items():
        db.execute(f"UPDATE {table} SET {column} = :new WHERE {column} = :old", names)  # noqa: S608
    _move_usage(db, names["old"], names["new"])
    return True


def _make_room(db: Connection, names: dict[str, str]) -> None:
    """Take away what stands under the new name, but for votes, what was shown and what waits.

    The old chat may have been closed to us because it moved: the new one is not.
    """
    db.execute("DELETE FROM suspensions WHERE channel = :old", names)
    db.execute(
        "INSERT INTO shown (channel, paper_id, version, shown_on) "
        "SELECT :old, paper_id, version, shown_on FROM shown WHERE channel = :new "
        "ON CONFLICT DO UPDATE SET version = excluded.version, shown_on = excluded.shown_on "
        "WHERE excluded.shown_on > shown_on",
        names,
    )
    db.execute(_ADD_VOTES, names)
    db.execute("DELETE FROM votes WHERE channel = :new", names)
    db.execute("UPDATE deliveries SET channel = :old WHERE channel = :new", names)
    db.execute("DELETE FROM channels WHERE address = :new", names)


def _move_usage(db: Connection, old: str, new: str) -> None:
    db.execute(_ADD_USAGE, {"old": old, "new": new})
    db.execute("DELETE FROM usage WHERE channel = ?", [old])
