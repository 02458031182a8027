"""The learned weights of the prior. Pure but for one packaged file.

``bot/data/prior.npz`` is made by benchmarks/build_prior.py from what a public daily
selection picked of about 32,000 papers; see docs/prior.md. A paper's score is a sum:
its words and categories, its facts, and what its authors had picked before, the last
within a bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from bot.editorial.choosing.picked_authors import History, PickedAuthors
from bot.editorial.choosing.prior_features import Facts

# What known authors add at most: a paper of a group that nobody knows can come before theirs.
MOST_OF_AUTHORS = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class PriorWeights:
    """Log-odds of being picked, part by part.

    ``terms`` count steps of ``step``; ``facts`` and ``history`` go with the fields of Facts
    and the shares of History. ``usual_terms``: what those of a paper come to in the mean;
    ``usual_facts``: its mean facts. ``fields``: the categories of which enough papers were seen.
    """

    terms: Mapping[str, int]
    step: float
    usual_terms: float
    facts: tuple[float, ...]
    usual_facts: Facts
    history: tuple[float, ...]
    fields: frozenset[str]
    authors: PickedAuthors

    def of_terms(self, terms: Iterable[str]) -> float:
        steps = sum(filter(None, map(self.terms.get, terms)))
        return steps * self.step - self.usual_terms

    def of_facts(self, facts: Facts, *, in_known_field: bool) -> float:
        """In other fields links and the number of authors alone: how papers are worded differs."""
        usual = self.usual_facts
        if not in_known_field:
            facts = facts._replace(
                report=usual.report,
                named=usual.named,
                title_length=usual.title_length,
                abstract_length=usual.abstract_length,
            )
        return _product(self.facts, facts) - _product(self.facts, usual)

    def of_authors(self, history: History) -> float:
        """0 for authors who had nothing, and at most MOST_OF_AUTHORS."""
        return min(max(_product(self.history, history.shares), 0.0), MOST_OF_AUTHORS)


@cache
def shipped_weights() -> PriorWeights:
    """The weights that ship with the product, read once."""
    with as_file(files("bot").joinpath("data/prior.npz")) as path:
        return read_weights(path)


def read_weights(path: Path) -> PriorWeights:
    """What benchmarks/build_prior.py wrote."""
    with np.load(path) as table:
        names = table["terms"].tobytes().decode("utf-8").split("\n")
        return PriorWeights(
            terms=dict(zip(names, table["term_steps"].tolist(), strict=True)),
            step=float(table["step"]),
            usual_terms=float(table["usual_terms"]),
            facts=tuple(table["facts"].tolist()),
            usual_facts=Facts(*table["usual_facts"].tolist()),
            history=tuple(table["history"].tolist()),
            fields=frozenset(table["fields"].tobytes().decode("utf-8").split("\n")),
            authors=PickedAuthors(table["names"], table["papers"], table["picks"]),
        )


def _product(weights: Sequence[float], numbers: Sequence[float]) -> float:
    return sum(weight * number for weight, number in zip(weights, numbers, strict=True))
