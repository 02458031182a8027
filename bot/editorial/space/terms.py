"""The words and pairs of words that the vector space knows, as numbers. Pure.

Words become numbers as soon as they are read, and numpy finds the pairs, so that a
day of a thousand papers costs little beyond its stemming.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from bot.text.words import stems

Integers = npt.NDArray[np.int64]
UNKNOWN = -1
_FEW = 32


@dataclass(frozen=True, slots=True)
class Counts:
    """How often which term occurs in which text: three arrays of one length, by text."""

    texts: Integers
    terms: Integers
    counts: Integers


@dataclass(frozen=True, slots=True)
class Terms:
    """Stems, numbered from 0, then pairs of adjacent stems.

    ``words`` holds no stop word, so a known pair is broken by none. ``pairs`` are sorted;
    each is the first stem's number times ``len(words)``, plus the second's.
    """

    words: dict[str, int]
    pairs: Integers

    def __len__(self) -> int:
        return len(self.words) + len(self.pairs)

    def names(self) -> list[str]:
        """All terms in the order of their numbers: ``diffus``, ``video diffus``."""
        words = list(self.words)
        firsts, seconds = (part.tolist() for part in np.divmod(self.pairs, max(len(words), 1)))
        pairs = zip(firsts, seconds, strict=True)
        return words + [f"{words[first]} {words[second]}" for first, second in pairs]

    def of_words(self, stemmed: Iterable[str]) -> Integers:
        """The number of each stem, or UNKNOWN."""
        return np.fromiter(map(self.words.get, stemmed, repeat(UNKNOWN)), np.int64)

    def of_pairs(self, first: Integers, second: Integers) -> Integers:
        """The number of each pair, given those of its two words; UNKNOWN where it has none."""
        codes = first * len(self.words) + second
        if not len(self.pairs):
            return np.full(len(codes), UNKNOWN)
        places = self.pairs.searchsorted(codes)
        # what lies behind the last pair is compared with it, and differs
        known = (first >= 0) & (second >= 0) & (self.pairs.take(places, mode="clip") == codes)
        return np.where(known, places + len(self.words), UNKNOWN)

    def count(self, texts: Sequence[str]) -> Counts:
        """The known terms of each text. A text is numbered by its place."""
        return self.count_stems([stems(text) for text in texts])

    def count_stems(self, stemmed: Sequence[Sequence[str]]) -> Counts:
        """The same for texts that are stems already."""
        if len(stemmed) == 1 and len(stemmed[0]) <= _FEW:
            return self._of_few(stemmed[0])
        lengths = [len(one) for one in stemmed]
        stream = self.of_words(one for words in stemmed for one in words)
        of_text = np.repeat(np.arange(len(stemmed)), lengths)
        pairs = self.of_pairs(stream[:-1], stream[1:])
        pairs[of_text[:-1] != of_text[1:]] = UNKNOWN
        terms = np.concatenate((stream, pairs))
        held = np.concatenate((of_text, of_text[:-1]))[terms >= 0]
        cells, counts = np.unique(held * len(self) + terms[terms >= 0], return_counts=True)
        return Counts(*np.divmod(cells, max(len(self), 1)), counts)

    def _of_few(self, stemmed: Sequence[str]) -> Counts:
        """Of one description: numpy's sorting alone would take longer than all of this."""
        stream = self.of_words(stemmed)
        found = Counter([*stream.tolist(), *self.of_pairs(stream[:-1], stream[1:]).tolist()])
        del found[UNKNOWN]
        terms = sorted(found)
        counts = [found[one] for one in terms]
        return Counts(*np.array(((0,) * len(terms), terms, counts), np.int64))
