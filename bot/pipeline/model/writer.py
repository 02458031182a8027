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
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.editorial.asking.papers import (
    PAPERS_VERSION,
    Asked,
    PaperAnswers,
    asked_of,
    longest_of,
    papers_request,
    parts_in,
    read_papers,
)
from bot.editorial.writing.extract import write_brief
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from bot.pipeline.model.checks import Checks
from bot.pipeline.model.fates import NoteFate, uncounted
from bot.ports.model import LanguageModel
from bot.text.readable import lined
from bot.translator import msgid
from bot.values.checking import Finding
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief, TextSource, WritingOrder

log = logging.getLogger(__name__)

# papers that one call writes: more save instructions, and are mixed up more easily
TOGETHER = 4
LEFT_OUT = msgid("The model wrote nothing of it.")
FAILED = msgid("What the model wrote did not hold against the abstract.")
UNUSABLE = msgid("The model gave no answer that can be used.")

Findings = Mapping[str, Sequence[Finding]]
"""What is wrong with a paper's parts, by part; a missing paper has every part, without findings."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of one paper so far, and what is still wrong."""

    texts: Mapping[str, str]
    wrong: Findings


class ModelPaperWriter:
    """Implements :class:`bot.ports.writing.PaperWriter` over a model."""

    version = PAPERS_VERSION
    costly = True
    together = TOGETHER

    def __init__(
        self,
        model: LanguageModel,
        checks: Checks,
        clock: Callable[[], datetime],
        note: NoteFate = uncounted,
    ) -> None:
        self._model = model
        self._checks = checks
        self._clock = clock
        self._note = note

    @property
    def name(self) -> str:
        return self._model.name

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        papers = {f"p{number}": one for number, one in enumerate(order.papers, start=1)}
        asked = [
            asked_of(key, one, self._checks.planted(one.abstract)) for key, one in papers.items()
        ]
        written = await self._written(asked, order)
        return {
            one.id: self._brief(one, written[key], order.language) for key, one in papers.items()
        }

    async def _written(self, asked: Sequence[Asked], order: WritingOrder) -> Mapping[str, _Written]:
        """By key. Raises ModelUnreachable and ModelDenied: asking for less is of no use then."""
        try:
            first = await self._asked(asked, order)
        except AnswerUnusable as error:
            return await self._divided(asked, order, error)
        written = {one.key: self._checked(one, first, order.language) for one in asked}
        self._note("write", "written", sum(len(one.texts) for one in written.values()))
        return await self._repaired(asked, written, order)

    async def _divided(
        self, asked: Sequence[Asked], order: WritingOrder, error: AnswerUnusable
    ) -> Mapping[str, _Written]:
        if len(asked) == 1:
            log.warning("paper_unusable", extra={"fault": error.fault, "why": str(error)})
            return {asked[0].key: _Written({}, dict.fromkeys(parts_in(order.language), ()))}
        half = len(asked) // 2
        halves = await asyncio.gather(
            self._written(asked[:half], order), self._written(asked[half:], order)
        )
        return {**halves[0], **halves[1]}

    async def _asked(self, asked: Sequence[Asked], order: WritingOrder) -> PaperAnswers:
        request = papers_request(asked, order.language)
        answer = await self._model.ask(request, order.account)
        read = read_papers(answer.content, [one.key for one in asked])
        if strange := (*read.missing, *read.unknown, *read.doubled):
            log.info("papers_mixed_up", extra={"keys": ", ".join(strange)[:200]})
        return read

    def _checked(self, one: Asked, answers: PaperAnswers, language: str) -> _Written:
        given = answers.texts.get(one.key)
        if given is None:
            return _Written({}, dict.fromkeys(parts_in(language), ()))
        return self._held(one, given, tuple(one.again) or parts_in(language), language)

    def _held(
        self, one: Asked, given: Mapping[str, str], parts: Sequence[str], language: str
    ) -> _Written:
        """The parts that hold against the source, and the faults of the others. A part that the
        abstract does not tell may be empty, but for the TL;DR and the title."""
        texts: dict[str, str] = {}
        wrong: dict[str, Sequence[Finding]] = {}
        for part in parts:
            text = " ".join(lined(given[part]).split())
            if not text and part in ("tldr", "title_translated"):
                wrong[part] = (Finding("empty", "", "It is empty."),)
            elif text:
                sources = (one.title, one.abstract)
                found = self._checks.faults(text, sources, language, longest_of(part))
                if found:
                    wrong[part] = found
                else:
                    texts[part] = text
        return _Written(texts, wrong)

    async def _repaired(
        self, asked: Sequence[Asked], written: Mapping[str, _Written], order: WritingOrder
    ) -> Mapping[str, _Written]:
        """With one more call for all that is missing or wrong, where there is time for it."""
        again = [_again(one, written[one.key]) for one in asked if written[one.key].wrong]
        left = (order.deadline - self._clock()).total_seconds()
        if not again or left <= 0:
            return written
        try:
            async with asyncio.timeout(left):
                answers = await self._asked(again, order)
        except (TimeoutError, AnswerUnusable, ModelUnreachable, ModelDenied) as error:
            # what was right is paid for, and stays
            log.warning("parts_not_repaired", extra={"why": str(error) or "late"})
            return written
        return {**written, **{one.key: self._mended(one, written, answers, order) for one in again}}

    def _mended(
        self,
        one: Asked,
        written: Mapping[str, _Written],
        answers: PaperAnswers,
        order: WritingOrder,
    ) -> _Written:
        before = written[one.key]
        if one.key not in answers.texts:
            return before
        now = self._checked(one, answers, order.language)
        self._note("write", "repaired", len(now.texts))
        return _Written({**before.texts, **now.texts}, now.wrong)

    def _brief(self, paper: Paper, written: _Written, language: str) -> PaperBrief:
        """Of a part that is not there the reason tells why; key findings stay the authors' own."""
        self._note("write", "left out", len(written.wrong))
        source = TextSource("model", "abstract", model=self.name)
        own = write_brief(paper)
        without = [part for part in parts_in(language) if part not in written.texts]
        brief = PaperBrief(
            key_findings=own.key_findings,
            sources={
                **dict.fromkeys(written.texts, source),
                **({"key_findings": own.sources["key_findings"]} if own.key_findings else {}),
            },
            reasons={part: _why(part, written) for part in without},
            planted=bool(self._checks.planted(paper.abstract)),
        )
        texts: dict[str, Any] = dict(written.texts)
        return replace(brief, **texts)


def _why(part: str, written: _Written) -> str:
    if part not in written.wrong:
        return LEFT_OUT
    return FAILED if written.texts else UNUSABLE


def _again(one: Asked, written: _Written) -> Asked:
    """A paper with what is wrong; one of which nothing is there is asked for as at first."""
    return replace(one, again=written.wrong if written.texts else {})
