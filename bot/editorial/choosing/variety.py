"""A brief that is not ten variations of one idea, with a place for every topic. Pure.

Maximal marginal relevance (Carbonell and Goldstein 1998,
https://doi.org/10.1145/290941.291025): the next paper is the one of the highest worth
less what it repeats of those already taken. What it may lose is limited, so a paper
far above the others is always taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.background import background
from bot.editorial.choosing.counting import Numbers
from bot.text.readable import readable_abstract, readable_title
from bot.text.words import content_stems
from bot.values.papers import Paper

Floats = npt.NDArray[np.float64]

# Points of relevance that the nearest possible repetition costs.
_MOST_LOST = 20.0
# two papers of one field are this much alike without repeating each other
_USUAL_LIKENESS = 0.2
# So many papers are compared for each place; what comes after them is worth too little.
_PER_PLACE = 3


@dataclass(frozen=True, slots=True)
class RankedPaper:
    """A paper with its worth in points from 0 to 100 and the topic it speaks to."""

    paper: Paper
    worth: float
    topic: str | None


def varied(ranked: Sequence[RankedPaper], places: int) -> tuple[int, ...]:
    """Which of the ``ranked`` entries to take, as ascending numbers; all if they fit.

    Each topic is owed an equal share of half the places, at least one, as far as it has
    papers; with more topics than places, those with the worthiest papers.
    """
    if len(ranked) <= places or not places:
        return tuple(range(min(len(ranked), places)))
    owed = _shares(ranked, places)
    window = _window(ranked, places, owed)
    alike = likeness([ranked[number].paper for number in window])
    taken: list[int] = []
    repeated = np.zeros(len(window))
    worth = np.array([ranked[number].worth for number in window])
    while len(taken) < places:
        left = worth - _lost(repeated)
        left[taken] = -np.inf
        if sum(owed.values()) >= places - len(taken):
            left[[not owed[ranked[number].topic] for number in window]] = -np.inf
        best = int(left.argmax())
        taken.append(best)
        topic = ranked[window[best]].topic
        owed[topic] = max(owed[topic] - 1, 0)
        repeated = np.maximum(repeated, alike[best])
    return tuple(sorted(window[row] for row in taken))


def _lost(likeness_to_taken: Floats) -> Floats:
    excess = (likeness_to_taken - _USUAL_LIKENESS) / (1 - _USUAL_LIKENESS)
    return np.asarray(_MOST_LOST * np.maximum(excess, 0.0))


def _shares(ranked: Sequence[RankedPaper], places: int) -> dict[str | None, int]:
    """How many places each topic gets; topics in the order of their most relevant paper."""
    available: dict[str | None, int] = {}
    for entry in ranked:
        available[entry.topic] = available.get(entry.topic, 0) + 1
    share = max(places // (2 * len(available)), 1)
    owed: dict[str | None, int] = {}
    for place, (topic, count) in enumerate(available.items()):
        owed[topic] = min(share, count) if place < places else 0
    return owed


def _window(ranked: Sequence[RankedPaper], places: int, owed: dict[str | None, int]) -> list[int]:
    """The entries worth comparing: the first of all, and the first of each topic."""
    seen: dict[str | None, int] = {}
    kept: list[int] = []
    for number, entry in enumerate(ranked):
        seen[entry.topic] = seen.get(entry.topic, 0) + 1
        if number < places * _PER_PLACE or seen[entry.topic] <= owed[entry.topic] * _PER_PLACE:
            kept.append(number)
    return kept


def likeness(papers: Sequence[Paper]) -> Floats:
    """Cosines of all pairs over the stems of title and abstract, rare ones counting more."""
    if len(_NUMBERS) > _MOST_NUMBERED:
        _profile.cache_clear()
        _NUMBERS.clear()
    profiles = [_profile(paper.title, paper.abstract) for paper in papers]
    words = np.concatenate([words for words, _ in profiles])
    # a column for each word of these papers: the table of all words would be ten times as wide
    is_here = np.zeros(len(_NUMBERS), bool)
    is_here[words] = True
    columns = np.cumsum(is_here) - 1
    rows = np.repeat(np.arange(len(profiles)), [len(words) for words, _ in profiles])
    table = np.zeros((len(profiles), max(int(is_here.sum()), 1)))
    table[rows, columns[words]] = np.concatenate([weights for _, weights in profiles])
    return np.asarray(table @ table.T)


# of all words of the profiles that are kept: numpy then puts thirty papers side by side, for
# each channel anew, in a tenth of the time that their words as strings take
_NUMBERS = Numbers()
_MOST_NUMBERED = 200_000


@lru_cache(maxsize=5_000)
def _profile(title: str, abstract: str) -> tuple[npt.NDArray[np.int32], Floats]:
    """The numbers of a paper's words, and the weight of each; the weights are a unit vector."""
    words = {
        *content_stems(readable_title(title)),
        *content_stems(readable_abstract(abstract, title)),
    }
    # in order, so that the sums are the same in each process
    in_order = sorted(words)
    weights = background().rarities(in_order) - 1
    numbers = np.fromiter(map(_NUMBERS.__getitem__, in_order), np.int32, len(in_order))
    return numbers, weights / max(float(np.sqrt(weights @ weights)), 1e-9)
