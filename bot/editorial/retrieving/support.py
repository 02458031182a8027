"""Whether passages speak of what a question asks for. Pure.

A model that always answers takes the nearest passage, be it about something else. So the units and
years that a question names must be there, and of the rest enough: the thing that is asked for, a
figure where one is, the matter in one sentence. Words may be met by others near them in the vector
space. The weights were set by hand, near those that a fit found (docs/asking.md).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from bot.editorial.retrieving.likeness import met, share_met, weight_of, words_of
from bot.editorial.retrieving.question import Question, asking_stems
from bot.editorial.retrieving.things import things_of
from bot.editorial.sentences.tagging import ADVERB, NOUN, Token, tagged
from bot.editorial.space.vectors import space
from bot.text.sentences import split_sentences
from bot.text.words import stem_as_written
from bot.values.analyses import Passage

Gap = Literal["order", "unit", "year", "matter"]
"""What passages lack: the question only gives orders; they have not its unit, its year, or hardly
anything of the matter."""

WEIGHTS: Mapping[str, float] = {
    "thing": 3.2, "sentence": 1.0, "meaning": 2.8, "names": -4.4, "unheard": -4.0, "figure": -4.0,
}  # fmt: skip
LEAST = 2.0
_HARDLY = 0.3
# of the weight of a question: with so much lost it is about something else, or most of it is
_GOOD_PART, _MOST = 0.2, 0.6
_NO_NOUN = re.compile(r"...est$|^(?:none|altogether|beforehand)$")
# so like has a word to be to the thing asked for
_LIKE = 0.5
_LEAST_FIGURE = 0.2
# what a row of figures is given for its heading, and the share of figures that makes one
_ROW, _FIGURES = 0.6, 0.3
# letters at the beginning of a table's passage that its caption and heading may have
_HEADED = 600
# citations, years of references, numbers of tables and sections
_NO_FIGURE = re.compile(
    r"\[[\d,\s\u2013-]+\]|\((?:[^()]{0,80}\b)?(?:19|20)\d\d[a-z]?\)"
    r"|\b(?:tables?|figs?\.?|figures?|sections?|sec\.|eqs?\.?|equations?|appendix)\s*\(?\d+(?:\.\d+)*\)?",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|half|once)\b", re.I
)
_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked, re.I), re.compile(met, re.I))
    for asked, met in (
        (
            r"\b(?:dollars?|euros?|pounds?|yuan|USD|EUR|RMB)\b|美元|欧元|人民币|多少钱",
            r"[$€£¥]|\b(?:dollars?|euros?|pounds|cents|yuan|USD|EUR|RMB|GBP)\b",
        ),
        (
            r"\bwhat (?:does|did|do|would|will) .{0,60}\bcost\b|\bhow much .{0,60}\bcosts?\b|"
            r"\b(?:sells?|sold) for\b|\bprice of\b",
            r"[$€£¥]|\b(?:costs?|prices?|priced|fees?|paid|money|cents|penal\w+|expens\w+)\b",
        ),
        (
            r"\b(?:kilo|mega|giga|tera)?bytes?\b|\b[KMGT]i?B\b|字节",
            r"bytes?\b|\d\s?[KMGT]i?B\b",
        ),
        (
            r"\b(?:electricity|kilowatt\w*|kWh|joules?|watts?)\b|电力|耗电|用电",
            r"\b(?:electricity|[kMG]?Wh?|[km]?J|joules?|(?:kilo|mega)?watts?)\b",
        ),
        (r"\bcarbon|\bCO2\b|碳排放", r"\bcarbon\b|\bCO2|CO₂"),
        (
            r"\bhow (?:many|much) (?:\w+ )?(?:milli|micro|nano)?(?:seconds?|minutes?|hours?|days?|"
            r"weeks?|months?|years?)\b|多少(?:个)?(?:秒|分钟|小时|天|周|月|年)",
            r"\b(?:milli|micro|nano)?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
            r"months?|years?)\b|\d\s?(?:[mnµμ]?s|h|min|d|yr)\b",
        ),
    )
)

_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (stem_as_written(thing), re.compile(unit))
    for thing, unit in (
        ("temperature", r"\d ?(?:°|º|˚|℃|degrees)|\d ?[CK]\b"),
        ("year", _YEAR.pattern),
        ("weight", r"\d ?(?:[kmµ]?g|kilograms?|tonnes?|pounds)\b"),
        ("mass", r"\d ?(?:[kmµ]?g|kilograms?|tonnes?)\b"),
        ("length", r"\d ?(?:[kcmµn]?m|met(?:re|er)s?)\b"),
        ("frequency", r"\d ?[kMG]?Hz\b"),
        ("voltage", r"\d ?[kmµ]?V\b"),
    )
)


def gap_of(
    question: Question, passages: Sequence[Passage], unheard: frozenset[str] = frozenset()
) -> Gap | None:
    """What of the question the passages lack, None where they may answer it.

    ``unheard`` are the stems of its terms that nothing in the papers has."""
    if question.orders_alone:
        return "order"
    text = " ".join(f"{one.text} {one.place.section} {one.place.label}" for one in passages)
    if any(asked.search(question.text) and not met.search(text) for asked, met in _UNITS):
        return "unit"
    if any(year not in text for year in _YEAR.findall(question.text)):
        return "year"
    if _is_elsewhere(question, passages, unheard):
        return "matter"
    signs = signs_of(question, passages, unheard)
    return "matter" if sum(WEIGHTS[name] * signs[name] for name in WEIGHTS) < LEAST else None


def is_strange(question: Question, passages: Sequence[Passage], unheard: frozenset[str]) -> bool:
    """Whether most of the things that a question names are nowhere in the papers, in no form, and
    nothing near them in the best passages: the papers are about something else."""
    words = frozenset(word for one in passages for each in _sentences(one) for word in each)
    nouns = _named(question, unheard)
    named = [
        one.stem
        for one in question.terms
        if one.weight == 1 and _is_content(one.stem) and (one.name or one.stem in nouns)
    ]
    gone = [one for one in named if one in unheard and met(one, words) < _HARDLY]
    weights = {one: weight_of(one) for one in named}
    lost = sum(weights[one] for one in gone)
    return not question.foreign and lost >= _MOST * sum(weights.values()) > 0


def missing_words(question: Question, unheard: frozenset[str]) -> tuple[str, ...]:
    """The things and names asked for that no paper has in any form, as they were typed; none where
    they are a small part of the question, and for a question in another language."""
    if question.foreign or question.pointers or "admission" in question.wanted:
        # limits are told in other words
        return ()
    terms = [one for one in question.terms if one.weight == 1 and _is_content(one.stem)]
    weights = {one.stem: weight_of(one.stem) for one in terms}
    names = {one.stem for one in terms if one.name}
    gone = (_named(question, unheard) | names) & unheard & weights.keys()
    if sum(weights[one] for one in gone) < _GOOD_PART * sum(weights.values()):
        return ()
    written = {stem_as_written(one.low): one.text for one in tagged(question.english)}
    return tuple(written[one] for one in weights if one in gone and one in written)


def _is_content(stem: str) -> bool:
    return stem not in asking_stems("generic")


def _is_elsewhere(question: Question, passages: Sequence[Passage], unheard: frozenset[str]) -> bool:
    """Whether a good part of the question is things that no paper has and no passage says in other
    words: people say what is done in their own words, and things by their names."""
    if question.foreign or any(_is_row_of(question, one) for one in passages):
        return False
    words = frozenset(word for one in passages for each in _sentences(one) for word in each)
    weights = {one.stem: weight_of(one.stem) for one in question.terms if _is_content(one.stem)}
    gone = _named(question, unheard) & unheard & weights.keys()
    lost = sum(weights[one] for one in gone if met(one, words) < _HARDLY)
    return lost >= _GOOD_PART * sum(weights.values()) > 0


def _named(question: Question, unheard: frozenset[str]) -> frozenset[str]:
    """The nouns of a question, and what stands before one that is unheard: "deep learning"."""
    found = [(one, stem_as_written(one.low)) for one in tagged(question.english)]
    nouns = {stem for at, (one, stem) in enumerate(found) if _is_noun(one, found[at - 1][0], at)}
    pairs = {
        one
        for (_, one), (_, after) in pairwise(found)
        if {one, after} <= unheard and after in nouns
    }
    return frozenset(nouns | pairs)


def _is_noun(one: Token, before: Token, at: int) -> bool:
    """Behind an adverb stands none, nor is a superlative one, whatever the tagger says."""
    behind_adverb = at > 0 and before.tag == ADVERB
    return one.tag == NOUN and not behind_adverb and not _NO_NOUN.search(one.low)


def signs_of(
    question: Question, passages: Sequence[Passage], unheard: frozenset[str]
) -> Mapping[str, float]:
    """What speaks for the passages and against them, each from 0 to 1: how well the thing asked for
    is met, and the question in the best of the sentences; nearness of meaning; names and other
    nouns that no paper has; a figure that is asked for and missing."""
    sentences = [one for passage in passages for one in _sentences(passage)]
    headings = frozenset(word for one in passages for word in words_of(one.place.section))
    words = frozenset(word for one in sentences for word in one) | headings
    terms = [one for one in question.terms if one.stem not in asking_stems("generic")]
    weights = {one.stem: weight_of(one.stem) for one in terms}
    total = sum(weights.values()) or 1.0
    nouns = {stem_as_written(one.low) for one in tagged(question.english) if one.tag == NOUN}
    strange = [one for one in terms if one.stem in unheard and one.stem not in words]
    lost = [one.stem for one in strange if one.stem in nouns and met(one.stem, words) < _HARDLY]
    shares = [share_met(weights, one) for one in sentences]
    vectors = space().vectors([question.english, " ".join(one.text for one in passages)])
    if any(_is_row_of(question, one) for one in passages):
        # a row may have lost its heading, where the rest of what is asked for stands
        strange, lost = [], []
    wants_figure = "number" in question.wanted and not (
        _has_figure(question, passages) or _is_measured(question, passages)
    )
    return {
        "thing": _thing(question, passages, words),
        "sentence": max(shares, default=0.0),
        "meaning": float(vectors[0] @ vectors[1]),
        "names": min(sum(one.name for one in strange), 2) / 2,
        "unheard": sum(weights[one] for one in lost) / total,
        "figure": float(wants_figure),
    }


def _thing(question: Question, passages: Sequence[Passage], words: frozenset[str]) -> float:
    """How well the best of the things asked for is met: of two questions in one, one may be
    answered. A row of a table may have lost its heading."""
    found = [
        max(met(one, words) for one in thing) if question.foreign else met(thing[-1], words)
        for thing in things_of(question)
    ]
    if _is_measured(question, passages):
        return 1.0
    least = _ROW if any(_is_row_of(question, one) for one in passages) else 0.0
    best = max(found, default=1.0)
    return max(best if best >= _LIKE else 0.0, least)


def _is_measured(question: Question, passages: Sequence[Passage]) -> bool:
    """Whether a figure in the unit of the thing asked for stands there: 40 °C is a temperature."""
    asked = {thing[-1] for thing in things_of(question)}
    text = " ".join(one.text for one in passages)
    return any(stem in asked and unit.search(text) for stem, unit in _MEASURES)


def _sentences(passage: Passage) -> Iterator[frozenset[str]]:
    """The words of each sentence; rows have those of their caption and heading too."""
    lines = passage.text.splitlines()
    beside = f"{passage.place.section} {passage.place.label}"
    if len(lines) > 1:
        beside = f"{beside} {passage.text[:_HEADED]}"
    around = words_of(beside)
    for line in lines:
        for sentence in split_sentences(line):
            yield words_of(sentence) | (around if len(lines) > 1 else frozenset())


def _is_row_of(question: Question, passage: Passage) -> bool:
    """Whether a passage is figures for the most part, with a name that the question has."""
    tokens = passage.text.split()
    figures = sum(any(map(str.isdigit, one)) for one in tokens)
    words = words_of(passage.text)
    named = any(one.name and one.stem in words for one in question.terms)
    return named and figures >= _FIGURES * len(tokens)


def _has_figure(question: Question, passages: Sequence[Passage]) -> bool:
    """Whether a figure stands in a sentence that speaks of the matter."""
    weights = {one.stem: weight_of(one.stem) for one in question.terms}
    for passage in passages:
        lines = [one for line in passage.text.splitlines() for one in split_sentences(line)]
        for line, words in zip(lines, _sentences(passage), strict=True):
            figure = _FIGURE.search(_NO_FIGURE.sub(" ", line))
            if figure and share_met(weights, words) >= _LEAST_FIGURE:
                return True
    return False
