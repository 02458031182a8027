"""Listings by numbers: a file of an earlier version says and keeps the same while it is copied."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from storage.file.database import Database
from storage.papers.aged_listings import AgedListings
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.taking_over import TakingOver
from storage.steps.schema import STEPS
from storage.steps.shelving import _040_shelves
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_paper

LONG_AGO = THURSDAY - timedelta(days=409)
MANY = 1_100
NEW, CROSS, REPLACE = AnnounceType.NEW, AnnounceType.CROSS, AnnounceType.REPLACE


def ids(first: int, count: int) -> list[str]:
    return [f"2603.{number:05d}" for number in range(first, first + count)]


def listing(day: date, names: Sequence[str], kind: AnnounceType, category: str) -> Listing:
    items = tuple(ListedPaper(a_paper(each), kind) for each in names)
    return Listing(category=category, date=day, items=items, state=ListingState.FRESH)


CAME_BEFORE = (
    listing(LONG_AGO, ids(1, 3), NEW, "cs.CL"),
    listing(THURSDAY, ids(3, MANY), NEW, "cs.CL"),
    listing(THURSDAY, ids(500, 5), CROSS, "cs.LG"),
    listing(FRIDAY, [*ids(7, 2), *ids(2000, 2)], REPLACE, "cs.CL"),
)


def _old_file(path: Path) -> None:
    """What a version before stored: it is written by the steps of then."""
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_040_shelves)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    numbers: dict[str, int] = {}
    with db.conn:
        for each in CAME_BEFORE:
            day = each.date.isoformat() if each.date else ""
            db.execute(
                "INSERT INTO listings (category, date, counts_on, state, sample) "
                "VALUES (?, ?, ?, 'fresh', 0)",
                [each.category, day, day],
            )
            for position, item in enumerate(each.items):
                paper = item.paper
                if paper.id not in numbers:
                    numbers[paper.id] = len(numbers) + 1
                    db.execute(
                        "INSERT INTO papers (number, id, version, title, abstract, authors, "
                        "author_names, categories, sample) VALUES (?, ?, 1, ?, ?, '[]', '', ?, 0)",
                        [numbers[paper.id], paper.id, paper.title, paper.abstract, '["cs.CL"]'],
                    )
                db.execute(
                    "INSERT INTO listing_items (category, date, paper_id, version, announce_type, "
                    "position) VALUES (?, ?, ?, 1, ?, ?)",
                    [each.category, day, paper.id, item.announce_type, position],
                )
    db.enable_wal()
    db.close()


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "old.sqlite"
    _old_file(path)
    return path


Row = tuple[str, str, str, int | None, str | None, int, int, int]
Seen = tuple[list[Row], list[tuple[date, tuple[str, ...]]]]


def rows(db: Connection) -> list[Row]:
    return db.execute("""
        SELECT category, date, paper_id, version, announce_type, position, derived, number
        FROM listing_items ORDER BY number""").fetchall()


async def seen(database: Database) -> Seen:
    listings = SqlListingRepository(database)
    days = await listings.between(date.min, date.max, ["cs.CL", "cs.LG"])
    told = [
        (each.date, tuple(f"{item.paper.id} {item.announce_type}" for item in each.items))
        for each in days
        if each.date
    ]
    found = await database.read(rows)
    # in their order: what is written twice uses numbers up, in one form more than in the other
    ranks = [(*row[:-1], rank) for rank, row in enumerate(found)]
    assert await listings.last_number() == found[-1][-1]
    return ranks, told


async def keep(database: Database, *listings: Listing) -> None:
    await SqlAnnouncementRepository(database).keep(listings)


async def _a_day_comes(database: Database) -> None:
    await keep(database, listing(FRIDAY, ids(3000, 4), NEW, "cs.LG"))


async def _a_day_is_read_again(database: Database) -> None:
    await keep(database, listing(THURSDAY, [*ids(600, 3), *ids(500, 3)], CROSS, "cs.LG"))


async def _a_record_is_confirmed(database: Database) -> None:
    """What was concluded from it, a feed says."""
    for derived in (True, False):
        items = (ListedPaper(a_paper("2603.03000"), NEW, derived),)
        await keep(database, Listing(category="cs.LG", date=FRIDAY, items=items))


async def _one_is_new_after_all(database: Database) -> None:
    await keep(database, listing(FRIDAY, ids(2001, 1), NEW, "cs.CL"))


async def _the_oldest_goes(database: Database) -> None:
    """By hand, as the sweep waits for what is taken over."""
    await database.write(
        lambda db: db.execute("DELETE FROM listings WHERE date = ?", [LONG_AGO.isoformat()])
    )


WRITES: Sequence[Callable[[Database], Awaitable[None]]] = (
    _a_day_comes,
    _a_day_is_read_again,
    _a_record_is_confirmed,
    _one_is_new_after_all,
    _the_oldest_goes,
)


def is_table(db: Connection) -> bool:
    sql = "SELECT type FROM sqlite_schema WHERE name = 'listing_items'"
    return bool(db.execute(sql).fetchone() == ("table",))


async def test_what_was_stored_reads_the_same_at_every_step(old_file: Path) -> None:
    async with Database(old_file) as database:
        first = await seen(database)
        assert len(first[0]) == sum(len(each.items) for each in CAME_BEFORE)
        assert await database.read(is_table)
        taking_over = TakingOver(database)
        steps = 0
        while await taking_over.step():
            steps += 1
            assert await seen(database) == first
        assert steps > 3
        assert not await database.read(is_table)
        assert await seen(database) == first


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
async def test_what_is_written_meanwhile_is_kept_as_without_it(old_file: Path, after: int) -> None:
    """Beside a file in which nothing is copied while it is written to."""
    aside = old_file.with_name("aside.sqlite")
    _old_file(aside)
    async with Database(old_file) as database, Database(aside) as calm:
        for _ in range(after):
            await TakingOver(database).step()
        for write in WRITES:
            await write(calm)
            await write(database)
            assert await seen(database) == await seen(calm)
            await TakingOver(database).step()
            assert await seen(database) == await seen(calm)
        for one in (database, calm):
            while await TakingOver(one).step():
                pass
            assert (
                await one.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []
            )
        assert await seen(database) == await seen(calm)


async def test_a_number_is_never_given_again(old_file: Path) -> None:
    async with Database(old_file) as database:
        before = await SqlListingRepository(database).last_number()
        await database.write(
            lambda db: db.execute("DELETE FROM listings WHERE date = ?", [FRIDAY.isoformat()])
        )
        while await TakingOver(database).step():
            pass
        await _a_day_comes(database)
        found = await database.read(rows)
        assert min(row[-1] for row in found if row[1] == FRIDAY.isoformat()) > before


async def test_a_listing_that_comes_after_one_is_gone_is_not_taken_for_another(
    database: Database,
) -> None:
    await keep(database, *CAME_BEFORE)
    await database.write(
        lambda db: db.execute("DELETE FROM listings WHERE date = ?", [LONG_AGO.isoformat()])
    )
    before = (await seen(database))[0]
    await keep(database, listing(FRIDAY, ids(4000, 2), NEW, "cs.CV"))
    after = (await seen(database))[0]
    assert after[: len(before)] == before
    assert [row[:3] for row in after[len(before) :]] == [
        ("cs.CV", FRIDAY.isoformat(), each) for each in ids(4000, 2)
    ]


async def test_papers_go_from_a_file_that_was_copied(old_file: Path) -> None:
    async with Database(old_file) as database:
        while await TakingOver(database).step():
            pass
        await AgedListings(database, timedelta(days=400)).sweep(MORNING)
        left, told = await seen(database)
        assert {row[1] for row in left} == {THURSDAY.isoformat(), FRIDAY.isoformat()}
        assert told[0][0] == THURSDAY
        known = await database.read(
            lambda db: [id_ for (id_,) in db.execute("SELECT id FROM papers ORDER BY id LIMIT 1")]
        )
        assert known == ["2603.00003"]
