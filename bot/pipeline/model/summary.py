"""The summary that asks a model about all matched papers, and believes nothing of it unchecked.

::

    counts, papers | ask | read | check | ask once again, with the faults | what holds

Where no sentence holds, the whole summary is left to the writer that stands in.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.editorial.asking.day import (
    DAY_VERSION,
    DayAnswer,
    DayMaterial,
    cited_in,
    day_request,
    material_of,
    read_day,
)
from bot.editorial.summary.executive import emerging_of, themes_of
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, WriterFailed
from bot.pipeline.model.checks import Checks
from bot.pipeline.model.day_checks import HeldDay, held_day
from bot.pipeline.model.fates import NoteFate, uncounted
from bot.ports.model import LanguageModel
from bot.translator import Translator, msgid
from bot.values.writing import ReadInFull, Summary, SummaryOrder, SummaryPoint, TextSource

log = logging.getLogger(__name__)

FAILED = msgid("The model's summary did not hold against the abstracts.")
# a mark on more papers than every third marks nothing
_SHARE = 3


class ModelSummaryWriter:
    """Implements :class:`bot.ports.writing.SummaryWriter` over a model."""

    version = DAY_VERSION
    costly = True

    def __init__(
        self,
        model: LanguageModel,
        checks: Checks,
        translators: Callable[[str], Translator],
        clock: Callable[[], datetime],
        note: NoteFate = uncounted,
    ) -> None:
        self._model = model
        self._checks = checks
        self._translators = translators
        self._clock = clock
        self._note = note

    @property
    def name(self) -> str:
        return self._model.name

    async def summarise(self, order: SummaryOrder) -> Summary | None:
        if not order.selection.shown:
            return None
        planted = {
            one.announced.paper.id: self._checks.planted(one.announced.paper.abstract)
            for one in order.selection.matched
        }
        material = material_of(order, planted)
        held = await self._held(material, order)
        if not held.answer.overview:
            raise WriterFailed(FAILED)
        return self._summary(held.answer, order)

    async def _held(self, material: DayMaterial, order: SummaryOrder) -> HeldDay:
        first = await self._asked(material, order)
        self._note("summarise", "written", _texts(first.answer))
        left = self._left(order)
        if not first.is_to_repair or (left is not None and left <= 0):
            return first
        try:
            async with asyncio.timeout(left):
                second = await self._asked(material, order, first.wrong)
        except (TimeoutError, AnswerUnusable, ModelUnreachable, ModelDenied) as error:
            log.warning("summary_not_repaired", extra={"why": str(error) or "late"})
            second = first
        better = max(first, second, key=lambda one: (len(one.answer.overview), one is second))
        self._note("summarise", "repaired", _texts(second.answer) if better is second else 0)
        self._note("summarise", "left out", len(better.wrong))
        return better

    def _left(self, order: SummaryOrder) -> float | None:
        if order.deadline is None:
            return None
        return (order.deadline - self._clock()).total_seconds()

    async def _asked(
        self, material: DayMaterial, order: SummaryOrder, again: Sequence[str] = ()
    ) -> HeldDay:
        request = day_request(material, order.language, again)
        answer = await self._model.ask(request, order.account)
        # a sentence may have to be held against a hundred abstracts
        return await asyncio.to_thread(
            held_day, read_day(answer.content), material, order.language, self._checks
        )

    def _summary(self, answer: DayAnswer, order: SummaryOrder) -> Summary:
        say = self._translators(order.language)
        shown = len(order.selection.shown)
        marked = sorted(answer.stands_out[: shown // _SHARE])
        return Summary(
            overview=answer.overview,
            themes=themes_of(order.groups, say),
            stands_out=tuple(SummaryPoint(why, (number,)) for number, why in marked),
            emerging=emerging_of(order, say),
            read_in_full=tuple(
                ReadInFull(number, why) for number, why in sorted(answer.read) if shown > 1
            ),
            disagreements=tuple(
                SummaryPoint(text, cited_in(text)) for text in answer.disagreements
            ),
            source=TextSource("model", "abstracts", model=self.name),
        )


def _texts(answer: DayAnswer) -> int:
    parts = (answer.overview, answer.stands_out, answer.disagreements, answer.read)
    return sum(map(len, parts))
