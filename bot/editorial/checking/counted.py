"""What the plain numbers of a text count. Pure."""

import re
from collections.abc import Iterator

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.clauses import Parsed
from bot.text.words import is_stop, stem

Count = tuple[Amount, frozenset[str]]
"""An amount without a unit, and the stems (of English) and concepts of what it may count."""

_BEHIND = 3
_TOGETHER = re.compile(r"[\s/-]*(?:of|out of|to|and|or|中的|中)?[\s(-]*|\s?[^\W\d_]{1,2}中的?\s?")
_LARGEST = 1e8
_NAME = 20
_VERSIONED = re.compile(r"(?:[A-Z]\w*[A-Z]\w*|[a-z]\s[A-Z][\w-]*)\s$")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_APART = re.compile(r"[.,;:()（），。；、0-9]")


def counts(text: Parsed, behind: int = _BEHIND) -> list[Count]:
    """Every count with what stands close behind it, in so many words, up to a stop or the next
    figure; "8 of 32 frames" counts frames twice."""
    said = _said(text)
    found: list[Count] = []
    for one, at in _placed(text):
        spaceless = _SPACELESS.match(text.text, one.end) is not None
        reach = range(at, min(at + (2 * behind if spaceless else behind), len(said)))
        terms = frozenset(
            term
            for each in reach
            if not _APART.search(text.text, one.end, text.tokens[each].start)
            for term in said[each]
        )
        found.append((one, terms))
    for at in range(len(found) - 2, -1, -1):
        if _TOGETHER.fullmatch(text.text, found[at][0].end, found[at + 1][0].start):
            found[at] = found[at][0], found[at][1] | found[at + 1][1]
    return [(one, terms) for one, terms in found if terms and _is_plain(one, text.text)]


def _is_plain(one: Amount, text: str) -> bool:
    """A count; "Atlas 2.0" is a version."""
    if one.unit or one.values[0] > _LARGEST or not one.values[0].is_integer():
        return False
    return one.step >= 1 and not _VERSIONED.search(text, max(0, one.start - _NAME), one.start)


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
