"""Shown papers with what their texts tell, and why one of them is worth reading. Pure.

Every reason is a fact that can be looked up in the abstract, the title or the comments.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.editorial.summary.claims import claimed_answer, claimed_first, reported
from bot.editorial.summary.contributions import Contribution, contribution
from bot.editorial.summary.kinds import Kind, kinds, pages, people, size
from bot.editorial.summary.outcomes import Outcome, outcome
from bot.editorial.summary.themes import Theme
from bot.models import Paper, PaperBrief
from bot.text.readable import readable
from bot.translator import Translator

_MOST = 3
_IS_BENCHMARK = re.compile(r": (?:an?|the) (?:[^\s:]+ ){0,5}benchmark\b", re.I)
# room for the words that are quoted in a reason
_QUOTED = 62
_FIGURE = 44


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper's text tells."""

    title: str
    abstract: str
    kinds: frozenset[Kind]
    people: str | None
    comments: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A shown paper under its number in the brief."""

    number: int
    facts: Facts
    outcome: Outcome | None
    brings: Contribution


def read_shown(number: int, paper: Paper, briefs: Mapping[str, PaperBrief]) -> Shown:
    brief = briefs.get(paper.id, PaperBrief())
    favoured = frozenset(part for part in (brief.result, *brief.key_findings) if part)
    facts = _facts(paper.title, paper.abstract, paper.comments)
    brings = contribution(paper.title, paper.abstract)
    return Shown(number, facts, outcome(paper.abstract, favoured), brings)


@lru_cache(maxsize=2048)
def _facts(raw_title: str, raw_abstract: str, comments: str | None) -> Facts:
    title, abstract = readable(raw_title), readable(raw_abstract)
    return Facts(title, abstract, kinds(title, abstract, comments), people(abstract), comments)


def reasons_to_read(
    shown: Sequence[Shown], themes: Sequence[Theme], say: Translator
) -> list[tuple[int, str]]:
    """Number and reason of up to three papers, each for another reason, in their order."""
    wanted = min(_MOST, (len(shown) + 1) // 2)
    chosen: dict[int, str] = {}
    for reason in _REASONS:
        if reason is _has_proof and _are_usual("proof", shown):
            continue
        for one in shown:
            why = None if one.number in chosen else reason(one, themes, say)
            if why and len(chosen) < wanted:
                chosen[one.number] = why
                break
    return sorted(chosen.items())


def _are_usual(kind: Kind, shown: Sequence[Shown]) -> bool:
    return 2 * sum(kind in one.facts.kinds for one in shown) > len(shown)


def _is_survey(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "survey" not in one.facts.kinds:
        return None
    length = pages(one.facts.comments)
    if length is None:
        return say.text("an overview of its field")
    return say.plural(
        "an overview of its field on {n} page", "an overview of its field on {n} pages", length
    )


def _is_negative(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "negative" not in one.facts.kinds:
        return None
    return say.text("a negative result, reported as one")


def _settles(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "settles" not in one.facts.kinds:
        return None
    answer = claimed_answer(one.facts.abstract, _QUOTED)
    if answer is None:
        return say.text("speaks of settling a conjecture or an open question")
    return say.text("in its words: “{answer}”", answer=answer)


def _leads_theme(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    """The paper that is most about the first theme, where several take it up."""
    if not themes or themes[0].breadth < 3 or themes[0].nearest != one.number:
        return None
    if themes[0].breadth > max((theme.breadth for theme in themes[1:]), default=0):
        return say.text(
            "a way into the theme most papers share today: {theme}", theme=themes[0].name
        )
    return say.text("a way into one of today's themes: {theme}", theme=themes[0].name)


def _asked_people(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if one.facts.people is None:
        return None
    return say.text("people took part: {who}", who=one.facts.people)


def _can_be_rerun(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "code" not in one.facts.kinds:
        return None
    figure = _figure(one)
    if figure is None:
        return None
    return say.text("reports {figure} and links its code", figure=figure)


def _measures(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "benchmark" in one.facts.kinds:
        named, large = _new_benchmark(one, say), size(one.facts.abstract, "benchmark")
    elif "data" in one.facts.kinds:
        named, large = _new_data(one, say), size(one.facts.abstract, "data")
    else:
        return None
    return say.text("{what}, {size}", what=named, size=large) if large else named


def _new_benchmark(one: Shown, say: Translator) -> str:
    name, what = one.brings.name or "", one.brings.what or ""
    if name and (re.search("(?i)bench", f"{name} {what}") or _IS_BENCHMARK.search(one.facts.title)):
        return say.text("new benchmark: {name}", name=one.brings.name)
    return say.text("brings a new benchmark")


def _new_data(one: Shown, say: Translator) -> str:
    what = one.brings.what or ""
    if one.brings.name and _holds_data(what):
        return say.text("new data: {name}", name=one.brings.name)
    return say.text("brings data of its own")


def _holds_data(what: str) -> bool:
    return any(word in what.lower() for word in ("dataset", "data set", "corpus", "corpora"))


def _claims_first(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "first" not in one.facts.kinds:
        return None
    claim = claimed_first(one.facts.abstract, _QUOTED)
    return say.text("claims “{claim}”", claim=claim) if claim else None


def _gives_figures(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    figure = _figure(one)
    return say.text("reports {figure}", figure=figure) if figure else None


def _figure(one: Shown) -> str | None:
    found = reported(one.outcome.text, _FIGURE) if one.outcome else None
    if found is None:
        return None
    return f"“{found[0]}”" if found[1] else found[0]


def _has_proof(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    return say.text("gives a proof") if "proof" in one.facts.kinds else None


_REASONS: tuple[Callable[[Shown, Sequence[Theme], Translator], str | None], ...] = (
    _is_survey,
    _is_negative,
    _settles,
    _leads_theme,
    _asked_people,
    _can_be_rerun,
    _claims_first,
    _measures,
    _has_proof,
    _gives_figures,
)
