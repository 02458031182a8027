"""One implementation a parameter: another joins the contract suites by its name here."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ports.delivering import Ledger, Membership, Outbox
from bot.ports.shelves import (
    AnnouncementShelf,
    ChannelShelf,
    EditionShelf,
    ListingShelf,
    NoteCount,
    Notes,
    PaperShelf,
)
from storage.channels import SqlChannelShelf
from storage.editions import SqlEditionShelf
from storage.file.database import Database
from storage.ledger import SqlLedger
from storage.membership import SqlMembership
from storage.notes import SqlNotes
from storage.outbox import SqlOutbox
from storage.papers.announcements import SqlAnnouncementShelf
from storage.papers.brief_memo import SqlBriefMemo
from storage.papers.listings import SqlListingShelf
from storage.papers.papers import SqlPaperShelf
from storage.usage import SqlUsage


@dataclass(frozen=True)
class Shelves:
    papers: PaperShelf
    announcements: AnnouncementShelf
    channels: ChannelShelf
    editions: EditionShelf
    listings: ListingShelf
    ledger: Ledger
    outbox: Outbox
    membership: Membership
    notes: Notes


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
        SqlListingShelf(database),
        SqlLedger(database),
        SqlOutbox(database),
        SqlMembership(database),
        SqlNotes(database),
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


@pytest.fixture
def listings(shelves: Shelves) -> ListingShelf:
    return shelves.listings


@pytest.fixture
def ledger(shelves: Shelves) -> Ledger:
    return shelves.ledger


@pytest.fixture
def outbox(shelves: Shelves) -> Outbox:
    return shelves.outbox


@pytest.fixture
def membership(shelves: Shelves) -> Membership:
    return shelves.membership


@pytest.fixture
def notes(shelves: Shelves) -> Notes:
    return shelves.notes


@pytest.fixture
def counted(database: Database) -> NoteCount:
    return SqlNotes(database)


@pytest.fixture
def sql_ledger(database: Database) -> SqlLedger:
    return SqlLedger(database)


@pytest.fixture
def memo(database: Database) -> SqlBriefMemo:
    return SqlBriefMemo(database)


@pytest.fixture
def usage(database: Database) -> SqlUsage:
    return SqlUsage(database)
