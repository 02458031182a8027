"""An index of papers by their terms, for many topics. Pure; numpy does the sums.

A paper is a unit vector over stems, word families and pairs of adjacent stems; the
title counts twice, repetition counts little (tf saturated as in BM25 with k1 = 1),
rare terms count most. A topic's description is such a vector too, and the score is
their cosine, plus a small share of how near their average word vectors are, which
finds what is said in other words. Each paper is weighed alone, against the
background's counts, so its score does not depend on the other papers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.background import FAMILY_MARK, Background, family
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
Integers = npt.NDArray[np.int64]


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
class TermIndex:
    """Postings: the papers and weights of term t lie at ``starts[t]:starts[t + 1]``.

    ``titles``: the papers whose titles have a term.
    """

    size: int
    numbers: dict[str, int]
    starts: Integers
    papers: Integers
    weights: Floats
    vectors: Floats
    titles: dict[str, list[int]]

    def holders(self, term: str) -> Integers:
        """The papers that have a term, in ascending order."""
        number = self.numbers.get(term)
        if number is None:
            return self.papers[:0]
        return self.papers[self.starts[number] : self.starts[number + 1]]

    def contributions(self, query: Query) -> tuple[list[str], Floats]:
        """The query's terms that occur at all, and what each adds: terms by papers."""
        terms = [term for term in query.weights if term in self.numbers]
        added = np.zeros((len(terms), self.size))
        for row, term in enumerate(terms):
            number = self.numbers[term]
            here = slice(self.starts[number], self.starts[number + 1])
            added[row, self.papers[here]] = query.weights[term] * self.weights[here]
        return terms, added

    def titled(self, query: Query) -> Floats:
        """The share of the query's weight, 0 to 1, that each paper has in its title."""
        shares = np.zeros(self.size)
        for term, weight in query.weights.items():
            shares[self.titles.get(term, [])] += weight**2
        return shares

    def nearness(self, query: Query) -> Floats:
        """-1 to 1: whether a paper's words keep the company of the query's."""
        return np.asarray(self.vectors @ query.vector)


def terms_of(text: str) -> list[str]:
    """Stems, their families, and pairs of adjacent stems, each as often as it occurs."""
    stemmed = stems(text)
    found = telling(stemmed)
    return [*found, *map(family, found), *phrases(stemmed)]


def build_index(texts: Sequence[tuple[str, str]], background: Background) -> TermIndex:
    """Index readable (title, abstract) pairs; papers are numbered by their place."""
    numbers: dict[str, int] = {}
    titles = [terms_of(title) for title, _ in texts]
    abstracts = [terms_of(abstract) for _, abstract in texts]
    held = [_numbered(*both, numbers) for both in zip(titles, abstracts, strict=True)]
    size = len(texts)
    lengths = [len(one) for one in held]
    paper_of = np.repeat(np.arange(size), lengths)
    term_of = np.array(list(chain.from_iterable(held)), np.int64)
    cells, counts = np.unique(term_of * max(size, 1) + paper_of, return_counts=True)
    terms, papers = np.divmod(cells, max(size, 1))
    weights = _saturated(counts) * _term_weights(numbers, background)[terms]
    norms = np.maximum(np.sqrt(np.bincount(papers, weights**2, size)), _LEAST_LENGTH)
    return TermIndex(
        size=size,
        numbers=numbers,
        starts=np.searchsorted(terms, np.arange(len(numbers) + 1)),
        papers=papers,
        weights=weights / norms[papers],
        vectors=_vectors(size, terms, papers, weights, numbers, background),
        titles=_titles(titles),
    )


def _titles(titles: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for number, terms in enumerate(titles):
        for term in set(terms):
            holders.setdefault(term, []).append(number)
    return holders


def build_query(description: str, background: Background) -> Query:
    numbers: dict[str, int] = {}
    held = _numbered([], terms_of(description), numbers)
    counts = np.bincount(held, minlength=len(numbers))
    weights = _saturated(counts) * _term_weights(numbers, background)
    terms = np.arange(len(numbers))
    nobody = np.zeros(len(numbers), np.int64)
    vectors = _vectors(1, terms, nobody, weights, numbers, background)
    unit = weights / (np.sqrt((weights**2).sum()) or 1.0)
    reach = float(unit @ _term_weights(numbers, background)) * _SAID_TWICE / _USUAL_LENGTH
    words = sum(" " not in term and term[0] != FAMILY_MARK for term in numbers)
    return Query(dict(zip(numbers, unit.tolist(), strict=True)), vectors[0], reach, words)


def _numbered(title: list[str], abstract: list[str], numbers: dict[str, int]) -> list[int]:
    terms = title * TITLE_WEIGHT + abstract
    return [numbers.setdefault(term, len(numbers)) for term in terms]


def _saturated(counts: Integers) -> Floats:
    return np.asarray(2 * counts / (counts + 1))


def _term_weights(terms: Iterable[str], background: Background) -> Floats:
    return np.array(
        [background.rarity(term) * (PHRASE_WEIGHT if " " in term else 1.0) for term in terms]
    )


def _vectors(
    size: int,
    terms: Integers,
    papers: Integers,
    weights: Floats,
    numbers: dict[str, int],
    background: Background,
) -> Floats:
    """Unit vectors: each paper's weighted mean of word vectors, less what all papers share."""
    row_of = np.array(
        [-1 if term[0] == FAMILY_MARK else background.rows.get(term, -1) for term in numbers],
        np.int64,
    )
    rows = row_of[terms] if len(terms) else terms
    known = rows >= 0
    parts = background.vectors[rows[known]] * weights[known, None]
    sums = [np.bincount(papers[known], column, size) for column in parts.T]
    means = _unit(np.array(sums, np.float64).reshape(len(background.centre), size).T)
    return np.where(means.any(1, keepdims=True), _unit(means - background.centre), 0.0)


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
