"""A database made ready for its writer: private, whole, and with the tables of this version."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import time

from sqlite_utils import Database as Connection

from storage.file.files import make_private
from storage.file.lock import kept_from_services
from storage.file.mark import keep_mark, refuse_emptied, refuse_lost
from storage.file.migrating import is_current, migrate, refuse_newer
from storage.file.put_back import raise_numbers, set_foreign_log_aside

# bytes
_LOG = 4 << 20
_PAGE = 8 << 10


@contextmanager
def immediate(db: Connection) -> Iterator[Connection]:
    """One transaction that may write."""
    # a deferred transaction that reads first cannot wait for its turn to write:
    # it fails at once, whatever the timeout (https://sqlite.org/lang_transaction.html)
    db.execute("BEGIN IMMEDIATE")
    with ExitStack() as undo:
        undo.callback(db.rollback)
        yield db
        db.commit()
        undo.pop_all()


def opened_for_writing(path: Path, busy_timeout: float, *, holds_folder: bool) -> Connection:
    """Raises StoreUnusable, sqlite3.Error, OSError."""
    refuse_lost(path)
    make_private(path)
    set_foreign_log_aside(path)
    with ExitStack() as undo:
        conn = sqlite3.connect(path, timeout=busy_timeout)
        undo.callback(conn.close)
        db = Connection(conn, strict=True, execute_plugins=False)
        db.execute("PRAGMA synchronous = normal")
        # the log keeps no more room than this, however long it once was
        db.execute(f"PRAGMA journal_size_limit = {_LOG}")
        refuse_emptied(db, path)
        refuse_newer(db, path)
        has_tables = bool(db.table_names())
        is_behind = not is_current(db)
        with ExitStack() as alone:
            if has_tables and not holds_folder and is_behind:
                alone.enter_context(kept_from_services(path, busy_timeout, lambda: is_current(db)))
            _bring_up_to_date(db, is_new=not has_tables, is_behind=is_behind)
        db.execute("PRAGMA foreign_keys = on")
        # and is folded into the file when it is as long: SQLite would wait for 1,000 pages, twice
        # as much
        (page,) = db.execute("PRAGMA page_size").fetchone()
        db.execute(f"PRAGMA wal_autocheckpoint = {_LOG // page}")
        undo.pop_all()
    keep_mark(path)
    return db


def _bring_up_to_date(db: Connection, *, is_new: bool, is_behind: bool) -> None:
    # a step may make a table anew: what refers to the old one must not be deleted with it
    db.execute("PRAGMA foreign_keys = off")
    # not as we leave a database: a copy was put back
    is_put_back = db.journal_mode == "delete" and not is_new
    if is_put_back:
        with immediate(db):
            migrate(db)
            raise_numbers(db, int(time()))
    if is_new:
        # only before the first table. A year takes 3 % less than with pages of 4 KB; free pages are
        # given back bit by bit
        db.execute(f"PRAGMA page_size = {_PAGE}")
        db.execute("PRAGMA auto_vacuum = incremental")
    db.enable_wal()
    if is_behind and not is_put_back:  # another program may be writing: ask for a turn at need
        with immediate(db):
            migrate(db)
