"""The summary that asks a model about all matched papers, and believes nothing of it unchecked.

::

    counts, papers | ask | read | check | ask once again, with the faults | what holds

Where no sentence holds, the whole summary is left to the writer that stands in.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from bot.editorial.checking.checks import CHECKS_VERSION
from bot.editorial.summary.executive import emerging_of, themes_of
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, WriterFailed
from bot.pipeline.model.day_checks import DayJudge, HeldDay, day_judge, held_day
from bot.pipeline.model.fates import FateNote, uncounted
from bot.pipeline.model.finishing import Finishing
from bot.ports.model import LanguageModel
from bot.translator import Translator, msgid
from bot.values.writing import ReadInFull, Summary, SummaryOrder, SummaryPoint, TextSource

log = logging.getLogger(__name__)

FAILED = msgid("The model's summary did not hold up against the abstracts.")
# a mark on more papers than every third marks nothing
_SHARE = 3


class ModelSummaryWriter:
    """Implements :class:`bot.ports.writing.SummaryWriter` over a model."""

    version = f"{DAY_VERSION}.{CHECKS_VERSION}"
    costly = True

    def __init__(
        self,
        model: LanguageModel,
        translators: Callable[[str], Translator],
        clock: Callable[[], datetime],
        note: FateNote = uncounted,
    ) -> None:
        self._model = model
        self._translators = translators
        self._clock = clock
        self._note = note
        self._finishing = Finishing()

    @property
    def name(self) -> str:
        return self._model.name

    async def summarise(self, order: SummaryOrder) -> Summary | None:
        if not order.selection.shown:
            return None
        # a hundred abstracts are read
        material = await asyncio.to_thread(material_of, order)
        # read while the model writes
        judge = asyncio.ensure_future(asyncio.to_thread(day_judge, material, order.language))
        held = await self._held(_Day(material, order, judge))
        if not held.answer.overview:
            raise WriterFailed(FAILED)
        return self._summary(held.answer, order)

    async def _held(self, day: "_Day") -> HeldDay:
        first = await self._asked(day)
        second = await self._repaired(first, day)
        self._told("written", _texts(first.answer))
        if second is not None and _is_better(second, first):
            self._told("repaired", _texts(second.answer) - _texts(first.answer))
            first = second
        for _, kind in first.wrong:
            self._note("summarise", "fell_back", kind)
        return first

    def _told(self, outcome: str, texts: int) -> None:
        for _ in range(texts):
            self._note("summarise", outcome, "")

    async def _repaired(self, first: HeldDay, day: "_Day") -> HeldDay | None:
        order = day.order
        left = self._left(order)
        if not first.is_to_repair or (left is not None and left <= 0):
            return None

        async def later(second: HeldDay) -> None:
            if order.later is not None and _is_better(second, first):
                await order.later(self._summary(second.answer, order))

        mending = self._asked(day, [text for text, _ in first.wrong])
        try:
            return await self._finishing.in_time(left, mending, later)
        except (AnswerUnusable, ModelUnreachable, ModelDenied) as error:
            log.warning("summary_not_repaired", extra={"why": str(error)})
            return None

    def _left(self, order: SummaryOrder) -> float | None:
        if order.deadline is None:
            return None
        return (order.deadline - self._clock()).total_seconds()

    async def _asked(self, day: "_Day", again: Sequence[str] = ()) -> HeldDay:
        request = day_request(day.material, day.order.language, again)
        request = replace(request, within=self._left(day.order))
        answer = await self._model.ask(request, day.order.account)
        return await asyncio.to_thread(held_day, read_day(answer.content), await day.judge)

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


@dataclass(frozen=True, slots=True)
class _Day:
    material: DayMaterial
    order: SummaryOrder
    judge: "asyncio.Future[DayJudge]"


def _is_better(second: HeldDay, first: HeldDay) -> bool:
    return len(second.answer.overview) >= max(1, len(first.answer.overview))


def _texts(answer: DayAnswer) -> int:
    parts = (answer.overview, answer.stands_out, answer.disagreements, answer.read)
    return sum(map(len, parts))
