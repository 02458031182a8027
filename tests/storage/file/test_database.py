"""The file under the repositories: who may read it, who may share it, what may happen to it."""

# the files are small and nothing else runs in the loop meanwhile
# ruff: noqa: ASYNC240

import asyncio
import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from sqlite_utils import Database as Connection

from bot.errors import StoreUnusable
from bot.values.listings import ListedPaper
from bot.values.searching import all_words
from storage.channels.editions import SqlEditionRepository
from storage.file.database import Database, QueryKind
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.word_index import volumes
from storage.steps.schema import STEPS
from tests.storage.processes import output_of, program
from tests.storage.values import a_listing, a_paper, an_edition

SIDES = ("", "-wal", "-shm")


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


async def test_making_a_database_object_touches_nothing(path: Path) -> None:
    database = Database(path)
    assert not path.parent.exists()
    await database.close()
    assert not path.parent.exists()


async def test_reading_what_does_not_exist_yet_finds_nothing(path: Path) -> None:
    database = Database(path)
    assert await SqlPaperRepository(database).get(["2603.00001"]) == {}
    await database.close()
    assert path.exists()


@pytest.mark.usefixtures("open_umask")
async def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "paperbrief.db"
    async with Database(path) as database:
        await SqlPaperRepository(database).keep([a_paper()])
        assert {mode(beside(path, side)) for side in SIDES} == {0o600}
        assert mode(path.parent) == mode(path.parent.parent) == 0o700


@pytest.mark.usefixtures("open_umask")
async def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir()
    for side in SIDES:
        beside(path, side).touch()
    async with Database(path):
        assert {mode(beside(path, side)) for side in SIDES} == {0o600}


@pytest.mark.usefixtures("open_umask")
def test_there_is_no_moment_at_which_others_may_read(path: Path) -> None:
    # the hook sees the file as SQLite finds it; it cannot be removed, hence a process
    seen = output_of(program(_WATCHED_OPENING, path)).split()
    assert seen
    assert set(seen) == {"0o600"}


_WATCHED_OPENING = """
import asyncio, os, sys
from pathlib import Path
from storage.file.database import Database, QueryKind

path = sys.argv[1]

def watch(event, args):
    if event == "sqlite3.connect":
        print(oct(os.stat(path).st_mode & 0o777))

async def main():
    async with Database(Path(path)) as database:
        await database.read(lambda db: None)

sys.addaudithook(watch)
asyncio.run(main())
"""


async def test_a_link_to_a_file_that_is_missing_makes_a_private_file(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "elsewhere" / "real.db")
    async with Database(link) as database:
        await SqlPaperRepository(database).keep([a_paper()])
    assert mode(tmp_path / "elsewhere" / "real.db") == 0o600


async def test_a_name_that_looks_like_an_address_is_only_a_name(tmp_path: Path) -> None:
    async with Database(tmp_path / "my data?mode=rw#50%.db") as database:
        await SqlPaperRepository(database).keep([a_paper()])
        assert await SqlPaperRepository(database).get(["2603.00001"]) != {}
    name = "my data?mode=rw#50%.db"
    assert {each.name for each in tmp_path.iterdir()} == {name, f"{name}.mark"}


async def test_connections_are_set_up_as_promised(database: Database) -> None:
    def settings(db: Connection) -> list[object]:
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        return [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert await database.write(settings) == ["wal", 1, 1, 5000]


async def test_every_table_is_strict_and_every_reference_holds(database: Database) -> None:
    def loose(db: Connection) -> list[str]:
        ours = [t for t in db.tables if not t.name.startswith(("papers_fts", "sqlite_"))]
        return [table.name for table in ours if not table.strict]

    assert await database.read(loose) == []
    assert await database.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []


async def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def half(db: Connection) -> None:
        db.execute("INSERT INTO editions (channel, dates, made_from) VALUES ('a', '[]', '[]')")
        raise LookupError("on purpose")

    with pytest.raises(LookupError):
        await database.write(half)
    assert await database.read(lambda db: db.table("editions").count) == 0


async def test_the_reading_side_cannot_write(database: Database) -> None:
    with pytest.raises(StoreUnusable):
        await database.read(lambda db: db.execute("DELETE FROM papers"))


async def test_a_defect_in_the_sql_is_no_vendor_error_outside(database: Database) -> None:
    with pytest.raises(StoreUnusable, match="defect"):
        await database.read(lambda db: db.execute("SELECT nothing FROM nowhere"))


async def test_what_was_awaited_is_seen_by_the_next_read(database: Database) -> None:
    repository = SqlPaperRepository(database)
    for n in range(1, 30):
        await repository.keep([a_paper(f"2603.{n:05d}")])
        assert len((await repository.search(all_words("gardens"), 99)).papers) == n


async def test_one_read_sees_one_state_while_writes_go_on(database: Database) -> None:
    repository = SqlPaperRepository(database)
    await repository.keep([a_paper("2603.00001")])
    counted, written = threading.Event(), threading.Event()

    def count_twice(db: Connection) -> list[int]:
        first = db.table("papers").count
        counted.set()
        assert written.wait(10)
        return [first, db.table("papers").count]

    reading = asyncio.ensure_future(database.read(count_twice))
    assert await asyncio.to_thread(counted.wait, 10)
    await repository.keep([a_paper("2603.00002")])
    written.set()
    assert await reading == [1, 1]
    assert await database.read(lambda db: db.table("papers").count) == 2


async def test_a_long_search_holds_up_neither_cards_nor_days(database: Database) -> None:
    repository, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
    await repository.keep([a_listing("2603.00001")])
    begun, over = threading.Event(), threading.Event()

    def search(db: Connection) -> str:
        begun.set()
        assert over.wait(10)
        return "found"

    searching = asyncio.ensure_future(database.read(search, "search"))
    assert await asyncio.to_thread(begun.wait, 10)
    assert list(await papers.get(["2603.00001"])) == ["2603.00001"]
    assert len(await repository.on(None, ["cs.CL"])) == 1
    assert not searching.done()
    over.set()
    assert await searching == "found"


async def test_the_shelf_searches_apart_from_what_is_short(database: Database) -> None:
    papers = SqlPaperRepository(database)
    await papers.keep([a_paper()])
    begun, over = threading.Event(), threading.Event()

    def hold(db: Connection) -> None:
        begun.set()
        assert over.wait(10)

    holding = asyncio.ensure_future(database.read(hold))
    assert await asyncio.to_thread(begun.wait, 10)
    # would wait for ever behind it
    assert len((await asyncio.wait_for(papers.search(all_words("gardens"), 5), 10)).papers) == 1
    over.set()
    await holding


async def test_all_readers_see_what_was_awaited_and_are_closed(path: Path) -> None:
    database = Database(path)
    await SqlPaperRepository(database).keep([a_paper()])
    for lane in get_args(QueryKind):
        assert await database.read(lambda db: db.table("papers").count, lane) == 1
    await database.close()
    # the last connection folds the write-ahead log into the file
    assert not beside(path, "-wal").exists()


async def test_an_entry_keeps_the_version_that_it_was_listed_with(database: Database) -> None:
    announcements, papers = SqlAnnouncementRepository(database), SqlPaperRepository(database)
    await announcements.keep([a_listing("2603.00001", "2603.00002")])
    await papers.keep([a_paper("2603.00001", version=3), a_paper("2603.00002", version=3)])
    nameless = ListedPaper(a_paper("2603.00002", version=None), None)
    await announcements.keep([a_listing("2603.00003"), a_listing(items=(nameless,))])

    def versions(db: Connection) -> dict[str, int]:
        return {row["paper_id"]: row["version"] for row in db.query("SELECT * FROM listing_items")}

    assert set((await database.read(versions)).values()) == {1}


async def test_lists_are_compact_and_in_their_order(database: Database) -> None:
    await SqlPaperRepository(database).keep([a_paper()])

    def categories(db: Connection) -> str:
        (row,) = db.table("papers").rows
        return str(row["categories"])

    assert await database.read(categories) == '["cs.CL","cs.LG"]'


async def test_closing_twice_is_allowed_and_closing_keeps_what_was_written(path: Path) -> None:
    database = Database(path)
    await SqlPaperRepository(database).keep([a_paper()])
    await database.close()
    await database.close()
    assert {each.name for each in path.parent.iterdir()} == {path.name, f"{path.name}.mark"}
    async with Database(path) as again:
        assert list(await SqlPaperRepository(again).get(["2603.00001"])) == ["2603.00001"]


def count_for_ever(begun: threading.Event, db: Connection) -> None:
    db.execute("DELETE FROM papers")
    db.conn.create_function("told", 0, begun.set)
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT told() UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
    ).fetchone()


async def test_closing_interrupts_what_is_written_at_leisure(path: Path) -> None:
    database, begun = Database(path), threading.Event()
    await SqlPaperRepository(database).keep([a_paper()])
    counting = asyncio.create_task(database.write_at_leisure(partial(count_for_ever, begun)))
    await asyncio.to_thread(begun.wait)
    await database.close()
    with pytest.raises(StoreUnusable, match="was closed"):
        await counting
    async with Database(path) as again:
        assert list(await SqlPaperRepository(again).get(["2603.00001"])) == ["2603.00001"]


async def test_who_gives_up_what_is_written_at_leisure_lets_others_write(path: Path) -> None:
    async with Database(path) as database:
        begun = threading.Event()
        assert not database.is_at_leisure
        counting = asyncio.create_task(database.write_at_leisure(partial(count_for_ever, begun)))
        await asyncio.to_thread(begun.wait)
        assert database.is_at_leisure
        counting.cancel()
        await SqlPaperRepository(database).keep([a_paper()])
        assert not database.is_at_leisure
        with pytest.raises(asyncio.CancelledError):
            await counting
        assert list(await SqlPaperRepository(database).get(["2603.00001"])) == ["2603.00001"]


async def test_a_closed_database_says_so(path: Path) -> None:
    async with Database(path) as database:
        pass
    for work in (database.read, database.write):
        with pytest.raises(StoreUnusable, match="closed"):
            await work(lambda db: None)


async def test_work_handed_over_before_closing_is_finished(path: Path) -> None:
    database = Database(path)
    repository = SqlPaperRepository(database)
    writes = [asyncio.ensure_future(repository.keep([a_paper(f"2603.{n:05d}")])) for n in range(20)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    async with Database(path) as again:
        assert len((await SqlPaperRepository(again).search(all_words("gardens"), 99)).papers) == 20


async def test_an_existing_database_is_not_migrated_twice(path: Path) -> None:
    for _ in range(2):
        async with Database(path) as database:
            steps = await database.read(lambda db: db.table("_sqlite_migrations").count)
            assert steps == len(STEPS)


async def test_another_process_may_read_while_this_one_writes(path: Path) -> None:
    async with Database(path) as database:
        repository = SqlPaperRepository(database)
        await repository.keep([a_paper()])

        def read_elsewhere(db: Connection) -> str:
            db.execute("UPDATE papers SET title = 'unfinished'")
            return output_of(program(_READING, path))

        assert await database.write(read_elsewhere) == "Sparse gardens\n"


_READING = """
import asyncio, sys
from pathlib import Path
from bot.values.searching import all_words
from storage.file.database import Database, QueryKind
from storage.papers.papers import SqlPaperRepository
from storage.steps.schema import STEPS

async def main():
    async with Database(Path(sys.argv[1])) as database:
        for paper in (await SqlPaperRepository(database).search(all_words("gardens"), 5)).papers:
            print(paper.title)

asyncio.run(main())
"""


def test_processes_that_make_the_database_at_once_do_not_disturb_each_other(path: Path) -> None:
    for turn in range(3):
        shared = path.with_name(f"{turn}.db")
        started = [program(_READING, shared) for _ in range(4)]
        assert [output_of(process) for process in started] == [""] * 4


async def test_a_lock_that_another_program_holds_is_named(path: Path) -> None:
    async with Database(path, busy_timeout=0.05) as database:
        with sqlite3.connect(path) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnusable, match="locked by another program"):
                await SqlPaperRepository(database).keep([a_paper()])
        other.close()
        await SqlPaperRepository(database).keep([a_paper()])


async def test_a_full_disk_is_named_and_loses_only_the_work_at_hand(database: Database) -> None:
    repository = SqlPaperRepository(database)
    await repository.keep([a_paper()])
    await database.write(lambda db: db.execute("PRAGMA max_page_count = 1").fetchall())
    with pytest.raises(StoreUnusable, match="disk is full"):
        await repository.keep([a_paper(f"2604.{n:05d}", abstract="moor " * 900) for n in range(50)])
    await database.write(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchall())
    await repository.keep([a_paper("2603.00002")])
    assert len((await repository.search(all_words("gardens"), 9)).papers) == 2


@pytest.mark.parametrize(
    "content", [b"This is a text file. " * 400, b"SQLite format 3\0" + b"x" * 9000]
)
async def test_a_file_that_is_no_database_is_named_and_left_alone(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    database = Database(path)
    for _ in range(2):
        with pytest.raises(StoreUnusable, match="damaged or not a database"):
            await SqlPaperRepository(database).get(["2603.00001"])
    await database.close()
    assert path.read_bytes() == content


async def test_a_file_damaged_in_its_middle_is_named(path: Path) -> None:
    async with Database(path) as database:
        await SqlPaperRepository(database).keep([a_paper(f"2603.{n:05d}") for n in range(500)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreUnusable, match="damaged"):
        async with Database(path) as database:
            await SqlPaperRepository(database).search(all_words("gardens"), 5)
    await database.close()


async def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = Database(tmp_path / "file" / "below" / "paperbrief.db")
    with pytest.raises(StoreUnusable, match="cannot be opened or written"):
        await database.read(lambda db: None)
    await database.close()


async def test_a_folder_in_place_of_the_file_is_named_and_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database = Database(tmp_path)
    with pytest.raises(StoreUnusable, match="cannot be opened or written"):
        await database.read(lambda db: None)
    await database.close()
    assert mode(tmp_path) == 0o755


def test_a_folder_that_is_read_only_is_named() -> None:
    # not below tmp_path, which the other account cannot even enter
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        told = output_of(program(_OPENING_WITHOUT_RIGHTS, Path(folder) / "paperbrief.db"))
        Path(folder).chmod(0o700)
    assert "cannot be opened or written" in told
    assert "Permission denied" in told


_OPENING_WITHOUT_RIGHTS = """
import asyncio, os, sys
from pathlib import Path
from bot.errors import StoreUnusable
from storage.file.database import Database, QueryKind

async def main():
    database = Database(Path(sys.argv[1]))
    try:
        await database.read(lambda db: None)
    except StoreUnusable as error:
        print(error)
    await database.close()

if os.geteuid() == 0:
    os.seteuid(65534)  # root may write everywhere
asyncio.run(main())
"""


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    async with Database(path) as database:
        await database.write(
            lambda db: db.table("_sqlite_migrations").insert(
                {"migration_set": "paperbrief", "name": "_999_votes", "applied_at": "later"}
            )
        )
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"newer Paperbrief \(it has _999_votes\)"):
        async with Database(path):
            pass
    assert path.read_bytes() == before


async def test_tables_of_another_migration_set_do_not_matter(path: Path) -> None:
    async with Database(path) as database:
        await database.write(
            lambda db: db.table("_sqlite_migrations").insert(
                {"migration_set": "reports", "name": "anything", "applied_at": "once"}
            )
        )
    async with Database(path):
        pass


async def test_vacuum_does_not_part_the_search_index_from_its_papers(database: Database) -> None:
    repository = SqlPaperRepository(database)
    await repository.keep([a_paper(f"2603.{n:05d}", title=f"Tulip{n}") for n in range(1, 9)])
    await database.write(lambda db: db.execute("DELETE FROM papers WHERE number < 5"))

    def vacuum(db: Connection) -> None:
        db.commit()
        db.execute("VACUUM")

    await database.write(vacuum)
    assert [paper.id for paper in (await repository.search(all_words("tulip7"), 5)).papers] == [
        "2603.00007"
    ]


def check(db: Connection) -> None:
    for volume in volumes(db):
        table = volume.table
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_a_writer_killed_in_the_middle_leaves_whole_transactions(path: Path) -> None:
    process = program(_WRITING, path)
    assert process.stdout is not None
    rounds = [int(process.stdout.readline()) for _ in range(6)]
    process.kill()
    # what it said between the last line read and its end
    rounds += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    process.wait()
    process.stdout.close()
    async with Database(path) as database:
        await database.write(check)
        numbers = await SqlEditionRepository(database).numbers("terminal:me")
        (listing,) = await SqlAnnouncementRepository(database).on(None, ["cs.CL"])
        assert len(numbers) == 30
        assert numbers[1] >= f"2603.{rounds[-1]:05d}"
        assert len(listing.items) % 30 == 0
        assert len(listing.items) >= 30 * len(rounds)
        await SqlEditionRepository(database).keep(an_edition("terminal:me", "2603.00001"))
        await SqlAnnouncementRepository(database).keep([a_listing("2603.00001")])


_WRITING = """
import asyncio, itertools, sys
from pathlib import Path
from storage.papers.announcements import SqlAnnouncementRepository
from storage.file.database import Database, QueryKind
from storage.channels.editions import SqlEditionRepository
from tests.storage.processes import output_of, program
from tests.storage.values import a_listing, an_edition

async def main():
    database = Database(Path(sys.argv[1]))
    for first in itertools.count(1, 30):
        ids = [f"2603.{n:05d}" for n in range(first, first + 30)]
        await SqlAnnouncementRepository(database).keep([a_listing(*ids)])
        await SqlEditionRepository(database).keep(an_edition("terminal:me", *ids))
        print(first, flush=True)

asyncio.run(main())
"""


async def test_the_log_is_folded_into_the_file_at_four_mebibytes(database: Database) -> None:
    def kept(number: int, db: Connection) -> None:
        row = [f"key {number}", "x" * 100_000]
        db.execute("INSERT INTO notes (key, value, kept_at) VALUES (?, ?, '')", row)

    log = database.path.with_name(database.path.name + "-wal")
    longest = 0
    for number in range(100):
        await database.write(partial(kept, number))
        longest = max(longest, log.stat().st_size)
    assert 3 << 20 < longest < 5 << 20
