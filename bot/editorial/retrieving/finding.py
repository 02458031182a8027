"""The passages of one or several papers that may answer a question, best first. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from bot.editorial.retrieving.alike import alike
from bot.editorial.retrieving.index import PaperIndex, Reals
from bot.editorial.retrieving.question import Question
from bot.editorial.retrieving.ranking import scores_of
from bot.editorial.retrieving.things import things_of
from bot.editorial.retrieving.units import Unit
from bot.values.analyses import Passage

MOST = 6
"""Passages for a question, of all papers together; at least two of each."""
_LEAST_OF_EACH = 2
# a passage that is so much worse than the best of its paper is no answer
_LEAST_SHARE = 0.45
# candidates that an embeddings model compares with the question
COMPARED = 40
_MEANING = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a paper that may answer, with its score; the passage is the window around it, and
    ``focus`` the unit of it that names what is asked for."""

    index: PaperIndex
    unit: int
    score: float
    focus: int

    @property
    def window(self) -> tuple[int, int]:
        return self.index.windows[self.unit]

    @property
    def found(self) -> Unit:
        return self.index.units[self.unit]

    @property
    def text(self) -> str:
        first, last = self.window
        return passage_text(self.index.units[first:last])


def candidates(index: PaperIndex, question: Question, most: int = COMPARED) -> list[Candidate]:
    """The best passages of one paper, no two with a sentence in common, best first."""
    if not index.units or not (question.terms or question.pointers):
        return []
    scores = scores_of(index, question)
    naming = _naming(index, question)
    return [
        Candidate(index, at, float(scores[at]), _focus(index, at, naming, scores))
        for at in _apart(index, scores, most)
    ]


def _naming(index: PaperIndex, question: Question) -> frozenset[int]:
    """The sentences that have the thing asked for: "data" of "which data was it trained on?"."""
    things = () if question.foreign else things_of(question)
    stems = {stem for thing in things for stem in (thing[-1], *alike(thing[-1]))}
    held = [index.postings[stem].units.tolist() for stem in stems if stem in index.postings]
    return frozenset(at for each in held for at in each if index.units[at].kind == "sentence")


def _focus(index: PaperIndex, at: int, naming: frozenset[int], scores: Reals) -> int:
    """Words and figures beside it may lift a sentence above the one that tells."""
    if at in naming or index.units[at].kind != "sentence":
        return at
    beside = naming & frozenset(range(*index.windows[at]))
    return max(beside, key=lambda one: (float(scores[one]), -one), default=at)


def unheard_by(indexes: Iterable[PaperIndex], question: Question) -> frozenset[str]:
    """The stems of the question's terms that none of the papers has."""
    heard = [one.vocabulary.known for one in indexes]
    return frozenset(
        one.stem for one in question.terms if not any(one.stem in each for each in heard)
    )


def _apart(index: PaperIndex, scores: Reals, most: int) -> list[int]:
    taken = np.zeros(len(scores), bool)
    found: list[int] = []
    least = max(_LEAST_SHARE * float(scores.max(initial=0.0)), 1e-6)
    for at in np.argsort(-scores, kind="stable").tolist():
        if len(found) == most or scores[at] < least:
            break
        first, last = index.windows[at]
        if not taken[first:last].any():
            taken[first:last] = True
            found.append(at)
    return found


def fused(found: Sequence[Candidate], nearness: Sequence[float]) -> list[Candidate]:
    """With what an embeddings model says: ``nearness`` has a cosine for each. Best first."""
    low, high = min(nearness, default=0.0), max(nearness, default=0.0)
    room = high - low or 1.0
    best = max((one.score for one in found), default=1.0)
    summed = [
        replace(one, score=one.score + _MEANING * best * (near - low) / room)
        for one, near in zip(found, nearness, strict=True)
    ]
    return sorted(summed, key=lambda one: -one.score)


def passages_of(
    by_paper: Mapping[str, Sequence[Candidate]], most: int = MOST
) -> tuple[Passage, ...]:
    """The best of each paper in turn: scores of two papers cannot be compared."""
    each = max(most // max(len(by_paper), 1), _LEAST_OF_EACH)
    once = {id_: _once(found)[:each] for id_, found in by_paper.items()}
    turns = zip_longest(*([(id_, one) for one in found] for id_, found in once.items()))
    taken = [one for turn in turns for one in turn if one is not None]
    return tuple(
        Passage(f"q{number}", id_, one.text, one.found.place, one.index.units[one.focus].text)
        for number, (id_, one) in enumerate(taken, start=1)
    )


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    """Without captions of tables that are there themselves, with theirs."""
    tables = [one.text for one in found if one.found.kind == "row"]
    return [
        one
        for one in found
        if one.found.kind != "caption" or not any(each.startswith(one.text) for each in tables)
    ]


def passage_text(units: Sequence[Unit]) -> str:
    """Sentences with spaces between; rows in lines below their caption and heading row."""
    if not units or units[0].kind != "row":
        return " ".join(one.text for one in units)
    first = units[0]
    caption = first.context.removesuffix(first.heading).strip()
    rows = [one.text for one in units if one.text != first.heading]
    return "\n".join(filter(None, (caption, first.heading, *rows)))
