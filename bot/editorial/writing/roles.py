"""The part that a sentence plays in an abstract, with how sure that is. Pure but for one file.

A linear-chain conditional random field: features of each sentence (``features.py``) give points to
roles, and so does the role before. ``bot/data/roles.npz`` is made by benchmarks/build_roles.py.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, pairwise, repeat
from typing import Literal

import numpy as np
import numpy.typing as npt

from bot.editorial.writing.cues import ROLES, Role
from bot.editorial.writing.features import Name, abstract_features

Table = npt.NDArray[np.float64]

Headed = Literal["motivation", "method", "result"]
HEADED: Mapping[Headed, tuple[Role, ...]] = {
    "motivation": ("background",),
    "method": ("objective", "method"),
    "result": ("result",),
}
"""Parts under a heading of their own, with the roles that a sentence of theirs has."""
_CERTAIN = 100.0
_UNKNOWN = -1
_CONCLUSION = re.compile(
    r"^(?:in conclusion|to conclude|we conclude|overall, (?:our|these)|taken together|together, "
    r"|conclusions?\s*[:.]|(?:these|our|the|this) (?:\w+ )?(?:results?|findings?|work|insights?|"
    r"analys[ie]s|stud(?:y|ies)|evidence) (?:\w+ )?(?:suggest|indicate|highlight|underscore|imply|"
    r"implies|point to))"
)
_HEADINGS: Mapping[str, Role] = {
    **dict.fromkeys(
        ("background", "context", "introduction", "motivation", "problem"), "background"
    ),
    **dict.fromkeys(("objective", "objectives", "aim", "aims", "purpose", "goal"), "objective"),
    **dict.fromkeys(
        ("method", "methods", "methodology", "approach", "materials and methods"), "method"
    ),
    **dict.fromkeys(("result", "results", "findings", "conclusion", "conclusions"), "result"),
}
_HEADING = re.compile(rf"^\W*({'|'.join(_HEADINGS)})\W*[:.—–-]")


@dataclass(frozen=True, slots=True)
class _Model:
    """``weights``: a row for each feature, numbered by ``rows``, with a column for each of
    ``ROLES``; ``transitions``: from the role of one sentence to that of the next. ``certainty``:
    for each of ``HEADED``, constant and slope by which a chance becomes a certainty."""

    rows: Mapping[Name, int]
    weights: npt.NDArray[np.float32]
    transitions: Table
    certainty: Table


def role_chances(sentences: Sequence[str]) -> Table:
    """How likely each sentence has each role: a row for each, a column for each of ``ROLES``.

    Rows add up to 1. The authors' own headings decide for the sentences below them.
    """
    if not sentences:
        return np.zeros((0, len(ROLES)))
    model = _model()
    emissions = _points(model, abstract_features(sentences))
    return marginals(emissions + _headed(sentences), model.transitions)


def likeliest(chances: Table) -> tuple[Role, ...]:
    """The likeliest role of each sentence."""
    return tuple(ROLES[column] for column in chances.argmax(axis=1))


def certainty(chances: Table, part: Headed) -> Table:
    """For each sentence, the share of sentences like it that belong under the part's heading,
    among those about which readers agree."""
    constant, slope = _model().certainty[list(HEADED).index(part)]
    return np.asarray(1 / (1 + np.exp(-(constant + slope * log_odds(chances, part)))))


def log_odds(chances: Table, part: Headed) -> Table:
    """Of the chance that a sentence has one of the part's roles."""
    columns = [ROLES.index(role) for role in HEADED[part]]
    chance = chances[:, columns].sum(axis=1).clip(1e-6, 1 - 1e-6)
    return np.asarray(np.log(chance / (1 - chance)))


def concludes(sentence: str) -> bool:
    """Whether the sentence says by itself that it draws a conclusion."""
    return _CONCLUSION.match(sentence.lower()) is not None


def marginals(emissions: Table, transitions: Table) -> Table:
    """How likely each sentence has each role, over all ways through the abstract."""
    forward, backward = chain(emissions, transitions)
    logs = forward + backward
    chances = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=-1, keepdims=True))


def chain(emissions: Table, transitions: Table) -> tuple[Table, Table]:
    """Logarithms of the sums over all ways to reach each role, and to go on from it.

    ``emissions``: (..., sentences, roles); both results have its shape.
    """
    forward, backward = emissions.copy(), np.zeros_like(emissions)
    for at in range(1, emissions.shape[-2]):
        forward[..., at, :] += _sums(forward[..., at - 1, :, None] + transitions, -2)
    for at in range(emissions.shape[-2] - 2, -1, -1):
        ahead = emissions[..., at + 1, :] + backward[..., at + 1, :]
        backward[..., at, :] = _sums(transitions + ahead[..., None, :], -1)
    return forward, backward


def _sums(logs: Table, axis: int) -> Table:
    return np.asarray(np.logaddexp.reduce(logs, axis=axis))


def _points(model: _Model, features: Sequence[Iterable[Name]]) -> npt.NDArray[np.float32]:
    """What the features of each sentence give to each role: a row for each."""
    rows = [_rows(model, names) for names in features]
    # taken out together, which is faster
    taken = model.weights[[row for one in rows for row in one]]
    ends = accumulate(map(len, rows), initial=0)
    return np.array([np.add.reduce(taken[start:end], axis=0) for start, end in pairwise(ends)])


def _rows(model: _Model, names: Iterable[Name]) -> list[int]:
    found = set(map(model.rows.get, names, repeat(_UNKNOWN)))
    found.discard(_UNKNOWN)
    # in order, so that the sum is the same in each process
    return sorted(found)


def _headed(sentences: Sequence[str]) -> Table:
    """Points that settle the role of what stands below a heading."""
    points = np.zeros((len(sentences), len(ROLES)))
    section: Role | None = None
    for at, sentence in enumerate(sentences):
        heading = _HEADING.match(sentence.lower())
        section = _HEADINGS[heading[1]] if heading else section
        if section:
            points[at, ROLES.index(section)] = _CERTAIN
    return points


@cache
def _model() -> _Model:
    """The weights that ship with the product, read once."""
    with as_file(files("bot").joinpath("data/roles.npz")) as path, np.load(path) as table:
        names = table["names"].tobytes().decode("utf-8").split("\n")
        weights = table["weights"].astype(np.float32) * table["step"]
        transitions = np.asarray(table["transitions"], np.float64)
        certain = np.asarray(table["certainty"], np.float64)
    # the words of names are those of many others
    rows = {tuple(map(sys.intern, name.split(" "))): row for row, name in enumerate(names)}
    return _Model(rows, weights, transitions, certain)
