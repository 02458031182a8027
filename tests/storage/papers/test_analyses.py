"""Deep analyses, kept for all who ask and for restarts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.values.analyses import Analysis, AnalysisKey, Claim
from bot.values.full_texts import Defect
from storage.file.database import Database
from storage.papers.analyses import KEPT, SqlAnalyses
from tests.full_text_samples import full_text, paper
from tests.storage.values import MORNING

KEY = AnalysisKey("2602.01234", 1, "en", "extractive", "1", "pdf")


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[SqlAnalyses]:
    async with Database(tmp_path / "a.sqlite") as database:
        yield SqlAnalyses(database)


def analysis(**changes: object) -> Analysis:
    made = analysis_of(paper(), full_text(), "en", MORNING.date())
    more = {
        "defects": (Defect("missing", "html"),),
        "changed": (Claim("v2: corrected.", (), own=True, doubt="Not settled."),),
        "reasons": {"limits": "Nothing."},
        **changes,
    }
    return replace(made, **more)  # type: ignore[arg-type]


async def test_an_analysis_comes_back_as_it_was_made(kept: SqlAnalyses) -> None:
    assert analysis().table is not None
    assert analysis().figure is not None
    await kept.keep(KEY, analysis(), MORNING)
    assert await kept.get([replace(KEY, version=2), KEY]) == {KEY: analysis()}
    bare = analysis(table=None, figure=None, parts={}, glance={})
    await kept.keep(KEY, bare, MORNING)
    assert await kept.get([KEY]) == {KEY: bare}


@pytest.mark.parametrize(
    "change",
    [
        {"paper_id": "2602.01235"},
        {"version": 2},
        {"language": "de"},
        {"writer": "a model"},
        {"writer_version": "2"},
        {"made_from": "html"},
    ],
)
async def test_an_analysis_is_for_one_version_language_writer_and_form(
    kept: SqlAnalyses, change: dict[str, str | int]
) -> None:
    await kept.keep(KEY, analysis(), MORNING)
    assert await kept.get([replace(KEY, **change)]) == {}  # type: ignore[arg-type]


async def test_the_newest_version_is_found_whoever_wrote_it(kept: SqlAnalyses) -> None:
    assert await kept.newest("2602.01234", "en") is None
    for version, writer in ((2, "a model"), (10, "extractive"), (9, "a model")):
        key = replace(KEY, version=version, writer=writer)
        await kept.keep(key, analysis(version=version), MORNING)
    found = await kept.newest("2602.01234", "en")
    assert found is not None
    assert found.version == 10
    assert await kept.newest("2602.01234", "de") is None


async def test_one_without_a_version_is_not_kept(kept: SqlAnalyses) -> None:
    nameless = replace(KEY, version=None)
    await kept.keep(nameless, analysis(version=None), MORNING)
    assert await kept.get([nameless]) == {}


async def test_old_ones_are_taken_away(kept: SqlAnalyses) -> None:
    await kept.keep(KEY, analysis(), MORNING)
    assert await kept.sweep(MORNING + KEPT) == 0
    assert await kept.sweep(MORNING + KEPT + timedelta(days=1)) == 1
    assert await kept.get([KEY]) == {}
