"""Learns the weights of the prior from what a public daily selection picked.

    python benchmarks/build_prior.py --data PICKS.jsonl.gz... [--before YYYY-MM] [--out FILE]

Input as benchmarks/daily_picks.py reads it; with --before only the days before that month.
Without --out the weights replace those that ship, bot/data/prior.npz. The same input gives
the same weights. Written: weights of words, categories and facts, and two counts for each
author who had a pick, under a hash of the name; no text and no name.

What authors had is counted day by day in training, so no paper knows of its own pick or of
later ones; what is written are the counts at the end.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.daily_picks import DailyPick, read_days
from benchmarks.logistic import Floats, Rows, fit
from bot.editorial.choosing.picked_authors import History, history, name_number
from bot.editorial.choosing.prior_features import Facts, facts, terms

SHIPPED = Path(__file__).resolve().parents[1] / "bot" / "data" / "prior.npz"
# papers that must hold a word, and that a category must have, to be counted
TERM_AT_LEAST = 100
FIELD_AT_LEAST = 50
# what a word is worth beside a number that varies by one standard deviation, and that number
TERM_VALUE = 0.25
NUMBER_VALUE = 0.5
PENALTY = 20.0
# a pick counts 1, and this much more for each doubling of its upvotes
EACH_DOUBLING = 0.6
LARGEST_STEP = 127
LARGEST_COUNT = 255

Tables = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Picks and papers of authors by the hash of a name."""

    picks: Counter[int]
    papers: Counter[int]

    def add(self, row: DailyPick) -> None:
        names = {name_number(one.name) for one in row.paper.authors}
        self.papers.update(names)
        self.picks.update(names if row.picked else ())

    def before(self, row: DailyPick) -> History:
        names = [name_number(one.name) for one in row.paper.authors]
        return history([(self.picks[name], self.papers[name]) for name in names])


def histories(days: Iterable[Sequence[DailyPick]]) -> tuple[list[History], Counts]:
    """What the authors of each paper had before its day, and what all had in the end."""
    counts = Counts(Counter(), Counter())
    found: list[History] = []
    for day in days:
        found += map(counts.before, day)
        for row in day:
            counts.add(row)
    return found, counts


def numbered(held: Iterable[set[str]], at_least: int) -> dict[str, int]:
    """The terms that enough papers hold, in alphabetical order, without bare numbers, which
    are years and counts."""
    counts = Counter(chain.from_iterable(held))
    kept = sorted(
        term
        for term, count in counts.items()
        if count >= at_least and not term.strip("^").isdigit()
    )
    return {term: number for number, term in enumerate(kept)}


def sparse(held: Sequence[set[str]], numbering: Mapping[str, int], dense: Floats) -> Rows:
    columns = [sorted(numbering[term] for term in terms if term in numbering) for terms in held]
    return Rows(
        columns=np.fromiter(chain.from_iterable(columns), np.int64),
        starts=np.cumsum([0, *map(len, columns)]),
        width=len(numbering),
        value=TERM_VALUE,
        dense=dense,
    )


def learn(days: Sequence[Sequence[DailyPick]], at_least: int = TERM_AT_LEAST) -> Tables:
    """The tables that bot.editorial.choosing.prior_weights reads."""
    picks = list(chain.from_iterable(days))
    papers = [row.paper for row in picks]
    had, counts = histories(days)
    held = [terms(one.title, one.abstract, one.categories) for one in papers]
    numbering = numbered(held, at_least)
    seen = [facts(one.title, one.abstract, len(one.authors)) for one in papers]
    numbers = np.array([(*one, *past.shares) for one, past in zip(seen, had, strict=True)])
    spread = numbers.std(0)
    scale = NUMBER_VALUE / np.where(spread > 0, spread, np.inf)
    rows = sparse(held, numbering, (numbers - numbers.mean(0)) * scale)
    wanted = np.array([float(row.picked) for row in picks])
    upvotes = np.array([row.upvotes for row in picks])
    fitted = fit(rows, wanted, 1 + EACH_DOUBLING * wanted * np.log2(1 + upvotes), PENALTY)
    of_terms = TERM_VALUE * fitted[: rows.width]
    of_numbers = (fitted[rows.width : -1] * scale).astype(np.float32)
    shares = np.bincount(rows.columns, minlength=rows.width) / len(picks)
    facts_only = len(Facts._fields)
    return {
        **term_tables(of_terms, numbering, shares),
        "facts": of_numbers[:facts_only],
        "usual_facts": numbers.mean(0)[:facts_only],
        "history": of_numbers[facts_only:],
        "fields": packed(categories(picks)),
        **author_tables(counts),
    }


def term_tables(weights: Floats, numbering: Mapping[str, int], shares: Floats) -> Tables:
    """Weights as whole steps; ``shares``: of the papers, those that hold a term."""
    step = (np.abs(weights).max(initial=0.0) or 1.0) / LARGEST_STEP
    steps = np.rint(weights / step).astype(np.int8)
    return {
        "terms": packed(term for term, number in numbering.items() if steps[number]),
        "term_steps": steps[steps != 0],
        "step": step,
        "usual_terms": steps @ shares * step,
    }


def author_tables(counts: Counts) -> Tables:
    names = sorted(counts.picks)
    papers = [min(counts.papers[name], LARGEST_COUNT) for name in names]
    picks = [min(counts.picks[name], LARGEST_COUNT) for name in names]
    return {
        "names": np.array(names, np.uint32),
        "papers": np.array(papers, np.uint8),
        "picks": np.array(picks, np.uint8),
    }


def categories(picks: Iterable[DailyPick]) -> list[str]:
    counts = Counter(name for row in picks for name in row.paper.categories)
    return sorted(name for name, count in counts.items() if count >= FIELD_AT_LEAST)


def packed(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--before", default="9999", metavar="YYYY-MM")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    days = read_days(options.data, options.before)
    tables = learn(days)
    np.savez_compressed(options.out, allow_pickle=False, **tables)
    shapes = {name: list(table.shape) for name, table in tables.items()}
    print(json.dumps({"days": len(days), "bytes": options.out.stat().st_size, "shapes": shapes}))


if __name__ == "__main__":
    main()
