"""How common words are in recent papers. Pure but for one packaged file.

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

# So many first letters of a stem make its family: semantic, semantics, semantically.
FAMILY_LETTERS = 5
FAMILY_MARK = "~"
# what is assumed of a word or a pair too rare for the table
_RARE = 1
_RARE_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Background:
    """``counts``: papers that hold a term. Terms are stems, pairs (``video diffus``) and
    families (``~seman``). ``abbreviations``: what they stand for (``rag``:
    ``retrieval-augmented generation``)."""

    papers: int
    counts: dict[str, int]
    abbreviations: dict[str, str]

    def rarity(self, term: str) -> float:
        """Inverse document frequency, smoothed, from 1 (in every paper) to about 11."""
        return 1 + log((1 + self.papers) / (1 + self._count(term)))

    def rarities(self, terms: Iterable[str]) -> npt.NDArray[np.float64]:
        """The rarity of each of many terms."""
        known = self.counts.get
        # as in _count, which a day would call a hundred thousand times
        counts = [known(one) or (_RARE_PHRASE if " " in one else _RARE) for one in terms]
        return np.asarray(1 + np.log((1 + self.papers) / (1 + np.array(counts, np.float64))))

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
        abbreviations = dict(line.split(" ", 1) for line in _unpacked(table["abbreviations"]))
    return Background(
        papers=papers,
        counts={**counts, **families, **dict(pairs)},
        abbreviations=abbreviations,
    )


def _unpacked(table: npt.NDArray[np.uint8]) -> list[str]:
    return table.tobytes().decode("utf-8").split("\n")


def _families(counts: dict[str, int], papers: int) -> dict[str, int]:
    """Papers that hold any word of a family, as if its words occurred independently."""
    absent: dict[str, float] = {}
    for word, count in counts.items():
        key = family(word)
        absent[key] = absent.get(key, 0.0) + log1p(-count / (papers + 1))
    return {key: round(papers * (1 - exp(share))) for key, share in absent.items()}


def family(stem: str) -> str:
    return FAMILY_MARK + stem[:FAMILY_LETTERS]


def families(stems: Iterable[str]) -> frozenset[str]:
    """The family of each stem, as :func:`family` names it; a paper has hundreds."""
    return frozenset([FAMILY_MARK + stem[:FAMILY_LETTERS] for stem in stems])
