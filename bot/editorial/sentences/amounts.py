"""Whether a clause tells an outcome in figures, compared with something. Pure."""

import re

from bot.editorial.sentences.guards import speaks_of_others
from bot.text.word_heads import headed

_AMOUNT = re.compile(
    r"\d\s?(?:%|×|x\b|percent|(?:percentage |absolute |average )?points?|pp\b|-?fold|"
    r"times|dB|σ|sigma|ms\b|FPS|p\.p\.|BLEU|mAP|AP\b|AUC|F1|orders? of magnitude|hours?|minutes|"
    r"seconds|GB|MB)|\bhalf\b|\btwice\b|\b(?:two|three|four|five|ten) times\b|"
    r"\borders? of magnitude\b",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.-])[≈~]?\d+(?:[.,]\d+)*(?![\w-])")
# "over Kiln", and not "over a year"; "than Kiln", and not "more than 3"
_OVER = (
    r"over (?!\d|union|time|half|about|an? \d|(?:a|the) (?:wide|broad|range|past|last|year|age|"
    r"entire|whole|course)|all\b|(?:one|two|three|four|five|ten|several|many) |"
    r"[\w-]+ (?:years?|days|hours|months))[\w-]+"
)
_ABOUT = r"(?:about|around|nearly|roughly|approximately) \d"
_THAN = rf"than (?:[–—] )?(?![~≈]?\d|{_ABOUT}|half|one|two|three|four|five|ten|an order)"
_FROM_TO = r"from (?!\S*(?:19|20)\d\d\b)\S*\d\S*(?: \S+)? to \S*\d\S*"
# "matches Kiln", and not "finds matches of stars", "by feature matching"
_MATCHES = (
    r"\bmatches(?! (?:of|in|on|for|from|at|with|to|between|and|or|are|were|than)\b)(?= \w)|"
    r"(?:,|\bwhile|\band|\bor) matching(?= \w)"
)
_COMPARED = headed(
    rf"\b(?:{_THAN}|(?:compared|relative|with respect|in comparison) (?:with|to)|versus|{_OVER}|"
    r"against|beat(?:s|ing)?|previous (?:best|state)|of the (?:original|full|dense|uncompressed|"
    rf"baseline)|{_FROM_TO})\b|\bvs\.?\s|\boutperform|\bsurpass|\bexceed|{_MATCHES}",
    "than compared relative respect comparison versus over against beat previous original full "
    "dense uncompressed baseline from vs outperform surpass exceed match",
)
_PLAINLY_COMPARED = re.compile(rf"\b(?:{_THAN}|{_FROM_TO}|compared (?:to|with))")
_MORE = (
    r"improvement|reduction|increase|decrease|gain|speed-?up|boost|savings?|saving|acceleration|"
    r"faster|slower|smaller|fewer|less|more|higher|lower|better"
)
# "improves accuracy by 3": looked for one after the other, as all texts after each verb would be
# looked through again and again
_CHANGES = re.compile(
    r"\b(?:improv|reduc|increas|decreas|boost|rais|lower|cut|shorten|shrink|accelerat|speed|"
    r"spe[ed]+up|sav|enhanc|rise|risen|rose|fall|fell|grow|grew|gain)\w*\b",
    re.I,
)
_BY_AMOUNT = re.compile(r"\bby\b.{0,25}\d", re.I)
_MORE_OR_LESS = re.compile(
    rf"(?<!\S)(?>\S*?(?<!\w)\d)\S*+(?:\spercent|\s(?:percentage )?points?)? (?!or )"
    rf"(?:[\w-]+ ){{0,3}}(?:{_MORE})s?\b"
    rf"|\borders? of magnitude (?:of )?(?:[\w-]+ ){{0,2}}(?:{_MORE}|quicker)s?\b"
    rf"|\b(?:{_MORE})s? of (?:up to |about |over |nearly |\w+ly )?\S*\d",
    re.I,
)
_WEAK = headed(
    r"(?<!while )(?<!with )(?<!using )(?<!requiring )\bonly\b|"
    r"\bfail|\bstruggl|\bworse\b|\bdegrad|\bcollaps|\bunder-?perform|\bhallucinat|"
    r"\bmerely\b|\bbelow (?:chance|random|human)|\bdrops?\b|\bdeclin|\bpoor|\bdeteriorat|\bunable|"
    r"\bfar from\b|\bthan expected\b|\bgaps?\b|\bno (?:model|method|system|agent)s?\b",
    "only fail struggle worse degrade collapse under hallucinate merely below drop decline poor "
    "deteriorate unable far expected gap gaps no",
)
# "models from 3B to 32B"
_SIZES = re.compile(r"\bfrom \d+(?:\.\d+)?[MB] to \d+(?:\.\d+)?[MBT]\b")
_BOTH_SIDES = 2  # "A and B by 1 and 2 %, respectively"
_SET_UP = re.compile(
    r"\b(?:trained on|dataset of|benchmark (?:of|with|comprising)|consist(?!ent)|compris|"
    r"contain|collect|parameters with|"
    r"we (?:evaluate|test|train|use|study|consider|propose|introduce|present))\w*",
    re.I,
)


def has_amount(text: str) -> bool:
    """Whether there is a figure, or a word for one."""
    return _NUMBER.search(text) is not None or _AMOUNT.search(text) is not None


def compares(text: str) -> bool:
    """Whether the text tells what something is compared with."""
    return _COMPARED.is_in(text.lower())


def is_result(clause: str) -> bool:
    """Whether the clause has a number and tells a change or a comparison; not where it is about
    a weakness, about others' work, or about how something was tested."""
    if "respectively" in clause and clause.count(" and ") < _BOTH_SIDES:
        return False
    lower = clause.lower()
    if (
        _SIZES.search(clause)
        or _WEAK.is_in(lower)
        or speaks_of_others(clause)
        or _SET_UP.search(clause)
    ):
        return False
    if _AMOUNT.search(clause):
        return _is_changed(clause) or bool(_COMPARED.is_in(lower))
    has_number = _NUMBER.search(clause) is not None
    return has_number and (_is_changed(clause) or bool(_PLAINLY_COMPARED.search(clause)))


def _is_changed(clause: str) -> bool:
    changes = _CHANGES.search(clause)
    by_amount = changes is not None and _BY_AMOUNT.search(clause, changes.end())
    return bool(by_amount or _MORE_OR_LESS.search(clause))
