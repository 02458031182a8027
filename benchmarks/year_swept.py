"""What the service takes away of a store once a day, in its order."""

from collections.abc import Sequence

from bot.wiring.sweeping import with_every_day
from scheduler.operating.notes import Sweep
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from storage.settings import StorageSettings


def daily_sweeps(database: Database) -> Sequence[Sweep]:
    return (*with_every_day(StorageSettings(), database), Shrinking(database).sweep)
