"""Which papers to read first, and why: facts that stand in the abstract or the comments. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.editorial.summary.claims import claimed_answer, claimed_first, told_of
from bot.editorial.summary.kinds import PaperKind, kinds, pages, people, size
from bot.text.readable import readable_abstract, readable_title
from bot.text.words import content_stems
from bot.translator import Translator
from bot.values.topics import Candidate
from bot.values.writing import PaperBrief, ReadInFull

_MOST = 3
# of the shown papers, so many of the strongest are looked at
_AMONG = 5
# from this relevance on a paper is close to its topic
CLOSE = 75
# UTF-16 units for the words that a reason quotes
_QUOTED = 90
# a reason of which more than this part of the words stands at the paper says nothing new
_TOLD = 0.6
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper's text tells."""

    title: str
    abstract: str
    kinds: frozenset[PaperKind]
    people: str | None
    comments: str | None


@dataclass(frozen=True, slots=True)
class NumberedFacts:
    """A shown paper under its number in the brief, from 1. ``rank`` is its place among all
    matched papers, from 0, the strongest first."""

    number: int
    rank: int
    candidate: Candidate
    brief: PaperBrief
    facts: Facts


def read_shown(number: int, rank: int, candidate: Candidate, brief: PaperBrief) -> NumberedFacts:
    paper = candidate.announced.paper
    facts = _facts(paper.title, paper.abstract, paper.comments)
    return NumberedFacts(number, rank, candidate, brief, facts)


@lru_cache(maxsize=4096)
def kinds_of(raw_title: str, raw_abstract: str, comments: str | None) -> frozenset[PaperKind]:
    """Read once for all channels."""
    return kinds(readable_title(raw_title), readable_abstract(raw_abstract, raw_title), comments)


@lru_cache(maxsize=2048)
def _facts(raw_title: str, raw_abstract: str, comments: str | None) -> Facts:
    title, abstract = readable_title(raw_title), readable_abstract(raw_abstract, raw_title)
    found = kinds_of(raw_title, raw_abstract, comments)
    return Facts(title, abstract, found, people(abstract), comments)


def read_first(shown: Sequence[NumberedFacts], say: Translator) -> tuple[ReadInFull, ...]:
    """Up to three of the strongest papers, each for another reason, in their order."""
    if len(shown) < _MOST:
        return ()
    strongest = sorted(filter(_is_strong, shown), key=lambda one: one.rank)[:_AMONG]
    wanted = min(_MOST, len(shown) // 2)
    chosen: dict[int, str] = {}
    for reason in _REASONS:
        for one in strongest:
            why = None if one.number in chosen else reason(one, shown, say)
            if why and len(chosen) < wanted and not _is_told(why, one):
                chosen[one.number] = why
                break
    return tuple(ReadInFull(number, why) for number, why in sorted(chosen.items()))


def _is_strong(one: NumberedFacts) -> bool:
    relevance = one.candidate.match.relevance
    return relevance is None or relevance >= CLOSE


def _is_told(why: str, one: NumberedFacts) -> bool:
    """Whether title, TL;DR or result say it already."""
    said = " ".join(filter(None, (one.facts.title, one.brief.tldr, one.brief.main_result)))
    if (figures := set(_FIGURE.findall(why))) and figures <= set(_FIGURE.findall(said)):
        return True
    words = set(content_stems(why))
    return bool(words) and len(words & set(content_stems(said))) > _TOLD * len(words)


def _settles(one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator) -> str | None:
    claim = claimed_answer(one.facts.abstract, _QUOTED)
    return told_of(claim) if claim else None


def _is_survey(one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator) -> str | None:
    length = pages(one.facts.comments)
    if "survey" not in one.facts.kinds or length is None:
        return None
    return say.plural("a survey of {n} page", "a survey of {n} pages", length)


def _is_negative(one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator) -> str | None:
    if "negative" not in one.facts.kinds:
        return None
    return say.text("reports a negative result")


def _claims_first(
    one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator
) -> str | None:
    claim = claimed_first(one.facts.abstract, _QUOTED, one.facts.title)
    return say.text("by its own account, {claim}", claim=claim) if claim else None


def _asked_people(
    one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator
) -> str | None:
    if one.facts.people is None:
        return None
    return say.text("tested with {who}", who=one.facts.people)


def _brings_data(one: NumberedFacts, shown: Sequence[NumberedFacts], say: Translator) -> str | None:
    if "benchmark" in one.facts.kinds and (large := size(one.facts.abstract, "benchmark")):
        return say.text("brings a benchmark of {size}", size=large)
    if "data" in one.facts.kinds and (large := size(one.facts.abstract, "data")):
        return say.text("brings a data set of {size}", size=large)
    return None


_REASONS: tuple[Callable[[NumberedFacts, Sequence[NumberedFacts], Translator], str | None], ...] = (
    _settles,
    _is_survey,
    _is_negative,
    _claims_first,
    _asked_people,
    _brings_data,
)
