"""A number that grows with every change of papers and listings, in the transaction of the change.

It stands in the file's own header (https://sqlite.org/pragma.html#pragma_user_version), so
reading it costs next to nothing, it holds for other programs that write, and it outlives a
restart. Who made something of what is stored compares it to know that nothing has changed.
"""

from sqlite_utils import Database as Connection

# the header has 32 bits, signed
_SIZE = 2**31


def revision(db: Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def revise(db: Connection) -> None:
    """Inside a transaction of the caller's."""
    # a pragma takes no parameters
    db.execute(f"PRAGMA user_version = {(revision(db) + 1) % _SIZE}")
