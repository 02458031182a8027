"""Which units of a paper may answer a question, with a score for each. Pure.

Several views of nearness, each from 0 to 1 within the paper, in a weighted sum: words of the
question (BM25) and their kin in the sentence, in the passage around it and beside it, adjacent
words, names, meaning in the vector space; and whether the unit has what is asked for, a figure, a
reason, a limit, a table's row. The weights were set by hand, near those that a fit found on
questions about eight papers (docs/asking.md).
"""

from collections.abc import Mapping

import numpy as np

from bot.editorial.choosing.plain_words import share_kept
from bot.editorial.retrieving.index import PaperIndex, Postings, Reals
from bot.editorial.retrieving.question import Pointer, Question
from bot.editorial.retrieving.units import Unit

_K1 = 1.2
_BESIDE = 0.5
"""What a word counts that stands beside a unit, in its section's title or table's heading."""
WEIGHTS: Mapping[str, float] = {
    "words": 0.45, "kin": 0.35, "around": 0.5, "phrases": 0.3, "names": 0.4, "passage": 0.2,
    "meaning": 0.35, "number": 0.35, "reason": 0.5, "limit": 0.45, "admission": 1.5,
    "release": 1.5, "authors": 1.5, "definition": 0.4, "table": 0.45, "row": 0.05, "caption": -0.2,
}  # fmt: skip
_POINTED, _CAPTION_LATER, _TOLD = 2.0, 0.4, 0.5


def scores_of(index: PaperIndex, question: Question) -> Reals:
    """One for each unit; 0 and less where nothing speaks for it."""
    views = views_of(index, question)
    found = sum((WEIGHTS[name] * view for name, view in views.items()), np.zeros(len(index.units)))
    found = found + _POINTED * _pointed(index, question)
    if "funding" in question.wanted:
        # who paid is told in so many words, or not at all
        return np.where(index.cues.funding > 0, np.maximum(found, _TOLD), -1.0)
    if "authors" not in question.wanted:
        found = np.where(index.cues.heads > 0, -1.0, found)
    if "references" in question.wanted:
        return np.asarray(found, np.float64)
    return np.where(index.cues.references > 0, -1.0, found)


def views_of(index: PaperIndex, question: Question) -> dict[str, Reals]:
    """The terms of the sum, by name; unweighted."""
    terms = _Terms(index, question)
    kin = _relative(terms.kin_beside())
    vector = index.space.vectors([question.english])[0]
    wanted, cues = question.wanted, index.cues
    return {
        "words": _relative(terms.in_windows()),
        "kin": kin,
        "around": _around(index, kin),
        "phrases": _relative(
            np.array([len(question.phrases & one) for one in index.phrases], np.float64)
        ),
        "names": _relative(terms.names()),
        "passage": _relative(np.maximum(index.window_vectors @ vector, 0)),
        "meaning": _relative(np.maximum(index.vectors @ vector, 0)),
        "number": cues.figures * ("number" in wanted),
        "reason": cues.reasons * ("reason" in wanted),
        "limit": cues.limits * ("limit" in wanted),
        "admission": cues.admissions * ("admission" in wanted),
        "authors": cues.heads * ("authors" in wanted),
        "release": cues.releases * ("release" in wanted),
        "definition": cues.definitions * ("definition" in wanted),
        "table": cues.rows * ("table" in wanted),
        "row": cues.rows,
        "caption": cues.captions,
    }


def _relative(found: Reals) -> Reals:
    """Against the best of the paper."""
    most = found.max(initial=0.0)
    return np.asarray(found / most if most > 0 else found, np.float64)


def _around(index: PaperIndex, kin: Reals) -> Reals:
    """The best of the neighbours within the window."""
    found = np.zeros(len(kin))
    for at, (first, last) in enumerate(index.windows):
        beside = [kin[other] for other in range(first, last) if other != at]
        found[at] = max(beside, default=0.0)
    return found


def _pointed(index: PaperIndex, question: Question) -> Reals:
    """1 for what stands at a place that the question names; a caption gives way to its rows."""
    found = np.zeros(len(index.units))
    for pointer in question.pointers:
        found = np.maximum(found, [_is_at(one, pointer) for one in index.units])
    return np.asarray(found * (1 - _CAPTION_LATER * index.cues.captions))


def _is_at(unit: Unit, pointer: Pointer) -> bool:
    if pointer.kind == "page":
        return str(unit.place.page) == pointer.number
    if pointer.kind == "section":
        printed = unit.place.section.partition(" ")[0]
        return printed == pointer.number or printed.startswith(f"{pointer.number}.")
    label = unit.place.label.lower().replace("fig.", "figure").strip("()")
    if pointer.kind == "equation":
        return label == pointer.number
    return label == f"{pointer.kind} {pointer.number}".lower()


class _Terms:
    """The question's terms in one paper."""

    def __init__(self, index: PaperIndex, question: Question) -> None:
        self._index = index
        self._terms = question.terms
        self._kin = [index.vocabulary.kin(one.stem, index.space) for one in question.terms]
        self._size = len(index.units)

    def in_windows(self) -> Reals:
        """BM25 of the passages around the units: the question's very words."""
        index, found = self._index, np.zeros(self._size)
        lengths = index.window_lengths
        norm = _K1 * (0.25 + 0.75 * lengths / max(lengths.mean(), 1e-9)) if self._size else lengths
        for term in self._terms:
            held = index.postings.get(term.stem)
            if held is not None:
                counts = index.summed(self._spread(held))
                rarity = term.weight * index.rarity(term.stem)
                found += rarity * counts * (_K1 + 1) / (counts + norm)
        return found

    def kin_beside(self) -> Reals:
        """How well the best kin of each term is met in a unit or beside it."""
        index, found = self._index, np.zeros(self._size)
        norm = _K1 * (0.7 + 0.3 * index.lengths / max(index.lengths.mean(), 1e-9))
        for term, kin in zip(self._terms, self._kin, strict=True):
            met = np.zeros(self._size)
            for other, share in kin.items():
                if (held := index.postings.get(other)) is not None:
                    met[held.units] = np.maximum(met[held.units], share)
                if (held := index.contexts.get(other)) is not None:
                    met[held.units] = np.maximum(met[held.units], _BESIDE * share)
            rarity = term.weight * share_kept(term.stem) * self._rarity(kin)
            found += rarity * met * (_K1 + 1) / (met + norm)
        return found

    def names(self) -> Reals:
        index, found = self._index, np.zeros(self._size)
        for term in self._terms:
            if term.name:
                rarity = term.weight * index.rarity(term.stem)
                if (held := index.postings.get(term.stem)) is not None:
                    found[held.units] += rarity
                if (beside := index.contexts.get(term.stem)) is not None:
                    only = np.setdiff1d(beside.units, held.units if held else [])
                    found[only] += _BESIDE * rarity
        return found

    def _rarity(self, kin: Mapping[str, float]) -> float:
        """That of the term itself, else of its nearest kin that the paper has."""
        ordered = sorted(kin, key=lambda one: -kin[one])
        return next((rarity for one in ordered if (rarity := self._index.rarity(one))), 0.0)

    def _spread(self, held: Postings) -> Reals:
        counts = np.zeros(self._size)
        counts[held.units] = held.counts
        return counts
