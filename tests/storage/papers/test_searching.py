"""The search over papers, beyond plain words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.ports.papers import PaperRepository
from bot.values.papers import Author
from bot.values.searching import SearchQuery, Term, all_words
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from tests.storage.values import FRIDAY, THURSDAY, a_listing, a_paper

A, B, C = "2603.00001", "2603.00002", "2603.00003"


async def ids(
    papers: PaperRepository, query: SearchQuery, limit: int = 9, offset: int = 0
) -> list[str]:
    return [one.id for one in (await papers.search(query, limit, offset)).papers]


@pytest.fixture
async def garden(papers: PaperRepository) -> PaperRepository:
    await papers.keep(
        [
            a_paper(A, title="Language models", abstract="They grow.", categories=("cs.CL",)),
            a_paper(B, title="Models of language", abstract="Moss.", categories=("stat.ML",)),
            a_paper(
                C,
                title="Moss",
                abstract="A language model of moss.",
                authors=(Author("Lise Language"),),
                categories=("cs.CV", "cs.CL"),
                published=date(2026, 3, 9),
            ),
        ]
    )
    return papers


async def test_words_of_a_phrase_stand_in_its_order(garden: PaperRepository) -> None:
    assert await ids(garden, SearchQuery((Term("language models"),))) == [
        A,
        C,
    ]
    assert len(await ids(garden, all_words("language models"))) == 3


async def test_where_many_are_asked_for_as_many_more_are_put_in_order(
    papers: PaperRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.papers.searching._MOST_RANKED", 3)
    await papers.keep([a_paper(A, title="Fern fern fern", abstract="")])
    await papers.keep(
        [a_paper(f"2603.001{n}", title="A fern and more of it") for n in range(10, 25)]
    )
    query = all_words("fern")
    assert (await ids(papers, query, 1))[0] != A
    assert (await ids(papers, query, 2))[0] == A


async def test_words_side_by_side_come_first(garden: PaperRepository) -> None:
    assert (await ids(garden, all_words("language models")))[0] == A


async def test_a_field_is_that_field_alone(garden: PaperRepository) -> None:
    assert await ids(garden, SearchQuery((Term("language", "author"),))) == [C]
    assert await ids(garden, SearchQuery((Term("moss", "title"),))) == [C]
    assert await ids(garden, SearchQuery((Term("moss", "abstract"),))) == [
        C,
        B,
    ]


async def test_a_barred_word_bars_with_words_and_without(garden: PaperRepository) -> None:
    barred = Term("moss", wanted=False)
    assert await ids(garden, SearchQuery((Term("language"), barred))) == [A]
    assert await ids(garden, SearchQuery((barred,))) == [A]


async def test_categories_and_archives_limit(garden: PaperRepository) -> None:
    found = SearchQuery((Term("language"),), categories=("cs.CL",))
    assert sorted(await ids(garden, found)) == [A, C]
    assert await ids(garden, replace(found, categories=("stat.*",))) == [B]
    assert await ids(garden, SearchQuery(categories=("cs.*",))) == [C, A]


async def test_days_limit_by_the_submission(garden: PaperRepository) -> None:
    await garden.keep([a_paper("2603.00007", title="Fern", published=date(2026, 3, 2))])
    assert await ids(garden, SearchQuery(since=date(2026, 3, 5))) == [C]
    assert await ids(garden, SearchQuery(until=date(2026, 3, 5))) == ["2603.00007"]
    both = SearchQuery((Term("fern"),), since=date(2026, 3, 2), until=date(2026, 3, 2))
    assert await ids(garden, both) == ["2603.00007"]


async def test_where_a_feed_knows_no_day_of_submission_its_listing_counts(
    tmp_path: Path,
) -> None:
    async with Database(tmp_path / "paperbrief.db") as database:
        await SqlAnnouncementRepository(database).keep([a_listing(A, B)])
        papers = SqlPaperRepository(database)
        assert sorted(await ids(papers, SearchQuery(since=THURSDAY))) == [A, B]
        assert await ids(papers, SearchQuery(since=FRIDAY)) == []
        assert sorted(await ids(papers, SearchQuery(until=THURSDAY))) == [A, B]


async def test_of_very_many_the_newest_are_put_in_order_and_none_is_lost(
    papers: PaperRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.papers.searching._MOST_RANKED", 6)
    monkeypatch.setattr("storage.papers.searching._RANKED_FOR_EACH", 1)
    many = [a_paper(f"2603.0010{n}", title="Fern " * (n % 3 + 1)) for n in range(9)]
    await papers.keep(many)
    pages = [await ids(papers, SearchQuery((Term("fern"),)), 3, offset) for offset in (0, 3, 6)]
    assert {*pages[0], *pages[1]} == {one.id for one in many[3:]}
    assert pages[2] == [one.id for one in reversed(many[:3])]


async def test_pages_follow_each_other_and_know_the_whole(garden: PaperRepository) -> None:
    query = all_words("language")
    pages = [await garden.search(query, 2, offset) for offset in (0, 2, 4)]
    assert [len(one.papers) for one in pages] == [2, 1, 0]
    assert {one.total for one in pages} == {3}
    assert len({paper.id for one in pages for paper in one.papers}) == 3


async def test_some_words_are_enough_only_where_that_is_wanted(garden: PaperRepository) -> None:
    strict = all_words("moss zebra")
    assert (await garden.search(strict, 9)).total == 0
    loose = await garden.search(replace(strict, loosely=True), 9)
    assert (loose.total, loose.some) == (2, True)
    assert not (await garden.search(replace(all_words("moss"), loosely=True), 9)).some


async def test_a_whole_word_is_wanted_before_its_beginning_is(garden: PaperRepository) -> None:
    await garden.keep([a_paper("2603.00009", title="Mosses and mossy things")])
    assert "2603.00009" in await ids(garden, all_words("mossy"))
    assert await ids(garden, all_words("mos")) != []
    assert await ids(garden, SearchQuery((Term("mo", unfinished=True),))) == []


async def test_a_query_without_anything_finds_nothing(garden: PaperRepository) -> None:
    assert await ids(garden, SearchQuery()) == []
    assert await ids(garden, SearchQuery((Term("***"),))) == []


async def test_one_of_several_words_is_enough_where_either_will_do(garden: PaperRepository) -> None:
    either = Term("grow", others=(Term("lise", "author"),))
    assert set(await ids(garden, SearchQuery((either,)))) == {A, C}
    assert await ids(garden, SearchQuery((either, Term("moss")))) == [C]


@pytest.mark.parametrize("most_ranked", [4, 100])
async def test_papers_in_several_volumes_are_found_as_in_one(
    papers: PaperRepository, monkeypatch: pytest.MonkeyPatch, most_ranked: int
) -> None:
    monkeypatch.setattr("storage.papers.searching._MOST_RANKED", most_ranked)
    monkeypatch.setattr("storage.papers.searching._RANKED_FOR_EACH", 1)
    monkeypatch.setattr("storage.papers.newest._WHOLE", most_ranked // 2)
    monkeypatch.setattr("storage.papers.newest._SEVERAL", 30)
    monkeypatch.setattr("storage.papers.word_index._BITS", 3)
    kinds = ("cs.CL",), ("stat.ML",)
    many = [
        a_paper(
            f"2603.{n:05d}", title=f"Fern {n}", abstract="Moss." * (n % 2), categories=kinds[n % 2]
        )
        for n in range(1, 31)
    ]
    for first in range(0, 30, 5):
        await papers.keep(many[first : first + 5])
    queries = {
        all_words("fern"): many,
        all_words("fern moss"): many[::2],
        SearchQuery((Term("fern"), Term("moss", wanted=False))): many[1::2],
        SearchQuery((Term("fern"),), categories=("stat.ML",)): many[::2],
        SearchQuery((Term("moss", wanted=False),)): many[1::2],
        SearchQuery((Term("moss", wanted=False),), categories=("stat.*",)): [],
        SearchQuery((Term("moss", wanted=False),), categories=("cs.CL",)): many[1::2],
        all_words("fern 27"): [many[26]],
    }
    for query, expected in queries.items():
        pages = [await papers.search(query, 4, offset) for offset in range(0, 32, 4)]
        found = [paper.id for page in pages for paper in page.papers]
        assert {page.total for page in pages} == {len(expected)}
        assert sorted(found) == [paper.id for paper in expected]


@pytest.mark.parametrize("has_words", [True, False])
async def test_where_there_are_plenty_the_older_volumes_are_read_for_their_pages_only(
    papers: PaperRepository, monkeypatch: pytest.MonkeyPatch, has_words: bool
) -> None:
    monkeypatch.setattr("storage.papers.searching._PLENTY", 6)
    monkeypatch.setattr("storage.papers.searching._MOST_RANKED", 7)
    monkeypatch.setattr("storage.papers.searching._RANKED_FOR_EACH", 1)
    monkeypatch.setattr("storage.papers.newest._WHOLE", 5)
    monkeypatch.setattr("storage.papers.word_index._BITS", 3)
    many = [
        a_paper(
            f"2603.{n:05d}",
            title="Fern " * (n * 5 % 7 + 1),
            abstract="" if n % 5 else "Moss.",
            published=date(2026, 3, 1 + n * 5 % 7),
        )
        for n in range(1, 31)
    ]
    for first in range(0, 30, 5):
        await papers.keep(many[first : first + 5])
    unwanted = Term("moss", wanted=False)
    query = SearchQuery((*((Term("fern"),) if has_words else ()), unwanted))
    pages = [await papers.search(query, 3, offset) for offset in range(0, 27, 3)]
    found = [paper.id for page in pages for paper in page.papers]
    assert sorted(found) == [one.id for one in many if not one.abstract]
    told = [(page.total, page.more) for page in pages]
    assert told[0] == (12, True)
    assert all(total > 3 * at + 3 for at, (total, more) in enumerate(told) if more)
    assert told[-1] == (24, False)


async def test_a_word_that_nearly_all_papers_have_is_barred_from_the_newest_volumes_first(
    papers: PaperRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.papers.word_index._BITS", 3)
    await papers.keep(
        [a_paper(f"2603.{n:05d}", abstract="Moss." if n % 4 else "") for n in range(1, 31)]
    )
    query = SearchQuery((Term("moss", wanted=False),))
    first, second, third = [await papers.search(query, 2, offset) for offset in (0, 2, 6)]
    assert (first.total, first.more) == (4, True)
    assert (second.total, second.more) == (6, True)
    assert (third.total, third.more) == (7, False)
    assert [one.id for one in first.papers] == ["2603.00028", "2603.00024"]
    assert [one.id for one in third.papers] == ["2603.00004"]


async def test_a_new_version_is_found_by_its_words_and_not_by_those_before(
    papers: PaperRepository,
) -> None:
    first = a_paper(A, version=1, title="Bracken", abstract="Brown.", authors=(Author("Ada"),))
    await papers.keep([first])
    await papers.keep([replace(first, version=2, abstract="Green.", authors=(Author("Bo"),))])
    for word, count in {"bracken": 1, "green": 1, "bo": 1, "brown": 0, "ada": 0}.items():
        assert (await papers.search(SearchQuery((Term(word),)), 9)).total == count
