"""A model's answer on a day, held against what it was told: what of it may be shown. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.editorial.asking.day import (
    SENTENCE_LONGEST,
    WHY_LONGEST,
    DayAnswer,
    DayMaterial,
    cited_in,
    without_citations,
)
from bot.pipeline.model.checks import Checks
from bot.values.checking import Finding

T = TypeVar("T", str, tuple[int, str])
# kinds of faults that only our counts can clear where no paper is named
_COUNTED = frozenset(("number", "unit"))
_UNNAMED = Finding("name", "", "It does not name both papers by their n.")
_NAMED = Finding("name", "", "A reason names no paper: its n stands beside it.")
_EMPTY = Finding("empty", "", "It is empty.")


@dataclass(frozen=True, slots=True)
class HeldDay:
    """What holds of an answer, and what is wrong with the rest. ``is_to_repair``: a sentence is
    missing, where without a reason for a paper the others do."""

    answer: DayAnswer
    wrong: tuple[str, ...]
    is_to_repair: bool


def held_day(answer: DayAnswer, material: DayMaterial, language: str, checks: Checks) -> HeldDay:
    """A sentence is held against the papers that it names and our counts; one that names none may
    have no other numbers than those counts."""
    judge = _Judge(material, language, checks)
    overview, bad = _divided(answer.overview, judge.sentence)
    outstanding, worse = _divided(answer.stands_out, judge.reason)
    disagreements, not_two = _divided(answer.disagreements, judge.disagreement)
    read, unread = _divided(answer.read, judge.reason)
    wrong = (*bad, *worse, *not_two, *unread)
    return HeldDay(
        DayAnswer(overview, outstanding, disagreements, read), wrong, bool(bad) or not overview
    )


def _divided(
    texts: Sequence[T], faults: Callable[[T], Sequence[Finding]]
) -> tuple[tuple[T, ...], list[str]]:
    """Those without faults; and the others, each with its first one."""
    found = [(one, faults(one)) for one in texts]
    wrong = [f"{_told(one)} ({bad[0].hint})" for one, bad in found if bad]
    return tuple(one for one, bad in found if not bad), wrong


def _told(one: str | tuple[int, str]) -> str:
    return one if isinstance(one, str) else one[1]


@dataclass(frozen=True, slots=True)
class _Judge:
    material: DayMaterial
    language: str
    checks: Checks

    def sentence(self, text: str) -> Sequence[Finding]:
        return self._faults(without_citations(text), cited_in(text), SENTENCE_LONGEST)

    def disagreement(self, text: str) -> Sequence[Finding]:
        return self.sentence(text) if len(cited_in(text)) > 1 else (_UNNAMED,)

    def reason(self, one: tuple[int, str]) -> Sequence[Finding]:
        number, why = one
        return (_NAMED,) if cited_in(why) else self._faults(why, (number,), WHY_LONGEST)

    def _faults(self, text: str, cited: Sequence[int], longest: int) -> Sequence[Finding]:
        shown = self.material.shown
        if strange := [number for number in cited if number not in shown]:
            return (Finding("name", f"[{strange[0]}]", f"There is no paper {strange[0]}."),)
        if not text:
            return (_EMPTY,)
        # how many papers a sentence names is a count as well
        counts = (*self.material.counts, f"{len(cited)} papers")
        if cited:
            sources = (*counts, *(shown[number].source for number in cited))
            return self.checks.faults(text, sources, self.language, longest)
        everything = (*counts, *(one.source for one in self.material.papers))
        if found := self.checks.faults(text, everything, self.language, longest):
            return found
        counted = self.checks.faults(text, counts, self.language, longest)
        return tuple(one for one in counted if one.kind in _COUNTED)
