"""A model in the place of the embedded writers, as the settings name it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.pipeline.model.fates import FateNote, uncounted
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Unmeasured
from bot.ports.model import LanguageModel
from bot.settings import Settings
from bot.wiring.choosing import chosen_by
from bot.wiring.spending import purse_over
from storage.file.database import Database
from storage.model.summaries import SqlWrittenSummaries
from storage.papers.written import SqlWrittenPapers
from storage.people.notes import SqlNotes


@asynccontextmanager
async def terminals(
    pipeline: Pipeline, settings: Settings, path: Path, database: Database | None = None
) -> AsyncIterator[Pipeline]:
    """For who sits at a terminal: the pipeline with the model that the settings name, if any, over
    what is stored and spent in the file at ``path``."""
    if not settings.models:
        yield pipeline
        return
    # loaded where there is a model
    from adapters.openai_model.opening import opened

    async with AsyncExitStack() as stack:
        if database is None:
            database = await stack.enter_async_context(Database(path))
        purse = purse_over(database, settings, pipeline.clock)
        models = await stack.enter_async_context(
            opened(settings.model, purse, SqlNotes(database), pipeline.clock)
        )
        stored = pipeline.stored or SqlWrittenPapers(database)
        chosen = chosen_by(
            models.language,
            models.embedding,
            replace(pipeline, stored=stored),
            settings.choosing,
            database,
            Unmeasured(),
            purse.look,
        )
        chosen = replace(chosen, shut_since=models.shut_since)
        yield written_by(models.language, chosen, database)


def written_by(
    language: LanguageModel | None,
    pipeline: Pipeline,
    database: Database | None = None,
    note: FateNote = uncounted,
) -> Pipeline:
    """The pipeline with a model's texts, as it was where there is none. What wrote them until now
    stands in for it. Without a ``database``, texts are kept in memory alone."""
    if language is None:
        return pipeline
    # loaded where there is a model
    from bot.pipeline.model.summary import ModelSummaryWriter
    from bot.pipeline.model.writer import TOGETHER, ModelPaperWriter

    clock = pipeline.clock
    return replace(
        pipeline,
        writer=ModelPaperWriter(language, clock, note),
        together=TOGETHER,
        fallback=pipeline.writer,
        summaries=ModelSummaryWriter(language, pipeline.translate, clock, note),
        plain_summaries=pipeline.summaries,
        stored_summaries=SqlWrittenSummaries(database) if database else None,
    )
