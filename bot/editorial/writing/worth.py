"""How much each sentence of an abstract is worth quoting. Pure but for one packaged file.

Two learned judges over the traits of ``traits.py``: which sentence people would write as the
TL;DR, and which states an outcome. ``bot/data/sentences.json`` is made by
benchmarks/build_sentences.py.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import itemgetter, mul

from bot.editorial.writing.roles import Table
from bot.editorial.writing.traits import Traits, traits

CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Worth:
    """``contribution``: how well the sentence, alone, says what the paper contributes; to be
    compared within one abstract, where 1 more is e times as likely. ``outcome``: how likely it
    states what came out, from 0 to 1."""

    contribution: float
    outcome: float


def judge(sentences: Sequence[str], chances: Table) -> tuple[Worth, ...]:
    """The worth of each sentence, in order; ``chances``: how likely each has each role."""
    tldr, findings = _judges()["tldr"], _judges()["findings"]
    return tuple(
        Worth(tldr.points(one), 1 / (1 + exp(-findings.points(one))))
        for one in traits(sentences, chances)
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """``weights`` go with the traits that ``named`` takes out of all; ``constant`` is added."""

    weights: Sequence[float]
    named: Callable[[Traits], Sequence[float]]
    constant: float

    def points(self, seen: Traits) -> float:
        return float(sum(map(mul, self.weights, self.named(seen))) + self.constant)


@cache
def _judges() -> Mapping[str, _Judge]:
    """The weights that ship with the product, read once."""
    text = files("bot").joinpath("data/sentences.json").read_text("utf-8")
    return {name: _judge(weights) for name, weights in json.loads(text).items()}


def _judge(weights: dict[str, float]) -> _Judge:
    constant = weights.pop(CONSTANT, 0.0)
    return _Judge(tuple(weights.values()), itemgetter(*weights), constant)
