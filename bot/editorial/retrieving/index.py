"""A paper made ready for questions: which unit has which terms, and what each one means. Pure.

Made once for each text, and asked by all questions about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.editorial.retrieving.cues import Cues, cues_of
from bot.editorial.retrieving.kinship import Vocabulary, vocabulary_of
from bot.editorial.retrieving.units import Unit, units_of, windows_of
from bot.editorial.space.vectors import Vectors, VectorSpace, space, unit
from bot.text.words import is_stop, phrases, stems
from bot.values.full_texts import FullText

Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
# a figure counts for so much of a word in the length of a unit
_FIGURE = 0.3


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: units, and how often in each."""

    units: Integers
    counts: Reals


@dataclass(frozen=True)
class PaperIndex:
    """``windows`` are ranges of units, one around each; ``contexts`` are where a term stands
    beside units, ``lengths`` are in words."""

    text: FullText
    units: tuple[Unit, ...]
    windows: tuple[tuple[int, int], ...]
    postings: Mapping[str, Postings]
    contexts: Mapping[str, Postings]
    lengths: Reals
    phrases: Sequence[frozenset[str]]
    vectors: Vectors
    cues: Cues
    vocabulary: Vocabulary
    space: VectorSpace

    @cached_property
    def bounds(self) -> tuple[Integers, Integers]:
        """Beginning and end of each window."""
        ends = np.array(self.windows, np.int64).reshape(-1, 2)
        return ends[:, 0], ends[:, 1]

    @cached_property
    def window_vectors(self) -> Vectors:
        first, last = self.bounds
        sums = np.vstack((np.zeros((1, self.vectors.shape[1])), np.cumsum(self.vectors, axis=0)))
        rows: Vectors = np.asarray(sums, np.float32)
        return unit(rows[last] - rows[first])

    @cached_property
    def window_lengths(self) -> Reals:
        return self.summed(self.lengths)

    def summed(self, of_units: Reals) -> Reals:
        """For each window the sum of what its units have."""
        first, last = self.bounds
        sums = np.concatenate(([0.0], np.cumsum(of_units)))
        return np.asarray(sums[last] - sums[first])

    def rarity(self, term: str) -> float:
        """Inverse frequency among this paper's units."""
        held = self.postings.get(term) or self.contexts.get(term)
        count = len(held.units) if held else 0
        size = len(self.units)
        return float(np.log(1 + (size - count + 0.5) / (count + 0.5))) if count else 0.0


def index_of(text: FullText) -> PaperIndex:
    """Some milliseconds a page."""
    units = units_of(text)
    words = [_words(one.text) for one in units]
    beside = [_words(one.context) for one in units]
    used = space()
    terms = {term for one in (*words, *beside) for term in one}
    return PaperIndex(
        text=text,
        units=units,
        windows=windows_of(units),
        postings=_postings(words),
        contexts=_postings(beside),
        lengths=np.array([_length(one) for one in words], np.float64),
        phrases=[frozenset(phrases(stems(one.text))) for one in units],
        vectors=used.vectors([one.text for one in units]),
        cues=cues_of(units),
        vocabulary=vocabulary_of(terms, " ".join(one.text for one in units), used),
        space=used,
    )


def _words(text: str) -> list[str]:
    """Stems without stop words; single letters stay, as they may be names."""
    return [one for one in stems(text) if not is_stop(one)]


def _postings(words: Sequence[Sequence[str]]) -> dict[str, Postings]:
    found: dict[str, dict[int, int]] = {}
    for at, one in enumerate(words):
        for term in one:
            held = found.setdefault(term, {})
            held[at] = held.get(at, 0) + 1
    return {
        term: Postings(np.array(list(held), np.int64), np.array(list(held.values()), np.float64))
        for term, held in found.items()
    }


def _length(words: Sequence[str]) -> float:
    return sum(_FIGURE if word[0].isdigit() else 1.0 for word in words)
