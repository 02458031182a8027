"""The answerer that asks a model, and lets through only what the passages bear out.

::

    order | ask | read | each sentence against the passages that it names
          | all that is left against the question | asked once again where nothing is left

What does not hold is left out, and the rest stands; where nothing does, the papers do not tell.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.editorial.asking.questions import (
    LONGEST,
    AnswerRead,
    answer_request,
    read_answer,
)
from bot.editorial.checking.source import Source
from bot.editorial.retrieving.question import read_question
from bot.editorial.retrieving.support import gap_of
from bot.editorial.retrieving.wording import is_settled
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from bot.pipeline.model.checks import as_sentence, faults
from bot.ports.model import LanguageModel
from bot.values.analyses import Answer, Passage, QuestionOrder, Said
from bot.values.checking import Finding

log = logging.getLogger(__name__)

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class ModelAnswerer:
    """Implements :class:`bot.ports.analyses.Answerer` over a model."""

    def __init__(self, model: LanguageModel, clock: Callable[[], datetime]) -> None:
        self._model = model
        self._clock = clock

    async def answer(self, order: QuestionOrder) -> Answer:
        first = await self._asked(order)
        if not first.held.said and first.wrong:
            first = await self._again(order, first)
        held = first.held
        return Answer(
            question=order.question,
            passages=order.passages,
            said=held.said,
            untold=not held.said,
            table=held.table,
            model=self._model.name,
            made_at=self._clock(),
        )

    async def _again(self, order: QuestionOrder, first: "_Judged") -> "_Judged":
        """Once more, with what was wrong, where there is time."""
        if self._clock() >= order.deadline:
            return first
        try:
            return await self._asked(order, first.wrong)
        except (AnswerUnusable, ModelUnreachable, ModelDenied) as error:
            log.warning("answer_not_repaired", extra={"why": str(error)})
            return first

    async def _asked(self, order: QuestionOrder, again: Sequence[Finding] = ()) -> "_Judged":
        request = answer_request(order, again)
        within = (order.deadline - self._clock()).total_seconds()
        answer = await self._model.ask(replace(request, within=within), order.account)
        read = read_answer(answer.content, order.passages)
        # a check takes some milliseconds a sentence
        return await asyncio.to_thread(judged, read, order)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What holds of an answer, and what was wrong with the sentences that do not."""

    held: AnswerRead
    wrong: tuple[Finding, ...] = ()


def judged(read: AnswerRead, order: QuestionOrder) -> _Judged:
    """What of an answer may be shown: all sentences that their passages bear out, if these speak
    of what was asked for."""
    nothing = AnswerRead(told=False, said=())
    if not read.told or not read.said:
        return _Judged(nothing)
    by_key = {one.key: one for one in order.passages}
    titles = {one.id: as_sentence(one.title) for one in order.papers}
    kept: list[Said] = []
    wrong: list[Finding] = []
    for one in read.said:
        found = _wrong_with(one, [by_key[key] for key in one.keys], titles, order)
        wrong += found
        if not found:
            kept.append(one)
    if not kept:
        return _Judged(nothing, tuple(wrong))
    cited = [one for one in order.passages if any(one.key in each.keys for each in kept)]
    asked = read_question(order.english, [earlier for earlier, _ in order.earlier])
    if gap_of(asked, cited, order.unheard) is not None:
        return _Judged(nothing)
    return _Judged(AnswerRead(True, tuple(kept), _borne_out(read.table, order.passages)))


def _wrong_with(
    said: Said, passages: Sequence[Passage], titles: dict[str, str], order: QuestionOrder
) -> list[Finding]:
    papers = dict.fromkeys(titles[one.paper_id] for one in passages)
    source = Source.of(*papers, *map(_as_read, passages))
    found = faults(said.text, source, language=order.language, longest=LONGEST)
    return [one for one in found if not is_settled(one, said.text, source.text, order.question)]


def _as_read(passage: Passage) -> str:
    place = passage.place
    return "\n".join(filter(None, (place.section, place.label, passage.text)))


def _borne_out(
    table: tuple[tuple[str, ...], ...], passages: Sequence[Passage]
) -> tuple[tuple[str, ...], ...]:
    """A table stands whole or not at all: with one wrong figure the rest is worth nothing."""
    known = {figure for one in passages for figure in _FIGURE.findall(_as_read(one))}
    told = {figure for row in table for cell in row for figure in _FIGURE.findall(cell)}
    return table if told <= known else ()
