"""Papers like another one: near in meaning, and about the same subject words. Pure.

Which papers are compared is the caller's affair: those that have a telling word of it. How near
two papers are is the cosine of their vectors, less what all papers have in common.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.editorial.choosing.background import background
from bot.editorial.space.crowds import crowds
from bot.editorial.space.vectors import Vectors, space, unit
from bot.text.readable import readable, readable_abstract
from bot.text.words import is_stop, tokens
from bot.values.papers import Paper

# of the pairs of one category and fortnight, one in sixty is nearer (cs.CL, February 2026)
LEAST_NEAR = 0.4
# in more than one of ten papers a word tells nothing of what two have in common
_LEAST_RARE = 3.3
# and what is hardly near a text is not what it is about
_LEAST_ABOUT = 0.2
_MOST_TOLD = 3
_MOST_SOUGHT = 24


@dataclass(frozen=True, slots=True)
class Alike:
    """``nearness`` is at most 1; ``shared`` are the words that tell most of what both are about,
    as the first has them."""

    paper: Paper
    nearness: float
    shared: tuple[str, ...]


def telling_words(paper: Paper) -> tuple[str, ...]:
    """What a paper is about, as it is written there, the most telling words first."""
    said = _Said.of(paper, _vectors([paper])[0])
    return said.best(said.nearness, _MOST_SOUGHT)


def most_alike(paper: Paper, others: Sequence[Paper]) -> tuple[Alike, ...]:
    """Those of ``others`` that are near the paper and share a telling word, the nearest first.
    Takes some milliseconds for a hundred: call it in a thread."""
    others = [one for one in others if one.id != paper.id]
    if not others:
        return ()
    rows = _vectors([paper, *others])
    nearness = rows[1:] @ rows[0]
    said = _Said.of(paper, rows[0])
    made = [
        Alike(
            others[place], float(nearness[place]), said.shared_with(others[place], rows[place + 1])
        )
        for place in map(int, np.argsort(-nearness, kind="stable"))
        if nearness[place] >= LEAST_NEAR
    ]
    return tuple(one for one in made if one.shared)


@dataclass(frozen=True, slots=True)
class _Said:
    """``nearness``: for each telling stem of a paper how near it is to what the paper is about;
    ``written``: the stem as the paper has it."""

    nearness: Mapping[str, float]
    written: Mapping[str, str]

    @staticmethod
    def of(paper: Paper, row: Vectors) -> "_Said":
        written = _written(paper)
        return _Said(_near(written, row), written)

    def shared_with(self, other: Paper, row: Vectors) -> tuple[str, ...]:
        """The words that tell most of both papers."""
        there = _near([one for one in _written(other) if one in self.nearness], row)
        return self.best({one: there[one] * self.nearness[one] for one in there}, _MOST_TOLD)

    def best(self, weights: Mapping[str, float], most: int) -> tuple[str, ...]:
        order = sorted(weights, key=lambda one: -weights[one])[:most]
        return tuple(self.written[one] for one in order)


def _near(stems: Iterable[str], row: Vectors) -> dict[str, float]:
    """Known words alone, by how near they are to a text, weighed by how rare they are."""
    known = space()
    words = [one for one in stems if known.terms.words.get(one) is not None]
    rarities = background().rarities(words)
    near = known.likeness(known.terms.of_words(words), row)
    return {
        word: float(value * (rarity - 1))
        for word, value, rarity in zip(words, near, rarities, strict=True)
        if rarity >= _LEAST_RARE and value >= _LEAST_ABOUT
    }


def _vectors(papers: Sequence[Paper]) -> Vectors:
    return unit(space().vectors([_text(one) for one in papers]) - crowds().common)


def _text(paper: Paper) -> str:
    return f"{readable(paper.title)}. {readable_abstract(paper.abstract, paper.title)}"


def _written(paper: Paper) -> dict[str, str]:
    """Each telling stem as the abstract has it, else the title, where most words have capitals."""
    found: dict[str, str] = {}
    abstract = readable_abstract(paper.abstract, paper.title)
    for text in (abstract, readable(paper.title)):
        for token in tokens(text):
            if not is_stop(token.stem) and text[token.start : token.end].isalpha():
                found.setdefault(token.stem, text[token.start : token.end])
    return found
