"""The minimum of a smooth convex function by L-BFGS (Nocedal & Wright, algorithm 7.5), in numpy.

The training scripts use it, so that they need nothing that the product does not.
"""

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Loss = Callable[[Vector], tuple[float, Vector]]
"""The value at a point, and the gradient there."""

_REMEMBERED = 10
_ENOUGH = 1e-4  # of the decrease that the slope promises


def minimise(loss: Loss, start: Vector, steps: int) -> Vector:
    """Where ``loss`` is smallest, after at most ``steps`` steps from ``start``."""
    point, (value, slope) = start, loss(start)
    history: deque[tuple[Vector, Vector]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        way = -_curved(slope, history)
        length = 1.0 if history else 1 / max(float(np.linalg.norm(slope)), 1e-12)
        while True:
            after = point + length * way
            new_value, new_slope = loss(after)
            if new_value <= value + _ENOUGH * length * float(slope @ way) or length < 1e-10:
                break
            length /= 2
        moved, turned = after - point, new_slope - slope
        if float(moved @ turned) > 1e-10:
            history.append((moved, turned))
        gained = value - new_value
        point, value, slope = after, new_value, new_slope
        if gained <= 1e-7 * max(abs(value), 1.0):
            break
    return point


def _curved(slope: Vector, history: deque[tuple[Vector, Vector]]) -> Vector:
    """The slope times the inverse curvature that the last steps show: the two-loop recursion."""
    way, shares = slope.copy(), []
    for moved, turned in reversed(history):
        share = float(moved @ way) / float(moved @ turned)
        way -= share * turned
        shares.append(share)
    if history:
        moved, turned = history[-1]
        way *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(history, reversed(shares), strict=True):
        way += (share - float(turned @ way) / float(moved @ turned)) * moved
    return way
