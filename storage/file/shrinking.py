"""Room that is free in the file, given back to the disk.

A file made by this version gives its free pages back a few at a time
(https://sqlite.org/pragma.html#pragma_auto_vacuum). SQLite can make an older file such a one only
by writing it anew, once: its content is what is left of it by then, not its former size, and
readers are served meanwhile.
"""

import shutil
import sqlite3
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlite_utils import Database as Connection

from storage.file.database import Database

INCREMENTAL = 2
# pages in a transaction
_PAGES = 256
# of this share of free pages none are given back: the next day needs them again
_SPARE = 0.005
# the file is written anew where it loses so much by it
_WORTH = 0.3
# It takes minutes on a slow disk. Where the service was killed meanwhile so often, the file stays
# as large as it is.
_TRIES = 3
_TRY = """
    INSERT INTO chores (chore, until) VALUES ('write anew', 1)
    ON CONFLICT DO UPDATE SET until = until + 1
"""
_NOT_TRIED = "UPDATE chores SET until = until - 1 WHERE chore = 'write anew'"


class Shrinking:
    """Of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tried = False

    async def sweep(self, now: datetime) -> int:
        """All at once, in as many steps; no row is gone by it."""
        while await self.step():
            pass
        return 0

    async def step(self) -> bool:
        """Give a little back; whether there is more."""
        mode, pages, free, size = await self._database.read(_figures)
        if mode == INCREMENTAL:
            if free <= _SPARE * pages:
                return False
            await self._database.write(_give_back)
            return True
        is_worth_it = free >= _WORTH * pages and self._has_room_for((pages - free) * size)
        if is_worth_it and not self._tried and await self._database.read(_is_time):
            # a failure is told once
            self._tried = True
            await self._database.write(lambda db: db.execute(_TRY))
            await self._database.write_at_leisure(partial(_write_anew, self._database.path.parent))
        return False

    def _has_room_for(self, content: int) -> bool:
        """For the copy, and once more in the log."""
        return shutil.disk_usage(self._database.path.parent).free > 2.2 * content


def _figures(db: Connection) -> tuple[int, int, int, int]:
    # the first has the file's header read, which tells the mode: another connection may have set it
    names = ("page_count", "freelist_count", "page_size", "auto_vacuum")
    pages, free, size, mode = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
    return mode, pages, free, size


def _is_time(db: Connection) -> bool:
    """Not before all was taken over: the content is the least then."""
    chores = dict(db.execute("SELECT chore, until FROM chores").fetchall())
    left = {"take over", "listings by numbers"} & chores.keys()
    return not left and chores.get("write anew", 0) < _TRIES


def _give_back(db: Connection) -> None:
    # Python steps a statement without columns once, and each step frees one page
    for _ in range(_PAGES):
        db.execute("PRAGMA incremental_vacuum(1)")


def _write_anew(folder: Path, db: Connection) -> None:
    # not within a transaction; what it was given for has nothing to undo
    db.commit()
    db.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
    # beside the file: a container's /tmp is often memory
    _copy_in(str(folder), db)
    try:
        db.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            # the operator stopped the service
            db.execute(_NOT_TRIED)
            db.commit()
        raise
    finally:
        _copy_in("", db)
    db.execute("PRAGMA wal_checkpoint(truncate)").fetchall()


def _copy_in(folder: str, db: Connection) -> None:
    # a pragma takes no parameters
    quoted = folder.replace("'", "''")
    db.execute(f"PRAGMA temp_store_directory = '{quoted}'")
