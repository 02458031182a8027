"""Full texts are read once for all who ask, kept, and tried again where arXiv was away."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.pipeline.memo import Memo
from bot.pipeline.reading.texts import FullTexts
from bot.values.full_texts import Defect, Figure, FullText, Picture, Piece
from bot.values.papers import Paper
from storage.file.database import Database
from storage.papers.full_texts import SqlFullTexts
from tests.values import paper

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)
FIGURE = Figure("Figure 1", "A kite.", source="x1.png")


class Source:
    """Gives texts with these defects, one after the other; the last again and again."""

    def __init__(self, *defects: tuple[Defect, ...]) -> None:
        self.read_papers: list[str] = []
        self.shown = 0
        self.text = "A kite flies."
        self.asked = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self._defects = list(defects) or [()]

    async def read(self, paper: Paper) -> FullText:
        self.read_papers.append(paper.id)
        self.asked.set()
        defects = self._defects.pop(0) if len(self._defects) > 1 else self._defects[0]
        await self.gate.wait()
        abstract = any(each.form == "pdf" for each in defects)
        return FullText(
            paper_id=paper.id,
            version=paper.version,
            made_from="abstract" if abstract else "html",
            pieces=(Piece("paragraph", self.text),),
            defects=defects,
        )

    async def picture(self, paper: Paper, figure: Figure) -> Picture | None:
        self.shown += 1
        return Picture(b"x", 1, 1, "image/png") if self.shown > 1 else None


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "store.sqlite") as database:
        yield database


def texts(source: Source, database: Database | None = None) -> FullTexts:
    stored = SqlFullTexts(database, kept=timedelta(days=9), room=10**6) if database else None
    return FullTexts(source, stored, Memo(), lambda: NOW)


async def test_five_who_ask_at_once_have_it_read_once() -> None:
    source = Source()
    source.gate.clear()
    full = texts(source)
    asked = [asyncio.ensure_future(full.of(paper(1))) for _ in range(5)]
    await source.asked.wait()
    source.gate.set()
    assert len(set(map(id, await asyncio.gather(*asked)))) == 1
    await full.of(paper(1))
    assert source.read_papers == ["2602.90001"]


async def test_sentences_that_are_none_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    source = Source()
    source.text = f"A kite flies. {'0' * 5_000}. It lands."
    await texts(source).of(paper(1))
    [told] = caplog.records
    assert (told.message, vars(told)["count"]) == ("sentences_passed_over", 1)


async def test_after_a_restart_it_is_not_read_again(database: Database) -> None:
    first = await texts(Source(), database).of(paper(1))
    source = Source()
    assert await texts(source, database).of(paper(1)) == first
    assert source.read_papers == []


async def test_another_version_is_another_text(database: Database) -> None:
    source = Source()
    full = texts(source, database)
    await full.of(paper(1))
    assert (await full.of(replace(paper(1), version=2))).version == 2
    assert source.read_papers == ["2602.90001"] * 2


@pytest.mark.parametrize("kind", ["unreachable", "late"])
async def test_what_arxiv_did_not_give_is_asked_for_again(database: Database, kind: str) -> None:
    away = (Defect(kind, "html"), Defect(kind, "pdf"))  # type: ignore[arg-type]
    source = Source(away, ())
    full = texts(source, database)
    assert (await full.of(paper(1))).made_from == "abstract"
    assert (await full.of(paper(1))).made_from == "html"
    assert len(source.read_papers) == 2


async def test_an_abstract_for_good_is_remembered_and_not_stored(database: Database) -> None:
    none = (Defect("missing", "html"), Defect("scanned", "pdf"))
    source = Source(none)
    full = texts(source, database)
    await full.of(paper(1))
    await full.of(paper(1))
    assert len(source.read_papers) == 1
    await texts(source, database).of(paper(1))
    assert len(source.read_papers) == 2


async def test_a_figure_is_fetched_once_unless_it_could_not_be_had() -> None:
    source = Source()
    full = texts(source)
    assert await full.picture(paper(1), FIGURE) is None
    assert await full.picture(paper(1), FIGURE) == Picture(b"x", 1, 1, "image/png")
    await full.picture(paper(1), FIGURE)
    assert source.shown == 2


async def test_affiliations_are_told_of_a_text_that_is_here_and_nothing_is_fetched(
    database: Database,
) -> None:
    source = Source()
    full = texts(source, database)
    assert await full.affiliations(paper(1)) == ()
    assert source.read_papers == []
    text = FullText(
        paper_id="2602.90001",
        version=1,
        made_from="html",
        pieces=(Piece("paragraph", "A kite flies."),),
        affiliations=("Kite School",),
    )
    await SqlFullTexts(database, kept=timedelta(days=9), room=10**6).keep(text, NOW)
    assert await full.affiliations(paper(1)) == ("Kite School",)
    assert await full.affiliations(paper(1, version=2)) == ()
    assert source.read_papers == []


async def test_a_text_that_its_card_was_made_with_is_not_read_again(database: Database) -> None:
    source = Source()
    full = texts(source, database)
    text = FullText(paper_id="2602.90001", version=1, made_from="html", affiliations=("Kite",))
    await SqlFullTexts(database, kept=timedelta(days=9), room=10**6).keep(text, NOW)
    assert await full.affiliations(paper(1)) == ("Kite",)
    await database.write(lambda db: db.conn.execute("DELETE FROM full_texts").rowcount)
    assert await full.of(paper(1)) == text
    assert source.read_papers == []
