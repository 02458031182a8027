"""A small file beside the database that marks that there is one. Where it is found alone, the
database was lost, and the bot does not silently begin with an empty one."""

from pathlib import Path

from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from storage.file.failures import HOW_TO_RESTORE
from storage.file.files import make_private

_SAID = (
    "{name} belongs beside this file. Where it is missing or empty, Paperbrief refuses to begin a "
    "new one: put the newest backup in its place, or delete this file to begin with nothing.\n"
)


def mark_of(path: Path) -> Path:
    return path.with_name(path.name + ".mark")


def keep_mark(path: Path) -> None:
    """Leave the mark; go on without one where the disk is full."""
    mark = mark_of(path)
    try:
        if not mark.exists():
            make_private(mark)
            mark.write_text(_SAID.format(name=path.name), "utf-8")
    except OSError:
        mark.unlink(missing_ok=True)


def refuse_lost(path: Path) -> None:
    """Raise StoreUnusable where there was a database and now is none, or an empty file."""
    if mark_of(path).exists() and not (path.exists() and path.stat().st_size):
        raise _lost(path, "is empty" if path.exists() else "is gone")


def refuse_emptied(db: Connection, path: Path) -> None:
    """The same for a database without tables."""
    if mark_of(path).exists() and not db.table_names():
        raise _lost(path, "holds nothing")


def _lost(path: Path, how: str) -> StoreUnusable:
    return StoreUnusable(
        f"There was a database at {path}, and now it {how}. Find out what took it away; then "
        f"{HOW_TO_RESTORE}. Only to begin with nothing: delete {mark_of(path)}.",
        fault="missing",
    )
