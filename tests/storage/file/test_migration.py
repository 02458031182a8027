"""A data folder that the first release made, opened by this one."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.values.channels import Schedule
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.searching import all_words
from bot.values.topics import Topic
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.shown import ShownByNumbers
from storage.papers.taking_over import TakingOver
from storage.steps.numbers import _017_numbers
from storage.steps.operating import _037_barred
from storage.steps.schema import STEPS
from tests.storage.values import MORNING, THURSDAY, a_channel, a_listing, a_paper, a_publication

OF_THE_FIRST_RELEASE = 4
A, B, C = "2603.00001", "2603.00002", "2603.00003"
ME = "terminal:me"


def insert(db: Connection, table: str, columns: str, *rows: Sequence[object]) -> None:
    places = ", ".join("?" * len(rows[0]))
    db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def fill(db: Connection) -> None:
    """As the first release wrote it: paper B was seen as v2 after it was listed as v1."""
    authors = '[["Ada Quill"],["Bo Reed","Moor College"]]', "Ada Quill\nBo Reed"
    text = "Sparse gardens", "We prune.", *authors, '["cs.CL","cs.LG"]', 0
    insert(
        db,
        "papers",
        "id, version, title, abstract, authors, author_names, categories, sample",
        *[(A, 1, *text), (B, 2, *text), (C, 1, *text)],
    )
    insert(
        db,
        "listings",
        "category, date, counts_on, state, sample",
        ("cs.CL", "2026-03-04", "2026-03-04", "fresh", 0),
        ("cs.CL", "2026-03-05", "2026-03-05", "truncated", 0),
        ("", "", "2026-03-05", "fresh", 0),
    )
    # Thursday was brought in before Wednesday
    insert(
        db,
        "listing_items",
        "category, date, paper_id, version, announce_type, position",
        ("cs.CL", "2026-03-05", B, 1, "new", 1),
        ("cs.CL", "2026-03-05", A, 1, "cross", 0),
        ("cs.CL", "2026-03-04", C, 1, "new", 0),
        ("", "", C, 1, None, 0),
    )
    insert(
        db,
        "unreadable_items",
        "category, date, position, key, why",
        ("cs.CL", "2026-03-05", 0, "entry 7", "it has no id"),
    )
    insert(
        db, "channels", "address, language, top, categories", (ME, "de", 12, '["cs.CL","cs.CV"]')
    )
    insert(
        db,
        "topics",
        "channel, position, name, description, categories, include, exclude, authors",
        (ME, 0, "Gardens", "", "[]", '["moor"]', "[]", "[]"),
    )
    insert(db, "editions", "channel, dates, made_from", (ME, '["2026-03-04"]', '["cs.CL"]'))
    insert(db, "edition_papers", "edition, number, paper_id, version", (1, 1, C, 1))


@pytest.fixture
def old(path: Path) -> Path:
    path.parent.mkdir()
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[:OF_THE_FIRST_RELEASE]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    with db.conn:
        fill(db)
    db.close()
    return path


async def test_papers_and_listings_are_there(old: Path) -> None:
    async with Database(old) as database:
        (listing,) = await SqlAnnouncementRepository(database).on(THURSDAY, ["cs.CL"])
        assert [item.paper.id for item in listing.items] == [A, B]
        assert [item.announce_type for item in listing.items] == [
            AnnounceType.CROSS,
            AnnounceType.NEW,
        ]
        assert listing.unreadable[0].key == "entry 7"
        dateless = await SqlAnnouncementRepository(database).on(None, [""])
        assert dateless[0].items == (ListedPaper(a_paper(C), None),)
        assert (
            len((await SqlPaperRepository(database).search(all_words("sparse gardens"), 9)).papers)
            == 3
        )


async def test_items_are_numbered_in_the_order_in_which_they_came(old: Path) -> None:
    async with Database(old) as database:
        repository = SqlListingRepository(database)
        assert await repository.last_number() == 4
        (first, *_) = await repository.late(THURSDAY, 2, ["cs.CL"])
        assert (first.date, first.items[0].paper.id) == (date(2026, 3, 4), C)
        assert [listing.date for listing in await repository.late(THURSDAY, 3, ["cs.CL"])] == []
        await SqlAnnouncementRepository(database).keep([a_listing(A, B, C)])
        (late,) = await repository.late(THURSDAY, 4, ["cs.CL"])
        assert [item.paper.id for item in late.items] == [C]


async def test_a_text_that_is_no_longer_known_comes_back_whole_in_the_newest(old: Path) -> None:
    async with Database(old) as database:
        (listing,) = await SqlListingRepository(database).between(THURSDAY, THURSDAY, ["cs.CL"])
        assert [(item.paper.id, item.paper.version) for item in listing.items] == [(A, 1), (B, 2)]


async def test_channels_have_the_usual_schedule_and_their_topics(old: Path) -> None:
    async with Database(old) as database:
        channel = await SqlChannelRepository(database).get(ME)
        assert channel == a_channel(
            ME,
            language="de",
            top=12,
            categories=("cs.CL", "cs.CV"),
            topics=(Topic(name="Gardens", include=("moor",)),),
        )
        assert channel.schedule == Schedule()
        assert not channel.subscribed


async def test_the_numbers_of_the_last_brief_still_name_its_papers(old: Path) -> None:
    async with Database(old) as database:
        assert await SqlEditionRepository(database).numbers(ME) == {1: C}
        assert await SqlLedger(database).progress([ME]) == {}
        delivery = await SqlLedger(database).publish(a_publication(ME, A))
        assert await SqlEditionRepository(database).numbers(ME) == {1: C}
        await SqlOutbox(database).begin(delivery, 0, MORNING)
        assert await SqlEditionRepository(database).numbers(ME) == {1: A}


async def test_the_tables_are_those_of_a_new_database(old: Path, tmp_path: Path) -> None:
    def schema(db: Connection) -> set[str]:
        rows = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {sql for (sql,) in rows}

    async with Database(old) as database, Database(tmp_path / "new.db") as new:
        for each in (TakingOver(database), ShownByNumbers(database)):
            while await each.step():
                pass
        await SqlPaperRepository(new).keep([a_paper()])
        assert await database.read(schema) == await new.read(schema)


async def test_editions_keep_their_numbers_and_what_refers_to_them(path: Path) -> None:
    """As many channels left them over a year."""
    path.parent.mkdir()
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_017_numbers)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    count = 100_000
    with db.conn:
        insert(
            db,
            "editions",
            "id, channel, dates, made_from",
            *((n, f"terminal:{n % 999}", "[]", "[]") for n in range(1, count + 1)),
        )
        insert(
            db,
            "edition_papers",
            "edition, number, paper_id, version",
            *((n, 1, C, 1) for n in range(1, count + 1)),
        )
    db.enable_wal()
    db.close()
    async with Database(path) as database:
        await SqlChannelRepository(database).keep(a_channel(ME))
        await SqlLedger(database).publish(a_publication(ME, A))

        def found(db: Connection) -> list[tuple[object, ...]]:
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            return list(
                db.execute(
                    "SELECT count(*), max(id), (SELECT count(*) FROM edition_papers), "
                    "sum(token = '') FROM editions"
                )
            )

        assert await database.read(found) == [(count + 1, count + 1, count + 1, count)]
        # the references hold again, and are enforced
        await database.write(lambda db: db.execute("DELETE FROM editions WHERE id = 1"))
        sql = "SELECT count(*) FROM edition_papers"
        assert await database.read(lambda db: db.execute(sql).fetchall()) == [(count,)]


async def test_unwanted_words_that_every_topic_had_are_those_of_the_channel(path: Path) -> None:
    path.parent.mkdir()
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_037_barred)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    held = [("terminal:a", ["maps", "survey"]), ("terminal:a", ["survey"]), ("terminal:b", [])]
    with db.conn:
        for address in ("terminal:a", "terminal:b", "terminal:c"):
            insert(db, "channels", "address, language, top, categories", (address, "en", 5, "[]"))
        for position, (address, words) in enumerate(held):
            row = (address, position, "", "", "[]", "[]", json.dumps(words), "[]")
            columns = "channel, position, name, description, categories, include, exclude, authors"
            insert(db, "topics", columns, row)
    db.close()
    async with Database(path) as database:
        every = await SqlChannelRepository(database).every()
    assert {each.address: each.barred for each in every} == {
        "terminal:a": ("survey",),
        "terminal:b": (),
        "terminal:c": (),
    }
