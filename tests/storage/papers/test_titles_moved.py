"""Titles stand with the texts. A file of an earlier version has them in its rows: it says the same
before, while and after they are moved, and keeps what is written meanwhile."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Paper
from bot.values.searching import SearchQuery, Term, all_words
from storage.columns import date_column, json_column
from storage.file.backup import backup
from storage.file.database import Database
from storage.file.restoring import restore
from storage.papers import shelves
from storage.papers.aged_listings import AgedListings
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.forgetting import Forgetting
from storage.papers.joined import papers_from
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelving import Shelving
from storage.papers.texts import WIDTH, facts_of, texts_at
from storage.papers.tidying import Tidying
from storage.papers.titles import SqlPastTitles
from storage.steps.titles import _048_titles_with_texts
from tests.patience import PATIENCE
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.stored import facts_and_papers
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_paper

IDS = [f"2603.{number:05d}" for number in range(1, 101)]
NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
LONG_AGO = THURSDAY - timedelta(days=390)
WORDS = ("moor", "garden", "lake", "birch", "path")
ASKED = (
    *map(all_words, WORDS),
    SearchQuery((Term("lake", field="title"),)),
    SearchQuery(categories=("cs.LG",), since=THURSDAY),
)
# so many days take one round through all shelves
_ROUND = 16


class Store:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.papers = SqlPaperRepository(database)
        self.announcements = SqlAnnouncementRepository(database)

    async def says(self) -> Sequence[object]:
        listings, past = SqlListingRepository(self.database), SqlPastTitles(self.database)
        facts, _ = await self.database.read(facts_and_papers)
        return (
            facts,
            await self.papers.get(IDS),
            await self.papers.outlines(IDS),
            [await self.papers.search(each, 50) for each in ASKED],
            await listings.between(LONG_AGO, FRIDAY, ["cs.CL"]),
            await past.titles("cs.CL", LONG_AGO, FRIDAY),
        )


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Store, Store]]:
    async with AsyncExitStack() as stack:
        paths = (tmp_path / "new.sqlite", tmp_path / "old.sqlite")
        new, old = [await stack.enter_async_context(Database(path)) for path in paths]
        yield Store(new), Store(old)


def written(id_: str, chance: random.Random) -> Paper:
    return a_paper(
        id_,
        version=chance.randint(1, 3),
        title=chance.choice(("", " ".join(chance.choices(WORDS, k=3)))),
        abstract=" ".join(chance.choices(WORDS, k=9)),
        published=chance.choice((None, THURSDAY)),
        updated=chance.choice((None, THURSDAY, FRIDAY)),
    )


def a_day(day: date, papers: Sequence[Paper], kind: AnnounceType) -> Listing:
    items = tuple(ListedPaper(paper, kind) for paper in papers)
    return Listing(category="cs.CL", date=day, items=items)


async def act(store: Store, chance: random.Random) -> None:
    some = [written(id_, chance) for id_ in chance.sample(IDS, chance.choice((1, 3, 60)))]
    match chance.choice(("keep", "announce", "again", "shelve", "forget", "age")):
        case "keep":
            await store.papers.keep(some)
        case "announce":
            day = chance.choice((LONG_AGO, THURSDAY - timedelta(days=9), THURSDAY, FRIDAY))
            await store.announcements.keep([a_day(day, some, AnnounceType.NEW)])
        case "again":
            known = await store.papers.get([one.id for one in some])
            day = THURSDAY - timedelta(days=chance.randrange(30))
            again = a_day(day, list(known.values()), AnnounceType.CROSS)
            await store.announcements.keep([replace(again, category="cs.LG")])
        case "shelve":
            await Shelving(store.database, new=chance.choice((0, 20))).sweep(MORNING)
        case "forget":
            await Forgetting(store.database, versions=60, abstracts=365).sweep(MORNING)
        case _:
            await AgedListings(store.database, timedelta(days=380)).sweep(MORNING)


def as_before(chance: random.Random, share: float, db: Connection) -> None:
    """Some papers stand as an earlier version left them, as if none of them had been moved."""
    rows = list(db.query("SELECT * FROM papers"))
    found = {
        row["number"]: paper
        for row, paper in zip(rows, papers_from(db, rows), strict=True)
        if chance.random() < share
    }
    for number, paper in found.items():
        told = [paper.title, date_column(paper.updated), number]
        db.execute("UPDATE papers SET title = ?, updated = ? WHERE number = ?", told)
    for number, texts in texts_at(db, found).items():
        plain = json_column(facts_of(texts)[: WIDTH - 2]).encode()
        db.execute("UPDATE texts SET texts = ? WHERE number = ?", [plain, number])
    for place, column in db.execute("SELECT shelf, texts FROM shelves").fetchall():
        shelf = shelves.shelf_in(column)
        for number in shelf.keys() & found.keys():
            shelf[number][-2:] = (None, None)
        if shelf.keys() <= found.keys():
            shelf = {number: each[: WIDTH - 2] for number, each in shelf.items()}
        put = [shelves._column_of(shelf), place]
        db.execute("UPDATE shelves SET texts = ? WHERE shelf = ?", put)


def titles_in_rows(db: Connection) -> int:
    count = "SELECT count(*) FROM papers WHERE title != '' OR updated IS NOT NULL"
    return int(db.execute(count).fetchone()[0])


@pytest.mark.parametrize("seed", range(6))
async def test_a_file_of_before_says_and_keeps_what_a_new_one_does(
    both: tuple[Store, Store], seed: int
) -> None:
    new, old = both
    for turn in range(25):
        for store in both:
            await act(store, random.Random(f"{seed} {turn}"))  # noqa: S311
        chance = random.Random(f"{seed} {turn} before")  # noqa: S311
        await old.database.write(partial(as_before, chance, 0.5))
        assert await old.says() == await new.says()
        await Tidying(old.database, run=1).sweep(MORNING)
        assert await old.says() == await new.says()
    for store in both:
        await Shelving(store.database, new=0).sweep(MORNING)
    for _ in range(_ROUND):
        await Tidying(old.database, run=1).sweep(MORNING)
        assert await old.says() == await new.says()
    assert await old.database.read(titles_in_rows) == 0
    assert await new.database.read(titles_in_rows) == 0


async def test_a_file_of_the_version_before_is_served_at_once_and_moved_bit_by_bit(
    path: Path,
) -> None:
    chance = random.Random(7)  # noqa: S311
    async with Database(path) as database:
        store = Store(database)
        papers = [replace(written(id_, chance), title=f"Moor {id_}") for id_ in IDS]
        await store.announcements.keep([a_day(THURSDAY, papers, AnnounceType.NEW)])
        await Shelving(database, new=10).sweep(MORNING)
        said = await store.says()
        await database.write(partial(as_before, chance, 1.0))
        step = "DELETE FROM _sqlite_migrations WHERE name = ?"
        await database.write(lambda db: db.execute(step, [_048_titles_with_texts.__name__]))
    left, rounds = len(IDS), 0
    while left:
        # each time after a restart
        async with Database(path) as database:
            assert await Store(database).says() == said
            now = await database.read(titles_in_rows)
            assert now <= left
            left, rounds = now, rounds + 1
            await Shelving(database, new=0).sweep(MORNING)
            await Tidying(database, run=1).sweep(MORNING)
            assert await Store(database).says() == said
    assert 3 < rounds <= _ROUND


_MOVING = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.file.database import Database
from storage.papers.tidying import Tidying

async def main():
    async with Database(Path(sys.argv[1])) as database:
        while True:
            print("next", flush=True)
            await Tidying(database, run=1).sweep(datetime.now(UTC))

asyncio.run(main())
"""


def are_whole(db: Connection) -> bool:
    sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return sound and not db.execute("PRAGMA foreign_key_check").fetchall()


async def test_a_kill_while_titles_move_loses_none(path: Path) -> None:
    chance = random.Random(11)  # noqa: S311
    async with Database(path) as database:
        store = Store(database)
        await store.announcements.keep(
            [a_day(THURSDAY, [written(id_, chance) for id_ in IDS], AnnounceType.NEW)]
        )
        await Shelving(database, new=0).sweep(MORNING)
        said = await store.says()
        await database.write(partial(as_before, chance, 1.0))
        left = await database.read(titles_in_rows)
    kills = 0
    while left:
        with killed_at_the_end(_MOVING, path) as process:
            for _ in range(chance.randrange(1, 3)):
                line_from(process)
        kills += 1
        async with Database(path) as database:
            assert await Store(database).says() == said
            assert await database.read(are_whole)
            now = await database.read(titles_in_rows)
            assert now <= left
            left = now
    assert kills > 1


async def test_a_backup_made_while_titles_are_moved_is_whole(path: Path, tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311
    more = [f"2604.{number:05d}" for number in range(1, 301)]
    async with Database(path) as database:
        store = Store(database)
        papers = [replace(written(id_, chance), title=f"Moor {id_}") for id_ in (*IDS, *more)]
        await store.announcements.keep([a_day(THURSDAY, papers, AnnounceType.NEW)])
        await Shelving(database, new=10).sweep(MORNING)
        said = await store.says()
        await database.write(partial(as_before, chance, 1.0))
        copies = [tmp_path / f"{turn}.sqlite" for turn in range(5)]
        for copy in copies:
            copying = asyncio.create_task(asyncio.to_thread(backup, path, copy))
            for _ in range(3):
                await Tidying(database, run=1).sweep(MORNING)
            await copying
    left = [await left_in(copy, tmp_path / copy.stem / path.name, said) for copy in copies]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) > 1


async def left_in(copy: Path, path: Path, said: Sequence[object]) -> int:
    """Restored, how many titles it still has in rows; it says the same until none is left."""
    path.parent.mkdir()
    restore(copy, path, NOON)
    async with Database(path) as database:
        store = Store(database)
        left = await database.read(titles_in_rows)
        assert await database.examine(PATIENCE)
        assert await store.says() == said
        await Shelving(database, new=0).sweep(MORNING)
        for _ in range(_ROUND):
            await Tidying(database).sweep(MORNING)
        assert await database.read(titles_in_rows) == 0
        assert await store.says() == said
    return left


async def test_the_title_of_a_paper_whose_shelf_cannot_be_opened_stays(database: Database) -> None:
    store = Store(database)
    await store.papers.keep([written(id_, random.Random(1)) for id_ in IDS])  # noqa: S311
    await Shelving(database, new=0).sweep(MORNING)
    await database.write(partial(as_before, random.Random(1), 1.0))  # noqa: S311
    before = await database.read(titles_in_rows)
    await database.write(lambda db: db.execute("UPDATE shelves SET texts = CAST('2?' AS BLOB)"))
    for _ in range(_ROUND):
        await Tidying(database).sweep(MORNING)
    assert await database.read(titles_in_rows) == before > 0


async def test_rows_that_lost_their_titles_leave_no_room_unused(database: Database) -> None:
    count = 3_000
    papers = [a_paper(f"2603.{n:05d}", title="Moor " * 20) for n in range(count)]
    await SqlPaperRepository(database).keep(papers)
    await Shelving(database, new=0).sweep(MORNING)

    def pages(db: Connection) -> int:
        used = "SELECT count(*) FROM dbstat WHERE name = 'papers' AND pagetype = 'leaf'"
        return int(db.execute(used).fetchone()[0])

    least = await database.read(pages)
    await database.write(partial(as_before, random.Random(1), 1.0))  # noqa: S311
    assert await database.read(pages) > 2 * least
    for _ in range(_ROUND):
        await Tidying(database).sweep(MORNING)
    assert await database.read(pages) < 1.2 * least
