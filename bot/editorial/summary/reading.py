"""Shown papers with what their texts tell, and why one of them is worth reading. Pure.

Every reason is a fact that can be looked up in the abstract, the title or the comments.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.editorial.summary.kinds import Kind, kinds, pages, people, size
from bot.editorial.summary.outcomes import Outcome, outcome
from bot.editorial.summary.themes import Theme
from bot.models import Paper, PaperBrief
from bot.text.readable import readable
from bot.text.titles import system_name
from bot.translator import Translator

_MOST = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper's text tells; ``system`` is the name that its title introduces."""

    title: str
    abstract: str
    system: str | None
    kinds: frozenset[Kind]
    people: str | None
    comments: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A shown paper under its number in the brief."""

    number: int
    facts: Facts
    outcome: Outcome | None


def read_shown(number: int, paper: Paper, briefs: Mapping[str, PaperBrief]) -> Shown:
    brief = briefs.get(paper.id, PaperBrief())
    favoured = frozenset(part for part in (brief.result, *brief.key_findings) if part)
    facts = _facts(paper.title, paper.abstract, paper.comments)
    return Shown(number, facts, outcome(paper.abstract, favoured))


@lru_cache(maxsize=2048)
def _facts(raw_title: str, raw_abstract: str, comments: str | None) -> Facts:
    title, abstract = readable(raw_title), readable(raw_abstract)
    name = system_name(title, abstract)
    said = kinds(title, abstract, comments)
    return Facts(title, abstract, name, said, people(abstract), comments)


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
    return say.text("speaks of settling a conjecture or an open question")


def _leads_theme(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    """The paper that is most about the first theme, where several take it up."""
    if not themes or themes[0].breadth < 3 or themes[0].numbers[0] != one.number:
        return None
    return say.plural(
        "a way into {theme}, which {n} paper takes up today",
        "a way into {theme}, which {n} papers take up today",
        themes[0].breadth,
        theme=themes[0].name,
    )


def _asked_people(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if one.facts.people is None:
        return None
    return say.text("people took part: {who}", who=one.facts.people)


def _can_be_rerun(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "code" not in one.facts.kinds or not (one.outcome and one.outcome.amounts):
        return None
    return say.text(
        "code is linked; figures to check: {figures}",
        figures=", ".join(one.outcome.amounts[:2]),
    )


def _measures(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if "benchmark" in one.facts.kinds:
        named, large = say.text("brings a benchmark"), size(one.facts.abstract, "benchmark")
    elif "data" in one.facts.kinds:
        named, large = say.text("brings a data set"), size(one.facts.abstract, "data")
    else:
        return None
    return f"{named}: {large}" if large else named


def _claims_first(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    return say.text("claims a first, to be checked") if "first" in one.facts.kinds else None


def _gives_figures(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    if not one.outcome or not one.outcome.amounts:
        return None
    return say.text("figures to check: {figures}", figures=", ".join(one.outcome.amounts[:2]))


def _has_proof(one: Shown, themes: Sequence[Theme], say: Translator) -> str | None:
    return say.text("gives a proof") if "proof" in one.facts.kinds else None


_REASONS: tuple[Callable[[Shown, Sequence[Theme], Translator], str | None], ...] = (
    _is_survey,
    _is_negative,
    _settles,
    _leads_theme,
    _asked_people,
    _can_be_rerun,
    _measures,
    _has_proof,
    _claims_first,
    _gives_figures,
)
