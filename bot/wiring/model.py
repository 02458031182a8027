"""A model in the place of the embedded parts, as the settings name it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.pipeline.model.checks import Checks
from bot.pipeline.model.summary import ModelSummaryWriter
from bot.pipeline.model.writer import TOGETHER, ModelPaperWriter
from bot.pipeline.parts import Pipeline
from bot.ports.model import LanguageModel
from bot.values.checking import Finding


def written_by(model: LanguageModel, pipeline: Pipeline) -> Pipeline:
    """The pipeline with texts of a model; what wrote them until now stands in for it."""
    checks = Checks(_unchecked, _nothing)
    return replace(
        pipeline,
        writer=ModelPaperWriter(model, checks, pipeline.clock),
        together=TOGETHER,
        fallback=pipeline.writer,
        summaries=ModelSummaryWriter(model, checks, pipeline.translate, pipeline.clock),
        plain_summaries=pipeline.summaries,
    )


def _unchecked(text: str, sources: Sequence[str], language: str, longest: int) -> Sequence[Finding]:
    return ()


def _nothing(text: str) -> Sequence[str]:
    return ()
