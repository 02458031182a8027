"""How much each sentence of an abstract is worth quoting. Pure but for one packaged file.

Two learned judges over the traits of ``traits.py``: which sentence people would write as the
TL;DR, and which states an outcome. ``bot/data/sentences.json`` is made by
benchmarks/build_sentences.py.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

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
    tldr, findings = _weights()["tldr"], _weights()["findings"]
    return tuple(
        Worth(_sum(tldr, one), 1 / (1 + exp(-_sum(findings, one))))
        for one in traits(sentences, chances)
    )


def _sum(weights: Mapping[str, float], seen: Traits) -> float:
    told = (weight * seen[name] for name, weight in weights.items() if name != CONSTANT)
    return sum(told) + weights.get(CONSTANT, 0.0)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weights that ship with the product, read once; ``constant`` is added as it is."""
    made: Mapping[str, Mapping[str, float]] = json.loads(
        files("bot").joinpath("data/sentences.json").read_text("utf-8")
    )
    return made
