"""Builds bot/data/roles.npz: the weights that tell which part a sentence plays.

    python benchmarks/build_roles.py bot/data/roles.npz --data TRAIN

TRAIN: JSON lines ``{"sentences", "labels", "confs"}`` (CSAbstruct, Apache-2.0). ``confs`` is the
share of annotators behind each label; what is left of it goes to the other roles alike, so that
the model learns how sure readers are. A linear-chain conditional random field, fitted with numpy
alone; the same data give the same weights. Certainties for the card's headings are fitted on
sentences that the model has not seen (two halves), where most annotators agree.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.minimum import Vector, minimise
from bot.editorial.writing.cues import ROLES
from bot.editorial.writing.features import abstract_features
from bot.editorial.writing.roles import HEADED, Headed, Table, chain, log_odds, marginals

AT_LEAST = 6  # sentences of the training part that have a feature
PENALTY = 33.0
TRANSITION_PENALTY = 0.1
STEPS = 100
AGREED = 0.6  # share of annotators behind a label that counts as certain
FINEST = 127  # weights are stored in so many steps to each side


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences of all abstracts in a row. ``pairs`` are (sentence, feature) as two arrays;
    ``targets`` how likely readers give each role; ``groups`` the sentences' numbers for
    abstracts of one length, (abstracts, sentences)."""

    names: tuple[str, ...]
    pairs: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    targets: Table
    groups: tuple[npt.NDArray[np.int64], ...]


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def examples(abstracts: Sequence[dict[str, Any]], known: Sequence[str] = ()) -> Examples:
    """``known``: the features to look at; else those that are common enough."""
    features = [
        [{" ".join(name) for name in names} for names in abstract_features(one["sentences"])]
        for one in abstracts
    ]
    counts = Counter(name for one in features for names in one for name in names)
    names = known or sorted(name for name, count in counts.items() if count >= AT_LEAST)
    number = {name: at for at, name in enumerate(names)}
    sentences = [
        sorted(number[name] for name in seen if name in number) for one in features for seen in one
    ]
    rows = np.repeat(np.arange(len(sentences)), [len(one) for one in sentences])
    columns = np.array([column for one in sentences for column in one])
    targets = [
        _target(label, conf)
        for one in abstracts
        for label, conf in zip(one["labels"], one["confs"], strict=True)
    ]
    lengths = [len(one) for one in features]
    return Examples(tuple(names), (rows, columns), np.array(targets), _groups(lengths))


def _target(label: str, conf: float) -> Vector:
    target = np.full(len(ROLES), (1 - conf) / (len(ROLES) - 1))
    target[ROLES.index(label)] = conf
    return target


def _groups(lengths: Sequence[int]) -> tuple[npt.NDArray[np.int64], ...]:
    starts: dict[int, list[int]] = defaultdict(list)
    start = 0
    for length in lengths:
        starts[length].append(start)
        start += length
    return tuple(
        np.array(found)[:, None] + np.arange(length)
        for length, found in sorted(starts.items())
        if length
    )


def fit(given: Examples) -> tuple[Table, Table]:
    """Weights (features, roles) and transitions (roles, roles)."""

    def loss(point: Vector) -> tuple[float, Vector]:
        weights, transitions = _parted(point)
        value, errors, turns = _errors(given, gather(given, weights), transitions)
        value += PENALTY / 2 * (weights**2).sum() + TRANSITION_PENALTY / 2 * (transitions**2).sum()
        slope = spread(given, errors) + PENALTY * weights
        turned = turns + TRANSITION_PENALTY * transitions
        return value, np.concatenate([slope.ravel(), turned.ravel()])

    size = len(given.names) * len(ROLES) + len(ROLES) ** 2
    return _parted(minimise(loss, np.zeros(size), STEPS))


def _parted(point: Vector) -> tuple[Table, Table]:
    roles = len(ROLES)
    return point[: -(roles**2)].reshape(-1, roles), point[-(roles**2) :].reshape(roles, roles)


def gather(given: Examples, weights: Table) -> Table:
    """For each sentence and role, the sum of its features' weights."""
    rows, columns = given.pairs
    sums = [np.bincount(rows, column[columns], len(given.targets)) for column in weights.T]
    return np.stack(sums, axis=1)


def spread(given: Examples, errors: Table) -> Table:
    """For each feature and role, the sum over the sentences that have it."""
    rows, columns = given.pairs
    sums = [np.bincount(columns, column[rows], len(given.names)) for column in errors.T]
    return np.stack(sums, axis=1)


def _errors(given: Examples, emissions: Table, transitions: Table) -> tuple[float, Table, Table]:
    """The loss, and by how much chances exceed targets: for each sentence, and for each turn
    from one role to the next."""
    value, errors, turns = 0.0, np.zeros_like(emissions), np.zeros_like(transitions)
    for group in given.groups:
        points, wanted = emissions[group], given.targets[group]
        forward, backward = chain(points, transitions)
        total = np.logaddexp.reduce(forward[:, -1], axis=-1)
        errors[group] = np.exp(forward + backward - total[:, None, None]) - wanted
        value += total.sum() - (points * wanted).sum()
        if group.shape[1] > 1:
            joint = forward[:, :-1, :, None] + transitions + (points + backward)[:, 1:, None, :]
            found = np.exp(joint - total[:, None, None, None]).sum(axis=(0, 1))
            agreed = np.einsum("asi,asj->ij", wanted[:, :-1], wanted[:, 1:])
            value -= (transitions * agreed).sum()
            turns += found - agreed
    return value, errors, turns


def certainties(abstracts: Sequence[dict[str, Any]]) -> Table:
    """A row for each of ``HEADED``: constant and slope of a logistic regression on log odds."""
    unseen = [chances for half in (0, 1) for chances in _unseen(abstracts, half)]
    order = [*abstracts[0::2], *abstracts[1::2]]
    labels = np.array([label for one in order for label in one["labels"]])
    agreed = np.array([conf >= AGREED for one in order for conf in one["confs"]])
    chances = np.array(unseen)[agreed]
    return np.array([_certainty(chances, labels[agreed], part) for part in HEADED])


def _unseen(abstracts: Sequence[dict[str, Any]], half: int) -> Table:
    """Chances of the sentences of one half, learned from the other."""
    learned = examples(abstracts[1 - half :: 2])
    weights, transitions = fit(learned)
    seen = examples(abstracts[half::2], learned.names)
    emissions = gather(seen, weights)
    for group in seen.groups:
        emissions[group] = marginals(emissions[group], transitions)
    return emissions


def _certainty(chances: Table, labels: npt.NDArray[np.str_], part: Headed) -> Vector:
    seen, right = log_odds(chances, part), np.isin(labels, HEADED[part]).astype(np.float64)

    def loss(line: Vector) -> tuple[float, Vector]:
        scores = line[0] + line[1] * seen
        errors = 1 / (1 + np.exp(-scores)) - right
        value = (np.logaddexp(0, scores) - right * scores).sum() + 1e-3 * line @ line
        return float(value), np.array([errors.sum(), errors @ seen]) + 2e-3 * line

    return minimise(loss, np.array([0.0, 1.0]), STEPS)


def save(path: Path, learned: Examples, weights: Table, transitions: Table, sure: Table) -> None:
    step = np.abs(weights).max() / FINEST
    stored = np.rint(weights / step).astype(np.int8)
    used = stored.any(axis=1)
    kept = "\n".join(name for name, keep in zip(learned.names, used, strict=True) if keep)
    np.savez_compressed(
        path,
        names=np.frombuffer(kept.encode("utf-8"), np.uint8),
        weights=stored[used],
        step=np.float32(step),
        transitions=transitions.astype(np.float32),
        certainty=sure.astype(np.float32),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    abstracts = read(given.data)
    seen = examples(abstracts)
    save(given.out, seen, *fit(seen), certainties(abstracts))
    print(f"{len(seen.names)} features of {len(seen.targets)} sentences")


if __name__ == "__main__":
    main()
