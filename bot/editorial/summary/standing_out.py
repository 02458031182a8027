"""What stands out: a result with its number and baseline, a first, a settled question. Pure.

Only what the reader can see at the paper: its result, or a claim that its TL;DR tells.
"""

import re
from collections.abc import Sequence
from itertools import islice

from bot.editorial.sentences.results import named
from bot.editorial.summary.claims import claimed_answer, claimed_first, is_compared, size_of
from bot.editorial.summary.reading import NumberedFacts
from bot.text.readable import utf16_length
from bot.text.sentences import split_sentences
from bot.text.words import is_stop
from bot.values.writing import SummaryPoint

# more marks than for every third paper mark nothing
_SHARE = 3
# UTF-16 units of a claim
_CLAIM = 160
# a result that the summary quotes has so large figures, and no more UTF-16 units
_LARGE, _QUOTED = 2, 165
_LONGEST_NAME = 4
# whose result it is, a reader can only see at the paper
_UNSAID = re.compile(
    r"\b(?:we|our|it|its|this|these|they|their|(?:the|both) (?:proposed |new |final )?"
    r"(?:models?|methods?|system|approach|framework|algorithm|pipeline|architecture|network|agents?|strategy))\b",
    re.I,
)


def stands_out(shown: Sequence[NumberedFacts]) -> tuple[SummaryPoint, ...]:
    """Whole sentences of the abstracts, for a third of the papers at most, in their order."""
    ranked = sorted(shown, key=lambda one: (*_order(one), one.rank))
    told = ((one.number, sentence) for one in ranked if (sentence := _sentence(one)))
    kept = islice(told, len(shown) // _SHARE)
    return tuple(SummaryPoint(sentence, (number,)) for number, sentence in sorted(kept))


def _order(one: NumberedFacts) -> tuple[int, int]:
    """A settled question before a compared result, that before the claim of a first; of results
    the larger before the smaller."""
    if claimed_answer(one.brief.tldr or "", _CLAIM):
        return 0, 0
    result = one.brief.main_result or ""
    return (1, -size_of(result)) if is_compared(result) else (2, 0)


def _sentence(one: NumberedFacts) -> str | None:
    told, abstract = one.brief.tldr or "", one.facts.abstract
    if claim := claimed_answer(told, _CLAIM):
        return _holding(claim, abstract) or told
    if (result := one.brief.main_result) and is_compared(result) and size_of(result):
        return _holding(result, one.brief.result or "") or result
    if claim := claimed_first(told, _CLAIM, one.facts.title):
        return _holding(claim, abstract) or told
    return None


def _holding(words: str, text: str) -> str | None:
    """The sentence of the text in which the words stand."""
    return next((one for one in split_sentences(text) if words.rstrip(".") in one), None)


def largest(shown: Sequence[NumberedFacts]) -> str | None:
    """``Brill saves 3x the wood of iron stoves [4]``: of the results with large figures and a
    baseline that of the strongest paper, under its name; None where there is none."""
    for one in sorted(shown, key=lambda one: one.rank):
        result = one.brief.main_result or ""
        is_large = is_own(one) and is_compared(result) and size_of(result) == _LARGE
        fits = is_large and utf16_length(result) <= _QUOTED
        if fits and (told := _under_name(result.removesuffix("."), one)):
            return told
    return None


def is_own(one: NumberedFacts) -> bool:
    """Whether the paper's texts are of the same hand as the summary: the authors'."""
    return all(source.writer == "extractive" for source in one.brief.sources.values())


def _under_name(result: str, one: NumberedFacts) -> str | None:
    name, mark, _ = one.facts.title.partition(":")
    words = name.split()
    is_name = (
        bool(mark)
        and len(words) <= _LONGEST_NAME
        and not any(is_stop(one.lower()) for one in words)
    )
    if (is_name and result.startswith(name)) or not _UNSAID.search(result):
        return f"{result} [{one.number}]"
    if not is_name:
        return None
    return named(result, f"{name} [{one.number}]") or f"{name} [{one.number}]: {result}"
