"""What the service takes away of a store once a day, in its order."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from storage.deliveries.account import SqlAccount
from storage.deliveries.aged import AgedBriefs
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.papers.aged_listings import AgedListings
from storage.papers.compacting import Compacting
from storage.papers.forgetting import Forgetting
from storage.papers.shelving import Shelving
from storage.papers.written import SqlWrittenPapers
from storage.settings import StorageSettings

Sweep = Callable[[datetime], Awaitable[int]]


def daily_sweeps(database: Database) -> Sequence[Sweep]:
    kept = StorageSettings()
    return (
        SqlAccount(database).sweep,
        AgedBriefs(database, timedelta(days=kept.listings)).sweep,
        SqlWrittenPapers(database, timedelta(days=kept.briefs)).sweep,
        Shelving(database).sweep,
        Forgetting(database, versions=kept.versions, abstracts=kept.abstracts).sweep,
        AgedListings(database, timedelta(days=kept.listings), keep_shown=kept.shown_papers).sweep,
        Compacting(database).sweep,
        Shrinking(database).sweep,
    )
