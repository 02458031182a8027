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
from bot.editorial.sentences.standing import ended, is_half, standing
from bot.editorial.writing.phrases import says_who, speaks_up
from bot.editorial.writing.reading import Abstract
from bot.text.readable import utf16_length
from bot.text.word_heads import headed
from bot.values.writing import USUAL_ROOM

# What is taken from a sentence's worth where it refers to what is not there, where it is
# background, where it is said beside something else, where it only praises, and where it has a
# letter that it does not explain: 1 makes it e times less likely to be chosen.
_REFERS, _BACKGROUND, _ASIDE_COSTS, _EMPTY_COSTS, _UNEXPLAINED = 3.0, 2.0, 2.5, 4.0, 1.0
# a sentence that is so likely to be background says nothing of the paper
_OTHERS_WORK = 0.4
# ... and one that is less likely, where a sentence that is worth so much more fell out
_MAYBE_OTHERS_WORK, _FAR_BEHIND = 0.25, 1.0
# What a paper does besides, an assumption or a remark is not what it is about.
_ASIDE_AT_FIRST = re.compile(
    r"(?:also|furthermore|moreover|additionally|in addition|finally|lastly|besides|further|"
    r"subsequently|thereafter|afterwards|in other words|thereby|on the other hand|that is|"
    r"for example|for instance|similarly|"
    r"as a (?:by-?product|side (?:result|effect|product))|along the way)\b"
    r"|as applications?,|(?:some )?(?:possible )?applications include\b"
    r"|(?:we|i) (?:will |also )?(?:say|denote|refer to|write|let)\b"
    r"|we call [^.]{1,60}? if\b"
    r"|(?:let|suppose|denote|consider) (?:that )?\S+ (?:be|is|are|denote|by)\b"
    r"|(?:given|for) [^.]*?,? (?:let|consider|denote|write)\b(?! that\b)"
    r"|to (?:demonstrate|validate|verify|assess) (?:the|our|its) "
    r"|(?:our|the) (?:main )?(?:proofs?|arguments?) (?:is|are|rel|us|combin|follow|rest)"
    r"|(?:our|the) (?:main )?results? (?:is|are) (?:then )?(?:proved|proven|a consequence|based)\b"
    r"|we (?:obtain|give|prove|present|derive) (?:some|several|various|related) (?:\w+ )?results"
    r"|(?:sections?|chapters?|appendix|appendices|figures?|tables?|parts?) [\divx]+\b"
)
_ASIDE = headed(
    r"^.{0,80}?\b(?:we|(?:this|the|our) (?:paper|work|study|article)) "
    r"(?:also|further|additionally|finally|then|next)\b"
    r"|^.{0,40}?\bwe (?:assume|believe|hope|expect|note|remark|recall)\b"
    r"|\bis organi[sz]ed as follows\b",
    "also further additionally finally then next assume believe hope expect note remark recall "
    "organize",
)
# A wish or a praise tells nothing of what was done.
_EMPTY = headed(
    r"\b(?:independent interest|potential to be a promising|shows? promise|"
    r"lays? (?:the|a) (?:foundation|groundwork)|"
    r"paves? the way|sheds? (?:new )?light on the (?:promising|potential)|"
    r"our (?:work|study|strategy) (?:will )?provides? (?:a |an )?(?:new idea|crucial|important)|"
    r"it (?:is|has been) (?:\w+ )?(?:known|reported|believed|claimed) that|"
    r"it (?:has been|was) (?:\w+ )?(?:proposed|suggested|argued) that|"
    r"it (?:is|becomes) (?:\w+ )?(?:important|crucial|essential) to|even more concerning|"
    r"devoted to the memory|"
    r"(?:received|attracted|gained|drawn) (?:\w+ ){0,3}(?:attention|interest)|"
    r"(?:was|were|have been|has been) (?:\w+ )?(?:proposed|introduced) to|"
    r"(?:is|are) (?:still|largely) (?:missing|lacking|unknown|unclear)|"
    r"are (?:also )?(?:given|discussed|assumed))\b",
    "independent promising promise foundation groundwork pave shed provide known reported "
    "believed claimed suggest argue given discussed assumed missing lacking unknown "
    "unclear attention interest propose introduce important crucial essential concerning memory",
)
# "We present Brill." tells no more than the title
_NAME_ONLY = re.compile(
    r"(?:we|this \w+) (?:\w+ly )?(?:present|introduce|propose|describe)s? \S+(?<!\.)\.?$", re.I
)
# "Kilns have been used for it, and in this paper, we propose a stove": the beginning
_OTHERS_CLAUSE = re.compile(
    r"^(?!.*\b(?:if|when|under|unless|assum\w+)\b.*, ).{20,}?"
    r"(?:,|;|,? and|,? so|; thus|; hence|; therefore)"
    r" (?:(?:in|with) this (?:paper|work|study|article),? |here,? )?"
    r"(?=we (?:\w+ly )?(?:propose|present|introduce|develop|design|describe|study|prove|show)\b)"
)
# "Our approach is conducted by": of what it is an approach stands elsewhere
_OURS = re.compile(
    r"our (?:\w+ )?(?:(?:framework|approach|method|construction|formalism)s? (?:is|are)"
    r"|(?:findings|results) (?:\w+ly )?(?:improve|extend|generali[sz]e|strengthen|complement))\b"
)
# what is left of "the work of [3] to a stove"
_LOST = re.compile(r"\b(?:of|by|from) (?:to|and|in|by|is|are)\b(?! (?:and|or)\b)|\(\)|\[\]")
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
        if _ASIDE_AT_FIRST.match(lower) or _ASIDE.is_in(lower):
            cost += _ASIDE_COSTS
        if _EMPTY.is_in(lower):
            cost += _EMPTY_COSTS
        if self._is_loose or _LOST.search(self.sentence):
            cost += _UNEXPLAINED
        if _OURS.match(lower):
            cost += _UNEXPLAINED
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
            return (text, *shorter(text, title))
        own = ended(without_lead(_OTHERS_CLAUSE.sub("", sentence), title))
        less = (own, *shorter(own, title))
        whole = (one for one in less if not (refers_back(one, title) or is_half(one)))
        return tuple(one for one in whole if is_derived(one, sentence))

    def is_news(self, best: float) -> bool:
        """Whether it is no background; where a better one fell out, a likelihood of it counts."""
        is_behind = self.worth < best - _FAR_BEHIND
        return not self._is_background(_MAYBE_OTHERS_WORK if is_behind else _OTHERS_WORK)

    @property
    def is_background(self) -> bool:
        return self._is_background(_OTHERS_WORK)

    def _is_background(self, likely: float) -> bool:
        name, mark, _ = self.abstract.title.partition(":")
        if mark and self.sentence.lower().startswith(name.strip().lower()):
            return False
        return self.abstract.background(self.at) >= likely and not speaks_up(self.sentence)

    @property
    def is_plain(self) -> bool:
        """Whether nothing speaks against it, so that it may stand in for a better one."""
        has_open = has_open_definite(self.sentence, self.abstract.title)
        own = says_who(self.sentence) and not self.is_background
        return own and not self._cost and not has_open

    @property
    def fits(self) -> bool:
        return bool(self.forms) and utf16_length(self.forms[-1]) <= USUAL_ROOM


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
