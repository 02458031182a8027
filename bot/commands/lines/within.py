"""The papers that a question names where they do not stand first. Pure.

``what is paper 3 about?``
"""

import re
from dataclasses import dataclass

from bot.commands.lines.beginnings import begins_asking
from bot.commands.lines.references import BriefNumber, PaperName, read_numbered
from bot.text.words import fold

_ID = (
    r"(?:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s?)?"
    r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
)
_ONE = rf"(?:{_ID}|[#№]?\d{{1,3}})"
_AND = r"(?:\s*(?:,|[-\u2013~]|和|与)\s*(?:and\s+)?|\s+(?:and|&|or|to|vs\.?|versus|und)\s+)"
_LIST = rf"{_ONE}(?:{_AND}{_ONE})*"
_NUMBERED = r"(?:numbers?|no\.|nos\.|nr\.)"
_MENTION = re.compile(
    rf"(?P<paper>(?<!\w)(?:the\s+)?(?:papers?|preprints?|articles?)\s+(?:{_NUMBERED}\s*)?"
    rf"(?P<of_paper>{_LIST})|论文\s*(?P<zh>{_LIST})|第\s*(?P<nth>\d{{1,3}})\s*篇(?:论文)?)"
    rf"|(?<!\w)(?:{_NUMBERED}\s*|(?=[#№]))(?P<number>{_LIST})"
    rf"|(?<![\w./])(?P<id>{_ID})",
    re.I,
)
_NO_END = re.compile(r"[\w%]|[.,]\d|\s*(?:pages?|percent)\b", re.I | re.A)
# "table number 3", "issue #12", "the number 3" are no papers
_NUMBERED_TOO = re.compile(
    r"(?:\b(?:tables?|figures?|fig|sections?|appendix|equations?|eq|algorithms?|theorems?|lemmas?|"
    r"steps?|layers?|pages?|issues?|examples?|reference|cases?|experiments?|the|an?)\.?|[$])\s*$",
    re.I,
)
_LATIN = re.compile(r"[a-z]", re.I)


@dataclass(frozen=True, slots=True)
class Within:
    """``papers`` in the order in which the question names them, each once. ``question`` is the same
    with "this paper" for them, so that no number is looked for in their texts. ``sure``: of those,
    the numbers that are called papers."""

    papers: tuple[PaperName, ...]
    question: str
    sure: tuple[BriefNumber, ...] = ()


def papers_within(text: str) -> Within | None:
    """None where it names no paper."""
    found = [(one, _papers(one)) for one in _MENTION.finditer(text) if _is_mention(one, text)]
    read = [(one, papers) for one, papers in found if papers]
    if not read:
        return None
    every = tuple(dict.fromkeys(paper for _, papers in read for paper in papers))
    called = (paper for one, papers in read if one["paper"] for paper in papers)
    sure = tuple(dict.fromkeys(each for each in called if isinstance(each, BriefNumber)))
    return Within(every, _without([one for one, _ in read], text, len(every)), sure)


def asks_within(text: str) -> bool:
    """Whether it is a question, and names its papers itself."""
    asks = text.endswith(("?", "\uff1f", "\u061f")) or begins_asking(text)
    return asks and papers_within(text) is not None


def _is_mention(found: re.Match[str], text: str) -> bool:
    if _NO_END.match(text, found.end()):
        return False
    return not found["number"] or not _NUMBERED_TOO.search(text, 0, found.start())


def _papers(found: re.Match[str]) -> tuple[PaperName, ...]:
    named = found["of_paper"] or found["zh"] or found["nth"] or found["number"] or found["id"]
    return read_numbered(fold(named))


def _without(found: list[re.Match[str]], text: str, papers: int) -> str:
    """One mention becomes "this paper"; of several, told apart, only what they are called stays."""
    if papers > 1 and len(found) > 1:
        return text
    told, last = "", 0
    for one in found:
        told += text[last : one.start()] + _spoken(one[0], papers)
        last = one.end()
    return told + text[last:]


def _spoken(mention: str, papers: int) -> str:
    if not _LATIN.search(mention) and re.search("[篇论]", mention):
        return "这篇论文" if papers == 1 else "这些论文"
    return "this paper" if papers == 1 else "these papers"
