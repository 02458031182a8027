"""Which terms occur in which papers, and how often. Pure.

A day has some hundred thousand words and as many pairs of words, so words become
numbers as soon as they are read, and numpy counts; no pair is kept as a string.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.background import family
from bot.text.words import is_stop, stems

Integers = npt.NDArray[np.int64]
# numbers of words, terms and papers: of a day there are hundreds of thousands
Places = npt.NDArray[np.int32]

# a stop word separates pairs; a single letter may be half of a pair ("k mean"), but is no term
_PARTING, _LETTER, _TELLING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class TermNumbers:
    """The terms of some papers, numbered: stems, then families, then pairs of stems.

    ``words`` has stop words and letters too, of which no paper counts as a holder.
    ``pairs`` are sorted; each is the first stem's number times ``len(words)``, plus
    the second's.
    """

    words: dict[str, int]
    families: dict[str, int]
    pairs: Integers

    def __len__(self) -> int:
        return len(self.words) + len(self.families) + len(self.pairs)

    def number(self, term: str) -> int | None:
        """A term's number; None if it does not occur."""
        first, between, second = term.partition(" ")
        if between:
            return self._number_of_pair(first, second)
        if term in self.families:
            return len(self.words) + self.families[term]
        return self.words.get(term)

    def _number_of_pair(self, first: str, second: str) -> int | None:
        if first not in self.words or second not in self.words:
            return None
        pair = self.words[first] * len(self.words) + self.words[second]
        place = int(self.pairs.searchsorted(pair))
        if place == len(self.pairs) or self.pairs[place] != pair:
            return None
        return len(self.words) + len(self.families) + place

    def terms(self) -> Iterator[str]:
        """All terms in the order of their numbers."""
        words = list(self.words)
        first, second = np.divmod(self.pairs, max(len(words), 1))
        pairs = zip(first.tolist(), second.tolist(), strict=True)
        return chain(words, self.families, (f"{words[one]} {words[two]}" for one, two in pairs))


@dataclass(frozen=True, slots=True)
class Cells:
    """A row for each term that a paper holds: both numbers, and how often; by term, then paper."""

    terms: Places
    papers: Places
    counts: Places


class Numbers(dict[str, int]):
    """Numbers strings in the order in which they come."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def count_terms(texts: Sequence[tuple[str, str]], title_weight: int) -> tuple[TermNumbers, Cells]:
    """The terms of (title, abstract) pairs, and how often which paper holds them.

    Papers are numbered by their place; a title counts ``title_weight`` times.
    """
    words, stream, parts = _stream(texts)
    families = Numbers()
    family_of = np.array([families[family(word)] for word in words], np.int32)
    kind = np.array([_kind(word) for word in words], np.int8)[stream]
    telling = kind == _TELLING
    paired = (kind[:-1] > _PARTING) & (kind[1:] > _PARTING) & (parts[:-1] == parts[1:])
    codes = stream[:-1][paired].astype(np.int64) * len(words) + stream[1:][paired]
    pairs, places = np.unique(codes, return_inverse=True)
    vocabulary = TermNumbers(dict(words), dict(families), pairs)
    of_pairs = places.astype(np.int32) + len(words) + len(families)
    told, of = stream[telling], parts[telling]
    # kind by kind, as to count all at once takes three times the memory
    found = (
        _counted(told, of, title_weight, len(texts)),
        _counted(family_of[told] + len(words), of, title_weight, len(texts)),
        _counted(of_pairs, parts[:-1][paired], title_weight, len(texts)),
    )
    return vocabulary, Cells(*map(np.concatenate, zip(*found, strict=True)))


def _stream(texts: Sequence[tuple[str, str]]) -> tuple[dict[str, int], Places, Places]:
    """All words in order, as numbers, and for each the text that has it: 2n is title n."""
    words = Numbers()
    stream = array("i")
    ends = [0]
    for text in chain.from_iterable(texts):
        stream.extend(map(words.__getitem__, stems(text)))
        ends.append(len(stream))
    parts = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
    return words, np.array(stream, np.int32), parts


def _kind(word: str) -> int:
    if is_stop(word):
        return _PARTING
    return _TELLING if len(word) > 1 else _LETTER


def _counted(
    terms: Places, parts: Places, title_weight: int, papers: int
) -> tuple[Places, Places, Places]:
    """The cells of terms that stand in these parts, in order."""
    cells = terms.astype(np.int64) * max(papers, 1) + parts // 2
    titles = cells[parts % 2 == 0]
    found, counts = np.unique(
        np.concatenate((cells, *[titles] * (title_weight - 1))), return_counts=True
    )
    held, by = np.divmod(found, max(papers, 1))
    return held.astype(np.int32), by.astype(np.int32), counts.astype(np.int32)
