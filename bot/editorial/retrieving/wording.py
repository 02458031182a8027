"""What a check of an answer found, and the wording of question and passages settles. Pure.

The checks are made for sentences about an abstract. An answer is often half a sentence, repeats
what the question says, and quotes tables: then a finding is looked at once more, in the very words.
"""

import re

from bot.text.sentences import split_sentences
from bot.text.words import content_stems
from bot.values.checking import Finding

_FROM_QUESTION = frozenset(("number", "unit", "name"))
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_RANGE = re.compile(r"(?<![\d.])(\d{1,3})\s?[-\u2013]\s?(\d{1,3})(?![\d.])")
_SCALE = re.compile(r"[a-z]{4,}", re.I)
_DENIAL = re.compile(
    r"\b(?:not|no|never|cannot|without|none|neither|nor)\b|n['’]t\b|[不没无未非]", re.I
)
# shares of a text's words that one sentence of a passage has, or all of it
_ECHO, _KNOWN = 0.8, 0.5


def is_settled(found: Finding, text: str, source: str, question: str) -> bool:
    """Whether a finding about ``text`` is none, held against the passages' words (``source``)."""
    quote = found.quote.lower()
    if found.kind in _FROM_QUESTION and quote and quote in f"{question}\n{source}".lower():
        return True
    if found.kind == "filler":
        # "it is not available anymore" is all there is to say, where a passage says so
        return quote.rstrip(".") in source.lower()
    if found.kind == "number":
        return _has_figures(found.quote, source, question)
    if found.kind == "negation":
        return _echoes(text, source)
    return found.kind == "other_paper" and _share(text, source) >= _KNOWN


def _has_figures(quote: str, source: str, question: str) -> bool:
    """Whether the passages have the figures of a quote in these digits; words of a scale may stand
    in a table's heading if the question has them."""
    figures = _FIGURE.findall(quote)
    if not figures or not all(_has_figure(one, source) for one in figures):
        return False
    return all(word.lower() in f"{source} {question}".lower() for word in _SCALE.findall(quote))


def _has_figure(figure: str, source: str) -> bool:
    if figure in _FIGURE.findall(source):
        return True
    ranges = [(int(low), int(high)) for low, high in _RANGE.findall(source)]
    return figure.isdigit() and any(low <= int(figure) <= high for low, high in ranges)


def _echoes(text: str, source: str) -> bool:
    """Whether one sentence of the passages has nearly all words, and denies as much as it."""
    denials = len(_DENIAL.findall(text))
    return any(
        _share(text, sentence) >= _ECHO and len(_DENIAL.findall(sentence)) == denials
        for line in source.splitlines()
        for sentence in split_sentences(line)
    )


def _share(text: str, source: str) -> float:
    said = set(content_stems(text))
    return len(said & set(content_stems(source))) / len(said) if said else 0.0
