"""The cascade of choosing, out of the models that are there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.pipeline.model.settings import ChoosingSettings
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Meter
from bot.ports.model import EmbeddingModel, LanguageModel
from bot.values.model import Account
from storage.file.database import Database
from storage.model.scores import SqlScores
from storage.model.topics import SqlEnglishTopics
from storage.model.vectors import SqlVectors


def chosen_by(
    language: LanguageModel | None,
    embedding: EmbeddingModel | None,
    pipeline: Pipeline,
    settings: ChoosingSettings,
    database: Database | None,
    meter: Meter,
    refusal: Callable[[Account], Awaitable[str | None]] | None = None,
) -> Pipeline:
    """The pipeline with the stages of these models; as it was, where there is none.

    Without a ``database``, what they say is kept in memory alone. ``refusal``: see
    :class:`bot.pipeline.parts.Pipeline`."""
    if language is None and embedding is None:
        return pipeline
    # loaded where there is a model
    from bot.editorial.checking.planted import planted
    from bot.pipeline.model.cascade import ModelCascade
    from bot.pipeline.model.embedding import Embedding
    from bot.pipeline.model.english import EnglishTopics
    from bot.pipeline.model.judging import Judge

    clock, memo = pipeline.clock, pipeline.memo
    vectors = SqlVectors(database) if database else None
    scores = SqlScores(database) if database else None
    topics = SqlEnglishTopics(database) if database else None
    cascade = ModelCascade(
        memo=memo,
        english=EnglishTopics(language, topics, clock, memo) if language else None,
        embedding=Embedding(embedding, vectors, clock, memo) if embedding else None,
        judge=Judge(language, scores, clock, memo) if language and settings.short_list else None,
        planted=planted,
        short_list=settings.short_list,
        refusal=refusal,
        meter=meter,
    )
    return replace(
        pipeline, cascade=cascade, language=language, embedding=embedding, refusal=refusal
    )
