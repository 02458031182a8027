"""Full texts of papers: fetched behind arXiv's gate, read apart, kept for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.paper_files.child import FileReader
from adapters.paper_files.fetching import ArxivFiles
from adapters.paper_files.source import PaperFiles
from adapters.sample_files import SampleFiles
from bot.pipeline.memo import Memo
from bot.pipeline.reading.texts import FullTexts
from bot.settings import Settings
from storage.file.database import Database
from storage.papers.full_texts import SqlFullTexts

_MEGABYTE = 1_000_000


def stored_texts(settings: Settings, database: Database) -> SqlFullTexts:
    reading = settings.reading
    return SqlFullTexts(database, kept=timedelta(days=reading.kept), room=reading.room * _MEGABYTE)


def full_texts(
    files: ArxivFiles | None,
    settings: Settings,
    database: Database,
    memo: Memo,
    clock: Callable[[], datetime],
) -> FullTexts:
    """``files`` is None where nothing may be asked outside."""
    reader = FileReader()
    source = SampleFiles(PaperFiles(files, reader) if files else None, reader)
    return FullTexts(source, stored_texts(settings, database), memo, clock)
