"""A shelf has two streams: what lists need, and abstracts. One of an earlier version has one."""

import bz2
from dataclasses import replace

import pytest
from sqlite_utils import Database as Connection

from bot.values.papers import Author, Paper
from storage.columns import date_column, json_column
from storage.file.database import Database
from storage.papers import shelves
from storage.papers.papers import SqlPaperRepository
from storage.papers.shelves import as_of_now, shelf_in
from storage.papers.shelving import Shelving
from storage.papers.texts import facts_of, texts_of
from storage.papers.tidying import Tidying
from tests.storage.values import MORNING, a_full_paper, a_paper

KEPT, DROPPED = "2503.00001", "2503.00002"
PAPERS = [
    replace(a_full_paper(KEPT), authors=(Author("Ada", ("Moor", "Heath")), Author("Bo"))),
    a_paper(DROPPED, abstract=""),
]


def in_one_stream(papers: list[Paper]) -> bytes:
    """As an earlier version wrote them, numbered from 1."""
    facts = [facts_of(texts_of(paper))[:-2] for paper in papers]
    numbers = list(range(1, len(papers) + 1))
    told = json_column([numbers, *map(list, zip(*facts, strict=True))])
    return b"b" + bz2.compress(told.encode())


def column(db: Connection) -> bytes:
    ((found,),) = db.execute("SELECT texts FROM shelves").fetchall()
    return bytes(found)


async def on_a_shelf(database: Database, papers: list[Paper]) -> SqlPaperRepository:
    repository = SqlPaperRepository(database)
    await repository.keep(papers)
    assert await Shelving(database, new=0).sweep(MORNING) == len(papers)
    return repository


async def put_earlier_form(database: Database, papers: list[Paper]) -> None:
    """The shelf in one stream, titles and last changes in the rows."""
    rows = [(paper.title, date_column(paper.updated), paper.id) for paper in papers]
    await database.write(
        lambda db: db.execute("UPDATE shelves SET texts = ?", [in_one_stream(papers)])
    )
    await database.write(
        lambda db: db.conn.executemany(
            "UPDATE papers SET title = ?, updated = ? WHERE id = ?", rows
        )
    )


@pytest.mark.parametrize("earlier", [False, True])
async def test_a_list_knows_whose_abstract_is_gone(database: Database, earlier: bool) -> None:
    repository = await on_a_shelf(database, PAPERS)
    if earlier:
        await put_earlier_form(database, PAPERS)
    outlines = await repository.outlines([DROPPED, "2503.00009", KEPT])
    assert list(outlines) == [DROPPED, KEPT]
    for paper in PAPERS:
        outline = outlines[paper.id]
        assert outline.has_abstract == paper.has_abstract == (paper.id == KEPT)
        for name in ("id", "title", "authors", "categories", "published", "sample"):
            assert getattr(outline, name) == getattr(paper, name)
    assert await repository.get([KEPT, DROPPED]) == {paper.id: paper for paper in PAPERS}


async def test_a_paper_is_listed_alike_wherever_its_texts_stand(database: Database) -> None:
    repository = SqlPaperRepository(database)
    await repository.keep(PAPERS)
    new = await repository.outlines([KEPT, DROPPED])
    await Shelving(database, new=0).sweep(MORNING)
    assert await repository.outlines([KEPT, DROPPED]) == new


async def test_a_list_opens_no_abstracts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = await on_a_shelf(database, PAPERS)

    class Shut:
        @staticmethod
        def decompress(_: bytes) -> bytes:
            raise AssertionError("opened")

    monkeypatch.setattr(shelves, "bz2", Shut)
    assert list(await repository.outlines([KEPT, DROPPED])) == [KEPT, DROPPED]
    with pytest.raises(AssertionError):
        await repository.get([KEPT])


async def test_a_shelf_of_an_earlier_version_is_tidied_into_the_form_of_now(
    database: Database,
) -> None:
    repository = await on_a_shelf(database, PAPERS)
    written = await database.read(column)
    await put_earlier_form(database, PAPERS)
    await Tidying(database).sweep(MORNING)
    assert await database.read(column) == written != in_one_stream(PAPERS)
    assert await repository.get([KEPT, DROPPED]) == {paper.id: paper for paper in PAPERS}


async def test_a_paper_joins_a_shelf_of_an_earlier_version(database: Database) -> None:
    repository = await on_a_shelf(database, PAPERS[:1])
    await put_earlier_form(database, PAPERS[:1])
    await repository.keep(PAPERS[1:])
    await Shelving(database, new=0).sweep(MORNING)
    assert await repository.get([KEPT, DROPPED]) == {paper.id: paper for paper in PAPERS}


def test_a_shelf_that_is_damaged_is_told_and_left_as_it_is() -> None:
    whole, _ = as_of_now(in_one_stream(PAPERS), {})
    for damaged in (whole[:3], whole[:-9], b"2" + whole[9:], in_one_stream(PAPERS)[:40], b"?"):
        with pytest.raises(ValueError, match="shelf"):
            shelf_in(damaged)
        assert as_of_now(damaged, {1: ("A title", None)}) == (damaged, ())
    assert list(shelf_in(whole)) == [1, 2]
