"""How well the prior finds what a public daily selection picked.

    python benchmarks/picks.py --data FILE... [--weights FILE]

FILE: JSON lines as benchmarks/daily_picks.py reads them. A day's papers are ordered by
bot.editorial.choosing.notable, as a brief orders papers that only a category asks for;
ties are broken by lot. Printed, averaged over the days that have a pick:

recall10  picks among the first ten, over ten or the day's picks, whichever is less
ndcg10    nDCG at 10, gain log2(1 + upvotes), at least 0.5 for a pick

The weights that ship were learned from the very months of this data, so to measure on a
month, learn from the earlier ones first and give them with --weights:

    python benchmarks/build_prior.py --data *.jsonl.gz --before 2026-03 --out earlier.npz
    python benchmarks/picks.py --data 2026-03.jsonl.gz --weights earlier.npz

A line for each figure, then one line of JSON.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from math import log2
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import ranking
from benchmarks.daily_picks import DailyPick, read_days
from bot.editorial.choosing.notable import notable
from bot.editorial.choosing.prior_weights import PriorWeights, read_weights, shipped_weights

FIRST = 10
LEAST_GAIN = 0.5
SEED = 0


def ordered(
    day: Sequence[DailyPick], weights: PriorWeights, chance: np.random.Generator
) -> list[DailyPick]:
    lots = chance.permutation(len(day))
    scores = [notable(row.paper, weights).score for row in day]
    return [day[place] for place in sorted(lots, key=lambda place: -scores[place])]


def recall(day: Sequence[DailyPick]) -> float:
    picks = sum(row.picked for row in day)
    return sum(row.picked for row in day[:FIRST]) / min(FIRST, picks)


def ndcg(day: Sequence[DailyPick]) -> float:
    gains = [max(log2(1 + row.upvotes), LEAST_GAIN) if row.picked else 0.0 for row in day]
    return ranking.ndcg(gains, FIRST)


def measure(paths: Sequence[Path], weights: PriorWeights) -> dict[str, float]:
    chance = np.random.default_rng(SEED)
    days = [day for day in read_days(paths) if any(row.picked for row in day)]
    lists = [ordered(day, weights, chance) for day in days]
    metrics = {"recall10": recall, "ndcg10": ndcg}
    return {
        name: round(sum(map(metric, lists)) / max(len(lists), 1), 4)
        for name, metric in metrics.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--weights", type=Path)
    options = parser.parse_args()
    weights = read_weights(options.weights) if options.weights else shipped_weights()
    figures = measure(options.data, weights)
    for name, value in figures.items():
        print(f"{name:10}{value:.4f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
