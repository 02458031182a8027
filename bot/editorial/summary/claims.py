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
# in "Brill is the first stove": the authors' own, and not "NASA's mission is the first test"
_OWN = re.compile(
    r"(?:this|these|our|we|it|ours|here)\b|the (?:proposed|resulting|present)\b", re.I
)
_AUTHORS = re.compile(
    r"\b(?:we|i|our|this (?:paper|work|note|article)|here|which|thus|thereby)\b", re.I
)
_UNSURE = re.compile(
    r"\b(?:may|might|could|probably|possibly|likely|suggest|appear|seem|somewhat|slightly)\w*\b",
    re.I,
)
_SUBJECT = re.compile(r"(?P<subject>[^.;:,]*?)\b(?:is|are|be) (?:[\w-]+,? ){0,2}?$")
_LARGE_SHARE, _SMALL_SHARE = 10.0, 5.0
_LARGE_FOLD = 1.5
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|(?:percentage )?points?|pp\b|dB)")
_FOLD = re.compile(
    r"(\d+(?:\.\d+)?)\s?(?:x\b|×|-?fold|times)|\b(?P<words>half|twice|orders? of magnitude|"
    r"(?:two|three|four|five|ten)(?:fold| times))\b",
    re.I,
)
_FAILS = re.compile(r"\b(?:not|cannot|never|unable|fails?|partially|towards?|would|could)\b", re.I)
_BEFORE = 24


def claimed_first(abstract: str, limit: int, title: str = "") -> str | None:
    """``the first stove for tents``, as the abstract has it; None where that is longer than
    ``limit`` UTF-16 units. Cut short, it would claim more than the authors do. What "is the
    first" has to be theirs: "our stove", or the name before the colon of the ``title``."""
    return _claim(_FIRST, abstract, limit, title) if "first" in abstract.lower() else None


def claimed_answer(abstract: str, limit: int) -> str | None:
    """``resolves a conjecture of Wren``, as the abstract has it."""
    return _claim(_SETTLES, abstract, limit) if _is_open(abstract) else None


def settles(abstract: str) -> bool:
    """Whether a conjecture or open question is settled, in however long a sentence."""
    return _is_open(abstract) and _claim(_SETTLED, abstract, len(abstract)) is not None


def _is_open(abstract: str) -> bool:
    lower = abstract.lower()
    return any(word in lower for word in _OPEN)


def _claim(
    pattern: re.Pattern[str], abstract: str, limit: int, title: str | None = None
) -> str | None:
    for found in pattern.finditer(abstract):
        claim = found["claim"].strip()
        if _is_of_others(abstract[: found.start("claim")], title):
            continue
        before = abstract[max(found.start("claim") - _BEFORE, 0) : found.start("claim")]
        if utf16_length(claim) <= limit and not _FAILS.search(before):
            return claim
    return None


def _is_of_others(before: str, title: str | None) -> bool:
    if title is None:  # "Wren proved the conjecture" in an abstract, and not "we prove"
        said = before.rpartition(". ")[2]
        return bool(said.strip()) and _AUTHORS.search(said) is None
    found = _SUBJECT.search(before)
    if found is None:
        return False
    subject = found["subject"].strip()
    name, mark, _ = title.partition(":")
    return not (_OWN.match(subject) or (mark and subject.startswith(name.strip())))


def size_of(result: str) -> int:
    """How much a result tells by its own figures: 2 for a tenth, or half as much again, and
    more; 0 where no figure reaches a twentieth; 1 for others."""
    folds = [float(one[1]) for one in _FOLD.finditer(result) if one[1]]
    shares = [float(one[1]) for one in _SHARE.finditer(result)]
    in_words = any(one["words"] for one in _FOLD.finditer(result))
    if in_words or max(folds, default=0) >= _LARGE_FOLD or max(shares, default=0) >= _LARGE_SHARE:
        return 2
    return 0 if shares and max(shares) < _SMALL_SHARE else 1


def is_compared(result: str) -> bool:
    """Whether a result has a number, says what it is compared with, and is sure."""
    return _UNSURE.search(result) is None and any(map(str.isdigit, result)) and compares(result)
