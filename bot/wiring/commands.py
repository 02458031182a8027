"""What the commands work with, over one store: the same for a terminal and for the service."""

from collections.abc import Sequence

from bot.commands.lines.command import DeliveryServices, PeopleServices
from bot.settings import Settings
from bot.values.channels import Channel
from storage.channels.editions import SqlEditionRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.owed import SqlOwedPapers
from storage.deliveries.standings import SqlStandings
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from storage.people.notes import SqlNotes
from storage.people.reading import SqlReadingList, SqlVoteRepository


def delivery_services(database: Database) -> DeliveryServices:
    return DeliveryServices(
        SqlEditionRepository(database),
        SqlLedger(database),
        SqlStandings(database),
        SqlOwedPapers(database),
    )


def people_services(database: Database) -> PeopleServices:
    return PeopleServices(
        SqlVoteRepository(database),
        SqlReadingList(database),
        SqlNotes(database),
        SqlUsageBooks(database),
    )


def new_channel(settings: Settings, categories: Sequence[str], address: str) -> Channel:
    """A channel whose owner has set nothing yet."""
    return Channel(
        address=address,
        language=settings.channels.language,
        top=settings.channels.top,
        categories=tuple(categories) or settings.channels.categories,
    )
