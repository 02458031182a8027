"""What a paper claims, in its own words, whole or not at all. Pure."""

import re

from bot.editorial.sentences.amounts import compares
from bot.text.readable import utf16_length

# what being first of means something: every second paper has the first framework of its kind
_ACHIEVED = (
    "algorithm|analysis|benchmark|bound|catalog(?:ue)?|classification|corpus|data ?set|"
    "demonstration|detection|evaluation|evidence|example|experiment|implementation|language|"
    "measurement|observation|polynomial-time|proof|realization|review|study|survey|test|theorem"
)
_FIRST = re.compile(
    r"(?:\b(?:is|are|as|be|present|propose|introduce|provide|give|report|release|develop|"
    r"contribute|construct)s? (?:[\w-]+,? ){0,2}?|, )"
    rf"(?P<claim>the (?:very )?first (?:[\w-]+,? ){{0,5}}?(?:{_ACHIEVED})s?(?![\w-])[^.,;:()\[\]]*)"
    r"(?=[.,;:])",
    re.I,
)
_ANSWERS = (
    r"(?:prov|disprov|answer|resolv|settl|refut)(?:e|es|ed|s|ing)? "
    r"(?:[^\s.,;]+ ){0,6}?(?:conjecture|open (?:question|problem))s?\b"
)
_SETTLES = re.compile(
    rf"\b(?P<claim>{_ANSWERS}[^.,;:()]{{0,60}}|counterexamples? to [^.,;:()]{{8,60}})(?=[.,;:])",
    re.I,
)
_SETTLED = re.compile(rf"\b(?P<claim>{_ANSWERS}|counterexamples? to\b)", re.I)
# without one of these no pattern is tried: most abstracts have none, and patterns take long
_OPEN = ("conjecture", "open question", "open problem", "counterexample")
_FAILS = re.compile(r"\b(?:not|cannot|never|unable|fails?|partially|towards?|would|could)\b", re.I)
_BEFORE = 24


def claimed_first(abstract: str, limit: int) -> str | None:
    """``the first stove for tents``, as the abstract has it; None where that is longer than
    ``limit`` UTF-16 units. Cut short, it would claim more than the authors do."""
    return _claim(_FIRST, abstract, limit) if "first" in abstract.lower() else None


def claimed_answer(abstract: str, limit: int) -> str | None:
    """``resolves a conjecture of Wren``, as the abstract has it."""
    return _claim(_SETTLES, abstract, limit) if _is_open(abstract) else None


def settles(abstract: str) -> bool:
    """Whether a conjecture or open question is settled, in however long a sentence."""
    return _is_open(abstract) and _claim(_SETTLED, abstract, len(abstract)) is not None


def _is_open(abstract: str) -> bool:
    lower = abstract.lower()
    return any(word in lower for word in _OPEN)


def _claim(pattern: re.Pattern[str], abstract: str, limit: int) -> str | None:
    for found in pattern.finditer(abstract):
        claim = found["claim"].strip()
        before = abstract[max(found.start("claim") - _BEFORE, 0) : found.start("claim")]
        if utf16_length(claim) <= limit and not _FAILS.search(before):
            return claim
    return None


def is_compared(result: str) -> bool:
    """Whether a result has a number, and says what it is compared with."""
    return any(map(str.isdigit, result)) and compares(result)
