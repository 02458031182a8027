"""A model's answer on a day, held against what it was told: what of it may be shown. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.editorial.asking.day import (
    SENTENCE_LONGEST,
    WHY_LONGEST,
    DayAnswer,
    DayMaterial,
    DayRecord,
    cited_in,
    without_citations,
)
from bot.editorial.checking.source import Source
from bot.pipeline.model.checks import as_sentence, faults
from bot.values.checking import Finding

T = TypeVar("T", str, tuple[int, str])
# kinds of faults that only our counts can clear where no paper is named
_COUNTED = frozenset(("number", "unit"))
_UNNAMED = Finding("name", "", "It does not name both papers by their n.")
_ANY = "Most of the papers of today are about these two subjects."
_NAMED = Finding("name", "", "A reason names no paper: its n stands beside it.")


@dataclass(frozen=True, slots=True)
class HeldDay:
    """What holds of an answer; the rest, each with what is wrong and the kind of that.
    ``is_to_repair``: a sentence is missing, where without a reason for a paper the others do."""

    answer: DayAnswer
    wrong: tuple[tuple[str, str], ...]
    is_to_repair: bool


def day_judge(material: DayMaterial, language: str) -> "DayJudge":
    """Made while the model is waited for: of sixty papers, it takes longer than the checks."""
    made = DayJudge(material, language, _source_of(material.papers, material.counts))
    # so that everything that checks ask of the sources is there
    for number in (None, *material.shown):
        made.sentence(_ANY if number is None else f"{_ANY[:-1]} [{number}].")
    return made


def held_day(answer: DayAnswer, judge: "DayJudge") -> HeldDay:
    """A sentence is held against the papers that it names and our counts; one that names none may
    have no other numbers than those counts."""
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
) -> tuple[tuple[T, ...], list[tuple[str, str]]]:
    """Those without faults; and the others, each with its first one."""
    found = [(one, faults(one)) for one in texts]
    wrong: list[tuple[str, str]] = [
        (f"{_told(one)} ({bad[0].hint})", bad[0].kind) for one, bad in found if bad
    ]
    return tuple(one for one, bad in found if not bad), wrong


def _told(one: str | tuple[int, str]) -> str:
    return one if isinstance(one, str) else one[1]


def _source_of(papers: Iterable[DayRecord], counts: Sequence[str]) -> Source:
    texts = (text for one in papers for text in (as_sentence(one.title), one.source))
    return Source.of(*counts, *texts)


@dataclass(frozen=True, slots=True)
class DayJudge:
    """``everything`` is what any sentence may speak of, ``of_papers`` what one may that names
    these papers."""

    material: DayMaterial
    language: str
    everything: Source
    of_papers: dict[tuple[int, ...], Source] = field(default_factory=dict)

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
        named = self._source(tuple(cited))
        ends = longest == SENTENCE_LONGEST
        if cited:
            return faults(text, named, language=self.language, longest=longest, sentence=ends)
        counted = faults(text, named, language=self.language, longest=longest)
        told = faults(text, self.everything, language=self.language, longest=longest)
        return told or tuple(one for one in counted if one.kind in _COUNTED)

    def _source(self, cited: tuple[int, ...]) -> Source:
        if cited not in self.of_papers:
            shown = self.material.shown
            # how many papers a sentence names is a count as well
            counts = (*self.material.counts, f"{len(cited)} papers")
            self.of_papers[cited] = _source_of([shown[number] for number in cited], counts)
        return self.of_papers[cited]
