"""Builds bot/data/sentences.json: the weights that judge which sentences are worth quoting.

    python benchmarks/build_sentences.py bot/data/sentences.json --tldr TRAIN --findings TRAIN

``--tldr``: JSON lines ``{"source": [sentences], "target": [references]}`` (SciTLDR, Apache-2.0).
Scores of an abstract's sentences, as chances, are brought near those of a reader who prefers
sentences with the words of the references (ROUGE-1). ``--findings``: ``{"sentences": {"abstract":
[...]}, "highlights": {"outcome": {"abstract": [0|1, ...]}}}`` (ACLSum, MIT); a logistic
regression tells an outcome by a few traits, as there are only some hundred abstracts. Fitted with
numpy alone; the same data give the same weights. bot/data/roles.npz is made before.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rouge_score.rouge_scorer import RougeScorer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.minimum import Vector, minimise
from bot.editorial.writing.roles import Table, role_chances
from bot.editorial.writing.traits import Traits, traits
from bot.editorial.writing.worth import CONSTANT
from bot.text.readable import readable
from bot.text.sentences import split_sentences

TLDR_PENALTY = 100.0
FINDINGS_PENALTY = 10.0
# a reader is e times as likely to prefer a sentence whose ROUGE-1 is higher by this
PREFERENCE = 0.08
OUTCOME_TRAITS = (
    "is background",
    "is objective",
    "is method",
    "is result",
    "is other",
    "last",
    "place",
    "outcome",
    "figure",
    "set-up",
    "cues of result",
    "length",
)
STEPS = 200
Loss = Callable[[Vector], tuple[float, Vector]]


def entries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def tldr_weights(path: Path) -> dict[str, float]:
    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    seen: list[Traits] = []
    wanted: list[float] = []
    papers: list[int] = []
    for paper, entry in enumerate(entries(path)):
        sentences = split_sentences(readable(" ".join(entry["source"])))
        seen += traits(sentences, role_chances(sentences))
        papers += [paper] * len(sentences)
        wanted += [
            max(scorer.score(one, text)["rouge1"].fmeasure for one in entry["target"])
            for text in sentences
        ]
    names = tuple(seen[0])
    return fitted(seen, names, lambda table: preferences(table, np.array(wanted), np.array(papers)))


def finding_weights(path: Path) -> dict[str, float]:
    seen: list[Traits] = []
    marks: list[int] = []
    for entry in entries(path):
        sentences = [readable(text) for text in entry["sentences"]["abstract"]]
        seen += traits(sentences, role_chances(sentences))
        marks += entry["highlights"]["outcome"]["abstract"]
    seen = [{**one, CONSTANT: 1.0} for one in seen]
    names = (*OUTCOME_TRAITS, CONSTANT)
    return fitted(seen, names, lambda table: outcomes(table, np.array(marks, np.float64)))


def fitted(
    seen: Sequence[Traits], names: Sequence[str], loss: Callable[[Table], Loss]
) -> dict[str, float]:
    """The weight of each trait, fitted where all traits vary alike."""
    table = np.array([[one[name] for name in names] for one in seen])
    spread = table.std(axis=0)
    spread[spread == 0] = 1.0
    weights = minimise(loss(table / spread), np.zeros(len(names)), STEPS) / spread
    return {
        name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if weight
    }


def preferences(table: Table, wanted: Vector, papers: npt.NDArray[np.int64]) -> Loss:
    """The cross entropy of chances within each paper, with what a reader prefers."""
    preferred = np.exp(_log_shares(wanted / PREFERENCE, papers))

    def loss(weights: Vector) -> tuple[float, Vector]:
        logs = _log_shares(table @ weights, papers)
        value = -(preferred * logs).sum() + TLDR_PENALTY / 2 * weights @ weights
        return float(value), table.T @ (np.exp(logs) - preferred) + TLDR_PENALTY * weights

    return loss


def _log_shares(scores: Vector, papers: npt.NDArray[np.int64]) -> Vector:
    totals = np.full(papers.max() + 1, -np.inf)
    np.logaddexp.at(totals, papers, scores)
    return np.asarray(scores - totals[papers])


def outcomes(table: Table, marks: Vector) -> Loss:
    """Logistic regression; the last column is constant, and free."""
    penalty = np.full(table.shape[1], FINDINGS_PENALTY)
    penalty[-1] = 0.0

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = table @ weights
        value = (np.logaddexp(0, scores) - marks * scores).sum() + (penalty * weights**2).sum() / 2
        return float(value), table.T @ (1 / (1 + np.exp(-scores)) - marks) + penalty * weights

    return loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--tldr", type=Path, required=True)
    parser.add_argument("--findings", type=Path, required=True)
    given = parser.parse_args()
    made = {"tldr": tldr_weights(given.tldr), "findings": finding_weights(given.findings)}
    given.out.write_text(json.dumps(made, indent=0) + "\n", "utf-8")
    print(f"{len(made['tldr'])} weights for the TL;DR, {len(made['findings'])} for findings")


if __name__ == "__main__":
    main()
