"""What any PaperRepository keeps to."""

import asyncio
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.ports.papers import PaperRepository
from bot.values.papers import Author, Paper
from bot.values.searching import SearchQuery, all_words
from tests.storage.values import FRIDAY, THURSDAY, a_full_paper, a_paper

ID = "2603.00001"


async def after(repository: PaperRepository, *told: Paper) -> Paper:
    """What is known of one paper after several sources have told of it, in turn."""
    for paper in told:
        await repository.keep([paper])
    return (await repository.get([told[0].id]))[told[0].id]


async def found(repository: PaperRepository, words: str, limit: int = 10) -> list[str]:
    query = replace(all_words(words), loosely=True)
    return [paper.id for paper in (await repository.search(query, limit)).papers]


@pytest.mark.parametrize(
    "paper",
    [
        a_paper(),
        a_full_paper(),
        a_paper("hep-th/9901002", version=None, authors=(), categories=(), sample=True),
        a_paper(title="Größe von $\\alpha$ 😀", abstract='"quoted"\n\0 and NUL', comments=""),
        a_paper(authors=(Author("山田 花子", ("東京", 'A "B" [C]')), Author(""))),
    ],
)
async def test_a_paper_comes_back_as_it_was(papers: PaperRepository, paper: Paper) -> None:
    assert await after(papers, paper) == paper


async def test_ids_that_are_not_known_are_absent(papers: PaperRepository) -> None:
    await papers.keep([a_paper("2603.00001"), a_paper("2603.00002")])
    assert list(await papers.get(["2603.00002", "2603.00009", "'; --"])) == ["2603.00002"]
    assert await papers.get([]) == {}


async def test_more_ids_can_be_asked_than_sqlite_has_parameters(papers: PaperRepository) -> None:
    await papers.keep([a_paper()])
    assert list(await papers.get([ID, *(f"2604.{n:05d}" for n in range(40_000))])) == [ID]


async def test_keeping_nothing_is_allowed(papers: PaperRepository) -> None:
    await papers.keep([])


async def test_keeping_twice_is_keeping_once(papers: PaperRepository) -> None:
    assert await after(papers, a_full_paper(), a_full_paper()) == a_full_paper()
    assert await found(papers, "gardens") == [ID]


async def test_a_newer_version_takes_the_place(papers: PaperRepository) -> None:
    second = a_paper(version=2, title="Dense gardens", abstract="We grow.")
    assert await after(papers, a_paper(), second) == second


async def test_an_older_version_never_replaces_a_newer_one(papers: PaperRepository) -> None:
    second = a_paper(version=2, title="Dense gardens", abstract="We grow.")
    assert await after(papers, second, a_paper()) == second


async def test_the_newest_wins_inside_one_call_too(papers: PaperRepository) -> None:
    await papers.keep([a_paper(version=n, title=f"Take {n}") for n in (2, 3, 1)])
    assert (await papers.get([ID]))[ID].title == "Take 3"


async def test_a_later_word_on_the_same_version_holds(papers: PaperRepository) -> None:
    corrected = a_paper(comments="12 pages")
    assert await after(papers, a_paper(comments="9 pages"), corrected) == corrected


async def test_a_field_left_out_never_erases_a_known_one(papers: PaperRepository) -> None:
    bare = a_paper(version=2, authors=(), categories=(), abstract="")
    known = await after(papers, a_full_paper(), bare)
    assert known == a_full_paper(version=2, updated=None)


async def test_an_older_version_fills_what_the_newer_left_out(papers: PaperRepository) -> None:
    known = await after(papers, a_paper(version=2, title="Dense gardens"), a_full_paper())
    assert known == a_full_paper(version=2, title="Dense gardens", updated=None)


async def test_affiliations_are_not_erased_by_bare_names(papers: PaperRepository) -> None:
    bare = a_paper(version=2, authors=(Author("Bo Reed"), Author("Cy Vale")))
    known = await after(papers, a_paper(), bare)
    assert known.authors == (Author("Bo Reed", ("Moor College",)), Author("Cy Vale"))


async def test_a_record_without_version_keeps_the_known_version(papers: PaperRepository) -> None:
    known = await after(papers, a_paper(version=2), a_paper(version=None, doi="10.1/y"))
    assert known == a_paper(version=2, doi="10.1/y")


async def test_a_later_text_without_version_is_not_called_by_the_old_one(
    papers: PaperRepository,
) -> None:
    first = a_full_paper(version=1)
    later = a_full_paper(version=None, title="Dense gardens", updated=FRIDAY)
    assert await after(papers, first, later) == later
    assert await after(papers, first) == later


async def test_an_earlier_text_without_version_does_not_come_back(papers: PaperRepository) -> None:
    second = a_full_paper(version=2, title="Dense gardens", updated=FRIDAY)
    assert await after(papers, second, a_full_paper(version=None)) == second


async def test_a_version_is_learned_for_a_paper_that_had_none(papers: PaperRepository) -> None:
    assert await after(papers, a_paper(version=None), a_paper(version=1)) == a_paper(version=1)


async def test_of_two_texts_of_one_day_the_one_that_names_its_version_holds(
    papers: PaperRepository,
) -> None:
    nameless = a_paper(version=None, title="Gardens, sparse")
    assert await after(papers, nameless, a_paper()) == a_paper()
    assert await after(papers, nameless) == a_paper()


async def test_a_sample_never_replaces_a_real_paper(papers: PaperRepository) -> None:
    sample = a_full_paper(version=9, title="Made up", sample=True)
    assert await after(papers, a_paper(), sample) == a_paper()


async def test_a_real_paper_replaces_a_sample_and_takes_nothing_from_it(
    papers: PaperRepository,
) -> None:
    sample = a_full_paper(version=9, title="Made up", sample=True)
    assert await after(papers, sample, a_paper()) == a_paper()


async def test_many_at_once_all_arrive(papers: PaperRepository) -> None:
    await asyncio.gather(*(papers.keep([a_paper(f"2603.{n:05d}")]) for n in range(50)))
    assert len(await papers.get([f"2603.{n:05d}" for n in range(50)])) == 50


async def test_half_a_surrogate_pair_becomes_a_replacement_character(
    papers: PaperRepository,
) -> None:
    known = await after(papers, a_paper(title="A \ud83d b", authors=(Author("\udc00"),)))
    assert (known.title, known.authors) == ("A \ufffd b", (Author("\ufffd"),))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("gardens", ["2603.00001"]),
        ("GARDEN", ["2603.00001"]),
        ("garde", ["2603.00001"]),
        ("pruning", ["2603.00001"]),
        ("godel", ["2603.00002"]),
        ("Gödel theorem", ["2603.00002"]),
        ("self-attention", ["2603.00002"]),
        ("incomplete theo", ["2603.00002"]),
        ("theo gardens", ["2603.00001"]),  # unfinished, but not the last: the other decides
        ("Quill", ["2603.00001", "2603.00003"]),
        ("注意力", ["2603.00003"]),
        ("unheard", []),
        ("", []),
        (" -- * ", []),
    ],
)
async def test_search_finds_words_in_titles_abstracts_and_names(
    papers: PaperRepository, words: str, ids: list[str]
) -> None:
    second = a_paper("2603.00002", title="Incompleteness", abstract="A theorem on self attention.")
    third = a_paper("2603.00003", title="注意力 机制", abstract="", authors=(Author("Ada Quill"),))
    await papers.keep([a_paper(), replace(second, authors=(Author("Kurt Gödel"),)), third])
    assert sorted(await found(papers, words)) == ids


async def test_a_word_in_the_title_weighs_more_than_one_in_the_abstract(
    papers: PaperRepository,
) -> None:
    await papers.keep(
        [
            a_paper("2603.00003", title="Gardens", abstract="Tulips are mentioned once."),
            a_paper("2603.00001", title="Tulips", abstract="Gardens are mentioned once."),
        ]
    )
    assert await found(papers, "tulips") == ["2603.00001", "2603.00003"]


async def test_papers_with_all_words_hide_those_with_some(papers: PaperRepository) -> None:
    both = a_paper("2603.00001", title="Blue tulips")
    one = a_paper("2603.00002", title="Red tulips")
    await papers.keep([both, one])
    assert await found(papers, "blue tulips") == ["2603.00001"]
    assert sorted(await found(papers, "green tulips")) == ["2603.00001", "2603.00002"]


async def test_a_long_text_is_searched_by_its_beginning(papers: PaperRepository) -> None:
    await papers.keep([a_paper()])
    others = [f"word{n}" for n in range(32)]
    assert await found(papers, " ".join(["gardens", *others])) == [ID]
    assert await found(papers, " ".join([*others, "gardens"])) == []


async def test_search_gives_no_more_than_asked(papers: PaperRepository) -> None:
    await papers.keep([a_paper(f"2603.{n:05d}") for n in range(5)])
    gardens = all_words("gardens")
    given = [len((await papers.search(gardens, n)).papers) for n in (-1, 0, 3, 9)]
    assert given == [0, 0, 3, 5]


async def test_without_words_the_newest_come_first_by_the_day_that_is_shown(
    papers: PaperRepository,
) -> None:
    days = {1: date(2026, 3, 2), 2: date(2026, 3, 5), 3: date(2026, 3, 1)}
    await papers.keep([a_paper(f"2603.0000{n}", published=day) for n, day in days.items()])
    both = SearchQuery(categories=(a_paper().categories[0],))
    assert [one.published for one in (await papers.search(both, 9)).papers] == [
        date(2026, 3, 5),
        date(2026, 3, 2),
        date(2026, 3, 1),
    ]
    assert [one.id for one in (await papers.search(both, 1, 1)).papers] == ["2603.00001"]


async def test_search_forgets_the_words_of_a_replaced_version(papers: PaperRepository) -> None:
    await papers.keep([a_paper()])
    await papers.keep([a_paper(version=2, title="Deserts")])
    assert await found(papers, "gardens") == []
    assert await found(papers, "desert") == [ID]


async def test_samples_are_found_and_say_that_they_are(papers: PaperRepository) -> None:
    await papers.keep([a_paper(sample=True)])
    assert [paper.sample for paper in (await papers.search(all_words("gardens"), 5)).papers] == [
        True
    ]


HOSTILE = [
    '"',
    'gardens" OR "sparse',
    'gar"den*',
    '""" OR "',
    "gardens'; DROP TABLE papers; --",
    "NEAR(gardens sparse, 2)",
    "title : gardens",
    "{title abstract} : x",
    "-title:gardens",
    "^gardens",
    "gardens AND NOT OR",
    "a\0b\0",
    "\0",
    "\ud800 gardens \udfff",
    "%s %n {0} ${x} `x`",
    "\\",
    "(((((",
    "*",
    "gar* *den",
    "\u202egardens\u200b",
    "é" * 5_000,
    "x " * 5_000,
    " OR ".join(["gardens"] * 400),
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_is_safe_to_search_for(papers: PaperRepository, words: str) -> None:
    await papers.keep([a_paper(), a_paper("2603.00002")])
    assert set(await found(papers, words)) <= {"2603.00001", "2603.00002"}
    assert await found(papers, "gardens") == ["2603.00002", "2603.00001"]


@pytest.mark.shared
async def test_naughty_strings_are_safe_to_keep_and_to_search_for(
    papers: PaperRepository, shared: Path
) -> None:
    strings = json.loads((shared / "data/security/naughty/blns.json").read_text("utf-8"))
    kept = [a_paper(f"2603.{n:05d}", title=text) for n, text in enumerate(strings, start=1)]
    await papers.keep(kept)
    known = await papers.get([paper.id for paper in kept])
    assert [known[paper.id].title for paper in kept] == strings
    for text in strings:
        assert len((await papers.search(all_words(text), 3)).papers) <= 3


async def test_a_title_finds_its_own_paper_first_among_five_thousand(
    papers: PaperRepository,
) -> None:
    many = [
        a_paper(
            f"2603.{n:05d}",
            title=f"Gardens number{n} of moor{n % 70}",
            abstract=f"We prune hedge{n % 900} and tree{n % 13}. " * 8,
            published=THURSDAY,
        )
        for n in range(5_000)
    ]
    await papers.keep(many)
    assert await found(papers, many[4321].title, limit=1) == [many[4321].id]
    assert len(await papers.get([paper.id for paper in many])) == 5_000
