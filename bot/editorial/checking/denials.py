"""Whether a text states what its source denies, or denies what its source states. Pure."""

from functools import cache

from bot.editorial.checking.clauses import Clause, Parsed
from bot.editorial.checking.lexicon import section
from bot.editorial.checking.source import Source

_SHARED = 2
_ENGLISH_SHARED = 3
_MOST = 0.75


def denial(clause: Clause, text: Parsed, source: Source) -> Clause | None:
    """The clause of the source that says the opposite; None where there is none."""
    if clause.negated:
        return _denied_here(clause, text, source)
    return None if text.denies_near(clause) else _stated_here(clause, text, source)


def _stated_here(clause: Clause, text: Parsed, source: Source) -> Clause | None:
    """What the source denies wherever it speaks of it, and the text states."""
    only = source.denied - source.stated
    terms = clause.concepts | clause.stems
    for each in source.denials:
        shared = terms & (each.concepts | each.stems)
        known = shared & only & each.denied
        if not known:
            continue
        if known & _deniable():
            return each
        least = _ENGLISH_SHARED if text.language == "en" else _SHARED
        if len(shared) >= least and len(shared) >= len(terms) / 2:
            return each
    return None


def _denied_here(clause: Clause, text: Parsed, source: Source) -> Clause | None:
    """What the text denies, of which the source denies nothing, in much the same words."""
    terms = clause.stems if text.language == "en" else clause.subjects
    if len(terms) < _ENGLISH_SHARED or (clause.concepts | clause.stems) & source.denied:
        return None
    for each in source.clauses_like(terms):
        theirs = each.stems if text.language == "en" else each.subjects
        if not each.negated and len(terms & theirs) >= _MOST * len(terms):
            return each
    return None


@cache
def _deniable() -> frozenset[str]:
    return frozenset(section("en", "deniable").get("", ()))
