"""Which subjects bring the shown papers of a brief together. Pure.

A theme is a subject that several shown papers are about; papers that only mention it are left
out of it. Those themes are chosen that together hold most of the shown papers, narrow ones
before wide ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2

import numpy as np

from bot.editorial.summary.subjects import TITLE, SubjectReading

_LEAST_SHOWN = 2
_MOST = 4
# a subject of more than this part of the matched papers tells nothing about the day
_SUBJECT_SHARE = 0.55
_LEAST_FOR_A_SUBJECT = 6
# A paper that does not name the theme in its title has to be so near to those that do (cosine);
# two papers of one field have about 0.4.
_NEAR = 0.6
# what a paper of an earlier theme adds to a later one
_AGAIN = 0.2
# how little a subject of all papers weighs, and the rarity from which none weighs more
_LEAST_WEIGHT, _RARE = 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Theme:
    """``places`` of shown papers, from 0, with how much each is about it; ``matched`` counts
    all that are."""

    name: str
    places: Mapping[int, float]
    matched: int
    weight: float

    def gain(self, covered: frozenset[int]) -> float:
        """What the theme adds to others that hold the ``covered`` places already."""
        told = sum(
            strength * (_AGAIN if place in covered else 1.0)
            for place, strength in self.places.items()
        )
        return self.weight * told


def find_themes(
    shown: Sequence[SubjectReading], matched: Sequence[SubjectReading], told: frozenset[str]
) -> tuple[Theme, ...]:
    """At most four themes. Each holds two shown papers of its own.

    ``told`` are subjects that need no heading, as the channel asked for them. ``matched`` holds
    ``shown`` too.
    """
    breadth = Counter(subject for one in matched for subject in one.strength)
    chosen = _chosen(_candidates(shown, len(matched), breadth, told))
    while True:
        own = _own_places(chosen)
        kept = [theme for theme in chosen if len(own[theme.name]) >= _LEAST_SHOWN]
        if len(kept) == len(chosen):
            break
        chosen = kept
    return tuple(
        replace(one, places={place: one.places[place] for place in own[one.name]}) for one in chosen
    )


def _candidates(
    shown: Sequence[SubjectReading],
    matched: int,
    breadth: Mapping[str, int],
    told: frozenset[str],
) -> list[Theme]:
    places: dict[str, dict[int, float]] = {}
    for place, one in enumerate(shown):
        for subject, strength in one.strength.items():
            places.setdefault(subject, {})[place] = strength
    return [
        Theme(subject, held, breadth[subject], _weight(breadth[subject], matched))
        for subject, named in places.items()
        if subject not in told
        and not _is_everywhere(breadth[subject], matched)
        and len(held := _agreeing(named, shown)) >= _LEAST_SHOWN
    ]


def _agreeing(named: Mapping[int, float], shown: Sequence[SubjectReading]) -> dict[int, float]:
    """The papers with the subject in their title, and others that are near them; none without
    the first."""
    core = [shown[place].vector for place, strength in named.items() if strength == TITLE]
    if not core:
        return {}
    centre = np.mean(core, axis=0)
    centre /= np.linalg.norm(centre)
    return {
        place: strength
        for place, strength in named.items()
        if strength == TITLE or float(shown[place].vector @ centre) >= _NEAR
    }


def _is_everywhere(breadth: int, matched: int) -> bool:
    return matched >= _LEAST_FOR_A_SUBJECT and breadth > _SUBJECT_SHARE * matched


def _weight(breadth: int, matched: int) -> float:
    rarity = min(log2(matched / breadth), _RARE) / _RARE
    return _LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * rarity


def _chosen(candidates: Sequence[Theme]) -> list[Theme]:
    chosen: list[Theme] = []
    covered: frozenset[int] = frozenset()
    while len(chosen) < _MOST:
        open_ = [one for one in candidates if len(one.places.keys() - covered) >= _LEAST_SHOWN]
        best = max(open_, key=lambda one: (one.gain(covered), one.name), default=None)
        if best is None:
            break
        chosen.append(best)
        covered |= best.places.keys()
    return chosen


def _own_places(themes: Sequence[Theme]) -> dict[str, list[int]]:
    """Each place under the theme that its paper is most about; of equal ones, the narrower."""
    own: dict[str, list[int]] = {theme.name: [] for theme in themes}
    for place in sorted({place for theme in themes for place in theme.places}):
        best = max(
            (theme for theme in themes if place in theme.places),
            key=lambda theme: (theme.places[place], theme.weight, theme.name),
        )
        own[best.name].append(place)
    return own
