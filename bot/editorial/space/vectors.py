"""A small vector space of texts: what means the same is near, also in other words.

Each known term has a vector, and a text's direction is their sum. They are learned so
that the sum is near what a sentence encoder makes of the text; docs/space.md says how
and from what. Nothing neural runs here. Pure but for one packaged file.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import ClassVar, TypeVar

import numpy as np
import numpy.typing as npt

from bot.editorial.space.terms import Counts, Integers, Terms

Vectors = npt.NDArray[np.float32]
Real = TypeVar("Real", np.float32, np.float64)
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """An Encoder (bot.ports.encoding). The vector of term t is ``table[t] * scales[t]``.

    ``table`` is int8, terms by dimensions; ``scales``, float32, hold how rare a term is, too.
    ``directions``, the teacher's dimensions by ours, bring its vectors into this space.
    """

    name: ClassVar[str] = "space"

    version: str
    terms: Terms
    table: npt.NDArray[np.int8]
    scales: Vectors
    directions: Vectors

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A unit row for each text, float32; zeros where no word is known."""
        return self.vectors_of(self.terms.count(texts), len(texts))

    def vectors_of(self, counted: Counts, size: int) -> Vectors:
        """The same for ``size`` texts whose known terms are already counted, by text."""
        weights = saturated(counted.counts) * self.scales[counted.terms]
        ends = np.searchsorted(counted.texts, np.arange(size + 1)).tolist()
        sums = np.zeros((size, self.table.shape[1]), np.float32)
        if len(counted.terms) <= _BLOCK:
            rows = self.table[counted.terms].astype(np.float32)
            for text, (start, end) in enumerate(pairwise(ends)):
                sums[text] = weights[start:end] @ rows[start:end]
            return unit(sums)
        # text by text: the vectors of all terms of a day at once would take 100 MB
        for text, (start, end) in enumerate(pairwise(ends)):
            terms = counted.terms[start:end]
            sums[text] = weights[start:end] @ self.table[terms].astype(np.float32)
        return unit(sums)

    def likeness(self, terms: Integers, vector: Vectors) -> Vectors:
        """-1 to 1: how near each of these terms is to a unit vector."""
        found = np.empty(len(terms), np.float32)
        for here in blocks(len(terms)):
            found[here] = unit(self.table[terms[here]].astype(np.float32)) @ vector
        return found


def blocks(size: int) -> Iterator[slice]:
    """So many rows of the table that are widened to floats at once: all would take 25 MB."""
    return (slice(start, start + _BLOCK) for start in range(0, size, _BLOCK))


def saturated(counts: Integers) -> Vectors:
    """What occurrences of a term count for: 1, 1.33, 1.5, and never 2."""
    return np.asarray(2 * counts / (counts + 1), np.float32)


@cache
def space() -> VectorSpace:
    """The space that ships with the product, read once."""
    with as_file(files("bot").joinpath("data/space.npz")) as path:
        return read_space(path)


def read_space(path: Path) -> VectorSpace:
    """A space as benchmarks/space/fit.py packs it."""
    with np.load(path) as packed:
        words = packed["words"].tobytes().decode("utf-8").split("\n")
        return VectorSpace(
            version=str(packed["version"]),
            # interned, as stems of texts are: they are found without being compared
            terms=Terms({sys.intern(word): row for row, word in enumerate(words)}, packed["pairs"]),
            table=packed["table"],
            scales=packed["scales"].astype(np.float32),
            directions=packed["directions"].astype(np.float32),
        )


def product(rows: Vectors, columns: Vectors) -> Vectors:
    """Of two tables. OpenBLAS says "invalid value" of finite numbers at times (numpy's issue
    24067): that is no warning."""
    with np.errstate(invalid="ignore"):
        return np.asarray(rows @ columns)


def unit(rows: npt.NDArray[Real]) -> npt.NDArray[Real]:
    """Each row by its length; zeros stay."""
    # as numpy.linalg.norm does it, which takes twice as long for one row
    lengths = np.sqrt(np.add.reduce(rows * rows, axis=1, keepdims=True))
    return np.asarray(rows / np.maximum(lengths, 1e-9))
