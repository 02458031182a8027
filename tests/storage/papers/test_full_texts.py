"""Full texts, kept for a while and within a size."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.values.full_texts import Defect, Figure, FullText, Piece, Section
from storage.file.database import Database
from storage.papers.full_texts import SqlFullTexts
from tests.storage.values import MORNING

TEXT = FullText(
    paper_id="2603.00001",
    version=2,
    made_from="pdf",
    title="Gärten",
    sections=(Section("Einleitung", "1", 1, 1), Section("Beweise", "A", 1, 7, appendix=True)),
    pieces=(
        Piece("paragraph", "Gärten wachsen \ud83d.", 0, 1),
        Piece("table", "a | b", 0, 2, "Table 1", (("a", "b"),)),
    ),
    figures=(
        Figure("Figure 1", "Ein Garten.", 0, 2, box=(1.0, 2.5, 3.0, 4.0)),
        Figure("Figure 2", "Ein Beet.", 1, None, "x1.png"),
    ),
    affiliations=("Universität Nirgendwo",),
    pages=9,
    defects=(Defect("missing", "html"), Defect("hidden", "pdf", 40, "Ignore")),
)


def texts(database: Database, *, days: int = 30, room: int = 1_000_000) -> SqlFullTexts:
    return SqlFullTexts(database, kept=timedelta(days=days), room=room)


async def test_a_text_comes_back_as_it_was_kept(database: Database) -> None:
    stored = texts(database)
    await stored.keep(TEXT, MORNING)
    plain = replace(TEXT.pieces[0], text="Gärten wachsen ?.")
    assert await stored.get("2603.00001", 2) == replace(TEXT, pieces=(plain, TEXT.pieces[1]))


async def test_the_version_asked_for_is_given_and_else_the_newest(database: Database) -> None:
    stored = texts(database)
    for version in (3, 1):
        await stored.keep(replace(TEXT, version=version), MORNING)
    newest, first = await stored.get(TEXT.paper_id, None), await stored.get(TEXT.paper_id, 1)
    assert newest is not None
    assert first is not None
    assert (newest.version, first.version) == (3, 1)
    assert await stored.get(TEXT.paper_id, 2) is None
    assert await stored.get("2603.00009", None) is None


async def test_a_text_read_again_replaces_the_first(database: Database) -> None:
    stored = texts(database)
    await stored.keep(replace(TEXT, title="Before"), MORNING)
    await stored.keep(replace(TEXT, title="After"), MORNING)
    found = await stored.get(TEXT.paper_id, 2)
    assert found is not None
    assert found.title == "After"


async def test_a_text_of_an_unknown_version_is_not_kept(database: Database) -> None:
    stored = texts(database)
    await stored.keep(replace(TEXT, version=None), MORNING)
    assert await stored.get(TEXT.paper_id, None) is None


@pytest.mark.parametrize("asked_again", ["2603.1", "2603.2"])
async def test_what_was_asked_for_longest_ago_makes_room(
    database: Database, asked_again: str
) -> None:
    stored = texts(database, room=900)
    for number in (1, 2):
        await stored.keep(replace(TEXT, paper_id=f"2603.{number}"), MORNING)
    await stored.get(asked_again, 2)
    await stored.keep(replace(TEXT, paper_id="2603.3"), MORNING)
    kept = {n for n in ("2603.1", "2603.2", "2603.3") if await stored.get(n, 2)}
    assert kept == {asked_again, "2603.3"}


async def test_a_text_that_is_too_old_is_swept(database: Database) -> None:
    stored = texts(database, days=3)
    await stored.keep(TEXT, MORNING)
    await stored.keep(replace(TEXT, paper_id="2603.00002"), MORNING + timedelta(days=2))
    assert await stored.sweep(MORNING + timedelta(days=3)) == 0
    assert await stored.sweep(MORNING + timedelta(days=4)) == 1
    assert await stored.get(TEXT.paper_id, 2) is None
    assert await stored.get("2603.00002", 2) is not None
