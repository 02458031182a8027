"""What channels were shown is kept by numbers, and a file of an earlier version says and keeps the
same while it is moved."""

import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.values.deliveries import Delivered, Refused, Shown, Undelivered
from bot.values.editions import UpdatedPaper
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.channels.membership import SqlMembership
from storage.columns import day_column, day_from, paper_column, paper_from
from storage.deliveries.account import SqlAccount
from storage.deliveries.aged import AgedBriefs
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.deliveries.owed import SqlOwedPapers
from storage.deliveries.records import SqlChannelRecords
from storage.deliveries.standings import SqlStandings
from storage.file.database import Database, QueryKind
from storage.papers.shown import ShownByNumbers, shown_anywhere
from storage.steps.schema import STEPS
from storage.steps.shown import _046_shown_papers
from tests.storage.values import MORNING, THURSDAY, a_channel, a_publication, an_edition

PAPERS = ("2603.00001", "2603.00002", "2603.12345", "1412.0007", "hep-th/9901002", "2603.1234567")
CHANNELS = ("telegram:-1001", "telegram:-1001/7", "discord:1")
MOVED = "telegram:-1002"

ids = st.one_of(
    st.from_regex(r"\A[0-9]{4}\.[0-9]{3,7}\Z"),
    st.from_regex(r"\A[a-z-]{2,8}/[0-9]{7}\Z"),
    st.text("0123456789.v", max_size=11),
)


@given(id_=ids)
def test_every_id_comes_back_as_it_was(id_: str) -> None:
    assert paper_from(paper_column(id_)) == id_


@given(one=ids, other=ids)
def test_two_ids_never_become_one(one: str, other: str) -> None:
    assert (paper_column(one) == paper_column(other)) == (one == other)


@given(day=st.dates())
def test_every_day_comes_back_as_it_was(day: date) -> None:
    assert day_from(day_column(day)) == day


def test_ids_of_today_and_of_the_years_before_2015_are_numbers() -> None:
    for id_ in ("0704.0001", "1412.9999", "1501.00001", "2603.12345", "9912.99999"):
        column = paper_column(id_)
        assert isinstance(column, int)
        assert column < 2**31
    for id_ in ("1412.00001", "1501.0001", "hep-th/9901002", "\u0662\u0666\u0660\u0663.00001"):
        assert paper_column(id_) == id_


@given(named=st.lists(ids, min_size=1, max_size=5, unique=True), day=st.dates())
def test_the_view_says_address_id_and_date(named: list[str], day: date) -> None:
    db = Connection(memory=True, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS:
        steps(name=step.__name__)(step)
    steps.apply(db)
    db.execute(
        "INSERT INTO channels (address, language, top, categories) VALUES ('x', 'en', 9, '[]')"
    )
    rows = [(paper_column(each), day_column(day)) for each in named]
    db.conn.executemany("INSERT INTO shown_papers VALUES (1, ?, 2, ?)", rows)
    told = db.execute("SELECT * FROM shown").fetchall()
    db.close()
    # SQLite's dates begin with the year 0 and are written as Python's are
    assert sorted(told) == sorted(("x", each, 2, day.isoformat()) for each in named)


def an_old_file(path: Path, count: int = 0) -> None:
    """What a version before stored: two channels, and so many papers that each was shown."""
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_046_shown_papers)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    with db.conn:
        for n, address in enumerate(CHANNELS, start=1):
            db.execute(
                "INSERT INTO channels (address, language, top, categories) "
                "VALUES (?, 'en', 10, '[\"cs.CL\"]')",
                [address],
            )
            db.execute(
                "INSERT INTO editions (id, channel, dates, made_from) VALUES (?, ?, '[]', '[]')",
                [n, address],
            )
            named = [f"2602.{number:05d}" for number in range(1, count + 1)]
            db.conn.executemany(
                "INSERT INTO shown (channel, paper_id, version, shown_on) "
                "VALUES (?, ?, 1, '2026-02-05')",
                [(address, each) for each in named],
            )
            db.conn.executemany(
                "INSERT INTO edition_papers (edition, number, paper_id, version) "
                "VALUES (?, ?, ?, 1)",
                [(n, place, each) for place, each in enumerate(named, start=1)],
            )
    db.enable_wal()
    db.close()


Told = Sequence[tuple[object, ...]]


def told(db: Connection) -> Told:
    """What the views say, in their order by all columns."""
    shown = db.execute("SELECT * FROM shown").fetchall()
    return sorted(shown) + sorted(db.execute("SELECT * FROM edition_papers").fetchall())


async def test_what_was_shown_reads_the_same_at_every_step(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    an_old_file(path, 700)
    async with Database(path) as database:
        moving, ledger = ShownByNumbers(database), SqlLedger(database)
        before = await database.read(told)
        assert len(before) == 2 * 3 * 700
        steps = 0
        while await moving.step():
            steps += 1
            assert await database.read(told) == before
            for address in CHANNELS:
                assert len(await ledger.shown(address)) == 700
                numbers = await SqlEditionRepository(database).numbers(address)
                assert numbers == {n: f"2602.{n:05d}" for n in range(1, 701)}
            among = await ledger.shown_in(CHANNELS, ["2602.00001", "2602.00700", "2602.00701"])
            assert {len(each) for each in among.values()} == {2}
        assert steps > 8
        schema = await database.read(
            lambda db: db.execute("SELECT name FROM sqlite_schema").fetchall()
        )
    assert not [name for (name,) in schema if name.endswith("_before")]


async def test_a_killed_move_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    an_old_file(path, 700)
    async with Database(path) as database:
        before = await database.read(told)
    more = True
    while more:
        async with Database(path) as database:
            more = await ShownByNumbers(database).step()
            assert await database.read(told) == before


class Store:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.channels = SqlChannelRepository(database)
        self.membership = SqlMembership(database)
        self.ledger = SqlLedger(database)
        self.outbox = SqlOutbox(database)
        self.owed = SqlOwedPapers(database)

    async def says(self) -> object:
        addresses = (*CHANNELS, MOVED, f"{MOVED}/7")
        each: list[Mapping[str, object]] = []
        for address in addresses:
            each.append(await self.ledger.shown(address))
            each.append(await self.ledger.shown(address, PAPERS[::2]))
            each.append(await self.owed.of(address))
            each.append(await self.owed.updates(address))
        among = await self.ledger.shown_in(addresses, PAPERS[1:])
        anywhere = await self.database.read(lambda db: shown_anywhere(db, PAPERS))
        return each, among, anywhere, await self.database.read(told)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Store, Store]]:
    """A file of this version, and one of the version before that is opened with it."""
    async with AsyncExitStack() as stack:
        stores = []
        for name in ("new", "old"):
            path = tmp_path / f"{name}.sqlite"
            an_old_file(path)
            if name == "old":
                an_unmoved_row(path)
            stores.append(Store(await stack.enter_async_context(Database(path))))
        yield stores[0], stores[1]


def an_unmoved_row(path: Path) -> None:
    """So that there is something to be moved; it is taken away with its channel at once."""
    db = Connection(path)
    with db.conn:
        db.execute(
            "INSERT INTO channels (address, language, top, categories) VALUES ('x', 'en', 9, '[]')"
        )
        db.execute("INSERT INTO shown VALUES ('x', '2601.00001', 1, '2026-01-01')")
    db.close()


def unmoved(chance: random.Random, db: Connection) -> None:
    """Some rows stand in the form of before again, as if none of them had been moved."""
    for row in db.execute("SELECT * FROM shown").fetchall():
        channel, id_, *_ = row
        if chance.random() < 0.5:
            number = db.execute("SELECT number FROM channels WHERE address = ?", [channel])
            gone = db.execute(
                "DELETE FROM shown_papers WHERE channel = ? AND paper = ?",
                [number.fetchone()[0], paper_column(id_)],
            )
            if gone.rowcount:
                db.execute("INSERT INTO shown_before VALUES (?, ?, ?, ?)", row)


async def act(store: Store, chance: random.Random) -> None:
    address, day = chance.choice(CHANNELS), THURSDAY + timedelta(days=chance.randrange(9))
    some = chance.sample(PAPERS, chance.randint(1, 3))
    kind = chance.choice(("come", "come", "told", "told", "moved", "removed"))
    if kind == "moved" and chance.random() < 0.3:
        await store.membership.moved("telegram:-1001", MOVED)
        await store.membership.moved(MOVED, "telegram:-1001")
    elif kind == "removed" and chance.random() < 0.3:
        await store.channels.remove(address)
    if not await store.channels.get(address):
        await store.channels.keep(a_channel(address))
    shown = {id_: Shown(chance.choice((None, 1, 2, 3)), day) for id_ in some}
    edition = an_edition(address, *some, day=day)
    if kind == "told":
        updates = [
            UpdatedPaper(id=id_, version=one.version, shown_on=day, note="updated")
            for id_, one in shown.items()
        ]
        edition = replace(an_edition(address), updated=tuple(updates))
    delivery = await store.ledger.publish(
        a_publication(address, edition=edition, shown=shown, parts=("one",))
    )
    arrives = chance.random() < 0.5
    await store.outbox.begin(delivery, 0, MORNING)
    end = Delivered() if arrives else Undelivered("no answer")
    await store.outbox.settle(delivery, 0, end, MORNING)


@pytest.mark.parametrize("seed", range(6))
async def test_what_is_written_meanwhile_is_kept_as_without_it(
    both: tuple[Store, Store], seed: int
) -> None:
    new, old = both
    await old.channels.remove("x")
    for turn in range(30):
        for store in both:
            await act(store, random.Random(f"{seed} {turn}"))  # noqa: S311
        chance = random.Random(f"{seed} {turn} unmoved")  # noqa: S311
        await old.database.write(partial(unmoved, chance))
        assert await old.says() == await new.says()
    moving = ShownByNumbers(old.database)
    while await moving.step():
        assert await old.says() == await new.says()


async def asked_of(database: Database) -> set[str]:
    """All SQL that is asked about editions and about what was shown, with its values."""
    seen: set[str] = set()
    for lane in get_args(QueryKind):
        await database.read(lambda db: db.conn.set_trace_callback(seen.add), lane)
    store, standings = Store(database), SqlStandings(database)
    await store.says()
    await SqlEditionRepository(database).numbers(CHANNELS[0])
    await standings.of_paper(CHANNELS[0], PAPERS[0])
    await standings.log(CHANNELS[0], 5)
    await SqlAccount(database).channels()
    await SqlChannelRecords(database).every()
    await AgedBriefs(database, timedelta()).sweep(MORNING)
    for lane in get_args(QueryKind):
        await database.read(lambda db: db.conn.set_trace_callback(None), lane)
    # the test's own
    return {each for each in seen if "SELECT" in each and "SELECT * FROM" not in each}


async def test_no_question_goes_through_all_of_it_while_it_is_moved(
    both: tuple[Store, Store],
) -> None:
    _, old = both
    refused = await old.ledger.publish(a_publication(CHANNELS[0], PAPERS[0], parts=("one",)))
    await old.outbox.begin(refused, 0, MORNING)
    await old.outbox.settle(refused, 0, Refused("too long"), MORNING)
    asked = await asked_of(old.database)
    assert len(asked) > 15

    def scans(db: Connection) -> list[str]:
        return [
            f"{step}: {sql}"
            for sql in asked
            for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            if step.startswith("SCAN") and step.endswith(("_papers", "_before", " s"))
        ]

    assert await old.database.read(scans) == []
