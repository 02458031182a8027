"""Which sentence stands under the title, and in which form. Pure.

It says what the paper contributes, refers to nothing that is not there, and has a form that fits
a brief of ten papers; where it has none, another sentence of nearly the same worth stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.editorial.sentences.derivation import is_derived
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.shortening import shorter
from bot.editorial.sentences.standing import standing
from bot.editorial.writing.reading import Abstract
from bot.text.readable import utf16_length
from bot.values.writing import USUAL_ROOM

# What is taken from a sentence's worth where it refers to what is not there, where it is
# background, and where it is said beside something else: 1 makes it e times less likely to be
# chosen.
_REFERS, _BACKGROUND, _ASIDE_COSTS = 3.0, 2.0, 2.5
# What a paper does besides, an assumption or a remark is not what it is about.
_ASIDE = re.compile(
    r"(?:also|furthermore|moreover|additionally|in addition|finally|lastly|besides|further|"
    r"in other words|thereby|on the other hand|that is|for example|for instance|similarly|"
    r"as a by-?product|along the way)\b"
    r"|.{0,80}?\b(?:we|(?:this|the|our) (?:paper|work|study|article)) "
    r"(?:also|further|additionally|finally|then|next)\b"
    r"|.{0,40}?\bwe (?:assume|believe|hope|expect|note|remark|recall)\b"
    r"|.*\bis organi[sz]ed as follows\b",
    re.IGNORECASE,
)
# how much less another sentence may be worth that stands in where the best has no room
_LESS_WORTH = 0.7


@dataclass(frozen=True, slots=True)
class Tldr:
    """``text`` in full, made of sentence ``at``; ``shorter``: whole sentences that say less."""

    text: str
    shorter: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class _Candidate:
    abstract: Abstract
    at: int

    @cached_property
    def worth(self) -> float:
        """Before it is known whether it stands."""
        cost = _BACKGROUND * self.abstract.background(self.at)
        if _ASIDE.match(self.abstract.sentences[self.at]):
            cost += _ASIDE_COSTS
        return self.abstract.worths[self.at].contribution - cost

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Those that stand under the title, the fullest first."""
        sentence, title = self.abstract.sentences[self.at], self.abstract.title
        text = standing(sentence, title)
        if text and (text in sentence or is_derived(text, sentence)):
            return (text, *shorter(text, title))
        less = (one for one in shorter(sentence, title) if not refers_back(one, title))
        return tuple(one for one in less if is_derived(one, sentence))

    @property
    def fits(self) -> bool:
        return bool(self.forms) and utf16_length(self.forms[-1]) <= USUAL_ROOM


def choose_tldr(abstract: Abstract) -> Tldr | None:
    """None where the abstract has no sentence."""
    candidates = [_Candidate(abstract, at) for at in abstract.usable]
    ranked = sorted(candidates, key=lambda one: one.worth, reverse=True)
    if not ranked:
        return None
    first = ranked[0]
    best = next((one for one in _near(ranked, first.worth - _REFERS) if one.forms), None)
    if best is None:
        return Tldr(abstract.sentences[first.at], (), first.at)
    text, *less = best.forms
    return Tldr(text, (*less, *_standing_in(best, ranked)), best.at)


def _near(ranked: Sequence[_Candidate], least: float) -> Iterator[_Candidate]:
    return (one for one in ranked if one.worth >= least)


def _standing_in(best: _Candidate, ranked: Sequence[_Candidate]) -> tuple[str, ...]:
    """The form of another sentence that has room where the best has none."""
    if best.fits:
        return ()
    near = (one for one in _near(ranked, best.worth - _LESS_WORTH) if one is not best)
    fitting = (form for one in near for form in one.forms if utf16_length(form) <= USUAL_ROOM)
    return tuple(islice(fitting, 1))
