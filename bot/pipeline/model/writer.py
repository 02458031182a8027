"""The writer that asks a model, and believes nothing that it says unchecked.

::

    batch | ask | read | check | ask once again for what is missing or wrong | check

What is wrong after that is left out with its reason: the stage *write* puts the authors' sentence
there. Where a batch gives no answer that can be used, its halves are asked for, and single papers
at last.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.editorial.asking.papers import (
    PAPERS_VERSION,
    Asked,
    PaperAnswers,
    asked_of,
    papers_request,
    parts_in,
    read_papers,
)
from bot.editorial.checking.checks import CHECKS_VERSION
from bot.editorial.checking.source import Source
from bot.editorial.writing.extract import write_brief
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from bot.pipeline.failures import UNUSABLE, told
from bot.pipeline.model.checks import paper_source
from bot.pipeline.model.fates import FateNote, uncounted
from bot.pipeline.model.finishing import Finishing
from bot.pipeline.model.paper_checks import HeldPaper, held_paper
from bot.pipeline.unplanted import unplanted
from bot.ports.model import LanguageModel
from bot.translator import msgid
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief, TextSource, WritingOrder

log = logging.getLogger(__name__)

# papers that one call writes: more save instructions, and are mixed up more easily
TOGETHER = 4
# seconds
_QUESTIONS_OUT = 0.2
LEFT_OUT = msgid("The model wrote nothing about it.")
FAILED = msgid("What the model wrote did not hold up against the abstract.")


class ModelPaperWriter:
    """Implements :class:`bot.ports.writing.PaperWriter` over a model."""

    version = f"{PAPERS_VERSION}.{CHECKS_VERSION}"
    costly = True
    together = TOGETHER

    def __init__(
        self,
        model: LanguageModel,
        clock: Callable[[], datetime],
        note: FateNote = uncounted,
    ) -> None:
        self._model = model
        self._clock = clock
        self._note = note
        self._finishing = Finishing()

    @property
    def name(self) -> str:
        return self._model.name

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        papers = {f"p{number}": one for number, one in enumerate(order.papers, start=1)}
        asked = [asked_of(key, one) for key, one in papers.items()]
        answered = asyncio.Event()
        batch = _Batch(order, asyncio.ensure_future(_read_meanwhile(papers, answered)), answered)
        written = await self._written(asked, batch)
        read = await batch.read
        return {one.id: self._brief(read[key], written[key], batch) for key, one in papers.items()}

    async def _written(self, asked: Sequence[Asked], batch: "_Batch") -> "_Written":
        """By key. Raises ModelUnreachable and ModelDenied: asking for less is of no use then."""
        try:
            answers = await self._asked(asked, batch)
        except AnswerUnusable as error:
            return await self._divided(asked, batch, error)
        held = await _held(asked, answers, batch, {})
        self._count("written", {one.key: held[one.key].texts for one in asked})
        return await self._repaired(asked, held, batch)

    async def _divided(
        self, asked: Sequence[Asked], batch: "_Batch", error: AnswerUnusable
    ) -> "_Written":
        if len(asked) == 1:
            log.warning("paper_unusable", extra={"fault": error.fault, "why": str(error)})
            return {asked[0].key: HeldPaper()}
        half = len(asked) // 2
        halves = await asyncio.gather(
            self._half(asked[:half], batch), self._half(asked[half:], batch)
        )
        return {**halves[0], **halves[1]}

    async def _half(self, asked: Sequence[Asked], batch: "_Batch") -> "_Written":
        """Without losing what the other half has cost."""
        try:
            return await self._written(asked, batch)
        except (ModelUnreachable, ModelDenied) as error:
            log.warning("half_not_written", extra={"papers": len(asked), "why": str(error)})
            return {one.key: NotWritten(told(error)) for one in asked}

    async def _asked(self, asked: Sequence[Asked], batch: "_Batch") -> PaperAnswers:
        request = papers_request(asked, batch.order.language)
        within = (batch.order.deadline - self._clock()).total_seconds()
        try:
            answer = await self._model.ask(replace(request, within=within), batch.order.account)
        finally:
            batch.answered.set()
        read = read_papers(answer.content, [one.key for one in asked])
        if strange := (*read.missing, *read.unknown, *read.doubled):
            log.info("papers_mixed_up", extra={"keys": ", ".join(strange)[:200]})
        return read

    async def _repaired(
        self, asked: Sequence[Asked], held: Mapping[str, HeldPaper], batch: "_Batch"
    ) -> "_Written":
        """With one more call for all that is missing or wrong, where there is time for it."""
        again = [_again(one, held[one.key]) for one in asked if held[one.key].wrong]
        left = (batch.order.deadline - self._clock()).total_seconds()
        if not again or left <= 0:
            return held
        mending = self._mended(again, held, batch)
        try:
            mended = await self._finishing.in_time(left, mending, partial(self._later, batch))
        except (AnswerUnusable, ModelUnreachable, ModelDenied) as error:
            # what was right is paid for, and stays
            log.warning("parts_not_repaired", extra={"why": str(error)})
            return held
        return {**held, **(mended or {})}

    async def _mended(
        self, again: Sequence[Asked], held: Mapping[str, HeldPaper], batch: "_Batch"
    ) -> Mapping[str, HeldPaper]:
        mended = await _held(again, await self._asked(again, batch), batch, held)
        new = {
            key: {part: text for part, text in one.texts.items() if part not in held[key].texts}
            for key, one in mended.items()
        }
        self._count("repaired", new)
        return mended

    async def _later(self, batch: "_Batch", mended: Mapping[str, HeldPaper]) -> None:
        if batch.order.later is not None:
            read = await batch.read
            await batch.order.later(
                {
                    read[key].id: brief
                    for key, one in mended.items()
                    if isinstance(brief := self._brief(read[key], one, batch), PaperBrief)
                }
            )

    def _count(self, outcome: str, texts: Mapping[str, Mapping[str, str]]) -> None:
        for _ in (part for each in texts.values() for part in each):
            self._note("write", outcome, "")

    def _brief(
        self, read: "_Read", written: HeldPaper | NotWritten, batch: "_Batch"
    ) -> PaperBrief | NotWritten:
        """Of a part that is not there the reason tells why; key findings stay the authors' own."""
        if isinstance(written, NotWritten):
            return written
        for findings in written.wrong.values():
            self._note("write", "fell_back", findings[0].kind)
        source = TextSource("model", "abstract", model=self.name)
        own = read.own
        without = [part for part in parts_in(batch.order.language) if part not in written.texts]
        brief = PaperBrief(
            key_findings=own.key_findings,
            sources={
                **dict.fromkeys(written.texts, source),
                **({"key_findings": own.sources["key_findings"]} if own.key_findings else {}),
            },
            reasons={part: _why(part, written) for part in without},
            planted=bool(read.source.planted),
        )
        texts: dict[str, Any] = dict(written.texts)
        return replace(brief, **texts)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a paper's texts are held against, and what its authors say themselves."""

    id: str
    source: Source
    own: PaperBrief


async def _read_meanwhile(
    papers: Mapping[str, Paper], answered: asyncio.Event
) -> "Mapping[str, _Read]":
    """While the model writes, and once the questions of all batches are out."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_QUESTIONS_OUT):
            await answered.wait()
    return await asyncio.to_thread(_read, papers)


def _read(papers: Mapping[str, Paper]) -> Mapping[str, _Read]:
    return {
        key: _Read(one.id, paper_source(one.title, one.abstract), write_brief(unplanted(one)))
        for key, one in papers.items()
    }


@dataclass(frozen=True, slots=True)
class _Batch:
    order: WritingOrder
    read: "asyncio.Future[Mapping[str, _Read]]"
    answered: asyncio.Event


_Written = Mapping[str, HeldPaper | NotWritten]


async def _held(
    asked: Sequence[Asked],
    answers: PaperAnswers,
    batch: _Batch,
    before: Mapping[str, HeldPaper],
) -> dict[str, HeldPaper]:
    read = await batch.read

    def hold(one: Asked) -> HeldPaper:
        given, source = answers.texts.get(one.key), read[one.key].source
        return held_paper(one, source, given, batch.order.language, before.get(one.key))

    # a check takes some milliseconds, and a batch has twenty
    return await asyncio.to_thread(lambda: {one.key: hold(one) for one in asked})


def _why(part: str, written: HeldPaper) -> str:
    if part in written.wrong:
        return FAILED
    return LEFT_OUT if written.texts else UNUSABLE


def _again(one: Asked, held: HeldPaper) -> Asked:
    """A paper with what is wrong; one of which nothing is there is asked for as at first."""
    return replace(one, again=held.wrong if held.texts else {})
