"""Who answers questions about papers: a model over the passages found, or the passages alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from bot.commands.lines.command import Asking
from bot.pipeline.parts import Pipeline
from bot.pipeline.reading.talks import Previews, Talks, Turns
from bot.values.full_texts import FullText
from bot.values.papers import Paper

if TYPE_CHECKING:
    from bot.pipeline.reading.answering import Answering


def answering_over(
    texts: Callable[[Paper], Awaitable[FullText]], pipeline: Pipeline
) -> "Answering":
    """With the models of the pipeline, as far as there are any."""
    # with numpy, loaded with the first question
    from bot.pipeline.reading.answering import Answering

    language, clock, memo = pipeline.language, pipeline.clock, pipeline.memo
    answering = Answering(texts=texts, clock=clock, memo=memo, embedding=pipeline.embedding)
    if language is None:
        return answering
    # loaded where there is a model
    from bot.pipeline.model.answerer import ModelAnswerer
    from bot.pipeline.model.questions import EnglishQuestions

    return replace(
        answering,
        answerer=ModelAnswerer(language, clock),
        english=EnglishQuestions(language, memo),
    )


def asking_over(texts: Callable[[Paper], Awaitable[FullText]], pipeline: Pipeline) -> Asking:
    clock = pipeline.clock
    answering = cache(partial(answering_over, texts, pipeline))
    return Asking(answering, Turns(clock), Talks(clock), Previews(clock))
