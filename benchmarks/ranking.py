"""How good an order is: normalised discounted cumulative gain (Järvelin and Kekäläinen 2002)."""

from collections.abc import Sequence
from math import log2


def ndcg_of_judgements(judgements: Sequence[int], depth: int) -> float:
    """The gain of a judgement is 2^judgement - 1."""
    return ndcg([2.0**judgement - 1 for judgement in judgements], depth)


def ndcg(gains: Sequence[float], depth: int) -> float:
    """Of the first ``depth`` places, against the best order; 0 where nothing can be gained."""
    best = _discounted(sorted(gains, reverse=True)[:depth])
    return _discounted(gains[:depth]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))
