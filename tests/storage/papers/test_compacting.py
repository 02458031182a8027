"""What was taken out of the index of words gives its room back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.values.listings import ListedPaper, Listing
from bot.values.papers import Paper
from bot.values.searching import all_words
from storage.file.database import Database
from storage.papers.aged_listings import AgedListings
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.compacting import Compacting
from storage.papers.papers import SqlPaperRepository
from tests.storage.values import MORNING, THURSDAY, a_paper

KEPT = timedelta(days=400)
LONG_AGO = THURSDAY - KEPT - timedelta(days=1)
WORDS = [f"word{number}" for number in range(400)]


def papers(month: str, count: int) -> Sequence[Paper]:
    """No two say the same."""
    return [
        replace(
            a_paper(f"{month}.{number:05d}"),
            abstract=" ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 80)),
        )
        for number in range(count)
    ]


async def keep(database: Database, old: int, young: int) -> None:
    announcements = SqlAnnouncementRepository(database)
    for day, some in ((LONG_AGO, papers("2502", old)), (THURSDAY, papers("2603", young))):
        items = tuple(ListedPaper(each, None) for each in some)
        await announcements.keep([Listing(category="cs.CL", date=day, items=items)])


async def size(database: Database) -> int:
    """Bytes of the index."""
    return await database.read(
        lambda db: int(
            db.execute("SELECT sum(length(block)) FROM papers_fts_v0_data").fetchone()[0]
        )
    )


async def found(database: Database, words: str) -> set[str]:
    hits = await SqlPaperRepository(database).search(all_words(words), 999)
    assert hits.total == len(hits.papers)
    return {one.id for one in hits.papers}


async def test_a_volume_is_as_small_as_if_what_is_gone_had_never_been_there(
    database: Database,
) -> None:
    await keep(database, old=200, young=0)
    alone = await size(database)
    await keep(database, old=0, young=200)
    before = await found(database, "word7") & {one.id for one in papers("2603", 200)}
    await AgedListings(database, KEPT).sweep(MORNING)
    assert await size(database) > 1.2 * alone
    assert await Compacting(database, many=100).sweep(MORNING) == 1
    assert await size(database) < 1.1 * alone
    assert await found(database, "word7") == before != set()
    # until as many are gone again
    assert await Compacting(database, many=100).sweep(MORNING) == 0


async def test_a_volume_of_which_little_is_gone_is_left_alone(database: Database) -> None:
    await keep(database, old=12, young=100)
    await AgedListings(database, KEPT).sweep(MORNING)
    before = await size(database)
    assert await Compacting(database, many=100).sweep(MORNING) == 0
    assert await size(database) == before


@pytest.mark.parametrize(
    ("young", "old", "many", "at_least", "at_most"),
    [(50, 99, 100, 1.5, 1.2), (200, 40, 500, 1.3, 1.1)],
    ids=["little is left", "an eighth of what is left is gone"],
)
async def test_a_volume_does_not_wait_for_many_where_few_are_left(
    database: Database, young: int, old: int, many: int, at_least: float, at_most: float
) -> None:
    await keep(database, old=0, young=young)
    alone = await size(database)
    await keep(database, old=old, young=0)
    await AgedListings(database, KEPT).sweep(MORNING)
    assert await size(database) > at_least * alone
    assert await Compacting(database, many=many).sweep(MORNING) == 1
    assert await size(database) < at_most * alone
    assert len(await found(database, "gardens")) == young


async def test_an_empty_volume_is_given_back_whole(database: Database) -> None:
    await keep(database, old=150, young=0)
    await AgedListings(database, KEPT).sweep(MORNING)
    assert await Compacting(database, many=100).sweep(MORNING) == 1
    tables = await database.read(lambda db: db.table_names())
    assert not [name for name in tables if name.startswith("papers_fts_v")]
    # and filled again
    await keep(database, old=0, young=3)
    assert len(await found(database, "gardens")) == 3
