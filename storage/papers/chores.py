"""How far work that is done bit by bit has come: a number by the name of the work."""

from sqlite_utils import Database as Connection

_NOTE = """
    INSERT INTO chores (chore, until) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET until = excluded.until
"""


def reached(db: Connection, chore: str) -> int | None:
    """None where there is no such work, or it has not begun."""
    row = db.execute("SELECT until FROM chores WHERE chore = ?", [chore]).fetchone()
    return None if row is None else int(row[0])


def note_reached(db: Connection, chore: str, until: int) -> None:
    db.execute(_NOTE, [chore, until])


def end_chore(db: Connection, chore: str) -> None:
    db.execute("DELETE FROM chores WHERE chore = ?", [chore])
