"""Whether words say the same as one of a question, and how much a word tells. Pure."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from bot.editorial.choosing.background import background
from bot.editorial.choosing.plain_words import share_kept
from bot.editorial.retrieving.alike import alike
from bot.editorial.space.vectors import space, unit
from bot.text.words import is_stop, stems

# likeness in the space at which a word begins to stand for another, and at which it does
_FAR, _NEAR = 0.25, 0.7
# optimizer and optimal are of one family, and not the same
_KINDRED = 0.4
# so many first letters make a family: validate, validation
_FAMILY = 6


@cache
def weight_of(stem: str) -> float:
    """How much a term tells: rare words of papers much, plain English little."""
    return background().rarity(stem) * share_kept(stem)


def met(stem: str, words: frozenset[str]) -> float:
    """0 to 1: how well the best of some stems says this one."""
    if stem in words:
        return 1.0
    if alike(stem) & words:
        return _NEAR
    if len(stem) > _FAMILY and any(one.startswith(stem[:_FAMILY]) for one in words):
        return _KINDRED
    used = space()
    known = used.terms.words.get(stem)
    others = [used.terms.words[one] for one in words if one in used.terms.words]
    if known is None or not others or stem[0].isdigit():
        return 0.0
    row = unit(used.table[known : known + 1].astype(np.float32))[0]
    best = float((unit(used.table[others].astype(np.float32)) @ row).max())
    return min(max((best - _FAR) / (_NEAR - _FAR), 0.0), 1.0)


def share_met(weights: dict[str, float], words: frozenset[str]) -> float:
    """The share of a question's terms that is met, by how much each tells."""
    total = sum(weights.values())
    return sum(much * met(one, words) for one, much in weights.items()) / total if total else 0.0


def words_of(text: str) -> frozenset[str]:
    """Stems without stop words."""
    return frozenset(_telling(stems(text)))


def _telling(found: Iterable[str]) -> Iterable[str]:
    return (one for one in found if not is_stop(one))
