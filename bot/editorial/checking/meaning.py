"""Whether a text says what its source says: denials, directions, reach, certainty, causes. Pure.

Only what the source states plainly is compared: a clause of the text with the clauses of the
source that speak of the same names, figures and subjects.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.editorial.checking.clauses import (
    OPPOSITE,
    Clause,
    Parsed,
    contrary,
    generic_concepts,
)
from bot.editorial.checking.denials import denial
from bot.editorial.checking.lexicon import STOP, Hit, section
from bot.editorial.checking.source import Source
from bot.editorial.checking.versus import beats_own, is_ranked_otherwise, sides, turned_round
from bot.text.words import is_stop, stem
from bot.values.checking import Finding

# how much of a clause another must share to speak of the same
_SAME = 0.6
_FEW = 2
_NEAREST = 0.7
_ENGLISH_SAME = 0.55
_ENGLISH_FEW = 3
_STRANGE = 0.34
_ENOUGH = 6


def meaning_faults(text: Parsed, source: Source) -> Iterator[Finding]:
    """What contradicts the source, or goes further than it."""
    for clause in text.clauses:
        if clause.text.strip() in source.text:
            continue
        like = _like(clause, source, text.language)
        if denied := denial(clause, text, source):
            quote = clause.text.strip()
            yield Finding("negation", quote, f'The source says the opposite: "{_shown(denied)}".')
        elif turned_round(clause, source.comparisons) or _is_beaten(clause, source):
            quote = clause.text.strip()
            yield Finding("comparison", quote, "The source compares the other way round.")
        elif quote := _turned(clause, like) or _degraded(clause, source):
            yield Finding("comparison", quote, "The source points the other way here.")
    yield from _overclaims(text, source)
    yield from _reach(text, source)
    yield from _causes(text, source)
    if _is_about_another(text, source):
        yield Finding("other_paper", "", "Write about the paper given, and nothing else.")


def _is_beaten(clause: Clause, source: Source) -> bool:
    if clause.negated:
        return False
    if "worse" not in source.sections and beats_own(clause, source.own_names):
        return True
    return is_ranked_otherwise(clause, source.ranks)


def _shown(clause: Clause) -> str:
    return clause.text.strip(" ,.;:")[:100]


def _like(clause: Clause, source: Source, language: str) -> list[Clause]:
    """Clauses of the source on the same matter, the nearest first."""
    if language == "en":
        terms, least, share = clause.stems, _ENGLISH_FEW, _ENGLISH_SAME
    else:
        terms, least, share = clause.subjects, _FEW, _SAME
    if len(terms) < least:
        return []
    found: list[tuple[float, Clause]] = []
    for each in source.clauses_like(terms):
        theirs = each.stems if language == "en" else each.subjects
        both = len(terms & theirs)
        small = min(len(terms), max(len(theirs), least))
        if both >= least and both >= share * small:
            found.append((both / len(terms | theirs), each))
    best = max((score for score, _ in found), default=0.0)
    found.sort(key=lambda pair: -pair[0])
    return [each for score, each in found if score >= best * _NEAREST]


def _turned(clause: Clause, like: Sequence[Clause]) -> str:
    """Directions of which the source has only the opposites."""
    figures = {one.values[0] for one in clause.amounts}
    of_these = [one for one in like if any(each.values[0] in figures for each in one.amounts)]
    like = of_these or like
    theirs = frozenset(each for one in like for each in one.directions)
    if clause.negated or any(one.negated for one in like):
        return ""
    return clause.text.strip() if contrary(clause.directions, theirs) else ""


def _degraded(clause: Clause, source: Source) -> str:
    """Worse, where the source only ever says better of the same; not in so many words about
    another."""
    if clause.negated or any(sides(clause, frozenset())):
        return ""
    terms = (clause.concepts | clause.stems) - generic_concepts()
    for way in clause.directions & _JUDGED:
        other = OPPOSITE[way]
        if way in source.sections or other in clause.directions:
            continue
        if any(
            other in each.directions and terms & (each.concepts | each.stems)
            for each in source.clauses_like(terms)
        ):
            return clause.text.strip()
    return ""


_JUDGED = frozenset(("better", "worse", "faster", "slower"))
_CLAIMS: tuple[tuple[str, str], ...] = (
    ("first", "The source does not say that it is the first."),
    ("best", "The source does not claim the state of the art."),
    ("top", "The source does not put it above all others."),
    ("proof", "The source does not say that this is proved; use its own verb."),
    ("perfect", "The source does not go that far; use its own words."),
)


def _overclaims(text: Parsed, source: Source) -> Iterator[Finding]:
    for claim, hint in _CLAIMS:
        if claim in source.sections or (claim == "proof" and _is_proved(text, source)):
            continue
        if claim == "best" and text.language != "en" and "advanced" in source.sections:
            continue
        if claim == "top" and source.sections & {"best", "superlative"}:
            continue
        for hit in text.of(claim):
            if not text.denies(hit) and not _is_ordinal(text, hit):
                yield Finding("overclaim", text.quoted(hit), hint)
                break


def _is_proved(text: Parsed, source: Source) -> bool:
    """Other languages have one word for what is shown and what is proved."""
    return ("proved" if text.language == "en" else "strong") in source.sections


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(section("en", "after_ordinals")[""])


def _is_ordinal(text: Parsed, hit: Hit) -> bool:
    following = text.tokens[hit.last + 1 : hit.last + 2]
    return hit.section == "first" and bool(following) and following[0].form in _ordinals()


def _reach(text: Parsed, source: Source) -> Iterator[Finding]:
    """Of all cases, where the source does not say so, or says so of others."""
    for hit in text.of("universal"):
        if text.denies(hit) or _is_counted(text, hit):
            continue
        if "universal" not in source.sections or _is_of_others(text, hit, source):
            yield Finding("scope", text.quoted(hit), "The source does not say this of all cases.")
            return


def _is_counted(text: Parsed, hit: Hit) -> bool:
    """All 14 of them."""
    first, place = text.tokens[hit.first].start, text.tokens[hit.last].end
    return any(
        place <= one.start <= place + _BEHIND or first - _BEHIND <= one.end <= first
        for one in text.amounts
    )


def _is_of_others(text: Parsed, hit: Hit, source: Source) -> bool:
    """Whether what "all" is said of is nothing of which the source says so."""
    said = _behind(text, hit)
    theirs = frozenset(
        each for one in source.parsed.of("universal") for each in _behind(source.parsed, one)
    )
    if text.language != "en":
        said = frozenset(each for each in said if each.startswith(_CONCEPT))
    return bool(said) and not said & theirs


_BEHIND = 4
_CONCEPT = "concept "


def _behind(text: Parsed, hit: Hit) -> frozenset[str]:
    """Stems and concepts that stand behind a phrase."""
    reach = range(hit.last + 1, hit.last + 1 + _BEHIND)
    following = text.tokens[reach.start : reach.stop]
    found = {
        stem(token.form) for token in following if len(token.form) > 3 and not is_stop(token.form)
    }
    concepts = (one.value for one in text.of("concepts") if one.first in reach)
    return frozenset(found) | {f"{_CONCEPT}{each}" for each in concepts}


def _causes(text: Parsed, source: Source) -> Iterator[Finding]:
    for hit in text.of("cause"):
        quote = text.clause_of(hit).text.strip()
        unheard = hit.value != "soft" and "causes" not in source.sections
        if unheard or _is_strange(text, hit, source):
            yield Finding("causal", quote, "The source gives no such reason.")
            return


def _is_strange(text: Parsed, hit: Hit, source: Source) -> bool:
    """Whether a reason speaks of what the source does not."""
    following = text.tokens[hit.last + 1 : hit.last + _REASON]
    end = next((at for at, one in enumerate(following) if one.form == STOP), len(following))
    within = range(hit.last + 1, hit.last + 1 + end)
    if text.language == "en":
        said = {
            stem(one.form) for one in following[:end] if len(one.form) > 3 and not is_stop(one.form)
        }
        strange = said - source.stems
        return len(strange) >= _FEW and len(strange) >= len(said) / 2
    concepts = {one.value for one in text.of("concepts") if one.first in within}
    return bool(concepts - source.concepts - generic_concepts())


_REASON = 24


def _is_about_another(text: Parsed, source: Source) -> bool:
    """Whether hardly anything that the text speaks of is in the source."""
    if any(one.unit and not source.figures.verdict(one, compared=False) for one in text.amounts):
        return False
    if text.language == "en":
        stems = frozenset(each for clause in text.clauses for each in clause.stems)
        return len(stems) >= _ENOUGH and len(stems & source.stems) < _STRANGE * len(stems)
    said = {hit.value for hit in text.of("concepts")} - generic_concepts()
    names = {name for clause in text.clauses for name in clause.names}
    if any(name in source.text.lower() for name in names):
        return False
    if len(said) == 1 and not said & source.concepts:
        return not text.amounts
    return len(said) >= _FEW and len(said & source.concepts) < _STRANGE * len(said)
