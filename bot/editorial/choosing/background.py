"""How common words are in recent papers, and which go together. Pure but for one packaged file.

``bot/data/background.npz`` is made by benchmarks/build_statistics.py from the
metadata of about 32,000 papers. It makes a score independent of the day's other papers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from math import exp, log, log1p

import numpy as np
import numpy.typing as npt

VECTOR_SIZE = 48
# letters of a stem that tell its family: semantic, semantics, semantically
FAMILY_LETTERS = 5
FAMILY_MARK = "~"
# what is assumed of a word or a pair too rare for the table
_RARE = 1
_RARE_PHRASE = 4

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Background:
    """``counts``: papers that hold a term. Terms are stems, pairs (``video diffus``) and
    families (``~seman``). ``vectors``: a unit row for each of the commonest stems,
    numbered by ``rows``; ``abbreviations``: what they stand for (``rag``:
    ``retrieval-augmented generation``); ``centre``: the mean of all papers' unit vectors."""

    papers: int
    counts: dict[str, int]
    rows: dict[str, int]
    vectors: Vectors
    centre: Vectors
    abbreviations: dict[str, str]

    def rarity(self, term: str) -> float:
        """Inverse document frequency, smoothed, from 1 (in every paper) to about 11."""
        return 1 + log((1 + self.papers) / (1 + self._count(term)))

    def rarities(self, terms: Iterable[str]) -> npt.NDArray[np.float64]:
        """The rarity of each of many terms."""
        counts = np.array([self._count(term) for term in terms], np.float64)
        return np.asarray(1 + np.log((1 + self.papers) / (1 + counts)))

    def _count(self, term: str) -> int:
        return self.counts.get(term) or (_RARE_PHRASE if " " in term else _RARE)


@cache
def background() -> Background:
    """The table that ships with the product, read once."""
    with as_file(files("bot").joinpath("data/background.npz")) as path, np.load(path) as table:
        papers = int(table["papers"])
        words = _unpacked(table["words"])
        counts = dict(zip(words, table["word_counts"].tolist(), strict=True))
        families = _families(counts, papers)
        pairs = zip(_unpacked(table["phrases"]), table["phrase_counts"].tolist(), strict=True)
        vectors = np.asarray(table["vectors"], np.float32)
        abbreviations = dict(line.split(" ", 1) for line in _unpacked(table["abbreviations"]))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    rows = {word: row for row, word in enumerate(words[: len(vectors)])}
    shares = np.array([counts[word] / papers for word in rows])
    return Background(
        papers=papers,
        counts={**counts, **families, **dict(pairs)},
        rows=rows,
        vectors=vectors,
        centre=_centre(shares, vectors),
        abbreviations=abbreviations,
    )


def _centre(shares: npt.NDArray[np.float64], vectors: Vectors) -> Vectors:
    """The mean paper, as if words occurred independently."""
    weights = 1 - np.log(shares)
    total = (shares * weights) @ vectors
    spread = (shares * (1 - shares) * weights**2).sum()
    return np.asarray(total / np.sqrt(total @ total + spread), np.float32)


def _unpacked(table: npt.NDArray[np.uint8]) -> list[str]:
    return table.tobytes().decode("utf-8").split("\n")


def _families(counts: dict[str, int], papers: int) -> dict[str, int]:
    """Papers that hold any word of a family, as if its words kept no company."""
    absent: dict[str, float] = {}
    for word, count in counts.items():
        key = family(word)
        absent[key] = absent.get(key, 0.0) + log1p(-count / (papers + 1))
    return {key: round(papers * (1 - exp(share))) for key, share in absent.items()}


def family(stem: str) -> str:
    return FAMILY_MARK + stem[:FAMILY_LETTERS]
