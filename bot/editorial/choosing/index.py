"""An index of papers by their terms, for many topics. Pure; numpy does the sums.

A description meets a paper in three ways. Their words are alike: the cosine of vectors
over stems, word families and pairs of adjacent stems, where the title counts twice,
repetition counts little (tf saturated as in BM25 with k1 = 1) and rare terms count most.
Its pairs of words stand side by side. And its meaning is near (bot.editorial.space), also in
other words; what that says depends on the crowd around both. Each paper is weighed alone,
against the background's counts, so nothing depends on the other papers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.background import FAMILY_MARK, Background, family
from bot.editorial.choosing.counting import Cells, Integers, Places, TermNumbers, count_terms
from bot.editorial.choosing.plain_words import share_kept
from bot.editorial.space.crowds import Crowds
from bot.editorial.space.terms import Counts
from bot.editorial.space.vectors import Vectors, VectorSpace, unit
from bot.ports.encoding import Encoder
from bot.text.words import phrases, stems, telling

TITLE_WEIGHT = 2
PHRASE_WEIGHT = 0.4
# the saturated weight of a term that occurs twice, and the usual length of a paper's vector
_SAID_TWICE = 4 / 3
_USUAL_LENGTH = 41.0
# Shorter papers count as this long: a paper of two lines is not twice as much about each word.
_LEAST_LENGTH = 30.0
# A word of fewer papers is so rare that the space has not learned a part of what it means.
_LEARNED, _NOT_LEARNED = 3, 0.25
# what a paper's nearness counts for that says no word of a description, as the space sees it
_UNSAID = 0.85
# So many telling words of a description are usual. A longer one says in its words what it means.
_USUAL_WORDS = 6

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reference:
    """What texts are measured by, whatever other texts there are.

    ``encoder`` gives the vectors: the space, or another of the same dimensions.
    """

    background: Background
    space: VectorSpace
    crowds: Crowds
    encoder: Encoder


@dataclass(frozen=True, slots=True)
class Query:
    """A description as the index compares it.

    ``words``: its stems with their weights; ``pairs``: its pairs of adjacent stems with the
    share of each, or its words where it has no pair; ``terms``: all of it as a vector.
    ``reach`` is about how alike a paper is that says all of it, in title and abstract.
    ``meaning``: a unit vector of the space, or zeros, and the ``crowd`` around it.
    ``brevity``: 1, or less for a long text. ``unlearned``: families of words whose meaning the
    space has not, with the share of each in the description's weight. ``unsaid``: what nearness
    counts for where a paper says no word of it.
    """

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    terms: Mapping[str, float]
    reach: float
    meaning: Vectors
    crowd: float
    brevity: float
    unlearned: Mapping[str, float] = field(default_factory=dict)
    unsaid: float = 1.0


@dataclass(frozen=True, slots=True)
class Met:
    """How much of a query each paper meets: 0 to 1, ``near`` from -1. ``crowd`` is that around
    the two of them: how near papers are there anyway."""

    alike: Floats
    paired: Floats
    near: Floats
    crowd: Floats


@dataclass(frozen=True, slots=True)
class Postings:
    """The papers of term t are ``papers[starts[t]:starts[t + 1]]``, ascending."""

    starts: Integers
    papers: Places

    def of(self, number: int) -> slice:
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


@dataclass(frozen=True, slots=True)
class TermIndex:
    """``said`` goes with the papers of ``postings``: how much a paper speaks of a term, 0 to 1.
    ``lengths`` are those of the papers' vectors over terms, ``meanings`` their unit rows in the
    space, less what all papers have in common, or rows of zeros, ``crowds`` those around them."""

    size: int
    vocabulary: TermNumbers
    postings: Postings
    said: Vectors
    lengths: Floats
    meanings: Vectors
    crowds: Floats

    def holders(self, term: str) -> Places:
        """The papers that have a term, in ascending order."""
        number = self.vocabulary.number(term)
        here = slice(0) if number is None else self.postings.of(number)
        return self.postings.papers[here]

    def meets(self, query: Query) -> Met:
        alike = 2 * self._sum(query.terms) / self.lengths
        if query.meaning.any():
            near = np.asarray(self.meanings @ query.meaning, np.float64)
            near[alike == 0] *= query.unsaid
            if query.unlearned:
                near *= self._share_meant(query)
            crowd = (self.crowds + query.crowd) / 2
        else:
            # of words that the space does not know, saying them is all there is: most of them
            near = self._sum(_shares(query.words)) ** 2
            crowd = np.zeros(self.size)
        return Met(
            alike=alike,
            paired=self._sum(query.pairs),
            near=near,
            crowd=crowd,
        )

    def _share_meant(self, query: Query) -> Floats:
        """How much of what a query means nearness can tell: "harpsichord tuning" is near to all
        that is on tuning. What the space does not know, a paper has to say."""
        said = np.minimum(2 * self._sum(query.unlearned), 1)
        return np.minimum(1 - sum(query.unlearned.values()) + said, 1)

    def _sum(self, weights: Mapping[str, float]) -> Floats:
        """How much each paper speaks of these terms, by their weights."""
        numbers = ((self.vocabulary.number(term), weight) for term, weight in weights.items())
        held = [(self.postings.of(one), weight) for one, weight in numbers if one is not None]
        if not held:
            return np.zeros(self.size)
        papers = np.concatenate([self.postings.papers[here] for here, _ in held])
        said = np.concatenate([weight * self.said[here] for here, weight in held])
        # added up in the order of the terms, at once
        return np.asarray(np.bincount(papers, said, self.size), np.float64)


def reference(
    background: Background, space: VectorSpace, crowds: Crowds, encoder: Encoder | None = None
) -> Reference:
    return Reference(background, space, crowds, encoder or space)


def build_index(texts: Sequence[tuple[str, str]], known: Reference) -> TermIndex:
    """Index readable (title, abstract) pairs; papers are numbered by their place."""
    size = len(texts)
    vocabulary, cells = count_terms(texts, TITLE_WEIGHT)
    said = (cells.counts / (cells.counts + 1)).astype(np.float32)
    weights = 2 * said * _term_weights(vocabulary.terms(), known.background)[cells.terms]
    lengths = np.sqrt(np.bincount(cells.papers, weights**2, size))
    meanings = _meanings(texts, cells, vocabulary, known)
    return TermIndex(
        size=size,
        vocabulary=vocabulary,
        postings=_postings(cells, len(vocabulary)),
        said=said,
        lengths=np.maximum(lengths, _LEAST_LENGTH),
        meanings=meanings,
        crowds=known.crowds.around(meanings),
    )


def build_query(description: str, known: Reference) -> Query:
    background = known.background
    stemmed = stems(description)
    words = {word: (background.rarity(word) - 1) * share_kept(word) for word in telling(stemmed)}
    pairs = {pair: min(words.get(one, 0.0) for one in pair.split(" ")) for pair in phrases(stemmed)}
    terms = _vector(description, background)
    meaning = known.encoder.vectors([description])
    is_of_space = known.encoder is known.space
    return Query(
        words=words,
        pairs=_shares(pairs or words),
        terms=terms,
        reach=sum(terms.values()) * _SAID_TWICE / _USUAL_LENGTH,
        meaning=meaning[0],
        crowd=float(known.crowds.around(meaning)[0]),
        brevity=_USUAL_WORDS / max(len(words), _USUAL_WORDS),
        unlearned=_unlearned(words, known) if is_of_space else {},
        unsaid=_UNSAID if is_of_space else 1.0,
    )


def _unlearned(words: Mapping[str, float], known: Reference) -> Mapping[str, float]:
    """The families of words that the space does not know, or hardly, and what is lost of each."""
    shares, found = _shares(words), dict[str, float]()
    for word, number in zip(words, known.space.terms.of_words(list(words)).tolist(), strict=True):
        is_rare = known.background.counts.get(word, 0) < _LEARNED
        lost = 1.0 if number < 0 else _NOT_LEARNED * is_rare
        if lost:
            found[family(word)] = found.get(family(word), 0.0) + lost * shares[word]
    return found


def _vector(description: str, background: Background) -> Mapping[str, float]:
    """The weight of each term, so that with what a paper says of it the sum is a cosine."""
    counts = Counter(terms_of(description))
    often = np.array(list(counts.values()), np.float64)
    kept = np.array([_kept(term) for term in counts])
    rarities = _term_weights(counts, background)
    weights = 2 * often / (often + 1) * kept * rarities
    scaled = weights / (np.sqrt((weights**2).sum()) or 1.0)
    return dict(zip(counts, (scaled * rarities).tolist(), strict=True))


def _kept(term: str) -> float:
    """The share of its weight that a term of a description keeps; all for a family."""
    return 1.0 if term[0] == FAMILY_MARK else min(map(share_kept, term.split(" ")))


def _shares(weights: Mapping[str, float]) -> Mapping[str, float]:
    total = max(sum(weights.values()), 1e-9)
    return {term: weight / total for term, weight in weights.items()}


def terms_of(text: str) -> list[str]:
    """Stems, their families, and pairs of adjacent stems, each as often as it occurs."""
    stemmed = stems(text)
    found = telling(stemmed)
    return [*found, *map(family, found), *phrases(stemmed)]


def _postings(cells: Cells, terms: int) -> Postings:
    starts = np.searchsorted(cells.terms, np.arange(terms + 1))
    return Postings(starts, cells.papers)


def _term_weights(terms: Iterable[str], background: Background) -> Floats:
    named = list(terms)
    kinds = np.array([PHRASE_WEIGHT if " " in term else 1.0 for term in named])
    return np.asarray(background.rarities(named) * kinds)


def _meanings(
    texts: Sequence[tuple[str, str]], cells: Cells, vocabulary: TermNumbers, known: Reference
) -> Vectors:
    """Unit rows, less what all papers have in common."""
    if known.encoder is known.space:
        # no word is stemmed twice
        found = known.space.vectors_of(_known(cells, vocabulary, known.space), len(texts))
    else:
        found = known.encoder.vectors([f"{title}. {abstract}" for title, abstract in texts])
    return unit(np.where(found.any(1, keepdims=True), found - known.crowds.common, np.float32(0)))


def _known(cells: Cells, vocabulary: TermNumbers, space: VectorSpace) -> Counts:
    """The cells of terms that the space knows, numbered as there, by paper."""
    words = space.terms.of_words(vocabulary.words)
    first, second = np.divmod(vocabulary.pairs, max(len(words), 1))
    unknown = np.full(len(vocabulary.families), -1)
    of_pairs = space.terms.of_pairs(words[first], words[second])
    terms = np.concatenate((words, unknown, of_pairs))[cells.terms]
    known = np.flatnonzero(terms >= 0)
    known = known[np.argsort(cells.papers[known], kind="stable")]
    counts = cells.counts[known].astype(np.int64)
    return Counts(cells.papers[known].astype(np.int64), terms[known], counts)
