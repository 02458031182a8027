"""How well a sentence says what came out: a measured number, and against what. Pure."""

import re

from bot.editorial.sentences.amounts import compares, is_result

_UNIT = (
    r"%|per ?cent\b|percent|percentage|×|x\b|-?fold\b|times\b|points?\b|dB\b|[mµn]?s\b|hours?\b|"
    r"minutes\b|seconds\b|days\b|years\b|[KMGT]B\b|mm\b|m/s\b|K\b|standard deviations\b|σ|sigma\b|"
    r"BLEU\b|mAP\b|AP\b|F1\b|AUC\b|Earth masses\b|solar masses\b"
)
_MEASURED = re.compile(
    rf"(?<![\w.-])\d[\d.,]*\s?(?:± ?[\d.]+ ?)?(?:{_UNIT})|(?<![\w.-])\d+\.\d+(?![\w.])"
    r"|\b(?:by half|halved|doubled|twice|two thirds|orders? of magnitude)\b"
)
_AGAINST = re.compile(
    r"\b(?:whereas|while|against|instead of|compared (?:with|to)|versus|vs\.?|from \S*\d\S*"
    r"(?: \S+)? to|without (?!any)|in contrast to|relative to|\d\S*(?: [\w-]+){0,2} (?:higher|"
    r"lower|faster|slower|larger|smaller|fewer|shorter|longer)|(?:speed-?ups?|gains?|improvements?|"
    r"reductions?) of|and \S*\d\S* \w+ (?:with|"
    r"in|for))\b"
)
_HEDGED = re.compile(
    r"\b(?:suggest|impl(?:y|ies)|believe|argue|hope|indicate|establish|identif)\w*\b", re.I
)
_SET_UP = re.compile(
    r"^(?:we|i|our \w+|the (?:data|sample|data ?set)) (?:\w+ly |also )?(?:use|evaluate|test|train|"
    r"compare|report|consider|set|ran|run|collect|obtain|observe[sd]? with|contains?|consists?|"
    r"compris)\w*\b|^(?:all|every|each|baselines|posteriors?)\b|\bwe report\b|\breasons?\b|\b(?:is|"
    r"are) (?:defined|measured|calculated)\b",
    re.I,
)
_ASIDE = re.compile(r", (?:which|where|who|as|since)\b.*$")
_CHANGE = re.compile(
    r"\b(?:substantial|significant|large|marked|strong|clear)(?:ly)? (?:\w+ )?(?:increas|decreas|"
    r"improv|reduc|gain|effect|rise|drop)\w*"
)
_WEAK, _PLAIN = 0.8, 0.5


def outcome_worth(text: str) -> float:
    """From below zero, for how it was tried and for what is only suggested, to three, for a
    number that was measured beside the one it is compared with."""
    main = _ASIDE.sub("", text)
    if _SET_UP.search(main):
        return -_WEAK
    measured = _MEASURED.search(main) is not None
    against = measured and (_AGAINST.search(text) is not None or compares(text))
    points = 1.0 * measured + 1.0 * against + 0.5 * (measured and is_result(main))
    points += _PLAIN * (not measured and (compares(main) or bool(_CHANGE.search(main))))
    return points - (0.0 if measured else _WEAK * bool(_HEDGED.search(main)))
