"""What the service deletes once a day, and how old each may become."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from adapters import platforms
from bot.settings import Settings
from bot.wiring.delivering import ALARMS_NOTED_FOR
from bot.wiring.reading import stored_texts
from scheduler.delivering.chores import UndoneChores
from scheduler.operating.notes import Sweep, Sweeping
from storage.channels.changes import SqlChanges
from storage.deliveries.account import SqlAccount
from storage.deliveries.aged import AgedBriefs
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.model.scores import SqlScores
from storage.model.summaries import SqlWrittenSummaries
from storage.model.topics import SqlEnglishTopics
from storage.model.usage import SqlUsageBooks
from storage.model.vectors import SqlVectors
from storage.papers.aged_listings import AgedListings
from storage.papers.analyses import SqlAnalyses
from storage.papers.compacting import Compacting
from storage.papers.forgetting import Forgetting
from storage.papers.shelving import Shelving
from storage.papers.tidying import Tidying
from storage.papers.written import SqlWrittenPapers
from storage.people.notes import SqlNotes
from storage.people.notices import TEXT, TO
from storage.settings import StorageSettings

NOTICES_KEPT = timedelta(days=90)


def sweeping(
    settings: Settings, database: Database, undone: UndoneChores, shrinking: Shrinking
) -> Sweeping:
    return Sweeping(
        SqlNotes(database),
        {**_noted_for(), **ALARMS_NOTED_FOR, TEXT: NOTICES_KEPT, TO: NOTICES_KEPT},
        SqlVectors(database).sweep,
        SqlScores(database).sweep,
        SqlWrittenSummaries(database).sweep,
        SqlEnglishTopics(database).sweep,
        stored_texts(settings, database).sweep,
        SqlAnalyses(database).sweep,
        SqlChanges(database).sweep,
        undone.sweep,
        *with_every_day(settings.storage, database),
        partial(SqlUsageBooks(database).sweep, timedelta(days=settings.spending.kept)),
        # the last: it gives back what the others left
        shrinking.sweep,
    )


def with_every_day(kept: StorageSettings, database: Database) -> Sequence[Sweep]:
    """Of what grows with every day, in this order."""
    return (
        SqlAccount(database).sweep,
        AgedBriefs(database, timedelta(days=kept.listings)).sweep,
        SqlWrittenPapers(database, timedelta(days=kept.briefs)).sweep,
        Shelving(database).sweep,
        Forgetting(database, versions=kept.versions, abstracts=kept.abstracts).sweep,
        AgedListings(database, timedelta(days=kept.listings), keep_shown=kept.shown_papers).sweep,
        Compacting(database).sweep,
        Tidying(database).sweep,
    )


def _noted_for() -> Mapping[str, timedelta]:
    """Also of a platform that is not set up any more."""
    return {prefix: age for each in platforms.PLATFORMS for prefix, age in each.noted_for.items()}
