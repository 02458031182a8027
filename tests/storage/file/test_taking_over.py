"""A file of an earlier version: what was stored is read the same before, during and after it is
made small, and a kill at any moment loses nothing of it."""

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.values.papers import Author, Paper
from bot.values.searching import SearchQuery, Term, all_words
from storage.columns import date_column, list_column
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelving import Shelving
from storage.papers.taking_over import TakingOver
from storage.papers.tidying import Tidying
from storage.papers.word_index import volumes
from storage.steps.schema import STEPS
from storage.steps.shelving import _040_shelves
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.stored import facts_and_papers
from tests.storage.values import MORNING

COUNT = 700
WORDS = "moor sparse garden prune étude winter-proof path lake naïve birch 走廊 attention".split()  # noqa: SIM905


def paper(number: int, chance: random.Random) -> Paper:
    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    return Paper(
        id=f"2603.{number:05d}",
        version=chance.choice((None, 1, 2)),
        title=f"{words(4)} number{number}",
        abstract=chance.choice(("", words(60), words(200))),
        authors=tuple(
            Author(words(2), tuple(words(1) for _ in range(chance.randrange(3))))
            for _ in range(chance.randrange(4))
        ),
        categories=chance.choice((("cs.CL", "cs.LG"), ("cs.LG",), ("math.NA", "cs.CL"))),
        comments=chance.choice((None, "", "12 pages")),
        journal_ref=chance.choice((None, words(3))),
        doi=chance.choice((None, "10.1000/182")),
        license=chance.choice((None, "http://creativecommons.org/licenses/by/4.0/")),
        published=chance.choice((None, date(2026, 3, 4))),
        updated=chance.choice((None, date(2026, 3, 5))),
        sample=chance.random() < 0.1,
    )


def stored_before(path: Path, papers: Sequence[Paper]) -> None:
    """A file as the version before wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_040_shelves)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    with db.conn:
        db.conn.executemany(
            "INSERT INTO papers (id, version, title, abstract, authors, author_names, categories, "
            "comments, journal_ref, doi, license, published, updated, sample) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [row(each) for each in papers],
        )
        db.execute(
            "INSERT INTO listings (category, date, counts_on, state, sample) "
            "VALUES ('cs.CL', '2026-03-05', '2026-03-05', 'fresh', 0)"
        )
        db.conn.executemany(
            "INSERT INTO listing_items (category, date, paper_id, announce_type, position) "
            "VALUES ('cs.CL', '2026-03-05', ?, ?, ?)",
            [
                (each.id, ("new", "replace", "cross")[position % 3], position)
                for position, each in enumerate(papers)
                if position % 4
            ],
        )
    db.enable_wal()
    db.close()


def row(each: Paper) -> tuple[object, ...]:
    return (
        each.id,
        each.version,
        each.title,
        each.abstract,
        list_column([author.name, *author.affiliations] for author in each.authors),
        "\n".join(author.name for author in each.authors),
        list_column(each.categories),
        each.comments,
        each.journal_ref,
        each.doi,
        each.license,
        date_column(each.published),
        date_column(each.updated),
        int(each.sample),
    )


@pytest.fixture
def papers() -> list[Paper]:
    chance = random.Random(19)  # noqa: S311
    return [paper(number, chance) for number in range(1, COUNT + 1)]


@pytest.fixture
def before(path: Path, papers: list[Paper]) -> Path:
    stored_before(path, papers)
    return path


ASKED = (
    all_words("moor attention"),
    all_words("winter-proof"),
    all_words("走廊"),
    SearchQuery((Term("sparse garden", field="title"),)),
    SearchQuery((Term("birch", field="author"),)),
    SearchQuery((Term("lake"), Term("path", wanted=False))),
    SearchQuery((Term("prune"),), categories=("cs.*",), since=date(2026, 3, 4)),
    SearchQuery((Term("moor", wanted=False),), categories=("cs.CL",)),
    # told by a listing where no source says when it was submitted
    SearchQuery((Term("lake"),), since=date(2026, 3, 5)),
    SearchQuery((Term("lake"),), until=date(2026, 3, 5)),
    SearchQuery((Term("moor", wanted=False),), ("math.*",), since=date(2026, 3, 5)),
    SearchQuery(categories=("cs.CL",), until=date(2026, 3, 4)),
)


async def seen(database: Database, ids: Sequence[str]) -> tuple[object, ...]:
    """All that can be asked of papers; of a search, what was found and not its order: scores are
    those of a volume."""
    repository = SqlPaperRepository(database)
    found = [await repository.search(query, 2 * COUNT) for query in ASKED]
    hits = [(one.total, frozenset(each.id for each in one.papers)) for one in found]
    assert all(total == len(ids) for total, ids in hits)
    return await repository.get(ids), tuple(hits)


async def long_rows(database: Database) -> int:
    return await database.read(
        lambda db: int(db.execute("SELECT count(*) FROM papers WHERE authors != ''").fetchone()[0])
    )


async def test_what_was_stored_is_read_the_same_before_during_and_after(
    before: Path, papers: list[Paper]
) -> None:
    ids = [each.id for each in papers]
    async with Database(before) as database:
        taking_over = TakingOver(database)
        first = await seen(database, ids)
        assert first[0] == {each.id: each for each in papers}
        assert await long_rows(database) == COUNT
        steps = 0
        while await taking_over.step():
            steps += 1
            assert await seen(database, ids) == first
        assert steps > COUNT / 32
        assert await long_rows(database) == 0
        assert await seen(database, ids) == first
        # nor does it matter which texts are on shelves
        assert await Shelving(database, new=100).sweep(MORNING) == COUNT - 100
        assert await seen(database, ids) == first
        assert await long_rows(database) == 0
        assert not await taking_over.step()
        facts, rows = await database.read(facts_and_papers)
        assert facts == rows
        assert len(facts) == COUNT


async def test_papers_that_come_or_change_meanwhile_are_found_by_their_words_now(
    before: Path, papers: list[Paper]
) -> None:
    old = next(each for each in reversed(papers) if each.version == 1 and not each.sample)
    new = Paper(
        id=old.id,
        version=2,
        title="Heather",
        abstract="Only heather.",
        authors=(Author("Cy"),),
        categories=("cs.CL",),
    )
    come = Paper(
        id="2603.09999",
        version=1,
        title="Gorse",
        abstract="Only gorse.",
        authors=(),
        categories=("cs.CL",),
    )
    async with Database(before) as database:
        repository = SqlPaperRepository(database)
        taking_over = TakingOver(database)
        await taking_over.step()
        await repository.keep([new, come])
        more = True
        while more:
            assert [one.id for one in (await repository.search(all_words("gorse"), 9)).papers] == [
                come.id
            ]
            for word, count in (("heather", 1), (f"number{int(old.id[5:])}", 0)):
                assert (await repository.search(all_words(word), 9)).total == count
            more = await taking_over.step()
        assert (await repository.get([old.id]))[old.id].abstract == "Only heather."


async def test_a_paper_that_changes_meanwhile_keeps_the_day_of_its_listing(
    before: Path, papers: list[Paper]
) -> None:
    old = next(
        each
        for position, each in enumerate(papers)
        if position % 4 and position % 3 == 0 and not (each.published or each.sample)
    )
    day = date(2026, 3, 5)
    asked = SearchQuery((Term("gorse"),), since=day, until=day)
    async with Database(before) as database:
        repository, taking_over = SqlPaperRepository(database), TakingOver(database)
        await repository.keep([replace(old, version=(old.version or 1) + 1, title="Gorse")])
        more = True
        while more:
            assert [one.id for one in (await repository.search(asked, 9)).papers] == [old.id]
            more = await taking_over.step()


async def test_a_row_that_is_not_taken_over_keeps_its_day_when_its_shelf_is_tidied(
    before: Path, papers: list[Paper]
) -> None:
    listed = [
        each
        for position, each in enumerate(papers)
        if position % 4 and position % 3 == 0 and not (each.published or each.sample)
    ]
    day = date(2026, 3, 5)
    asked = SearchQuery((Term("gorse"),), since=day, until=day)
    async with Database(before) as database:
        repository = SqlPaperRepository(database)
        new = [replace(each, version=(each.version or 1) + 1, title="Gorse") for each in listed]
        await repository.keep(new)
        assert await Shelving(database, new=0).sweep(MORNING) == len(new)
        for _ in range(16):
            await Tidying(database).sweep(MORNING)
        found = await repository.search(asked, COUNT)
        assert sorted(one.id for one in found.papers) == [each.id for each in listed]


def without_facts(db: Connection) -> None:
    """As the file was before there were any."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER paper_facts_{event}")
    db.execute("DROP TABLE paper_facts")
    db.execute("DROP TABLE category_sets")
    for step in ("_045_paper_facts", "_047_lists_of_papers"):
        db.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [step])


async def test_a_file_that_was_half_taken_over_before_there_were_facts_has_them(
    before: Path, papers: list[Paper]
) -> None:
    ids = [each.id for each in papers]
    async with Database(before) as database:
        first = await seen(database, ids)
        for _ in range(4):
            await TakingOver(database).step()
        await database.write(without_facts)
    async with Database(before) as database:
        facts, _ = await database.read(facts_and_papers)
        assert len(facts) == COUNT
        assert await seen(database, ids) == first
        while await TakingOver(database).step():
            pass
        assert await seen(database, ids) == first
        facts, rows = await database.read(facts_and_papers)
        assert facts == rows


def check_before(db: Connection) -> int:
    """As quick_check looks into the old index where SQLite is 3.44 or later; how large it is."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'papers_fts'").fetchone():
        return 0
    db.execute("INSERT INTO papers_fts (papers_fts) VALUES ('integrity-check')")
    return int(db.execute("SELECT count(*) FROM papers_fts_data").fetchone()[0])


async def test_the_old_index_is_whole_until_it_is_gone(path: Path) -> None:
    chance = random.Random(29)  # noqa: S311

    def words() -> str:
        return " ".join(f"{chance.getrandbits(48):x}" for _ in range(300))

    stored_before(path, [replace(paper(n, chance), abstract=words()) for n in range(1, 401)])
    sizes = []
    async with Database(path) as database:
        taking_over = TakingOver(database)
        while await taking_over.step():
            sizes.append(await database.write(check_before))
            assert await database.examine(30)
        assert min(sizes) > 200
        assert await database.write(check_before) == 0


_TAKING_OVER = """
import asyncio, sys
from pathlib import Path
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.papers.taking_over import TakingOver

async def main():
    async with Database(Path(sys.argv[1])) as database:
        print("ready", flush=True)
        while await TakingOver(database).step():
            print("step", flush=True)
        print("anew", flush=True)
        await Shrinking(database).step()
        print("done", flush=True)

asyncio.run(main())
"""


def check(db: Connection) -> None:
    for volume in volumes(db):
        db.execute(
            f"INSERT INTO {volume.table} ({volume.table}) VALUES ('integrity-check')"  # noqa: S608
        )
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_a_kill_at_any_moment_loses_nothing(before: Path, papers: list[Paper]) -> None:
    ids = [each.id for each in papers]
    async with Database(before) as database:
        first = await seen(database, ids)
    chance = random.Random(23)  # noqa: S311
    for _ in range(6):
        with killed_at_the_end(_TAKING_OVER, before) as process:
            for _ in range(chance.randrange(1, 4)):
                if line_from(process) == "done":
                    break
        async with Database(before) as database:
            await database.write(check)
            assert await seen(database, ids) == first
    async with Database(before) as database:
        while await TakingOver(database).step():
            pass
        assert await seen(database, ids) == first


def is_last(db: Connection) -> bool:
    """Whether all papers were taken over, so that the indexes come next."""
    return not db.execute("""
        SELECT 1 FROM papers WHERE number > (SELECT until FROM chores WHERE chore = 'take over')
        """).fetchone()


def index_names(db: Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}


# what is said just before the work that the kill hits
@pytest.mark.parametrize(("said", "work"), [(1, "indexes"), (2, "old index"), (3, "written anew")])
async def test_a_kill_in_the_last_steps_loses_nothing(
    before: Path, papers: list[Paper], said: int, work: str
) -> None:
    ids = [each.id for each in papers]
    async with Database(before) as database:
        first = await seen(database, ids)
        while not await database.read(is_last):
            await TakingOver(database).step()
        assert "papers_by_facts" in await database.read(index_names)
    almost = before.with_name("almost.sqlite")
    shutil.copy(before, almost)
    for _ in range(2):
        shutil.copy(almost, before)
        with killed_at_the_end(_TAKING_OVER, before) as process:
            lines = [line_from(process) for _ in range(said)]
        assert lines == ["ready", "step", "anew"][:said]
        async with Database(before) as database:
            await database.write(check)
            await database.write(check_before)
            assert await seen(database, ids) == first
            while await TakingOver(database).step():
                pass
            await Shrinking(database).step()
            await database.write(check)
            assert await seen(database, ids) == first
            assert {"papers_by_facts"}.isdisjoint(await database.read(index_names))
            mode = await database.read(lambda db: db.execute("PRAGMA auto_vacuum").fetchone())
            assert mode == (2,), work
