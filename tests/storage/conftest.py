"""One implementation a parameter: another joins the contract suites by its name here."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ports import AnnouncementShelf, ChannelShelf, EditionShelf, PaperShelf
from storage.announcements import SqlAnnouncementShelf
from storage.channels import SqlChannelShelf
from storage.database import Database
from storage.editions import SqlEditionShelf
from storage.papers import SqlPaperShelf


@dataclass(frozen=True)
class Shelves:
    papers: PaperShelf
    announcements: AnnouncementShelf
    channels: ChannelShelf
    editions: EditionShelf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "paperbrief.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with Database(path) as database:
        yield database


@pytest.fixture(params=["sqlite"])
def shelves(database: Database) -> Shelves:
    return Shelves(
        SqlPaperShelf(database),
        SqlAnnouncementShelf(database),
        SqlChannelShelf(database),
        SqlEditionShelf(database),
    )


@pytest.fixture
def papers(shelves: Shelves) -> PaperShelf:
    return shelves.papers


@pytest.fixture
def announcements(shelves: Shelves) -> AnnouncementShelf:
    return shelves.announcements


@pytest.fixture
def channels(shelves: Shelves) -> ChannelShelf:
    return shelves.channels


@pytest.fixture
def editions(shelves: Shelves) -> EditionShelf:
    return shelves.editions
