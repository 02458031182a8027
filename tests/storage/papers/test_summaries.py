"""Summaries that are paid for once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.values.writing import ReadInFull, Summary, SummaryKey, SummaryPoint, TextSource
from storage.file.database import Database
from storage.model.summaries import SqlWrittenSummaries
from tests.storage.values import MORNING

KEY = SummaryKey("0f" * 32, "zh-Hans", "a model", "1")
SUMMARY = Summary(
    overview=("石子 [1].", 'A "day".'),
    themes=(SummaryPoint("2 papers", (1, 2), "Pebbles"),),
    stands_out=(SummaryPoint("it is 20 % better", (2,)),),
    emerging=(),
    read_in_full=(ReadInFull(1, "it tells how"),),
    disagreements=(SummaryPoint("[1] and [2] differ.", (1, 2)),),
    source=TextSource("model", "abstracts", model="a model"),
)


async def test_a_summary_comes_back_as_it_was_written(database: Database) -> None:
    kept = SqlWrittenSummaries(database)
    assert await kept.get(KEY) is None
    await kept.keep(KEY, SUMMARY, MORNING)
    assert await kept.get(KEY) == SUMMARY
    again = replace(SUMMARY, overview=("Another.",))
    await kept.keep(KEY, again, MORNING)
    assert await kept.get(KEY) == again


@pytest.mark.parametrize("age", [59, 61])
async def test_the_summary_of_a_day_long_gone_is_swept(database: Database, age: int) -> None:
    kept = SqlWrittenSummaries(database)
    await kept.keep(KEY, SUMMARY, MORNING)
    is_swept = age > 60
    assert await kept.sweep(MORNING + timedelta(days=age)) == int(is_swept)
    assert (await kept.get(KEY) is None) == is_swept


@pytest.mark.parametrize(
    "change", [{"digest": "x"}, {"language": "en"}, {"writer": "b"}, {"writer_version": "2"}]
)
async def test_a_summary_is_for_what_its_key_names(
    database: Database, change: dict[str, str]
) -> None:
    kept = SqlWrittenSummaries(database)
    await kept.keep(KEY, SUMMARY, MORNING)
    assert await kept.get(replace(KEY, **change)) is None
