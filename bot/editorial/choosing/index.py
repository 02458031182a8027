"""An index of papers by their terms, for many topics. Pure; numpy does the sums.

A paper is a unit vector over stems, word families and pairs of adjacent stems; the
title counts twice, repetition counts little (tf saturated as in BM25 with k1 = 1),
rare terms count most. A topic's description is such a vector too, and the score is
their cosine, plus a small share of how near their average word vectors are, which
finds what is said in other words. Each paper is weighed alone, against the
background's counts, so its score does not depend on the other papers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.background import FAMILY_MARK, Background, family
from bot.editorial.choosing.counting import Cells, Integers, Vocabulary, count_terms
from bot.text.words import phrases, stems, telling

TITLE_WEIGHT = 2
PHRASE_WEIGHT = 0.4
NEARNESS_WEIGHT = 0.15
# the saturated weight of a term that occurs twice, and the usual length of a paper's vector
_SAID_TWICE = 4 / 3
_USUAL_LENGTH = 41.0
# a paper of two lines is not twice as much about each of its words
_LEAST_LENGTH = 30.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Query:
    """A description as the index compares it; ``weights`` is a unit vector over terms.

    ``words`` counts its different stems; ``reach`` is about what a paper scores that
    says all of it, in title and abstract.
    """

    weights: dict[str, float]
    vector: Floats
    reach: float
    words: int


@dataclass(frozen=True, slots=True)
class Postings:
    """The papers of term t are ``papers[starts[t]:starts[t + 1]]``, ascending."""

    starts: Integers
    papers: Integers

    def of(self, number: int) -> slice:
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


@dataclass(frozen=True, slots=True)
class TermIndex:
    """``weights`` go with the papers of ``postings``; ``titles`` are the papers that have a
    term in the title. ``vectors``: a unit row for each paper, or one of zeros."""

    size: int
    vocabulary: Vocabulary
    postings: Postings
    weights: Floats
    titles: Postings
    vectors: Floats

    def holders(self, term: str) -> Integers:
        """The papers that have a term, in ascending order."""
        number = self.vocabulary.number(term)
        here = slice(0) if number is None else self.postings.of(number)
        return self.postings.papers[here]

    def contributions(self, query: Query) -> tuple[list[str], Floats]:
        """The query's terms that occur at all, and what each adds: terms by papers."""
        numbers = self._numbers(query)
        added = np.zeros((len(numbers), self.size))
        for row, (term, number) in enumerate(numbers.items()):
            here = self.postings.of(number)
            added[row, self.postings.papers[here]] = query.weights[term] * self.weights[here]
        return list(numbers), added

    def titled(self, query: Query) -> Floats:
        """The share of the query's weight, 0 to 1, that each paper has in its title."""
        shares = np.zeros(self.size)
        for term, number in self._numbers(query).items():
            shares[self.titles.papers[self.titles.of(number)]] += query.weights[term] ** 2
        return shares

    def nearness(self, query: Query) -> Floats:
        """-1 to 1: whether a paper's words keep the company of the query's."""
        return np.asarray(self.vectors @ query.vector)

    def _numbers(self, query: Query) -> dict[str, int]:
        found = ((term, self.vocabulary.number(term)) for term in query.weights)
        return {term: number for term, number in found if number is not None}


def build_index(texts: Sequence[tuple[str, str]], background: Background) -> TermIndex:
    """Index readable (title, abstract) pairs; papers are numbered by their place."""
    size = len(texts)
    vocabulary, cells, titles = count_terms(texts, TITLE_WEIGHT)
    weights = _saturated(cells.counts) * _term_weights(vocabulary.terms(), background)[cells.terms]
    norms = np.maximum(np.sqrt(np.bincount(cells.papers, weights**2, size)), _LEAST_LENGTH)
    return TermIndex(
        size=size,
        vocabulary=vocabulary,
        postings=_postings(cells, len(vocabulary)),
        weights=weights / norms[cells.papers],
        titles=_postings(titles, len(vocabulary)),
        vectors=_paper_vectors(size, vocabulary, cells, weights, background),
    )


def build_query(description: str, background: Background) -> Query:
    counts = Counter(terms_of(description))
    rarities = _term_weights(counts, background)
    weights = _saturated(np.array(list(counts.values()), np.int64)) * rarities
    unit = weights / (np.sqrt((weights**2).sum()) or 1.0)
    rows = _rows(counts, background)
    mean = weights[rows >= 0] @ background.vectors[rows[rows >= 0]]
    return Query(
        weights=dict(zip(counts, unit.tolist(), strict=True)),
        vector=_directions(mean[None], background)[0],
        reach=float(unit @ rarities) * _SAID_TWICE / _USUAL_LENGTH,
        words=sum(" " not in term and term[0] != FAMILY_MARK for term in counts),
    )


def terms_of(text: str) -> list[str]:
    """Stems, their families, and pairs of adjacent stems, each as often as it occurs."""
    stemmed = stems(text)
    found = telling(stemmed)
    return [*found, *map(family, found), *phrases(stemmed)]


def _postings(cells: Cells, terms: int) -> Postings:
    starts = np.searchsorted(cells.terms, np.arange(terms + 1))
    return Postings(starts, cells.papers)


def _saturated(counts: Integers) -> Floats:
    return np.asarray(2 * counts / (counts + 1))


def _term_weights(terms: Iterable[str], background: Background) -> Floats:
    named = list(terms)
    kinds = np.array([PHRASE_WEIGHT if " " in term else 1.0 for term in named])
    return np.asarray(background.rarities(named) * kinds)


def _rows(terms: Iterable[str], background: Background) -> Integers:
    """Each term's row among the word vectors; -1 without one, as for families and pairs."""
    return np.array([background.rows.get(term, -1) for term in terms], np.int64)


def _paper_vectors(
    size: int, vocabulary: Vocabulary, cells: Cells, weights: Floats, background: Background
) -> Floats:
    """Unit vectors: each paper's weighted mean of word vectors, less what all papers share."""
    rows = _rows(vocabulary.words, background)
    # words have the lowest numbers, and cells are sorted by them
    end = int(np.searchsorted(cells.terms, len(rows)))
    row_of = rows[cells.terms[:end]]
    known = np.flatnonzero(row_of >= 0)
    known = known[np.argsort(cells.papers[known], kind="stable")]
    ends = np.searchsorted(cells.papers[known], np.arange(size + 1))
    sums = np.zeros((size, len(background.centre)))
    # paper by paper: the vectors of all words of a day at once would take 40 MB
    for paper in range(size):
        here = known[ends[paper] : ends[paper + 1]]
        sums[paper] = weights[here] @ background.vectors[row_of[here]]
    return _directions(sums, background)


def _directions(sums: Floats, background: Background) -> Floats:
    means = _unit(sums)
    return np.where(means.any(1, keepdims=True), _unit(means - background.centre), 0.0)


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
