"""One implementation a parameter: another joins the contract suites by its name here."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import Backlog, EditionRepository, Ledger, Outbox, OwedPapers
from bot.ports.listings import AnnouncementRepository, ListingRepository
from bot.ports.notes import AgedNotes, NoteCount, Notes
from bot.ports.papers import PaperRepository
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.channels.membership import SqlMembership
from storage.deliveries.backlog import SqlBacklog
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.deliveries.owed import SqlOwedPapers
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.written import SqlWrittenPapers
from storage.people.notes import SqlNotes


@dataclass(frozen=True)
class Repositories:
    papers: PaperRepository
    announcements: AnnouncementRepository
    channels: ChannelRepository
    editions: EditionRepository
    listings: ListingRepository
    ledger: Ledger
    outbox: Outbox
    membership: Membership
    notes: Notes
    owed: OwedPapers
    backlog: Backlog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "paperbrief.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with Database(path) as database:
        yield database


@pytest.fixture(params=["sqlite"])
def repositories(database: Database) -> Repositories:
    return Repositories(
        SqlPaperRepository(database),
        SqlAnnouncementRepository(database),
        SqlChannelRepository(database),
        SqlEditionRepository(database),
        SqlListingRepository(database),
        SqlLedger(database),
        SqlOutbox(database),
        SqlMembership(database),
        SqlNotes(database),
        SqlOwedPapers(database),
        SqlBacklog(database),
    )


@pytest.fixture
def papers(repositories: Repositories) -> PaperRepository:
    return repositories.papers


@pytest.fixture
def announcements(repositories: Repositories) -> AnnouncementRepository:
    return repositories.announcements


@pytest.fixture
def channels(repositories: Repositories) -> ChannelRepository:
    return repositories.channels


@pytest.fixture
def editions(repositories: Repositories) -> EditionRepository:
    return repositories.editions


@pytest.fixture
def listings(repositories: Repositories) -> ListingRepository:
    return repositories.listings


@pytest.fixture
def ledger(repositories: Repositories) -> Ledger:
    return repositories.ledger


@pytest.fixture
def outbox(repositories: Repositories) -> Outbox:
    return repositories.outbox


@pytest.fixture
def membership(repositories: Repositories) -> Membership:
    return repositories.membership


@pytest.fixture
def notes(repositories: Repositories) -> Notes:
    return repositories.notes


@pytest.fixture
def owed(repositories: Repositories) -> OwedPapers:
    return repositories.owed


@pytest.fixture
def backlog(repositories: Repositories) -> Backlog:
    return repositories.backlog


@pytest.fixture
def counted(database: Database) -> NoteCount:
    return SqlNotes(database)


@pytest.fixture
def aged(database: Database) -> AgedNotes:
    return SqlNotes(database)


@pytest.fixture
def memo(database: Database) -> SqlWrittenPapers:
    return SqlWrittenPapers(database)
