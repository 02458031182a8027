"""A text cut into clauses, each with what it speaks of and which way it points. Pure.

What clauses of two languages have in common are names, numbers and the concepts that the lists
know (``bot/data/checking``); what they say of it is compared by negation and direction.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.amounts import amounts
from bot.editorial.checking.lexicon import STOP, Hit, Token, known, lexicon, section, tokens
from bot.text.words import is_stop, stem

_BREAK = re.compile(
    r",(?!\d)|[;:，；：、。！？؟،؛—]|[.!?](?=\s|$)|\s[-–]\s|\n"
    r"|\b(?:but|while|whereas|although|though|yet|however|mais|aber|pero|mas|но|while)\b"
    r"|但|而(?!非)",
    re.I,
)
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:[A-Z0-9][A-Za-z0-9-]*)")
# how many words a denial reaches, and how few behind it let it reach those before
_SCOPE = 7
_DIGIT = re.compile(r"\d[a-z](?![\w'’])", re.A)
_FIGURE = re.compile(r"\s*[\d$€£¥]")
_LITTLE = 2
_VERB_LAST = 12
# what denies a verb may stand behind what is denied: "retraining is not needed"
_OF_VERBS = frozenset(("not", "isn", "aren", "wasn", "weren", "never"))
_PARTING = frozenset(("and", "which", "while", "that", "by", "und", "et", "y", "e", "и"))
DIRECTIONS = ("up", "down", "better", "worse", "faster", "slower", "harder", "easier")
_PAIRS = (("up", "down"), ("better", "worse"), ("faster", "slower"), ("harder", "easier"))
OPPOSITE = dict(_PAIRS) | {other: one for one, other in _PAIRS}
# what is better or faster may be told as a rise
_ALLIED = {"up": frozenset(("better", "faster"))}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text and place, the concepts, stems, names and amounts that it speaks of,
    the directions it points in, whether it denies something, and what it denies."""

    text: str
    start: int
    concepts: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    amounts: tuple[Amount, ...]
    directions: frozenset[str]
    negated: bool
    denied: frozenset[str]

    @property
    def subjects(self) -> frozenset[str]:
        """What it can be compared by in any language."""
        figures = (f"{one.values[0]:g}" for one in self.amounts if not one.is_word)
        return self.concepts | self.names | frozenset(figures)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text, read once for all checks."""

    text: str
    language: str
    tokens: Sequence[Token]
    hits: Sequence[Hit]
    amounts: tuple[Amount, ...]
    clauses: tuple[Clause, ...]

    def quoted(self, hit: Hit) -> str:
        return self.text[self.tokens[hit.first].start : self.tokens[hit.last].end]

    def of(self, *sections: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.section in sections]

    def denies(self, hit: Hit) -> bool:
        """Whether a denial beside a phrase reaches it: from before, or from the verb's end."""
        clause = self.clause_of(hit)
        end = clause.start + len(clause.text)
        last = _VERB_LAST if self.language in ("ja", "ko", "de") else _LITTLE
        return any(
            clause.start <= self.tokens[one.first].start < end
            and hit.first - _SCOPE <= one.first <= hit.last + last
            for one in self.of("negation")
            if not hit.first <= one.first <= hit.last
        )

    def denies_near(self, clause: Clause) -> bool:
        """Whether the sentence of a clause has a denial."""
        stops = [each.start for each in self.tokens if each.form == STOP]
        at = bisect_right(stops, clause.start)
        first = stops[at - 1] if at else -1
        last = stops[at] if at < len(stops) else len(self.text)
        return any(first < self.tokens[one.first].start <= last for one in self.of("negation"))

    def directions(self, start: int, end: int) -> frozenset[str]:
        """The directions that a part of the text points in."""
        return frozenset(
            hit.section
            for hit in self.of(*DIRECTIONS)
            if start <= self.tokens[hit.first].start < end
        )

    def clause_of(self, hit: Hit) -> Clause:
        """The clause in which a phrase begins."""
        return self.clause_at(self.tokens[hit.first].start)

    def clause_at(self, place: int) -> Clause:
        """The clause that a place of the text is in."""
        at = bisect_right(self.clauses, place, key=lambda each: each.start)
        return self.clauses[max(at - 1, 0)]


def parsed(text: str, language: str) -> Parsed:
    """The text with its tokens, phrases, amounts and clauses."""
    code = known(language)
    found = tokens(text)
    hits = _without_false_denials(lexicon(code).hits(found), text, found)
    figures = amounts(text, code)
    return Parsed(text, code, found, hits, figures, _clauses(text, code, found, hits, figures))


def _without_false_denials(hits: list[Hit], text: str, found: Sequence[Token]) -> list[Hit]:
    """ "Not only", "instead of 5", 未来 and the end of YOLO11n deny nothing."""
    hits = [
        hit
        for hit in hits
        if hit.section != "negation"
        or not (
            _DIGIT.match(text, max(0, found[hit.first].start - 1))
            or (hit.last > hit.first and _FIGURE.match(text, found[hit.last].end))
        )
    ]
    false = [hit for hit in hits if hit.section == "no_negation"]
    if not false:
        return hits
    covered = {at for hit in false for at in range(hit.first, hit.last + 1)}
    return [hit for hit in hits if hit.section != "negation" or hit.first not in covered]


def _clauses(
    text: str, code: str, found: Sequence[Token], hits: Sequence[Hit], figures: Sequence[Amount]
) -> tuple[Clause, ...]:
    ends = [0, *(one.end() for one in _BREAK.finditer(text)), len(text)]
    spans = [(a, b) for a, b in pairwise(ends) if text[a:b].strip()]
    made = []
    token = hit = figure = 0
    for start, end in spans or [(0, len(text))]:
        first = token
        while token < len(found) and found[token].start < end:
            token += 1
        first_hit = hit
        while hit < len(hits) and found[hits[hit].first].start < end:
            hit += 1
        first_figure = figure
        while figure < len(figures) and figures[figure].start < end:
            figure += 1
        made.append(
            _clause(
                text[start:end],
                start,
                code,
                found[first:token],
                hits[first_hit:hit],
                tuple(figures[first_figure:figure]),
                first,
            )
        )
    return tuple(made)


def _clause(
    text: str,
    start: int,
    code: str,
    found: Sequence[Token],
    hits: Sequence[Hit],
    figures: tuple[Amount, ...],
    first: int,
) -> Clause:
    kinds = {hit.section for hit in hits}
    return Clause(
        text,
        start,
        frozenset(hit.value for hit in hits if hit.section == "concepts"),
        _content(found) if code == "en" else frozenset(),
        frozenset(each.lower() for each in _NAMED.findall(text)),
        figures,
        frozenset(kinds.intersection(DIRECTIONS)),
        "negation" in kinds,
        _denied(code, found, hits, first) if "negation" in kinds else frozenset(),
    )


def _denied(code: str, found: Sequence[Token], hits: Sequence[Hit], first: int) -> frozenset[str]:
    """Concepts and stems that a denial reaches: behind it, or before it where little follows.

    ``first`` is the place of the clause's first token in the text, as hits tell it.
    """
    terms: set[str] = set()
    # a text may deny something at each letter
    concepts = sorted((one.first - first, one.value) for one in hits if one.section == "concepts")
    for hit in hits:
        if hit.section != "negation":
            continue
        at = hit.first - first
        reach = range(at, at + _reach(found, at))
        following = _content(found[at + 1 : reach.stop])
        least = _LITTLE if found[at].form in _OF_VERBS else 1
        if len(following) < least:
            reach = range(max(0, at - _SCOPE), at + _SCOPE)
            following = _content(found[reach.start : reach.stop])
        terms |= following if code == "en" else frozenset()
        start = bisect_left(concepts, (reach.start, ""))
        stop = bisect_left(concepts, (reach.stop, ""))
        terms |= {value for _, value in concepts[start:stop]}
    return frozenset(terms)


def _reach(found: Sequence[Token], at: int) -> int:
    """How many tokens a denial at ``at`` reaches: up to a word that begins something else."""
    ahead = range(at + 2, min(at + _SCOPE, len(found)))
    return next((each for each in ahead if found[each].form in _PARTING), at + _SCOPE) - at


def _content(found: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        stem(token.form) for token in found if len(token.form) > 2 and not is_stop(token.form)
    )


def contrary(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a text points one way where its source has only the other."""
    return any(
        OPPOSITE[way] in theirs
        and way not in theirs
        and OPPOSITE[way] not in ours
        and not theirs & _ALLIED.get(way, frozenset())
        for way in ours
    )


@cache
def generic_concepts() -> frozenset[str]:
    """Concepts that nearly every abstract has: they tell no paper from another."""
    return frozenset(section("en", "generic_concepts").get("", ()))
