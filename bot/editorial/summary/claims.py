"""What a paper claims, in its own words, whole or not at all. Pure."""

import re
from functools import lru_cache

from bot.editorial.sentences.amounts import compares
from bot.text.readable import utf16_length

# what being first of means something: every second paper has the first framework of its kind
_ACHIEVED = (
    "algorithm|analysis|benchmark|bound|catalog(?:ue)?|classification|corpus|data ?set|"
    "demonstration|detection|evaluation|evidence|example|experiment|implementation|language|"
    "measurement|observation|polynomial-time|proof|realization|review|study|survey|test|theorem"
)
# to the end of the clause, and not to the point of "z > 0.5"
_WITHIN, _ENDS = r"(?:[^.,;:()\[\]]|(?<=\d)[.,](?=\d))", r"(?=[.,;:](?!\d))"
_FIRST = re.compile(
    r"(?:\b(?:is|are|as|be|present|propose|introduce|provide|give|report|release|develop|"
    r"contribute|construct)s? (?:[\w-]+,? ){0,2}?|, )"
    rf"(?P<claim>the (?:very )?first (?:[\w-]+,? ){{0,5}}?(?:{_ACHIEVED})s?(?![\w-]){_WITHIN}*)"
    rf"{_ENDS}",
    re.I,
)
_DOES = r"(?:prov|disprov|answer|resolv|settl|refut)(?:e|es|ed|s|ing)?"
_ASKED = r"(?:conjecture|open (?:question|problem))s?\b"
# "a question of Wren": one that somebody asked
_ASKED_BY = (
    r"(?:(?i:an?|the|two|three|several) )(?:[\w-]+ ){0,2}?(?i:question|problem)s? "
    r"(?i:(?:(?:of|by|due to|posed|asked|raised) )+)(?=[A-Z])"
)
_ANSWERS = rf"(?i:{_DOES}) (?:(?i:(?:[^\s.,;]+ ){{0,6}}?{_ASKED})|{_ASKED_BY})"
# what was asked, and by whom: "of Kang, Wren and Lark"
_BY_WHOM = rf"(?:{_WITHIN}|,(?= (?:and )?[A-Z][\w’'-]+(?:,| and | et | in |\.)))"
_SETTLES = re.compile(
    rf"\b(?P<claim>(?!(?i:answers? (?:to|in|for)\b)){_ANSWERS}{_BY_WHOM}{{0,90}}"
    rf"|(?i:counterexamples? to ){_WITHIN}{{8,60}}){_ENDS}",
)
_SETTLED = re.compile(rf"\b(?P<claim>{_ANSWERS}|(?i:counterexamples? to)\b)")
# Which one it is stands elsewhere.
_UNNAMED = re.compile(
    r"\b(?:this|these|those|their|our|following|above|such)\b"
    r"|\bthe (?:conjecture|question|problem)s?\b(?! (?:of|by|due|posed|raised|that|whether|on)\b)"
)
_AS_TOLD = re.compile(r"(?P<stem>prov|disprov|answer|resolv|settl|refut)(?:e|es|ed|s|ing)?\b", re.I)
# without one of these no pattern is tried: most abstracts have none, and patterns take long
_OPEN = ("conjecture", "question", "problem", "counterexample")
# in "Brill is the first stove": the authors' own, and not "NASA's mission is the first test"
_OWN = re.compile(
    r"(?:this|these|our|we|it|ours|here)\b|the (?:proposed|resulting|present)\b", re.I
)
_AUTHORS = re.compile(
    r"^\s*(?:this|these results?|the results?)\b"
    r"|\b(?:we|i|our|this (?:paper|work|note|article)|here|which|thus|thereby)\b",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:may|might|could|probably|possibly|likely|suggest|appear|seem|somewhat|slightly)\w*\b",
    re.I,
)
_SUBJECT = re.compile(r"(?<![^.;:,])(?P<subject>[^.;:,]*?)\b(?:is|are|be) (?:[\w-]+,? ){0,2}?$")
_LARGE_SHARE, _SMALL_SHARE = 10.0, 5.0
_LARGE_FOLD = 1.5
_DECIBEL = 10.0
_SHARE = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)(?:\s?|(?: and| to|,|–) \d+(?:\.\d+)?\s?)"
    r"(?P<unit>%|percent|(?:percentage )?points?|pp\b|dB)"
)
_CHANGES = (
    r"(?:by|improv\w*|reduc\w*|gains?|increas\w*|decreas\w*|lower\w*|sav(?:e|es|ing|ings)|cut\w*|"
    r"drop\w*|rais\w*|boost\w*|grow\w*|fall\w*|up to|margins?|advantage|speed-?ups?)"
)
_GAINED = re.compile(
    rf"\+\s?$|\b{_CHANGES}\b(?:(?! (?:to|from|achiev\w+|reach\w+) )[^.;%]){{0,50}}$", re.I
)
_MORE_BEHIND = re.compile(
    r"[^,.;]{0,14}?\b(?:higher|lower|more|less|fewer|faster|slower|better|worse|smaller|larger|"
    r"shorter|cheaper|improve\w*|gains?|reductions?|increases?|decreases?|savings?|speed-?ups?|"
    r"of the)\b",
    re.I,
)
_FOLD = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)\s?(?:x\b|×|-?fold|times)|\b(?P<words>half|twice|orders? of magnitude|"
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
    """``resolves a conjecture of Wren``, as the abstract has it; None where that says only that
    it is "this conjecture"."""
    claim = _claim(_SETTLES, abstract, limit) if _is_open(abstract) else None
    return None if claim is None or _UNNAMED.search(claim) else claim


def told_of(claim: str) -> str:
    """A claimed answer as it is told of a paper: ``proves a conjecture`` of "we prove a ..."."""
    found = _AS_TOLD.match(claim)
    if found is None:
        return claim
    ending = "s" if found["stem"].lower() == "answer" else "es"
    return found["stem"].lower() + ending + claim[found.end() :]


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


@lru_cache(maxsize=2_000)
def size_of(result: str) -> int:
    """How much a result tells by its own figures: 2 for a tenth, or half as much again, and
    more; 0 where no figure reaches a twentieth, or none says how much more it is than before; 1
    for others. "50.9 % accuracy" is no gain; "77 % against 43 %" is one of 34."""
    folds = [float(one[1]) for one in _FOLD.finditer(result) if one[1]]
    shares = list(_SHARE.finditer(result))
    gains = [_points(one) for one in shares if _is_gain(one, result)]
    if len(levels := [_points(one) for one in shares if not _is_gain(one, result)]) > 1:
        gains.append(max(levels) - min(levels))
    in_words = any(one["words"] for one in _FOLD.finditer(result))
    if in_words or max(folds, default=0) >= _LARGE_FOLD or max(gains, default=0) >= _LARGE_SHARE:
        return 2
    return 0 if shares and max(gains, default=0) < _SMALL_SHARE else 1


def _points(share: re.Match[str]) -> float:
    """In hundredths; a decibel is worth ten."""
    return float(share[1]) * (_DECIBEL if share["unit"] == "dB" else 1)


def _is_gain(share: re.Match[str], result: str) -> bool:
    before, behind = result[: share.start()], result[share.end() :]
    return bool(_GAINED.search(before) or _MORE_BEHIND.match(behind))


@lru_cache(maxsize=2_000)
def is_compared(result: str) -> bool:
    """Whether a result has a number, says what it is compared with, and is sure."""
    return _UNSURE.search(result) is None and any(map(str.isdigit, result)) and compares(result)
