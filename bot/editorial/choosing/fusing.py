"""How the numbers of the stages of choosing become one, 0 to 100. Pure.

Local and embeddings: the chance that a reader wants the paper, as a logistic sum of the local
number and of how near the paper is (benchmarks/build_fusing.py fits it on judged papers). Words
and names that an owner wants close the same share of the gap to 100 as they do without a model.

Judged: three quarters are the model's number, one quarter is what stood before. So a model alone
lifts no paper from the end of the short list (10) above 77, and drops none from 100 below 25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
import numpy.typing as npt

# papers below this number are not worth a model's look
LEAST_JUDGED = 10
# papers that cosines have to be compared with, to say what is near
ENOUGH = 30
_JUDGED_SHARE = 0.75

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much for the chance: the local number as log odds, nearness, and what is
    added to their sum."""

    local: float
    near: float
    bias: float


# as benchmarks/build_fusing.py prints them
WEIGHTS = Weights(local=0.78, near=0.72, bias=-0.66)
# where chances stand on the scale, as in bot.editorial.choosing.relevance
_CHANCES = (0.0, 0.3, 0.73, 1.0)
_STAND_AT = (0.0, 40.0, 75.0, 100.0)
# a local number says no more than this against a paper, or for it
_LEAST_CHANCE, _MOST_CHANCE = 0.03, 0.985


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Papers as good as drawn by lot, as one model sees them: unit rows; the mean cosine of two
    of them, and how widely these cosines spread. Models differ in both."""

    rows: Vectors
    mean: float
    spread: float


def backdrop(rows: Vectors) -> Backdrop:
    """Of at least :data:`ENOUGH` unit rows."""
    cosines = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
    return Backdrop(rows, float(cosines.mean()), max(float(cosines.std()), 1e-6))


def nearness(papers: Vectors, topics: Sequence[Vectors], behind: Backdrop) -> list[float]:
    """How near each paper is to the nearest of the topics: cosines less what two papers have in
    common, in units of how widely cosines spread. Comparable between models."""
    found = [_nearness(papers, one, behind) for one in topics]
    return np.max(found, 0).tolist() if found else [0.0] * len(papers)


def _nearness(papers: Vectors, topic: Vectors, behind: Backdrop) -> npt.NDArray[np.float64]:
    cosines = np.asarray(papers @ topic, np.float64)
    return (cosines - behind.mean) / behind.spread


def with_nearness(local: float, near: float) -> float:
    """A number with what the embeddings say; ``local`` is 0 to 100, also of a paper without a
    word in common."""
    total = WEIGHTS.local * log_odds(local) + WEIGHTS.near * near + WEIGHTS.bias
    return float(np.interp(1 / (1 + exp(-total)), _CHANCES, _STAND_AT))


def log_odds(local: float) -> float:
    """What a local number says of the chance that a reader wants the paper."""
    chance = float(np.interp(local, _STAND_AT, _CHANCES))
    chance = min(max(chance, _LEAST_CHANCE), _MOST_CHANCE)
    return log(chance / (1 - chance))


def judged(before: float, score: int) -> float:
    """A number with the model's ``score``, both 0 to 100."""
    return before + _JUDGED_SHARE * (score - before)


def with_words(described: float, whole: float, now: float) -> float:
    """``now``, for what is described, with wanted words and names: ``whole`` is the local number
    with them, ``described`` the one without."""
    if whole <= described:
        return now
    return now + (100 - now) * (whole - described) / (100 - described)
