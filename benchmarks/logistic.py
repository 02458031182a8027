"""Logistic regression with a penalty on the squares of the weights, in numpy alone.

Minimised by L-BFGS (Nocedal 1980, https://doi.org/10.1090/S0025-5718-1980-0572855-7).
No chance takes part: the same rows give the same weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
# value and gradient at a point
Loss = Callable[[Floats], tuple[float, Floats]]

_REMEMBERED = 10
_MOST_STEPS = 200
_ENOUGH = 1e-6
_MOST_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse part of zeros and ones, row n in ``columns[starts[n]:starts[n + 1]]``, each
    one worth ``value``; beside it ``dense``, rows by numbers."""

    columns: Integers
    starts: Integers
    width: int
    value: float
    dense: Floats

    def times(self, weights: Floats) -> Floats:
        sums = np.concatenate(([0.0], np.cumsum(weights[: self.width][self.columns])))
        sparse = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return np.asarray(self.value * sparse + self.dense @ weights[self.width :])

    def transposed_times(self, errors: Floats) -> Floats:
        each = np.repeat(errors, np.diff(self.starts))
        sparse = self.value * np.bincount(self.columns, each, self.width)
        return np.concatenate((sparse, self.dense.T @ errors))


def fit(rows: Rows, wanted: Floats, importance: Floats, penalty: float) -> Floats:
    """Weights for the columns, then for the dense numbers, and last the intercept, which
    costs nothing. ``wanted``: 0 or 1 a row; ``importance``: what a row counts."""
    signs = 2 * wanted - 1

    def loss(point: Floats) -> tuple[float, Floats]:
        weights, intercept = point[:-1], point[-1]
        margins = signs * (rows.times(weights) + intercept)
        value = importance @ np.logaddexp(0, -margins) + penalty / 2 * weights @ weights
        errors = -importance * signs / (1 + np.exp(margins))
        slope = rows.transposed_times(errors) + penalty * weights
        return float(value), np.append(slope, errors.sum())

    return minimise(loss, np.zeros(rows.width + rows.dense.shape[1] + 1))


def minimise(loss: Loss, point: Floats) -> Floats:
    """Where ``loss``, convex and smooth, is least."""
    value, slope = loss(point)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(_MOST_STEPS):
        towards = -_scaled(slope, moves)
        length = 1.0 if moves else 1 / max(float(np.abs(slope).sum()), 1.0)
        for _ in range(_MOST_HALVINGS):
            reached = point + length * towards
            lower, steeper = loss(reached)
            if lower <= value + 1e-4 * length * float(slope @ towards):
                break
            length /= 2
        else:
            return point
        moves = [*moves, (reached - point, steeper - slope)][-_REMEMBERED:]
        done = value - lower <= _ENOUGH * max(abs(lower), 1.0)
        point, value, slope = reached, lower, steeper
        if done:
            break
    return point


def _scaled(slope: Floats, moves: list[tuple[Floats, Floats]]) -> Floats:
    """The slope times the inverse curvature that the last moves tell of."""
    result = slope.copy()
    kept: list[float] = []
    for step, change in reversed(moves):
        share = float(step @ result / (step @ change))
        result -= share * change
        kept.append(share)
    if moves:
        step, change = moves[-1]
        result *= float(step @ change / (change @ change))
    for (step, change), share in zip(moves, reversed(kept), strict=True):
        result += (share - float(change @ result / (step @ change))) * step
    return np.asarray(result)
