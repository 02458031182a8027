"""What searches ask of papers beside their words: it is true after every change of a paper, and a
search by it finds what is true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from bot.values.listings import AnnounceType
from bot.values.searching import SearchQuery, Term
from storage.columns import date_column, list_column
from storage.file.database import Database
from storage.papers.aged_listings import AgedListings
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from storage.steps.facts import _045_paper_facts
from storage.steps.schema import STEPS
from tests.storage.stored import facts_and_papers
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_listing, a_paper

A, B = "2603.00001", "2603.00002"
NAMES = [
    f"{archive}.{letters}" for archive in ("cs", "math") for letters in ("AI", "CL", "LG", "NA")
]


async def ids(database: Database, query: SearchQuery, limit: int = 500) -> Sequence[str]:
    hits = await SqlPaperRepository(database).search(query, limit)
    assert hits.total == len(hits.papers)
    return sorted(one.id for one in hits.papers)


async def are_true(database: Database) -> bool:
    facts, papers = await database.read(facts_and_papers)
    return facts == papers


async def test_a_changed_paper_is_found_by_what_it_is_now(database: Database) -> None:
    papers = SqlPaperRepository(database)
    first = a_paper(A, version=1, categories=("cs.CL",), published=THURSDAY)
    await papers.keep([first, a_paper(B, version=1, categories=("cs.CL",))])
    await papers.keep(
        [replace(first, version=2, categories=("cs.LG", "math.NA"), published=FRIDAY)]
    )
    assert await ids(database, SearchQuery(categories=("cs.CL",))) == [B]
    assert await ids(database, SearchQuery(categories=("math.*",))) == [A]
    assert await ids(database, SearchQuery(since=FRIDAY)) == [A]
    assert await ids(database, SearchQuery(until=THURSDAY)) == []
    assert await are_true(database)


async def test_facts_follow_listings_and_go_with_their_papers(database: Database) -> None:
    announcements = SqlAnnouncementRepository(database)
    long_ago = THURSDAY - timedelta(days=409)
    await announcements.keep([a_listing(A, B, date=long_ago)])
    assert await ids(database, SearchQuery(until=long_ago)) == [A, B]
    # a listing of before that day comes late
    await announcements.keep([a_listing(A, date=long_ago - timedelta(days=1))])
    assert await ids(database, SearchQuery(until=long_ago - timedelta(days=1))) == [A]
    assert await are_true(database)
    await announcements.keep([a_listing(B, "2603.00009", kind=AnnounceType.REPLACE)])
    await AgedListings(database, timedelta(days=400)).sweep(MORNING)
    assert await ids(database, SearchQuery(categories=("cs.*",))) == [B, "2603.00009"]
    assert await are_true(database)
    # its number is given to another
    await SqlPaperRepository(database).keep([a_paper(A, categories=("stat.ML",))])
    assert await ids(database, SearchQuery(categories=("stat.ML",))) == [A]
    assert await are_true(database)


async def test_a_category_is_found_in_all_the_sets_that_have_it(database: Database) -> None:
    sets = [some for count in (1, 2, 3) for some in combinations(NAMES, count)]
    papers = [
        a_paper(f"2603.{n:05d}", title=f"Fern {n}", categories=some, published=THURSDAY)
        for n, some in enumerate(sets)
    ]
    for first in range(0, len(papers), 20):
        await SqlPaperRepository(database).keep(papers[first : first + 20])
    for asked in (("cs.AI",), ("math.NA", "cs.LG"), ("math.*",), ("cs.A",), ('cs.AI","cs',)):
        wanted = [
            one.id
            for one in papers
            if any(
                name == each or (each.endswith("*") and name.startswith(each[:-1]))
                for name in one.categories
                for each in asked
            )
        ]
        assert await ids(database, SearchQuery(categories=asked)) == wanted
        assert await ids(database, SearchQuery((Term("fern"),), asked)) == wanted
        assert await ids(database, SearchQuery((Term("fern"),), asked, since=FRIDAY)) == []


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date(1970, 1, 1), date.max])
async def test_days_are_whole_however_far(database: Database, day: date) -> None:
    await SqlPaperRepository(database).keep([a_paper(A, published=day)])
    assert await ids(database, SearchQuery(since=day, until=day)) == [A]
    if day > date.min:
        assert await ids(database, SearchQuery(until=day - timedelta(days=1))) == []
    if day < date.max:
        assert await ids(database, SearchQuery(since=day + timedelta(days=1))) == []


async def test_a_file_of_before_has_them_once_it_is_opened(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(_045_paper_facts)]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    rows = [(A, ["cs.CL"], THURSDAY, None), (B, ["cs.LG", "cs.CL"], None, FRIDAY)]
    with db.conn:
        db.conn.executemany(
            "INSERT INTO papers (id, title, abstract, authors, author_names, categories, "
            "published, listed, sample) "
            "VALUES (?, 'Fern', 'Moss', '[[\"Ada\"]]', 'Ada', ?, ?, ?, 0)",
            [
                (id_, list_column(names), date_column(published), date_column(listed))
                for id_, names, published, listed in rows
            ],
        )
    db.close()
    async with Database(path) as database:
        assert await are_true(database)
        assert await ids(database, SearchQuery(categories=("cs.CL",))) == [A, B]
        assert await ids(database, SearchQuery(since=FRIDAY)) == [B]
