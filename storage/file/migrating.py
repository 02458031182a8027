"""A database's tables, brought up to this version by the steps that it has not seen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.errors import StoreUnusable
from storage.file.failures import damaged
from storage.steps.narrowing import by_numbers
from storage.steps.schema import STEPS
from storage.steps.shown import without_before

_STEP = re.compile(r"_?[0-9]{3}_[a-z0-9_]+")


def migrate(db: Connection) -> None:
    """Run the steps that this database has not seen."""
    _migrations().apply(db)


def tell_listings_by_numbers(db: Connection) -> None:
    """What a step leaves to do once all listings of an earlier version were copied, bit by bit."""
    with left_as_it_is(db):
        by_numbers(db)


def forget_tables_of_before(db: Connection) -> None:
    """What a step leaves to do once all that channels were shown was moved, bit by bit."""
    with left_as_it_is(db):
        without_before(db)


@contextmanager
def left_as_it_is(db: Connection) -> Iterator[None]:
    """What is dropped meanwhile is not overwritten, as Debian's SQLite does by way of the log."""
    (careful,) = db.execute("PRAGMA secure_delete").fetchone()
    db.execute("PRAGMA secure_delete = off")
    try:
        yield
    finally:
        db.execute(f"PRAGMA secure_delete = {int(careful)}")


def is_current(db: Connection) -> bool:
    return not _migrations().pending(db)


def refuse_newer(db: Connection, path: Path) -> None:
    """Raise StoreUnusable where a later version has changed the tables already.

    A name that no version would give a step is damage."""
    known = {step.__name__ for step in STEPS}
    unknown = [step.name for step in _migrations().applied(db) if step.name not in known]
    if not all(_STEP.fullmatch(name) for name in unknown):
        raise damaged(path, "its list of steps cannot be read")
    if unknown:
        raise StoreUnusable(
            f"The database {path} was made by a newer Paperbrief (it has {', '.join(unknown)}); "
            "update the program, or give it another data folder.",
            fault="newer",
        )


def refuse_unknown(db: Connection, path: Path) -> None:
    """Raise StoreUnusable for a database that no Paperbrief made."""
    if not _migrations().applied(db):
        raise StoreUnusable(f"{path} is not a database of Paperbrief's.", fault="damaged")


def _migrations() -> Migrations:
    migrations = Migrations("paperbrief")
    for step in STEPS:
        migrations(name=step.__name__)(step)
    return migrations
