"""Which sentence stands under the title, and in which form. Pure.

It says what the paper contributes, refers to nothing that is not there, and has a form that fits
a brief of ten papers; where it has none, another sentence of nearly the same worth stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.editorial.sentences.definites import has_open_definite
from bot.editorial.sentences.derivation import is_derived
from bot.editorial.sentences.leads import without_lead
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.short_names import has_loose_letter, has_symbol, spelled_out
from bot.editorial.sentences.shortening import shorter
from bot.editorial.sentences.standing import ended, is_half, is_phrase, standing
from bot.editorial.writing.asides import is_aside, is_empty, is_outline
from bot.editorial.writing.phrases import problem, says_who, speaks_up, tells_of_others
from bot.editorial.writing.reading import Abstract
from bot.text.readable import utf16_length
from bot.values.writing import USUAL_ROOM

# What is taken from a sentence's worth where it refers to what is not there, where it is
# background, where it is said beside something else, where it only praises, and where it has a
# letter that it does not explain: 1 makes it e times less likely to be chosen.
_REFERS, _BACKGROUND, _ASIDE_COSTS, _EMPTY_COSTS, _UNEXPLAINED = 3.0, 2.0, 2.5, 4.0, 1.0
# ... and where it does not say whose work it is of
_SILENT = 0.3
# a sentence that is so likely to be background says nothing of the paper
_OTHERS_WORK = 0.4
# ... and one that is less likely, where a sentence that is worth so much more fell out
_MAYBE_OTHERS_WORK, _FAR_BEHIND = 0.25, 1.0
# ... and one where nobody speaks
_HARDLY_OTHERS_WORK = 0.15
# "We present Brill." tells no more than the title
_NAME_ONLY = re.compile(
    r"(?:we|this \w+) (?:\w+ly )?(?:present|introduce|propose|describe)s? "
    r"(?:\S+(?<!\.)|(?!an?\b|the\b)(?:[\w-]+ ){1,5}\([\w-]+\))\.?$",
    re.I,
)
# "Kilns have been used for it, and in this paper, we propose a stove": the beginning
_OTHERS_CLAUSE = re.compile(
    r"^(?!.*\b(?:if|when|under|unless|assum\w+)\b.*, ).{20,}?"
    r"(?:,|;|,? and|,? so|; thus|; hence|; therefore)"
    r" (?:(?:in|with) this (?:paper|work|study|article),? |here,? )?"
    r"(?=we (?:\w+ly |first )?"
    r"(?:propose|present|introduce|develop|design|describe|study|prove|show)\b)"
)
# whose work it is of: otherwise it may be anybody's
_OF_THIS = re.compile(
    r"(?:this|the present) (?:\w+ )?(?:paper|work|study|article|report|survey|review|thesis|"
    r"manuscript|letter|note)\b"
    r"|the (?:\w+ )?(?:goal|aim|purpose|objective|focus) of\b"
    r"|(?:in |.{3,60}, )?our\b",
    re.I,
)
# "Our approach is conducted by": of what it is an approach stands elsewhere
_OURS = re.compile(
    r"our (?:\w+ )?(?:(?:framework|approach|method|construction|formalism)s? (?:is|are)"
    r"|(?:findings|results) (?:\w+ly )?(?:improve|extend|generali[sz]e|strengthen|complement))\b"
)
# what is left of "the work of [3] to a stove"
_WITHOUT = r" (?:to|and|in|by|is|are)\b(?! (?:and|or)\b)"
# each way begins with a letter or a sign: so places are found fast
_LOST = re.compile(
    rf"of(?<=\bof){_WITHOUT}|by(?<=\bby){_WITHOUT}|from(?<=\bfrom){_WITHOUT}|\(\)|\[\]"
)
# What stands in for a better sentence must not point anywhere at all, or compare with what is
# not there: "these walls", "a much warmer stove".
_POINTS = re.compile(
    r"\b(?:these|those|such|each|this (?!paper|work|study|article|letter)|"
    r"our (?:method|approach|model|algorithm|framework|system))\b"
    r"|^(?!.*\b(?:than|compared|versus|over)\b).*\b(?!lower bound|higher-|higher order)"
    r"(?:smaller|larger|higher|lower|better|faster|stronger|weaker|greater|longer|shorter)\b",
    re.I,
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
    def sentence(self) -> str:
        """As the abstract has it, short names spelled out."""
        before = self.abstract.sentences[: self.at]
        return spelled_out(self.abstract.sentences[self.at], before, self.abstract.title)

    @cached_property
    def worth(self) -> float:
        """Before it is known whether it stands."""
        background = _BACKGROUND * self.abstract.background(self.at)
        return self.abstract.worths[self.at].contribution - background - self._cost

    @cached_property
    def _cost(self) -> float:
        """Of what it is beside background."""
        cost = 0.0
        lower = self.sentence.lower()
        if is_aside(lower):
            cost += _ASIDE_COSTS
        if is_empty(lower):
            cost += _EMPTY_COSTS
        if self._is_loose or _LOST.search(self.sentence):
            cost += _UNEXPLAINED
        if _OURS.match(lower):
            cost += _UNEXPLAINED
        if not self._speaks:
            cost += _SILENT
        return cost

    @property
    def _is_loose(self) -> bool:
        before = self.abstract.sentences[: self.at]
        return self._has_symbol and has_loose_letter(self.sentence, self.abstract.title, before)

    @cached_property
    def _has_symbol(self) -> bool:
        return has_symbol(self.sentence)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Those that stand under the title, the fullest first, without letters that it does not
        explain."""
        before = self.abstract.sentences[: self.at]
        title = self.abstract.title
        told = tuple(one for one in self._whole if not _NAME_ONLY.match(one))
        if not self._has_symbol:  # what is cut out of it has none either
            return told
        return tuple(one for one in told if not has_loose_letter(one, title, before))

    @cached_property
    def _whole(self) -> tuple[str, ...]:
        sentence, title = self.sentence, self.abstract.title
        text = standing(sentence, title)
        if text and (text in sentence or is_derived(text, sentence)):
            return (text, *_without_background(text, shorter(text, title)))
        own = ended(without_lead(_OTHERS_CLAUSE.sub("", sentence), title))
        less = (own, *_without_background(own, shorter(own, title)))
        whole = (one for one in less if not (refers_back(one, title) or is_half(one)))
        return tuple(one for one in whole if is_derived(one, sentence))

    def is_news(self, best: float) -> bool:
        """Whether it is no background; where a better one fell out, a likelihood of it counts."""
        is_behind = self.worth < best - _FAR_BEHIND
        lower = self.sentence.lower()
        if is_outline(lower) or (is_behind and (_OURS.match(lower) or self._is_vague)):
            return False
        return not self._is_background(_MAYBE_OTHERS_WORK if is_behind else _OTHERS_WORK)

    @property
    def is_background(self) -> bool:
        return self._is_background(_OTHERS_WORK)

    def _is_background(self, likely: float) -> bool:
        if self._names_title:
            return False
        if tells_of_others(self.sentence):
            return True
        return self.abstract.background(self.at) >= likely and not speaks_up(self.sentence)

    @property
    def _names_title(self) -> bool:
        """``Brill keeps rooms warm``, under ``Brill: A Stove``."""
        name, mark, _ = self.abstract.title.partition(":")
        return bool(mark) and self.sentence.lower().startswith(name.strip().lower())

    @property
    def _is_vague(self) -> bool:
        """Whether nobody speaks in it, and it may be background: too little for a sentence that
        stands in for one that is worth much more."""
        return not self._speaks and self.abstract.background(self.at) >= _HARDLY_OTHERS_WORK

    @cached_property
    def _speaks(self) -> bool:
        """Whether it says of whom it is: of the authors, of this work, of what the title names."""
        title, said = self.abstract.title.lower().split(), self.sentence.lower().split()
        names_title = title[:2] == said[:2]
        is_ours = _OF_THIS.match(self.sentence) is not None
        return names_title or self._names_title or is_ours or speaks_up(self.sentence)

    @property
    def is_plain(self) -> bool:
        """Whether nothing speaks against it, so that it may stand in for a better one."""
        has_open = has_open_definite(self.sentence, self.abstract.title)
        own = says_who(self.sentence) and not self.is_background
        return own and not self._cost and not has_open

    @property
    def fits(self) -> bool:
        return bool(self.forms) and utf16_length(self.forms[-1]) <= USUAL_ROOM


def _without_background(told: str, less: Sequence[str]) -> Sequence[str]:
    """Without "Rooms need stoves." of "Rooms need stoves, and this paper builds one."."""
    if not less or not speaks_up(told):
        return less
    return [one for one in less if not problem(one) or speaks_up(one) or is_phrase(one)]


def choose_tldr(abstract: Abstract) -> Tldr | None:
    """None where the abstract has no sentence that is news and stands alone: the title says more
    than background, or a sentence that leans on one that is not shown."""
    candidates = [_Candidate(abstract, at) for at in abstract.usable]
    ranked = sorted(candidates, key=lambda one: one.worth, reverse=True)
    if not ranked:
        return None
    first = ranked[0]
    able = (one for one in _near(ranked, first.worth - _REFERS) if one.forms)
    best = next((one for one in able if len(ranked) == 1 or one.is_news(first.worth)), None)
    if best is None:
        return Tldr(first.sentence, (), first.at) if len(ranked) == 1 else None
    text, *less = best.forms
    return Tldr(text, (*less, *_ablein(best, ranked)), best.at)


def _near(ranked: Sequence[_Candidate], least: float) -> Iterator[_Candidate]:
    return (one for one in ranked if one.worth >= least)


def _ablein(best: _Candidate, ranked: Sequence[_Candidate]) -> tuple[str, ...]:
    """The form of another sentence that has room where the best has none."""
    if best.fits:
        return ()
    near = (one for one in _near(ranked, best.worth - _LESS_WORTH) if one is not best)
    near = (one for one in near if one.is_plain)
    forms = (form for one in near for form in one.forms if not _POINTS.search(form))
    fitting = (form for form in forms if utf16_length(form) <= USUAL_ROOM)
    return tuple(islice(fitting, 1))
