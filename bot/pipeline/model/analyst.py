"""The analyst that asks a model, and believes no claim that its passages do not bear out.

::

    text | portions | notes, side by side | put together | check | repair once | what holds
    short text      |           one question             |

A part of which nothing holds is told in the authors' words, with the reason. What could not be
read is said.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.editorial.analysing.extract import analysis_of
from bot.editorial.analysing.holding import Named, claim_from, named_by, source_of
from bot.editorial.analysing.portions import Portions, portions_of
from bot.editorial.asking.analysis import (
    ANALYSIS_VERSION,
    CLAIM_LONGEST,
    LINE_LONGEST,
    Draft,
    Drafted,
    Wrong,
    notes_request,
    read_notes,
    read_repairs,
    read_whole,
    repair_request,
    whole_request,
)
from bot.editorial.checking.checks import CHECKS_VERSION
from bot.editorial.full_text.orders import without_orders
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, WriterFailed
from bot.pipeline.model.checks import as_sentence, faults
from bot.pipeline.model.fates import FateNote, uncounted
from bot.ports.model import LanguageModel
from bot.translator import msgid
from bot.values.analyses import (
    ANALYSIS_PARTS,
    Analysis,
    AnalysisOrder,
    AnalysisPart,
    Claim,
    Passage,
    Reading,
)
from bot.values.checking import Finding
from bot.values.full_texts import Defect
from bot.values.model import ModelAnswer, ModelRequest

log = logging.getLogger(__name__)

FAILED = msgid("What the model wrote about it did not hold up against the text.")
LEFT_OUT = msgid("The model wrote nothing about it.")
UNREAD = msgid("The model could not read all parts of the text.")
NOTHING_HELD = msgid("What the model wrote did not hold up against the text.")
_Failure = (AnswerUnusable, ModelUnreachable, ModelDenied)


class ModelAnalyst:
    """Implements :class:`bot.ports.analyses.Analyst` over a model."""

    version = f"{ANALYSIS_VERSION}.{CHECKS_VERSION}"

    def __init__(
        self,
        model: LanguageModel,
        clock: Callable[[], datetime],
        note: FateNote = uncounted,
    ) -> None:
        self._model = model
        self._clock = clock
        self._note = note

    @property
    def name(self) -> str:
        return self._model.name

    async def analyse(self, order: AnalysisOrder) -> Analysis:
        own = await asyncio.to_thread(_own, order, self._clock())
        portions = portions_of(without_orders(order.text))
        if not portions.all:
            return own
        work = _Work(self, order, portions, own)
        return await work.done()

    async def ask(self, request: ModelRequest, order: AnalysisOrder) -> ModelAnswer:
        within = (order.deadline - self._clock()).total_seconds()
        if within <= 0:
            raise ModelUnreachable("the time for it is over")
        return await self._model.ask(replace(request, within=within), order.account)

    def told(self, outcome: str, kind: str = "") -> None:
        self._note("analyse", outcome, kind)


def _own(order: AnalysisOrder, now: datetime) -> Analysis:
    return analysis_of(order.paper, order.text, order.language, now.date())


@dataclass(frozen=True, slots=True)
class _Held:
    """Claims that hold, in order, and the others by name."""

    good: Mapping[str, tuple[Drafted, Claim]]
    wrong: Mapping[str, Wrong]


class _Work:
    """One order, from its portions to the analysis."""

    def __init__(
        self, analyst: ModelAnalyst, order: AnalysisOrder, portions: Portions, own: Analysis
    ) -> None:
        self._analyst = analyst
        self._order = order
        self._portions = portions
        self._own = own
        self._passages = {one.key: one for one in portions.all}
        self._notes: dict[str, Drafted] = {}
        self._read = 0
        self._unread = 0

    async def done(self) -> Analysis:
        self._report()
        if len(self._portions.passages) > 1:
            self._notes = await self._noted()
        draft = await self._put_together()
        named = {f"c{at}": one for at, one in enumerate(draft.claims)}
        lines = {f"g{at}": one for at, one in enumerate(draft.glance)}
        held = await self._checked({**named, **lines})
        held = await self._repaired(held)
        self._read += 1
        self._report()
        return self._analysis(held, [*named], [*lines])

    def _report(self) -> None:
        text = self._order.text
        parts = len(self._portions.passages)
        total = parts + 1 if parts > 1 else 1
        self._order.report(Reading(text.made_from, text.pages, self._read, total))

    # -- reading ------------------------------------------------------------------------

    async def _noted(self) -> dict[str, Drafted]:
        """The notes on all portions, by key. Raises where none could be read."""
        answers = await asyncio.gather(
            *map(self._notes_on, self._portions.passages), return_exceptions=True
        )
        failed = [one for one in answers if isinstance(one, BaseException)]
        strange = next((one for one in failed if not isinstance(one, _Failure)), None)
        if strange is not None or len(failed) == len(answers):
            raise strange or failed[0]
        self._unread = len(failed)
        notes = [note for one in answers if not isinstance(one, BaseException) for note in one]
        return {f"n{at}": note for at, note in enumerate(notes, start=1)}

    async def _notes_on(self, passages: Sequence[Passage]) -> tuple[Drafted, ...]:
        request = notes_request(self._order.paper, passages, self._order.language)
        try:
            answer = await self._analyst.ask(request, self._order)
        except _Failure as error:
            log.warning("portion_not_read", extra={"why": str(error)})
            raise
        self._read += 1
        self._report()
        return read_notes(answer.content)

    async def _put_together(self) -> Draft:
        """Where notes were taken and the last call fails, they are what there is."""
        request = whole_request(
            self._order.paper, self._portions.all, self._notes, self._order.language
        )
        try:
            answer = await self._analyst.ask(request, self._order)
        except _Failure as error:
            if not self._notes:
                raise
            log.warning("notes_not_put_together", extra={"why": str(error)})
            return Draft(tuple(self._notes.values()))
        return read_whole(answer.content)

    # -- checking -----------------------------------------------------------------------

    async def _checked(self, drafted: Mapping[str, Drafted]) -> _Held:
        # a check takes some milliseconds, and there are forty
        return await asyncio.to_thread(self._hold, drafted)

    def _hold(self, drafted: Mapping[str, Drafted]) -> _Held:
        good: dict[str, tuple[Drafted, Claim]] = {}
        wrong: dict[str, Wrong] = {}
        for name, one in drafted.items():
            named = self._named(one)
            if found := self._faults(name, one, named):
                hints = tuple(each.hint for each in found)
                wrong[name] = Wrong(name, one, hints, named.passages)
                self._analyst.told("found", found[0].kind)
            else:
                good[name] = (one, claim_from(one.text, named.passages))
        return _Held(good, wrong)

    def _named(self, one: Drafted) -> Named:
        notes = {key: note.keys for key, note in self._notes.items()}
        return named_by(one.keys, self._passages, notes)

    def _faults(self, name: str, one: Drafted, named: Named) -> Sequence[Finding]:
        if named.faults:
            return named.faults
        source = source_of(named.passages, as_sentence(self._order.paper.title))
        longest = LINE_LONGEST if name.startswith("g") else CLAIM_LONGEST
        return faults(
            one.text,
            source,
            language=self._order.language,
            longest=longest,
            sentence=one.part != "pipeline",
        )

    async def _repaired(self, held: _Held) -> _Held:
        """With one more call for all that does not hold, where there is time for it."""
        wrong = [one for one in held.wrong.values() if one.passages]
        if not wrong:
            return held
        try:
            request = repair_request(self._order.paper, wrong, self._order.language)
            answer = await self._analyst.ask(request, self._order)
        except _Failure as error:
            # what was right is paid for, and stays
            log.warning("claims_not_repaired", extra={"why": str(error)})
            return held
        mended = await self._checked(read_repairs(answer.content, wrong))
        return _Held({**held.good, **mended.good}, {**held.wrong, **mended.wrong})

    # -- telling ------------------------------------------------------------------------

    def _analysis(self, held: _Held, names: Sequence[str], lines: Sequence[str]) -> Analysis:
        parts: dict[AnalysisPart, tuple[Claim, ...]] = {}
        for name in names:
            if name in held.good:
                drafted, claim = held.good[name]
                parts[drafted.part] = (*parts.get(drafted.part, ()), claim)
        if not parts:
            raise WriterFailed(NOTHING_HELD)
        failed = {one.drafted.part for one in held.wrong.values()}
        instead = {part: self._own.parts[part] for part in self._own.parts if part not in parts}
        whole = {**parts, **instead}
        for part in instead:
            self._analyst.told("fell_back", part)
        return replace(
            self._own,
            model=self._analyst.name,
            glance=self._glance(held, lines),
            parts={part: whole[part] for part in ANALYSIS_PARTS if part in whole},
            defects=(*self._own.defects, *self._cut()),
            reasons=self._reasons(whole, instead, failed),
        )

    def _glance(self, held: _Held, lines: Sequence[str]) -> dict[AnalysisPart, Claim]:
        told = {held.good[one][0].part: held.good[one][1] for one in lines if one in held.good}
        both = {**self._own.glance, **told}
        return {
            part: both[part]
            for part in ANALYSIS_PARTS
            if part in both and _is_line(part, told, both)
        }

    def _reasons(
        self,
        whole: Mapping[AnalysisPart, Sequence[Claim]],
        instead: Mapping[AnalysisPart, Sequence[Claim]],
        failed: set[AnalysisPart],
    ) -> dict[str, str]:
        reasons: dict[str, str] = {
            part: why for part, why in self._own.reasons.items() if part not in whole
        }
        reasons |= {part: FAILED if part in failed else LEFT_OUT for part in instead}
        return reasons | ({"unread": UNREAD} if self._unread else {})

    def _cut(self) -> tuple[Defect, ...]:
        if not self._portions.cut:
            return ()
        return (Defect("too_long", self._order.text.made_from, self._portions.read_to or 0),)


def _is_line(
    part: AnalysisPart, told: Mapping[AnalysisPart, Claim], both: Mapping[AnalysisPart, Claim]
) -> bool:
    """Five lines at most: what stands in for a line that a model wrote is not needed."""
    stands_in = {"practice": "limits", "before": "problem"}.get(part)
    return part in told or stands_in is None or stands_in not in both
