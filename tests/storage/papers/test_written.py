"""Written papers that are paid for once."""

import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database as Connection

from bot.values.writing import BriefKey, PaperBrief, TextSource
from storage.file.database import Database
from storage.papers.written import SqlWrittenPapers
from tests.storage.values import MORNING

KEY = BriefKey("2603.00001", 2, "de", "extractive", "1")
BRIEF = PaperBrief(
    tldr='Gärten "wachsen".',
    shorter=("Gärten.",),
    main_result="2 % fewer weeds than by hand.",
    method="We prune.",
    key_findings=("One.", "Two."),
    sources={
        "tldr": TextSource("model", "full text", model="a model", fallback=False),
        "method": TextSource("extractive", "abstract", fallback=True),
    },
    reasons={"method": "It was not ready in time.", "conclusion": "no text"},
)


async def test_a_brief_comes_back_as_it_was_written(memo: SqlWrittenPapers) -> None:
    empty = replace(KEY, paper_id="hep-th/9901002")
    await memo.keep({KEY: BRIEF, empty: PaperBrief()}, MORNING)
    unknown = replace(KEY, paper_id="2603.00009")
    assert await memo.get([unknown, KEY, empty, KEY]) == {KEY: BRIEF, empty: PaperBrief()}
    assert await memo.get([]) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"paper_id": "2603.00002"},
        {"version": 1},
        {"language": "en"},
        {"writer": "a model"},
        {"writer_version": "2"},
    ],
)
async def test_a_brief_is_for_one_version_language_and_writer(
    memo: SqlWrittenPapers, change: dict[str, str | int]
) -> None:
    await memo.keep({KEY: BRIEF}, MORNING)
    other = replace(KEY, **change)  # type: ignore[arg-type]
    assert await memo.get([other]) == {}
    await memo.keep({other: PaperBrief()}, MORNING)
    assert await memo.get([KEY, other]) == {KEY: BRIEF, other: PaperBrief()}


async def test_a_brief_that_is_written_again_replaces_the_first(memo: SqlWrittenPapers) -> None:
    await memo.keep({KEY: PaperBrief(tldr="Before.")}, MORNING)
    await memo.keep({KEY: BRIEF}, MORNING + timedelta(hours=1))
    assert await memo.get([KEY]) == {KEY: BRIEF}


async def test_empty_parts_take_no_room_and_empty_texts_stay_texts(
    memo: SqlWrittenPapers, database: Database
) -> None:
    brief = PaperBrief(tldr="", method="We prune.")
    await memo.keep({KEY: brief}, MORNING)
    assert await memo.get([KEY]) == {KEY: brief}
    await database.write(as_before)
    (told,) = await database.read(
        lambda db: db.execute("SELECT brief FROM paper_briefs").fetchone()
    )
    assert told == '{"tldr":"","method":"We prune."}'


def as_before(db: Connection) -> None:
    ((packed,),) = db.execute("SELECT packed FROM paper_briefs").fetchall()
    brief = zlib.decompress(packed).decode()
    db.execute("UPDATE paper_briefs SET brief = ?, packed = NULL", [brief])


async def test_what_an_earlier_version_wrote_gives_no_reasons(
    memo: SqlWrittenPapers, database: Database
) -> None:
    await memo.keep({KEY: BRIEF}, MORNING)
    await database.write(as_before)
    await database.write(
        lambda db: db.execute("UPDATE paper_briefs SET brief = json_remove(brief, '$.reasons')")
    )
    assert await memo.get([KEY]) == {KEY: replace(BRIEF, reasons={})}


async def test_without_a_version_nothing_is_remembered(memo: SqlWrittenPapers) -> None:
    nameless = replace(KEY, version=None)
    await memo.keep({nameless: BRIEF}, MORNING)
    assert await memo.get([nameless]) == {}


@pytest.mark.parametrize("age", [59, 61])
async def test_texts_of_papers_long_gone_are_swept(memo: SqlWrittenPapers, age: int) -> None:
    await memo.keep({KEY: BRIEF}, MORNING)
    is_swept = age > 60
    assert await memo.sweep(MORNING + timedelta(days=age)) == int(is_swept)
    assert await memo.get([KEY]) == ({} if is_swept else {KEY: BRIEF})


async def test_what_an_earlier_version_wrote_is_read_too(
    memo: SqlWrittenPapers, database: Database
) -> None:
    await memo.keep({KEY: BRIEF}, MORNING)
    await database.write(as_before)
    assert await memo.get([KEY]) == {KEY: BRIEF}
    await memo.keep({KEY: BRIEF}, MORNING)
    left = await database.read(lambda db: db.execute("SELECT brief FROM paper_briefs").fetchall())
    assert left == [("",)]
    assert await memo.get([KEY]) == {KEY: BRIEF}
