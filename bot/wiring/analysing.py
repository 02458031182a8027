"""Who analyses papers: the extractive analyst, or the model that the settings name."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.editorial.analysing.extractive import ExtractiveAnalyst
from bot.pipeline.memo import Memo
from bot.pipeline.model.fates import FateNote, uncounted
from bot.pipeline.reading.analysing import AnalysisDesk
from bot.ports.analyses import Analyst
from bot.ports.model import LanguageModel
from bot.settings import Settings
from bot.values.model import Account
from bot.wiring.spending import purse_over
from storage.file.database import Database
from storage.papers.analyses import SqlAnalyses
from storage.people.notes import SqlNotes


def analysis_desk(
    language: LanguageModel | None,
    clock: Callable[[], datetime],
    database: Database | None = None,
    note: FateNote = uncounted,
    refusal: Callable[[Account], Awaitable[str | None]] | None = None,
    memo: Memo | None = None,
) -> AnalysisDesk:
    """Without a ``database``, analyses are kept in memory alone."""
    plain = ExtractiveAnalyst(clock)
    return AnalysisDesk(
        analyst=_with(language, clock, note) if language else plain,
        plain=plain,
        clock=clock,
        stored=SqlAnalyses(database) if database else None,
        refusal=refusal if language else None,
        memo=memo or Memo(),
    )


def _with(language: LanguageModel, clock: Callable[[], datetime], note: FateNote) -> Analyst:
    # loaded where there is a model
    from bot.pipeline.model.analyst import ModelAnalyst

    return ModelAnalyst(language, clock, note)


@asynccontextmanager
async def terminal_desk(
    settings: Settings, path: Path, clock: Callable[[], datetime]
) -> AsyncIterator[AnalysisDesk]:
    """For the command line: with the model that the settings name, if any, over what is stored and
    spent in the file at ``path``. Without one, nothing is stored."""
    if not settings.models:
        yield analysis_desk(None, clock)
        return
    # loaded where there is a model
    from adapters.openai_model.opening import opened

    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(path))
        purse = purse_over(database, settings, clock)
        models = await stack.enter_async_context(
            opened(settings.model, purse, SqlNotes(database), clock)
        )
        yield analysis_desk(models.language, clock, database, refusal=purse.look)
