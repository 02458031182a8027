"""A model in the place of the embedded writers, as the settings name it."""

from dataclasses import replace

from bot.pipeline.model.fates import FateNote, uncounted
from bot.pipeline.model.summary import ModelSummaryWriter
from bot.pipeline.model.writer import TOGETHER, ModelPaperWriter
from bot.pipeline.parts import Pipeline
from bot.ports.model import LanguageModel
from bot.values.model import Account, ModelCall
from storage.file.database import Database
from storage.papers.summaries import SqlWrittenSummaries


class OpenPurse:
    """Implements ``bot.ports.model.Purse`` without any budget."""

    async def why_not(self, account: Account) -> str | None:
        return None

    async def note(self, call: ModelCall) -> None:
        return None


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
