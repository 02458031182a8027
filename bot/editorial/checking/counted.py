"""What the plain numbers of a text count. Pure."""

import re
from collections.abc import Iterator

from bot.editorial.checking.amounts import Amount
from bot.editorial.checking.clauses import Parsed
from bot.text.words import is_stop, stem

Count = tuple[Amount, frozenset[str]]
"""An amount without a unit, and the stems (of English) and concepts of what it may count."""

_BEHIND = 3
_BEHIND_SPACELESS = 6
_AROUND = 9
_LARGEST = 1e8
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_APART = re.compile(r"[.,;:()（），。；、0-9]")


def counts(text: Parsed) -> Iterator[Count]:
    """Every count with what stands close behind it, up to a stop or the next figure."""
    said = _said(text)
    for one, at in _placed(text):
        if one.unit or one.values[0] > _LARGEST or not one.values[0].is_integer():
            continue
        spaceless = _SPACELESS.match(text.text, one.end) is not None
        reach = range(at, min(at + (_BEHIND_SPACELESS if spaceless else _BEHIND), len(said)))
        terms = frozenset(
            term
            for each in reach
            if not _APART.search(text.text, one.end, text.tokens[each].start)
            for term in said[each]
        )
        if terms:
            yield one, terms


def surroundings(text: Parsed) -> Iterator[Count]:
    """Every amount with all that stands near it, before and behind."""
    said = _said(text)
    for one, at in _placed(text):
        near = said[max(0, at - _AROUND) : at + _AROUND]
        yield one, frozenset(term for terms in near for term in terms)


def _placed(text: Parsed) -> Iterator[tuple[Amount, int]]:
    """Every amount with the number of the first token behind it."""
    at = 0
    for one in text.amounts:
        while at < len(text.tokens) and text.tokens[at].start < one.end:
            at += 1
        yield one, at


def _said(text: Parsed) -> list[list[str]]:
    """The stems and concepts of each token."""
    english = text.language == "en"
    said: list[list[str]] = [
        [stem(token.form)] if english and len(token.form) > 3 and not is_stop(token.form) else []
        for token in text.tokens
    ]
    for hit in text.of("concepts"):
        said[hit.first].append(f"concept {hit.value}")
    return said
