"""What each part of an analysis looks for, and how its sentences are chosen. Pure.

A sentence's worth is what its section is worth to the part, what its words say, and how near it
is to what the paper is about. Weights are set by hand, from reading papers of several fields.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.standing_alone import symbols
from bot.editorial.checking.planted import planted
from bot.editorial.full_text.roles import Part
from bot.text.words import content_stems

_CENTRAL = 1.2
_OPENS_PARAGRAPH = 0.3
_LATE = 20
_USUAL, _LONG, _SYMBOL_COSTS = 230, 0.004, 0.25
# of the words of the shorter one: so many in common say the same
_SAME = 0.6
_FEW_WORDS = 4
# of the words of the new one: with fewer it says much beside
_MOST_NEW = 0.4
_ALIKE = 0.34
_EXACT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])|(?<![\w.])\d{2,}(?:,\d{3})*(?= ?%|[ .,;])")

Cues = tuple[tuple[float, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``parts``: what a section is worth, absent ones nothing at all. ``needs``: all of them have
    to be there; ``never``: none of them. ``least``: what it has to be worth. ``ours``: whether it
    has to speak of this work, or must not. ``in_front``: it
    stands before the introduction turns to this work; ``of_others``: it has to tell of other work.
    ``opens``: what a section's first gains."""

    parts: Mapping[Part, float]
    cues: Cues = ()
    needs: tuple[re.Pattern[str], ...] = ()
    never: tuple[re.Pattern[str], ...] = ()
    most: int = 2
    least: float = 1.5
    appendix: bool = False
    ours: bool | None = None
    in_front: bool = False
    of_others: bool = False
    opens: float = 0.0
    early: float = 0.0
    central: float = _CENTRAL
    more: Callable[[Candidate], float] = field(default=lambda _: 0.0)


class Told:
    """What was chosen so far, so that nothing is told twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._said: list[frozenset[str]] = []
        self._texts: list[str] = []
        self._measured: list[tuple[frozenset[str], frozenset[str]]] = []

    def is_new(self, candidate: Candidate) -> bool:
        if any(one.at in self._taken for one in candidate.sentences):
            return False
        # a paragraph that goes on behind a figure is whole only here
        return not self.says(candidate.text) and not planted(candidate.source)

    def says(self, text: str) -> bool:
        """Whether something like it was told."""
        words, numbers = _words(text), _numbers(text)
        return any(_is_same(words, other) for other in self._said) or any(
            _is_retold(words, numbers, *other) for other in self._measured
        )

    def has_address(self, address: str) -> bool:
        bare = address.partition("://")[2] or address
        return any(bare in text for text in self._texts)

    def add(self, candidate: Candidate) -> None:
        self._taken.update(one.at for one in candidate.sentences)
        self.add_text(candidate.text)

    def add_text(self, text: str) -> None:
        self._said.append(_words(text))
        self._texts.append(text)
        if numbers := _numbers(text):
            self._measured.append((_words(text), numbers))


def _words(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))


def _is_same(new: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both have most words of the shorter, some at all, and many of the new one: a list
    of all that was done holds what was told of a part."""
    least = max(_FEW_WORDS, _SAME * min(len(new), len(other)), _MOST_NEW * len(new))
    return len(new & other) >= least


def _numbers(text: str) -> frozenset[str]:
    """Those that are hardly the same by chance."""
    return frozenset(_EXACT.findall(text))


def _is_retold(
    words: frozenset[str],
    numbers: frozenset[str],
    told: frozenset[str],
    known: frozenset[str],
) -> bool:
    """Whether it gives numbers that were given, in some of the same words."""
    if not numbers or not numbers <= known:
        return False
    return len(words & told) >= _ALIKE * min(len(words), len(told))


def worth(candidate: Candidate, wish: Wish) -> float:
    """Minus one where it cannot be meant."""
    text, said = candidate.text, candidate.source
    if candidate.part not in wish.parts or (candidate.last.appendix and not wish.appendix):
        return -1.0
    if wish.in_front and candidate.is_behind:
        return -1.0
    if wish.ours is not None and candidate.ours != wish.ours:
        return -1.0
    if wish.of_others and not candidate.of_others:
        return -1.0
    if any(not need.search(said) for need in wish.needs):
        return -1.0
    if any(bar.search(said) or bar.search(text) for bar in wish.never):
        return -1.0
    points = wish.parts[candidate.part] + wish.central * candidate.central
    points += sum(weight for weight, cue in wish.cues if cue.search(said))
    points += _OPENS_PARAGRAPH * (candidate.first.within == 0)
    points += wish.opens * candidate.opens
    points -= wish.early * min(candidate.rank, _LATE) / _LATE
    points -= _LONG * max(0, len(text) - _USUAL)
    points -= _SYMBOL_COSTS * symbols(text)
    return points + wish.more(candidate)


def chosen(candidates: Iterable[Candidate], wish: Wish, told: Told) -> tuple[Candidate, ...]:
    """The best ones that are new, in the order of the paper; they are told from now on."""
    ranked = _ranked(candidates, wish)
    found = tuple(islice(_new(ranked, told), wish.most))
    return tuple(sorted(found, key=lambda one: one.first.at))


def _ranked(candidates: Iterable[Candidate], wish: Wish) -> Sequence[Candidate]:
    worths = [(worth(one, wish), one) for one in candidates]
    good = [(points, one) for points, one in worths if points >= wish.least]
    return [one for _, one in sorted(good, key=lambda pair: (-pair[0], pair[1].first.at))]


def _new(ranked: Sequence[Candidate], told: Told) -> Iterable[Candidate]:
    for one in ranked:
        if told.is_new(one):
            told.add(one)
            yield one
