"""The sentence in which authors state their strongest outcome, and its clean cut. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.text.readable import readable, utf16_length
from bot.text.sentences import split_sentences

_OUTCOME = re.compile(
    r"\b(?:achiev|improv|outperform|surpass|exceed|reach|reduc|lower|rais|increas|decreas|"
    r"detect|predict|recover|sav|fall|rise|gain|prov|show|find|found|demonstrat|establish|yield|"
    r"attain|obtain|deliver|beat|match|explain|account|remain|retain|preserv|observ|measur|"
    r"resolv|settl|confirm|report|complet|answer|evaluat|determin|constrain|differ|set|is|are)\w*",
    re.I,
)
_AMOUNT = re.compile(
    r"\d(?:[\d.,]*\d)? ?(?:%|×|x\b|percent|(?:percentage )?points?|-?fold|times|dB|σ|sigma|GB|"
    r"GHz|ms|FPS|keV|MeV|GeV|TeV|Mpc|kpc|pc\b|M⊙)",
    re.I,
)
_FIGURE = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*(?![\w-])")
_MEASURED = re.compile(rf"{_AMOUNT.pattern}|\b\d+\.\d", re.I)
_COMPARED = re.compile(
    r"\bcompared (?:with|to)\b|\bthan\b|\bover (?:the )?(?:\w+ ){0,3}(?:baseline|best|previous)"
    r"|\bfrom \d\S* to \d|\boutperform|\bsurpass|\bexceed|\bwhere(?:as)?\b|\bversus\b|\bagainst\b"
    r"|\bby (?:up to |about |over |nearly )?\d",
    re.I,
)
_STRONG = re.compile(
    r"\bfor the first time\b"
    r"|\b(?:is|are|present|give|provide)s? the first (?!\d|third|half|two|three)"
    r"|\bwe (?:\w+ly )?(?:prove|establish|disprove)\b"
    r"|\bcontrary to\b|\bconjecture\b|\bcounterexample\b|\bsettl(?:e|ing)\b",
    re.I,
)
_ABOUT_OTHERS = re.compile(
    r"\b(?:existing|current|previous|prior|recent|traditional|conventional|standard) "
    r"(?:\w+ ){0,2}(?:methods?|approaches|models|work|works|systems|benchmarks|techniques)\b"
    r"|\b(?:however|remains?|challeng\w+|we (?:propose|introduce|present|study|consider|train|"
    r"collect|investigate|ask|discuss|explore|assess|describe|compare|provide|benchmark|"
    r"establish an?|hope|conclude by|formulate|adopt|evaluate|employ|use|design|develop|apply|"
    r"formali[sz]e|build|construct|release|validate|confirm the|analy[sz]e|examine|"
    r"(?:further|also|then|first) (?:discuss|explore|propose|introduce|provide|evaluate|apply))"
    r"|(?:another|for) example|future|(?:is|are) compared (?:with|to)|unknown|unclear|poorly"
    r"|this paper|in this work|code (?:is|and|will)|available)\b|https?:",
    re.I,
)
_PRAISE = re.compile(r"\bstate[- ]of[- ]the[- ]art\b|\bsuperior\b|\bsignificantly\b", re.I)
_LEAD = re.compile(
    r"^(?:(?:moreover|furthermore|additionally|finally|notably|importantly|specifically|overall|"
    r"in particular|remarkably|crucially|empirically|also|in addition|consequently|as a result|"
    r"thus|therefore|hence|interestingly|further|meanwhile|surprisingly|in experiments|second|"
    r"third|first|next|for instance|besides|however),\s+)?"
    r"(?:(?:(?:our|the|these|extensive|comprehensive|experimental|empirical|numerical|simulation|"
    r"evaluation|thorough)\s+)*(?:experiments?|results?|evaluations?|findings|analys[ei]s|"
    r"simulations|tests|studies)(?: [^,.;:]{0,70}?)? (?:show|demonstrate|reveal|indicate|"
    r"confirm|suggest|validate)s?(?: that)\s+|we (?:also |further )?(?:show|demonstrate|find|"
    r"observe) that\s+)?",
    re.I,
)
_DANGLING = re.compile(
    r"^(?:it|this|these|they|that|such|both|here|there|its|their|our|the (?:latter|model|method|"
    r"system|agent|framework|approach|student|rule|probe|policy|algorithm|resulting|proposed))\b",
    re.I,
)
# at this score a sentence says what came out, below it may only say that something did
LEAST = 3.0
# and at this one it may stand where the day has nothing better
MODEST = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """``text`` is the sentence without its lead-in; from a score of LEAST it is worth a line.
    ``amounts`` are the figures in it that carry a unit; ``has_figures`` is true where any
    sentence on results has one."""

    text: str
    score: float
    amounts: tuple[str, ...]
    has_figures: bool
    is_dangling: bool


@lru_cache(maxsize=2048)
def outcome(raw_abstract: str, favoured: frozenset[str] = frozenset()) -> Outcome | None:
    """The abstract's strongest outcome, None where none is told; sentences of
    ``favoured`` texts are known to be results."""
    sentences = split_sentences(readable(raw_abstract))
    rated = [
        (_rate(sentence, place / len(sentences), favoured), -place, sentence)
        for place, sentence in enumerate(sentences)
    ]
    score, _, sentence = max(rated, default=(0.0, 0, ""))
    if score <= 0:
        return None
    text = _bare(sentence)
    amounts = tuple(dict.fromkeys(found[0].strip() for found in _AMOUNT.finditer(sentence)))
    figured = any(rate > 0 and _MEASURED.search(told) for rate, _, told in rated)
    return Outcome(text, score, amounts, figured, _DANGLING.search(text) is not None)


def _rate(sentence: str, place: float, favoured: frozenset[str]) -> float:
    """The score; more for a known result, but a place near the end alone is no result."""
    score = _score(sentence, place)
    return score + 2.0 * (score > 1.6 and any(sentence in part for part in favoured))


def _score(sentence: str, place: float) -> float:
    tells = _OUTCOME.search(sentence) or _AMOUNT.search(sentence)
    if not tells or _ABOUT_OTHERS.search(sentence):
        return 0.0
    beginning = sentence[:220]
    amounts = min(len(_AMOUNT.findall(beginning)), 2)
    figures = min(len(_FIGURE.findall(beginning)), 2)
    score = 1.2 * amounts + 0.6 * figures + 2.0 * bool(_COMPARED.search(beginning))
    score += 2.5 * bool(_STRONG.search(beginning)) + 1.5 * place
    # without a figure, "the state of the art" is praise
    score -= 1.0 * (bool(_PRAISE.search(sentence)) and not figures)
    score -= 1.0 * bool(_DANGLING.search(sentence)) + 2.0 * (place < 0.3)
    return max(score - max(0, utf16_length(sentence) - 200) / 80, 0.0)


def _bare(sentence: str) -> str:
    """Without "Moreover," and "Experiments show that", a capital first, no full stop."""
    lead = _LEAD.match(sentence)
    rest = sentence[lead.end() :] if lead else sentence
    if len(rest) < 40 or (" and that " in rest and "that" in (lead[0] if lead else "")):
        rest = sentence
    is_word = rest.partition(" ")[0].isalpha()
    return f"{rest[:1].upper()}{rest[1:]}" if is_word else rest
